//! DOT, the language of Graphviz: every text quoted, a Chinese font for graph, nodes and edges.
//!
//! Source: "DOT Language", graphviz.org. With `neato -n2` Graphviz keeps our places, with `dot` or `sfdp` it makes its own.

use std::io::Write;

use super::quote::{Quotes, cell};
use super::style::hex;
use super::{ExportError, ExportGraph, Options, decimal, fields, quotes_of};

/// Writes the graph. See [`super::write()`].
pub(super) fn write(
    graph: &ExportGraph,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    out.write_all(HEAD.as_bytes())?;
    for (at, node) in graph.nodes.iter().enumerate() {
        let colour = hex(node.colour);
        let label = quoted(&fields::label(node, at));
        write!(out, "  n{at} [label={label}, fillcolor=\"{colour}40\", color=\"{colour}\"")?;
        write!(out, ", kind={}, mentions={}", quoted(node.kind.as_str()), node.mentions)?;
        if let Some((x, y)) = node.position {
            write!(out, ", pos=\"{},{}\"", decimal(x), decimal(y))?;
        }
        out.write_all(b"];\n")?;
    }
    let most = graph.edges.iter().map(|edge| edge.weight).fold(0.0, f64::max);
    for edge in &graph.edges {
        let found = quotes_of(graph, edge, quotes, options.evidence)?;
        let width = ((1.0 + 5.0 * (edge.weight / most).sqrt()) * 100.0).round() / 100.0;
        write!(out, "  n{} -- n{} [count={}", edge.source, edge.target, edge.count())?;
        write!(out, ", penwidth={}", decimal(width))?;
        if !found.is_empty() {
            write!(out, ", tooltip={}", quoted(&cell(&found, options.sentence)))?;
        }
        out.write_all(b"];\n")?;
    }
    out.write_all(b"}\n")?;
    Ok(())
}

const HEAD: &str = "graph \"g\" {
  graph [charset=\"UTF-8\", fontname=\"Noto Sans CJK SC\", overlap=false, splines=true];
  node [fontname=\"Noto Sans CJK SC\", style=\"filled\", shape=\"ellipse\"];
  edge [fontname=\"Noto Sans CJK SC\", color=\"#00000040\"];
";

/// A quoted DOT text. A backslash is doubled because labels read `\N` and `\n` as something else; entities as text.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;");
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_backslashes_and_entities_are_text() {
        assert_eq!(quoted(r#"a"b\N &lt;"#), r#""a\"b\\N &amp;lt;""#);
    }
}

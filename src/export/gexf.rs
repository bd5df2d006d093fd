//! GEXF 1.3, with the dates of articles as time stamps so that Gephi shows its timeline.
//!
//! Source: "GEXF 1.3 Primer", gexf.net, and what its readers do: graphology keeps only the last `<attributes>` block of a
//! class, NetworkX wants colours in three parts, the schema forbids a title, Gephi wants the size's value first.

use std::io::Write;

use jiff::civil::Date;

use super::fields::{self, Type, Value};
use super::quote::Quotes;
use super::xml::attribute;
use super::{ExportError, ExportGraph, Format, Options, decimal, quotes_of};

/// Writes the graph. See [`super::write()`].
pub(super) fn write(
    graph: &ExportGraph,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let last = graph.last();
    let timed = options.format == Format::Gexf && last.is_some();
    write_head(last, timed, out)?;
    write_attributes("node", &fields::of_nodes(graph), out)?;
    let edge_fields = fields::of_edges(graph, options);
    write_attributes("edge", &edge_fields, out)?;
    write_nodes(graph, timed, out)?;
    out.write_all(b"    <edges>\n")?;
    let labels = fields::labels(graph);
    for (at, edge) in graph.edges.iter().enumerate() {
        let found = quotes_of(graph, edge, quotes, options.evidence)?;
        let (weight, label) = (decimal(edge.weight), fields::joined(&labels, edge));
        write!(out, "      <edge id=\"e{at}\" source=\"n{}\" target=\"n{}\"", edge.source, edge.target)?;
        writeln!(out, " weight=\"{weight}\" label=\"{}\">", attribute(&label))?;
        write_values(&edge_fields, &fields::of_edge(graph, at, edge, &found, options), out)?;
        if timed {
            let days: Vec<Date> = edge.dated.iter().filter_map(|d| d.day).collect();
            write_spells(&days, out)?;
        }
        out.write_all(b"      </edge>\n")?;
    }
    out.write_all(b"    </edges>\n  </graph>\n</gexf>\n")?;
    Ok(())
}

fn write_head(last: Option<Date>, timed: bool, out: &mut dyn Write) -> Result<(), ExportError> {
    let date = last.map_or(String::new(), |date| format!(" lastmodifieddate=\"{date}\""));
    let time = if timed {
        " mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"timestamp\" timezone=\"UTC\""
    } else {
        " mode=\"static\""
    };
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">
  <meta{date}>
    <creator>guanxi</creator>
    <description>Entities and the relations between them, with the sentences behind each</description>
  </meta>
  <graph defaultedgetype=\"undirected\"{time}>
"
    )?;
    Ok(())
}

fn write_attributes(class: &str, fields: &[(&str, Type)], out: &mut dyn Write) -> Result<(), ExportError> {
    writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">")?;
    for (name, kind) in fields {
        let kind = match kind {
            Type::Text => "string",
            Type::Whole => "long",
            Type::Real => "double",
        };
        writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>")?;
    }
    out.write_all(b"    </attributes>\n")?;
    Ok(())
}

fn write_nodes(graph: &ExportGraph, timed: bool, out: &mut dyn Write) -> Result<(), ExportError> {
    let node_fields = fields::of_nodes(graph);
    let days = if timed { graph.node_days() } else { Vec::new() };
    out.write_all(b"    <nodes>\n")?;
    for (at, node) in graph.nodes.iter().enumerate() {
        writeln!(out, "      <node id=\"n{at}\" label=\"{}\">", attribute(&fields::label(node, at)))?;
        write_values(&node_fields, &fields::of_node(graph, at, node), out)?;
        if timed {
            write_spells(&days[at], out)?;
        }
        let [r, g, b] = node.colour;
        writeln!(out, "        <viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>")?;
        if let Some((x, y)) = node.position {
            writeln!(out, "        <viz:position x=\"{}\" y=\"{}\" z=\"0.0\"/>", decimal(x), decimal(y))?;
        }
        writeln!(out, "        <viz:size value=\"{}\"/>\n      </node>", decimal(node.size))?;
    }
    out.write_all(b"    </nodes>\n")?;
    Ok(())
}

fn write_values(
    fields: &[(&str, Type)],
    values: &[Option<Value>],
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    out.write_all(b"        <attvalues>\n")?;
    for ((name, _), value) in fields.iter().zip(values) {
        if let Some(value) = value {
            let value = attribute(&value.to_string());
            writeln!(out, "          <attvalue for=\"{name}\" value=\"{value}\"/>")?;
        }
    }
    out.write_all(b"        </attvalues>\n")?;
    Ok(())
}

fn write_spells(days: &[Date], out: &mut dyn Write) -> Result<(), ExportError> {
    if days.is_empty() {
        return Ok(());
    }
    out.write_all(b"        <spells>\n")?;
    for day in days {
        writeln!(out, "          <spell timestamp=\"{day}\"/>")?;
    }
    out.write_all(b"        </spells>\n")?;
    Ok(())
}

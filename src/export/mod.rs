//! One file a format. Writes streams; reads nothing back.
//!
//! [`gather`] makes an [`ExportGraph`] of selected rows, measures and places are added to it, [`write()`] writes it.
//! Evidence is asked for relation by relation as it is written, so no more than one relation's is held.

mod clean;
mod dot;
mod error;
mod fields;
mod file;
mod format;
mod gather;
mod gexf;
mod graphml;
mod json;
mod jsonl;
mod mermaid;
mod model;
mod quote;
mod report;
mod selected;
mod strongest;
mod style;
mod svg;
mod tables;
mod xml;

use std::io::Write;

pub use clean::{clean, decimal};
pub use error::{ExportError, QuoteError};
pub use file::{WrittenFiles, write_bytes, write_file};
pub use format::{Format, Part};
pub use gather::gather;
pub use model::{Column, Edge, ExportGraph, Node, Number, Values};
pub use quote::{Quote, Quotes, no_quotes};
pub use report::{About, ReportFormat, write_report};
pub use selected::{
    NodeMeasures, gather_selected, lay_out, measure_edges, measure_nodes, quotes_of_snapshot,
};
pub use style::{colour_by_class, colour_by_kind, legend, size_by, size_by_mentions, sizes};
pub use svg::{Caption, Fonts, rasterise, write_ego, write_map};

/// How a graph is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// Sentences of evidence an edge carries; with 0 the column is left out.
    pub evidence: usize,
    /// Characters a sentence of evidence may have; a longer one is cut around both names. JSON Lines cuts none.
    pub sentence: usize,
    /// Whether tables begin with a byte-order mark, which Excel needs to read Chinese.
    pub bom: bool,
    /// Whether tables put `'` before text that Excel would run as a formula.
    pub excel_safe: bool,
}

impl Options {
    /// The usual options of a format: three sentences of at most 300 characters, plain tables. JSON Lines carries all evidence.
    #[must_use]
    pub fn new(format: Format) -> Self {
        let evidence = if format == Format::JsonLines { usize::MAX } else { 3 };
        Self { format, evidence, sentence: 300, bom: false, excel_safe: false }
    }
}

/// How much of a graph was written: all of it, except by formats that cap it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Entities.
    pub nodes: usize,
    /// Relations.
    pub edges: usize,
}

/// Writes the graph as one stream. The same graph, evidence and options give the same bytes. `out` gets many small
/// writes: give it a buffer.
///
/// # Errors
/// If the graph breaks a rule ([`ExportGraph::check`]), its evidence cannot be read, the format makes two files, or
/// `out` fails.
pub fn write(
    graph: &ExportGraph,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    write_part(graph, Part::Whole, quotes, options, out)
}

/// Writes one of the files of a format: see [`Format::parts`].
///
/// # Errors
/// As [`write()`].
pub fn write_part(
    graph: &ExportGraph,
    part: Part,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    graph.check()?;
    if !options.format.parts().contains(&part) {
        return Err(ExportError::NeedsFiles(options.format.name()));
    }
    match options.format {
        Format::GraphMl => graphml::write(graph, quotes, options, out)?,
        Format::Gexf | Format::GexfStatic => gexf::write(graph, quotes, options, out)?,
        Format::Csv | Format::CsvGephi | Format::CsvNeo4j => {
            tables::write(graph, part, quotes, options, out)?;
        }
        Format::Json | Format::Cytoscape | Format::Graphology => json::write(graph, quotes, options, out)?,
        Format::Dot => dot::write(graph, quotes, options, out)?,
        Format::JsonLines => jsonl::write(graph, quotes, options, out)?,
        Format::Svg => return write_map(graph, &Caption::default(), out),
        Format::Mermaid => return mermaid::write(graph, out),
    }
    Ok(Written { nodes: graph.nodes.len(), edges: graph.edges.len() })
}

/// The evidence of an edge; none is asked for where none is wanted.
fn quotes_of(
    graph: &ExportGraph,
    edge: &Edge,
    quotes: &mut Quotes<'_>,
    limit: usize,
) -> Result<Vec<Quote>, ExportError> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let mut found = quotes(edge.relation, limit)
        .map_err(|source| ExportError::Evidence { relation: fields::edge_label(graph, edge), source })?;
    found.truncate(limit);
    Ok(found)
}

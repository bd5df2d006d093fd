//! One file a format. Writes streams; reads nothing back.
//!
//! [`gather`] makes an [`ExportGraph`] of selected rows, measures and places are added to it, [`write()`] writes it.
//! Evidence is asked for relation by relation as it is written, so no more than one relation's is held.

mod clean;
mod error;
mod fields;
mod format;
mod gather;
mod graphml;
mod model;
mod quote;
mod style;
mod xml;

use std::io::Write;

pub use clean::{clean, decimal};
pub use error::{ExportError, QuoteError};
pub use format::Format;
pub use gather::gather;
pub use model::{Column, Edge, ExportGraph, Node, Number, Values};
pub use quote::{Quote, Quotes, no_quotes};
pub use style::{colour_by_class, colour_by_kind, legend, size_by, size_by_mentions, sizes};

/// How a graph is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// Sentences of evidence an edge carries; with 0 the column is left out. JSON Lines carries all.
    pub evidence: usize,
    /// Characters a sentence of evidence may have; a longer one is cut around both names.
    pub sentence: usize,
}

impl Options {
    /// The usual options of a format: three sentences of at most 300 characters.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self { format, evidence: 3, sentence: 300 }
    }
}

/// Writes the graph as one stream. The same graph, evidence and options give the same bytes. `out` gets many small
/// writes: give it a buffer.
///
/// # Errors
/// If the graph breaks a rule ([`ExportGraph::check`]), its evidence cannot be read, or `out` fails.
pub fn write(
    graph: &ExportGraph,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    graph.check()?;
    match options.format {
        Format::GraphMl => graphml::write(graph, quotes, options, out),
    }
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

//! The graphs that checks and other programs are given, and their files in every format.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use guanxi::export::{
    ExportGraph, Format, Options, Quote, QuoteError, gather_selected, lay_out, measure_edges, measure_nodes,
    quotes_of_snapshot, write_file,
};
use guanxi::graph::Selection;
use guanxi::relate::Measure;
use guanxi::store::Snapshot;

use super::graphs;
use super::support::desk::Desk;
use super::support::folders::root;
use super::support::skip::shared;

/// A graph with the evidence of its relations.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) graph: ExportGraph,
    pub(crate) evidence: HashMap<u32, Vec<Quote>>,
}

impl Case {
    fn made_up(name: &'static str, graph: ExportGraph) -> Self {
        let quotes = |relation| (relation, graphs::quotes(relation, 3).unwrap());
        let evidence = graph.edges.iter().map(|edge| quotes(edge.relation)).collect();
        Self { name, graph, evidence }
    }

    /// What `guanxi build` makes of pages, measured and laid out.
    fn built(name: &'static str, pages: &Path) -> Self {
        let desk = Desk::new();
        desk.done(&["build", pages.to_str().unwrap()]);
        let snapshot = Snapshot::open(&desk.path("store")).unwrap();
        let selection = Selection::default();
        let (mut graph, _) = gather_selected(&snapshot, &selection, &selection.select(&snapshot)).unwrap();
        measure_nodes(&mut graph, 1);
        measure_edges(&mut graph, &snapshot, &selection, &Measure::ALL);
        lay_out(&mut graph, 1).unwrap();
        let mut quotes = quotes_of_snapshot(&snapshot, &selection);
        let evidence = graph.edges.iter().map(|e| (e.relation, quotes(e.relation, 3).unwrap())).collect();
        Self { name, graph, evidence }
    }

    pub(crate) fn quotes(&self, relation: u32, limit: usize) -> Result<Vec<Quote>, QuoteError> {
        let quotes = self.evidence.get(&relation).ok_or("no such relation")?;
        Ok(quotes.iter().take(limit).cloned().collect())
    }
}

/// The sample with everything in it, a hundred hostile names, a star with a hub, the example pages and, where they are,
/// five real ones.
pub(crate) fn all() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let mut cases = vec![
            Case::made_up("sample", graphs::sample()),
            Case::made_up("crowd", graphs::crowd()),
            Case::made_up("star", graphs::star(60)),
            Case::built("news", &root().join("examples/news")),
        ];
        cases.extend(shared("seeds").map(|pages| Case::built("seeds", &pages)));
        cases
    })
}

/// The graph in every format, under names with the extensions that readers look at.
pub(crate) fn folder(case: &Case) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("graph.graphml", Format::GraphMl),
        ("graph.gexf", Format::Gexf),
        ("static.gexf", Format::GexfStatic),
        ("graph.json", Format::Json),
        ("graph.cyjs", Format::Cytoscape),
        ("graphology.json", Format::Graphology),
        ("graph.dot", Format::Dot),
        ("graph.mmd", Format::Mermaid),
        ("plain.csv", Format::Csv),
        ("gephi.csv", Format::CsvGephi),
        ("neo4j.csv", Format::CsvNeo4j),
    ];
    for (name, format) in files {
        let mut quotes = |relation, limit| case.quotes(relation, limit);
        write_file(&case.graph, &mut quotes, &Options::new(format), &folder.path().join(name)).unwrap();
    }
    folder
}

//! What cannot be written is refused with the reason.

use guanxi::export::{ExportGraph, Format, Options, no_quotes, write};

use crate::graphs;

#[test]
fn an_empty_graph_and_broken_graphs_are_refused_with_the_reason() {
    let refused = |graph: &ExportGraph| {
        write(graph, &mut no_quotes, &Options::new(Format::GraphMl), &mut Vec::new()).unwrap_err().to_string()
    };
    assert!(refused(&ExportGraph::default()).contains("holds no entities"));
    let mut graph = graphs::sample();
    graph.edges[3].weight = f64::NAN;
    assert!(refused(&graph).contains("weighs NaN"));
    graph = graphs::sample();
    graph.edges[3].target = 99;
    assert!(refused(&graph).contains("not there"));
    graph = graphs::sample();
    graph.edges[3] = graph.edges[2].clone();
    assert!(refused(&graph).contains("twice"));
    graph = graphs::sample();
    graph.node_columns[0].name = "r".to_owned();
    assert!(refused(&graph).contains("\"r\" cannot name"));
    graph = graphs::sample();
    graph.node_columns[0].name = graph.edge_columns[0].name.clone();
    assert!(refused(&graph).contains("cannot name"));
}

#[test]
fn evidence_that_cannot_be_read_names_the_relation() {
    let mut failing = |_: u32, _: usize| Err("segment 3 is cut short".into());
    let error =
        write(&graphs::sample(), &mut failing, &Options::new(Format::GraphMl), &mut Vec::new()).unwrap_err();
    assert!(error.to_string().starts_with("reading the evidence of \""), "{error}");
}

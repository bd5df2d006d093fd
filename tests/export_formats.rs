//! What the writers write, read back by parsers that know nothing of them.

#[path = "readers/graphml.rs"]
mod graphml;
#[path = "readers/graphs.rs"]
mod graphs;

use guanxi::export::{ExportGraph, Format, Number, Options, Quotes, clean, decimal, no_quotes, write};
use proptest::prelude::*;

fn bytes(graph: &ExportGraph, quotes: &mut Quotes<'_>, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    write(graph, quotes, &Options::new(format), &mut out).unwrap();
    out
}

/// GraphML says of every node and edge what the model says.
fn same_as_graphml(graph: &ExportGraph, read: &graphml::Read) {
    assert_eq!((read.nodes.len(), read.edges.len()), (graph.nodes.len(), graph.edges.len()));
    for (at, (node, read)) in graph.nodes.iter().zip(&read.nodes).enumerate() {
        let text = |key: &str| read.get(key).map_or("", String::as_str);
        assert_eq!(text("@id"), format!("n{at}"));
        let label = clean(&node.label);
        assert_eq!(text("label"), if label.is_empty() { clean(&node.id) } else { label });
        assert_eq!(text("entity"), clean(&node.id));
        assert_eq!(text("kind"), node.kind.as_str());
        assert_eq!(text("within"), clean(node.within.as_deref().unwrap_or_default()));
        let aliases: Vec<_> = node.aliases.iter().map(|a| clean(a)).filter(|a| !a.is_empty()).collect();
        assert_eq!(text("aliases"), clean(&aliases.join(" | ")));
        assert_eq!(text("mentions"), node.mentions.to_string());
        assert_eq!(text("articles"), node.articles.to_string());
        assert_eq!(text("first_date"), node.first.map_or(String::new(), |d| d.to_string()));
        assert_eq!(text("last_date"), node.last.map_or(String::new(), |d| d.to_string()));
        assert_eq!(text("size"), decimal(node.size));
        assert_eq!([text("r"), text("g"), text("b")].map(|t| t.parse::<u8>().unwrap()), node.colour);
        let place = node.position.map(|(x, y)| (decimal(x), decimal(y)));
        assert_eq!(place.unwrap_or_default(), (text("x").to_owned(), text("y").to_owned()));
        for column in &graph.node_columns {
            assert_eq!(text(&column.name), column.get(at).map_or(String::new(), |v: Number| v.to_string()));
        }
    }
    for (at, (edge, read)) in graph.edges.iter().zip(&read.edges).enumerate() {
        let text = |key: &str| read.get(key).map_or("", String::as_str);
        assert_eq!(text("@id"), format!("e{at}"));
        assert_eq!(text("@source"), format!("n{}", edge.source));
        assert_eq!(text("@target"), format!("n{}", edge.target));
        assert_eq!(text("weight"), decimal(edge.weight));
        assert_eq!(text("count"), edge.count().to_string());
        assert_eq!(text("shared_articles"), edge.articles().to_string());
        assert_eq!(text("first_shared"), edge.first().map_or(String::new(), |d| d.to_string()));
        assert_eq!(text("last_shared"), edge.last().map_or(String::new(), |d| d.to_string()));
        for column in &graph.edge_columns {
            assert_eq!(text(&column.name), column.get(at).map_or(String::new(), |v| v.to_string()));
        }
    }
}

#[test]
fn graphml_keeps_the_checklist_and_reads_back_as_the_model() {
    let graph = graphs::sample();
    let file = bytes(&graph, &mut graphs::quotes, Format::GraphMl);
    graphml::lint(&file);
    let read = graphml::read(&file);
    same_as_graphml(&graph, &read);
    let evidence: Vec<&str> =
        read.edges.iter().map(|e| e.get("evidence").map_or("", String::as_str)).collect();
    assert_eq!(evidence[0], "");
    assert!(evidence[1].starts_with("第1条 <&>\"']]> a b \\ {} |"), "{}", evidence[1]);
    assert!(evidence[2].contains(" ‖ 赤峰市总工会与包头市第1次会谈。 [news/第3页 <1>.txt:2]"));
    assert_eq!(evidence[4].matches(" ‖ ").count(), 3, "three sentences, one of them quotes the mark itself");
    assert!(evidence[3].ends_with("长… [2022-10-13 news/第3页 <1>.txt:3]"), "{}", evidence[3]);
    assert_eq!(file, bytes(&graph, &mut graphs::quotes, Format::GraphMl), "the same bytes twice");
}

#[test]
fn gephi_changes_nothing_of_sizes_and_places() {
    let graph = graphs::sample();
    let sizes: Vec<f64> = graph.nodes.iter().map(|n| n.size).collect();
    assert_eq!(
        (sizes.iter().copied().fold(f64::MAX, f64::min), sizes.iter().copied().fold(0.0, f64::max)),
        (4.0, 100.0)
    );
    let places: Vec<(f64, f64)> = graph.nodes.iter().filter_map(|n| n.position).collect();
    let (x, y) = places.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0, y + p.1));
    assert!(x.abs() < 0.1 && y.abs() < 0.1, "the middle is at {x}, {y}");
}

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

#[test]
fn a_sentence_of_100_kb_is_cut_and_a_hostile_one_kept() {
    let long: String = graphs::HOSTILE.chars().cycle().take(40_000).collect();
    assert!(long.len() > 50_000);
    let mut sentences = vec![long; 8];
    sentences[0] = graphs::HOSTILE.to_owned();
    let file = bytes(&graphs::sample(), &mut graphs::quoting(&sentences), Format::GraphMl);
    graphml::lint(&file);
    let read = graphml::read(&file);
    assert_eq!(read.edges[0]["evidence"], format!("{} [a.txt:1]", clean(graphs::HOSTILE)));
    assert!(read.edges[1]["evidence"].chars().count() < 330);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn hostile_text_goes_through_graphml((graph, sentences) in graphs::hostile_graph()) {
        let file = bytes(&graph, &mut graphs::quoting(&sentences), Format::GraphMl);
        graphml::lint(&file);
        let read = graphml::read(&file);
        same_as_graphml(&graph, &read);
        for (sentence, edge) in sentences.iter().zip(&read.edges) {
            let expected = format!("{} [a.txt:1]", clean(sentence));
            prop_assert_eq!(edge["evidence"].as_str(), expected.trim_start());
        }
    }
}

//! GraphML and GEXF.

use guanxi::export::{Format, no_quotes};

use crate::same::{bytes, same_as_gexf, same_as_graphml};
use crate::{gexf, graphml, graphs};

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
fn gexf_carries_the_days_of_articles_and_its_static_twin_does_not() {
    let graph = graphs::sample();
    let timed = bytes(&graph, &mut graphs::quotes, Format::Gexf);
    assert!(String::from_utf8_lossy(&timed).contains("<meta lastmodifieddate=\"2024-02-29\">"));
    same_as_gexf(&graph, &gexf::read(&timed), true);
    let file = bytes(&graph, &mut graphs::quotes, Format::GexfStatic);
    let read = gexf::read(&file);
    same_as_gexf(&graph, &read, false);
    assert!(read.edges[1].values["evidence"].starts_with("第1条 <&>\"']]> a b"));
    let mut undated = graph;
    for node in &mut undated.nodes {
        (node.first, node.last) = (None, None);
    }
    for day in undated.edges.iter_mut().flat_map(|edge| &mut edge.dated) {
        day.day = None;
    }
    assert_eq!(gexf::read(&bytes(&undated, &mut no_quotes, Format::Gexf)).graph["mode"], "static");
}

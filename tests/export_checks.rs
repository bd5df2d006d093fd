//! The acceptance checks of exports that need no other program, each on the sample graph, a hundred hostile names, a star,
//! the example pages and, where they are, five real ones. The others are in `export_readers.rs`.

#[path = "readers/cases.rs"]
mod cases;
#[path = "readers/gexf.rs"]
mod gexf;
#[path = "readers/graphml.rs"]
mod graphml;
#[path = "readers/graphs.rs"]
mod graphs;
#[path = "readers/same.rs"]
mod same;
mod support;

use std::collections::BTreeSet;
use std::fs;

use cases::{Case, all, folder};
use guanxi::export::{Format, clean};

/// The bytes of a case in a format that makes one file.
fn bytes(case: &Case, format: Format) -> Vec<u8> {
    same::bytes(&case.graph, &mut |relation, limit| case.quotes(relation, limit), format)
}

#[test]
fn a1_files_are_plain_utf8_and_the_same_twice() {
    for case in all() {
        let (first, second) = (folder(case), folder(case));
        for entry in fs::read_dir(first.path()).unwrap() {
            let path = entry.unwrap().path();
            let file = fs::read(&path).unwrap();
            let again = fs::read(second.path().join(path.file_name().unwrap())).unwrap();
            assert!(file == again, "{} differs", path.display());
            let text = std::str::from_utf8(&file).expect("UTF-8");
            assert!(!text.starts_with('\u{FEFF}') && !text.contains('\r') && text.ends_with('\n'));
            if path.extension().is_some_and(|extension| extension == "graphml" || extension == "gexf") {
                assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
                graphml::lint_characters(text);
            }
        }
    }
}

#[test]
fn a2_graphml_and_gexf_keep_the_checklist() {
    for case in all() {
        graphml::lint(&bytes(case, Format::GraphMl));
        gexf::read(&bytes(case, Format::Gexf));
        gexf::read(&bytes(case, Format::GexfStatic));
    }
}

#[test]
fn a3_graphml_and_gexf_read_back_as_the_model() {
    for case in all() {
        let graph = &case.graph;
        let read = graphml::read(&bytes(case, Format::GraphMl));
        same::same_as_graphml(graph, &read);
        same_evidence(case, read.edges.iter().map(|edge| edge.get("evidence")));
        let read = gexf::read(&bytes(case, Format::Gexf));
        same::same_as_gexf(graph, &read, graph.last().is_some());
        same_evidence(case, read.edges.iter().map(|edge| edge.values.get("evidence")));
        same::same_as_gexf(graph, &gexf::read(&bytes(case, Format::GexfStatic)), false);
    }
}

/// Every sentence that is not cut stands in the cell, in order.
fn same_evidence<'a>(case: &Case, cells: impl Iterator<Item = Option<&'a String>>) {
    for (edge, cell) in case.graph.edges.iter().zip(cells) {
        let mut rest = cell.map_or("", String::as_str);
        let quotes = &case.evidence[&edge.relation];
        assert_eq!(rest.is_empty(), quotes.is_empty(), "{}", case.name);
        for quote in quotes.iter().filter(|quote| quote.text.chars().count() <= 300) {
            let sentence = clean(&quote.text);
            let at = rest.find(&*sentence).unwrap_or_else(|| panic!("{sentence} is not in {rest}"));
            rest = &rest[at + sentence.len()..];
        }
    }
}

#[test]
fn a7_one_edge_a_pair_with_a_weight_and_two_ends_and_every_name_shown() {
    for case in all() {
        let read = gexf::read(&bytes(case, Format::Gexf));
        let ids: BTreeSet<&str> = read.nodes.iter().map(|node| node.own["id"].as_str()).collect();
        assert_eq!(ids.len(), read.nodes.len(), "unique ids");
        assert!(read.nodes.iter().all(|node| !node.own["label"].is_empty()));
        let (mut pairs, mut names) = (BTreeSet::new(), BTreeSet::new());
        for edge in &read.edges {
            let (a, b) = (edge.own["source"].as_str(), edge.own["target"].as_str());
            assert!(ids.contains(a) && ids.contains(b) && a != b, "{a} – {b}");
            assert!(pairs.insert((a.min(b), a.max(b))), "{a} and {b} are joined twice");
            assert!(names.insert(edge.own["id"].as_str()), "{} twice", edge.own["id"]);
            let weight: f64 = edge.own["weight"].parse().unwrap();
            assert!(weight.is_finite() && weight > 0.0, "{weight}");
        }
    }
}

#[test]
fn a8_sizes_and_places_are_those_that_gephi_leaves_alone() {
    for case in all() {
        let nodes = &case.graph.nodes;
        let sizes = nodes.iter().map(|node| node.size);
        let (least, most) = (sizes.clone().fold(f64::MAX, f64::min), sizes.fold(0.0, f64::max));
        let alike = nodes.iter().all(|node| node.mentions == nodes[0].mentions);
        assert_eq!((least, most), (4.0, if alike { 4.0 } else { 100.0 }), "{}", case.name);
        let places: Vec<(f64, f64)> = nodes.iter().map(|node| node.position.expect("a place")).collect();
        let extent = places.iter().map(|p| p.0.abs().max(p.1.abs())).fold(0.0, f64::max);
        assert!(extent > 0.0 && extent <= 5000.0, "{}: {extent}", case.name);
        let sum = places.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
        let centre = (sum.0 / nodes.len() as f64).hypot(sum.1 / nodes.len() as f64);
        assert!(centre < extent * 1e-3, "{}: the middle is {centre} off", case.name);
        let points: BTreeSet<(u64, u64)> = places.iter().map(|p| (p.0.to_bits(), p.1.to_bits())).collect();
        assert_eq!(points.len(), nodes.len(), "{}: two at one point", case.name);
    }
}

#[test]
fn a10_tables_read_back_as_the_model_with_decimals_and_no_backslash() {
    for case in all() {
        for format in [Format::Csv, Format::CsvGephi, Format::CsvNeo4j] {
            same::same_as_tables(&case.graph, &mut |relation, limit| case.quotes(relation, limit), format);
        }
    }
}

#[test]
fn a11_the_three_shapes_of_json_and_the_drawings_say_the_same() {
    for case in all() {
        let mut quotes = |relation, limit| case.quotes(relation, limit);
        same::same_as_json(&case.graph, &mut quotes);
        same::same_as_lines(&case.graph, &mut quotes);
        same::same_as_dot(&case.graph, &mut quotes);
        if case.graph.nodes.len() <= 100 {
            same::same_as_mermaid(&case.graph);
        }
    }
}

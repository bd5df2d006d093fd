//! Sentences that are very long.

use guanxi::export::{Format, Options, clean, write_part};

use crate::same::{bytes, json, same_as_lines};
use crate::{gexf, graphml, graphs, hostile};

#[test]
fn a_sentence_of_100_kb_is_cut_and_a_hostile_one_kept() {
    let long: String = graphs::HOSTILE.chars().cycle().take(40_000).collect();
    assert!(long.len() > 50_000);
    let mut sentences = vec![long; 8];
    sentences[0] = graphs::HOSTILE.to_owned();
    let file = bytes(&graphs::sample(), &mut hostile::quoting(&sentences), Format::GraphMl);
    graphml::lint(&file);
    let read = graphml::read(&file);
    assert_eq!(read.edges[0]["evidence"], format!("{} [a.txt:1]", clean(graphs::HOSTILE)));
    assert!(read.edges[1]["evidence"].chars().count() < 330);
}

#[test]
fn a_sentence_of_100_kb_is_cut_everywhere_but_in_json_lines() {
    let graph = graphs::sample();
    let long: String = graphs::HOSTILE.chars().cycle().take(90_000).collect();
    assert!(long.len() > 100_000);
    let sentences = vec![long.clone(); graph.edges.len()];
    for format in Format::all() {
        for &part in format.parts() {
            let mut out = Vec::new();
            let quotes = &mut hostile::quoting(&sentences);
            write_part(&graph, part, quotes, &Options::new(format), &mut out).unwrap();
            let whole = out.len() > sentences.len() * long.len() / 2;
            assert_eq!(whole, format == Format::JsonLines, "{format}: {} bytes", out.len());
        }
    }
    let read = json(&graph, &mut hostile::quoting(&sentences), Format::Json);
    let text = read["links"][0]["evidence"][0]["text"].as_str().unwrap();
    assert!((250..=302).contains(&text.chars().count()), "{text}");
    let gexf = gexf::read(&bytes(&graph, &mut hostile::quoting(&sentences), Format::Gexf));
    assert!(gexf.edges[0].values["evidence"].chars().count() < 330);
    same_as_lines(&graph, &mut hostile::quoting(&sentences));
}

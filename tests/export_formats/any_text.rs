//! Text of any characters goes through every format.

use guanxi::export::{
    About, Caption, Format, ReportFormat, clean, measure_nodes, write_ego, write_map, write_report,
};
use proptest::prelude::*;

use crate::same::{
    bytes, same_as_dot, same_as_gexf, same_as_graphml, same_as_json, same_as_lines, same_as_mermaid,
    same_as_tables,
};
use crate::{gexf, graphml, hostile, same};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn hostile_text_goes_through_graphml((graph, sentences) in hostile::hostile_graph()) {
        let file = bytes(&graph, &mut hostile::quoting(&sentences), Format::GraphMl);
        graphml::lint(&file);
        let read = graphml::read(&file);
        same_as_graphml(&graph, &read);
        for (sentence, edge) in sentences.iter().zip(&read.edges) {
            let expected = format!("{} [a.txt:1]", clean(sentence));
            prop_assert_eq!(edge["evidence"].as_str(), expected.trim_start());
        }
    }

    #[test]
    fn hostile_text_goes_into_pictures_as_text((graph, sentences) in hostile::hostile_graph()) {
        let title = sentences.first().map_or("", String::as_str).to_owned();
        let caption = Caption { title: title.clone(), note: title };
        for ego in [false, true] {
            let mut out = Vec::new();
            if ego { write_ego(&graph, 0, &caption, &mut out) } else { write_map(&graph, &caption, &mut out) }.unwrap();
            let (tags, titles) = svg_of(&out);
            prop_assert!(tags.iter().all(|tag| SVG_TAGS.contains(&tag.as_str())), "{:?}", tags);
            let name = same::shown(&graph.nodes[0].label, &graph.nodes[0].id);
            prop_assert!(titles.iter().any(|title| title.starts_with(&*name)), "{} in {:?}", name, titles);
        }
    }

    #[test]
    fn hostile_text_goes_into_pages_as_text((mut graph, sentences) in hostile::hostile_graph()) {
        let title = sentences.first().map_or("", String::as_str).to_owned();
        let measures = measure_nodes(&mut graph, 1);
        let about = About { title, ..About::default() };
        let mut out = Vec::new();
        let quotes = &mut hostile::quoting(&sentences);
        write_report(&graph, (&about, &measures), quotes, ReportFormat::Html, &mut out).unwrap();
        let html = String::from_utf8(out).unwrap();
        graphml::lint_characters(&html);
        let known = |rest: &str| HTML_TAGS.iter().any(|tag| rest.trim_start_matches('/').starts_with(tag));
        prop_assert!(html.split('<').skip(1).all(known), "a tag that is not ours");
    }

    #[test]
    fn hostile_text_goes_through_every_other_format((graph, sentences) in hostile::hostile_graph()) {
        let quotes = &mut hostile::quoting(&sentences);
        same_as_gexf(&graph, &gexf::read(&bytes(&graph, quotes, Format::Gexf)), true);
        same_as_gexf(&graph, &gexf::read(&bytes(&graph, quotes, Format::GexfStatic)), false);
        for format in [Format::Csv, Format::CsvGephi, Format::CsvNeo4j] {
            same_as_tables(&graph, quotes, format);
        }
        same_as_json(&graph, quotes);
        same_as_lines(&graph, quotes);
        same_as_dot(&graph, quotes);
        same_as_mermaid(&graph);
    }
}

const SVG_TAGS: [&str; 8] = ["svg", "title", "rect", "g", "path", "circle", "text", "tspan"];

const HTML_TAGS: [&str; 27] = [
    "!doctype",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "h1",
    "h2",
    "p",
    "table",
    "tr",
    "th",
    "td",
    "svg",
    "rect",
    "text",
    "line",
    "div",
    "b>",
    "small",
    "blockquote",
    "ol",
    "ul",
    "li",
    "span",
];

/// The names of the elements of a picture and the texts of its titles.
fn svg_of(svg: &[u8]) -> (Vec<String>, Vec<String>) {
    use quick_xml::events::Event;
    let text = std::str::from_utf8(svg).expect("UTF-8");
    graphml::lint_characters(text);
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut tags, mut titles) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) | Event::Empty(start) => {
                let tag = start.name().as_ref().to_owned();
                if tag == "title" {
                    let raw = reader.read_text(start.name()).expect("a title");
                    titles.push(quick_xml::escape::unescape(&raw).expect("entities").into_owned());
                }
                tags.push(tag);
            }
            Event::Eof => return (tags, titles),
            _ => {}
        }
    }
}

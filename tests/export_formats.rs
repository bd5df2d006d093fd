//! What the writers write, read back by parsers that know nothing of them.

#[path = "readers/gexf.rs"]
mod gexf;
#[path = "readers/graphml.rs"]
mod graphml;
#[path = "readers/graphs.rs"]
mod graphs;
#[path = "readers/hostile.rs"]
mod hostile;
#[path = "readers/same.rs"]
mod same;
mod support;

use guanxi::export::{
    About, Caption, ExportError, ExportGraph, Fonts, Format, Options, Part, ReportFormat, clean,
    measure_nodes, no_quotes, rasterise, write, write_ego, write_map, write_part, write_report,
};
use proptest::prelude::*;
use same::{
    bytes, json, same_as_dot, same_as_gexf, same_as_graphml, same_as_json, same_as_lines, same_as_mermaid,
    same_as_tables,
};
use serde_json::Value as Json;

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
    let file = bytes(&graphs::sample(), &mut hostile::quoting(&sentences), Format::GraphMl);
    graphml::lint(&file);
    let read = graphml::read(&file);
    assert_eq!(read.edges[0]["evidence"], format!("{} [a.txt:1]", clean(graphs::HOSTILE)));
    assert!(read.edges[1]["evidence"].chars().count() < 330);
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

#[test]
fn tables_of_each_profile_read_back_as_the_model() {
    for format in [Format::Csv, Format::CsvGephi, Format::CsvNeo4j] {
        same_as_tables(&graphs::sample(), &mut graphs::quotes, format);
        let error =
            write(&graphs::sample(), &mut no_quotes, &Options::new(format), &mut Vec::new()).unwrap_err();
        assert!(matches!(error, ExportError::NeedsFiles(_)));
    }
}

#[test]
fn excel_gets_a_byte_order_mark_and_no_formula() {
    let mut graph = graphs::sample();
    graph.nodes[0].label = "=cmd|' /C calc'!A0".to_owned();
    graph.nodes[1].label = "-1+2".to_owned();
    let options = Options { bom: true, excel_safe: true, ..Options::new(Format::Csv) };
    let mut out = Vec::new();
    write_part(&graph, Part::Nodes, &mut no_quotes, &options, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("\u{FEFF}id,label,kind,"));
    assert!(text.contains(",'=cmd|' /C calc'!A0,") && text.contains(",'-1+2,"), "{text}");
    assert!(text.contains(",-"), "numbers below zero stay numbers");
}

#[test]
fn the_three_shapes_of_json_say_the_same() {
    same_as_json(&graphs::sample(), &mut graphs::quotes);
    let link = json(&graphs::sample(), &mut graphs::quotes, Format::Json);
    assert_eq!(link["links"][0]["dated"][0]["date"], Json::Null);
    assert_eq!(link["links"][0]["dated"][1]["date"], "2022-10-13");
    assert_eq!(link["links"][2]["evidence"][1]["line"], 2);
}

#[test]
fn json_lines_give_all_evidence_back_unchanged() {
    same_as_lines(&graphs::sample(), &mut graphs::quotes);
}

#[test]
fn dot_and_mermaid_show_every_name() {
    same_as_dot(&graphs::sample(), &mut graphs::quotes);
    same_as_mermaid(&graphs::sample());
}

#[test]
fn mermaid_shows_the_strongest_hundred_and_says_so() {
    let graph = graphs::star(150);
    let mut out = Vec::new();
    let written = write(&graph, &mut no_quotes, &Options::new(Format::Mermaid), &mut out).unwrap();
    assert_eq!((written.nodes, written.edges), (100, 99));
    let file = String::from_utf8(out).unwrap();
    assert!(
        file.starts_with("%% the strongest 100 of 151 entities and 99 of 150 relations\ngraph LR\n"),
        "{file}"
    );
    assert!(file.contains("|150|") && !file.contains("|51|"));
}

#[test]
fn every_format_gives_the_same_bytes_twice_and_ends_its_last_line() {
    let graph = graphs::crowd();
    graphml::lint(&bytes(&graph, &mut graphs::quotes, Format::GraphMl));
    for format in Format::all() {
        for &part in format.parts() {
            let once = || {
                let mut out = Vec::new();
                let options = Options::new(format);
                write_part(&graph, part, &mut graphs::quotes, &options, &mut out).unwrap();
                out
            };
            assert_eq!(once(), once(), "{format}");
            assert!(once().ends_with(b"\n") && !once().contains(&b'\r'), "{format}");
        }
    }
}

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
    fn hostile_text_goes_into_pictures_and_pages_as_text((mut graph, sentences) in hostile::hostile_graph()) {
        let title = sentences.first().map_or("", String::as_str).to_owned();
        let caption = Caption { title: title.clone(), note: title.clone() };
        for ego in [false, true] {
            let mut out = Vec::new();
            if ego { write_ego(&graph, 0, &caption, &mut out) } else { write_map(&graph, &caption, &mut out) }.unwrap();
            let (tags, titles) = svg_of(&out);
            prop_assert!(tags.iter().all(|tag| SVG_TAGS.contains(&tag.as_str())), "{:?}", tags);
            let name = same::shown(&graph.nodes[0].label, &graph.nodes[0].id);
            prop_assert!(titles.iter().any(|title| title.starts_with(&*name)), "{} in {:?}", name, titles);
        }
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

#[test]
fn a_picture_becomes_a_png_with_letters_in_it() {
    use resvg::tiny_skia::Pixmap;
    let fonts = Fonts::of_system();
    if !fonts.have_chinese() {
        return support::skip::skip("fonts", "no font with Chinese is installed");
    }
    let drawn = |name: &str| {
        let (mut graph, mut svg) = (graphs::star(5), Vec::new());
        graph.nodes[1].label = name.to_owned();
        write_ego(&graph, 0, &Caption::default(), &mut svg).unwrap();
        let png = rasterise(&svg, 2.0, &fonts).unwrap();
        assert_eq!(png, rasterise(&svg, 2.0, &fonts).unwrap(), "the same bytes twice");
        Pixmap::decode_png(&png).unwrap()
    };
    let (name, other, boxes) = (drawn("华"), drawn("中"), drawn("\u{10FFFD}"));
    let dark = name.pixels().iter().filter(|pixel| pixel.red() < 100 && pixel.blue() < 100).count();
    assert!(dark > 500, "{dark} dark pixels are too few for six names");
    assert!(name.data() != other.data() && name.data() != boxes.data(), "letters, not boxes");
}

/// The texts of a picture as boxes: left, top, right, bottom, by a width a little below the one labels are set by.
fn text_boxes(svg: &str) -> Vec<([f64; 4], String)> {
    let (_, labels) = svg.split_once("paint-order=\"stroke\">").expect("labels");
    let lines = labels.lines().skip(1).take_while(|line| line.starts_with("<text"));
    lines
        .map(|line| {
            let value =
                |name: &str| line.split_once(&format!(" {name}=\"")).unwrap().1.split('"').next().unwrap();
            let number = |name: &str| value(name).parse::<f64>().unwrap();
            let (x, y, size) = (number("x"), number("y"), number("font-size"));
            let text: String = line.split(['<', '>']).skip(2).step_by(2).collect();
            let text = quick_xml::escape::unescape(&text).unwrap().into_owned();
            let width = unicode_width::UnicodeWidthStr::width(text.as_str()) as f64 * size * 0.45;
            let left = match value("text-anchor") {
                "start" => x,
                "middle" => x - width / 2.0,
                _ => x - width,
            };
            ([left, y - size * 0.8, left + width, y + size * 0.2], text)
        })
        .collect()
}

fn labels_keep_clear(svg: &[u8]) -> Vec<String> {
    let svg = std::str::from_utf8(svg).unwrap();
    graphml::lint_characters(svg);
    let boxes = text_boxes(svg);
    for (n, (a, name)) in boxes.iter().enumerate() {
        for (b, other) in &boxes[..n] {
            let meet = a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
            assert!(!meet, "{name} and {other} cover each other");
        }
    }
    boxes.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn a_picture_names_every_neighbour_and_no_label_covers_another() {
    let caption = Caption { title: "人0000".to_owned(), note: "60 neighbours".to_owned() };
    let (graph, mut out) = (graphs::star(60), Vec::new());
    let written = write_ego(&graph, 0, &caption, &mut out).unwrap();
    assert_eq!((written.nodes, written.edges), (61, 60));
    let names = labels_keep_clear(&out);
    assert!((1..=60).all(|n| names.contains(&format!("人{n:04}{n}"))), "{names:?}");
    let mut out = Vec::new();
    write_ego(&graphs::sample(), 0, &caption, &mut out).unwrap();
    assert_eq!(labels_keep_clear(&out).len(), 6, "headline, note, centre and three neighbours");
}

#[test]
fn a_map_labels_what_has_room() {
    let caption = Caption::default();
    for graph in [graphs::sample(), graphs::crowd(), graphs::star(450)] {
        let mut out = Vec::new();
        let written = write_map(&graph, &caption, &mut out).unwrap();
        assert!(written.nodes == graph.nodes.len().min(400) && !labels_keep_clear(&out).is_empty());
        let mut reader = quick_xml::Reader::from_reader(out.as_slice());
        let mut discs = 0;
        loop {
            match reader.read_event_into(&mut Vec::new()).expect("well-formed") {
                quick_xml::events::Event::Start(start) if start.name().as_ref() == "circle" => discs += 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(discs, written.nodes);
    }
}

#[test]
fn a_report_says_the_same_in_both_formats_and_runs_no_markup() {
    let mut graph = graphs::sample();
    let measures = measure_nodes(&mut graph, 1);
    let day = |month, count| (jiff::civil::date(2024, month, 1), count);
    let about = About {
        title: "<b>关系</b>".to_owned(),
        articles: 7,
        days: [day(1, 2), day(4, 5)].into_iter().collect(),
    };
    let page = |format| {
        let mut out = Vec::new();
        write_report(&graph, (&about, &measures), &mut graphs::quotes, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let (html, markdown) = (page(ReportFormat::Html), page(ReportFormat::Markdown));
    graphml::lint_characters(&html);
    assert!(html.contains("<h1>&lt;b&gt;关系&lt;/b&gt;</h1>"));
    // By the first line a build leaves a report out that lies among its sources.
    assert!(markdown.starts_with("<!-- guanxi report -->\n\n# \\<b\\>关系\\</b\\>\n"));
    assert!(!html.contains("<&>") && html.contains("&lt;&amp;&gt;&quot;"));
    assert!(!html.contains("http") && !html.contains("<script"), "nothing is fetched or run");
    for text in
        ["2024-01-01 – 2024-04-01", "40 times in 12 articles, 2022-10-13", "内蒙古自治区总工会", "天骏计划"]
    {
        assert!(html.contains(text) && markdown.contains(text), "{text}");
    }
    assert!(
        markdown.contains("2024-02      0 \n") && html.contains("<title>2024-04: 5</title>"),
        "{markdown}"
    );
}

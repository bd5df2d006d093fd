//! What the writers write, read back by parsers that know nothing of them.

#[path = "readers/gexf.rs"]
mod gexf;
#[path = "readers/graphml.rs"]
mod graphml;
#[path = "readers/graphs.rs"]
mod graphs;
#[path = "readers/hostile.rs"]
mod hostile;

use std::collections::BTreeMap;

use guanxi::export::{
    About, Caption, ExportError, ExportGraph, Format, Number, Options, Part, Quotes, ReportFormat, clean,
    decimal, measure_nodes, no_quotes, write, write_ego, write_map, write_part, write_report,
};
use proptest::prelude::*;
use serde_json::Value as Json;

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
    let file = bytes(&graphs::sample(), &mut hostile::quoting(&sentences), Format::GraphMl);
    graphml::lint(&file);
    let read = graphml::read(&file);
    assert_eq!(read.edges[0]["evidence"], format!("{} [a.txt:1]", clean(graphs::HOSTILE)));
    assert!(read.edges[1]["evidence"].chars().count() < 330);
}

/// The text a reader should find for a name.
fn shown(label: &str, id: &str) -> String {
    let label = clean(label);
    if label.is_empty() { clean(id).into_owned() } else { label.into_owned() }
}

fn same_as_gexf(graph: &ExportGraph, read: &gexf::Read, timed: bool) {
    assert_eq!((read.nodes.len(), read.edges.len()), (graph.nodes.len(), graph.edges.len()));
    let mut days: Vec<Vec<String>> = vec![Vec::new(); graph.nodes.len()];
    for (at, (edge, read)) in graph.edges.iter().zip(&read.edges).enumerate() {
        let ends = [edge.source, edge.target].map(|end| format!("n{end}"));
        assert_eq!([&read.own["source"], &read.own["target"]], [&ends[0], &ends[1]]);
        assert_eq!(read.own["weight"], decimal(edge.weight));
        assert_eq!(read.values["count"], edge.count().to_string());
        let dated: Vec<String> = edge.dated.iter().filter_map(|d| Some(d.day?.to_string())).collect();
        assert_eq!(read.days, if timed { dated.clone() } else { Vec::new() });
        days[edge.source as usize].extend(dated.clone());
        days[edge.target as usize].extend(dated);
        for column in &graph.edge_columns {
            assert_eq!(read.values.get(&column.name).cloned(), column.get(at).map(|v| v.to_string()));
        }
    }
    for (at, (node, read)) in graph.nodes.iter().zip(&read.nodes).enumerate() {
        assert_eq!(read.own["label"], shown(&node.label, &node.id));
        assert_eq!(read.values["kind"], node.kind.as_str());
        assert_eq!(
            read.values.get("within").map_or("", String::as_str),
            clean(node.within.as_deref().unwrap_or(""))
        );
        let colour = ["r", "g", "b"].map(|part| read.looks["viz:color"][part].parse::<u8>().unwrap());
        assert_eq!(colour, node.colour);
        assert_eq!(read.looks["viz:size"]["value"], decimal(node.size));
        let place = ["x", "y"].map(|axis| read.looks["viz:position"][axis].clone());
        assert_eq!(place, node.position.map(|(x, y)| [decimal(x), decimal(y)]).unwrap());
        days[at].extend(node.first.into_iter().chain(node.last).map(|d| d.to_string()));
        days[at].sort_unstable();
        days[at].dedup();
        assert_eq!(read.days, if timed { days[at].clone() } else { Vec::new() });
    }
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

/// Header and rows of a table, as maps.
fn table(
    graph: &ExportGraph,
    part: Part,
    quotes: &mut Quotes<'_>,
    options: &Options,
) -> Vec<BTreeMap<String, String>> {
    let mut out = Vec::new();
    write_part(graph, part, quotes, options, &mut out).unwrap();
    let mut reader = csv::Reader::from_reader(out.as_slice());
    reader.deserialize().map(|row| row.expect("a row as long as its header")).collect()
}

fn same_as_tables(graph: &ExportGraph, quotes: &mut Quotes<'_>, format: Format) {
    let options = Options::new(format);
    let no_backslash = |text: &str| match format {
        Format::Csv => clean(text).into_owned(),
        _ => clean(text).replace('\\', "＼"),
    };
    let (id, label, ends, weight) = match format {
        Format::CsvGephi => ("Id", "Label", ["Source", "Target"], "Weight"),
        Format::CsvNeo4j => ("id:ID", "name", [":START_ID", ":END_ID"], "weight:double"),
        _ => ("id", "label", ["source", "target"], "weight"),
    };
    let nodes = table(graph, Part::Nodes, quotes, &options);
    let edges = table(graph, Part::Edges, quotes, &options);
    assert_eq!((nodes.len(), edges.len()), (graph.nodes.len(), graph.edges.len()));
    for (node, row) in graph.nodes.iter().zip(&nodes) {
        assert_eq!(row[label], no_backslash(&shown(&node.label, &node.id)));
        assert_eq!(
            row[if format == Format::CsvNeo4j { "mentions:long" } else { "mentions" }],
            node.mentions.to_string()
        );
        assert!(format == Format::Csv || row.values().all(|value| !value.contains('\\')));
        assert!(row.values().all(|value| !value.contains(['\n', '\r'])));
    }
    for (edge, row) in graph.edges.iter().zip(&edges) {
        assert_eq!(row[ends[0]], nodes[edge.source as usize][id]);
        assert_eq!(row[ends[1]], nodes[edge.target as usize][id]);
        assert_eq!(row[weight], decimal(edge.weight));
        assert!(row[weight].contains('.'));
        if format == Format::CsvGephi {
            assert_eq!(row["Type"], "Undirected");
            assert!(
                row.values().all(|value| value.parse::<jiff::civil::Date>().is_err() || !value.contains('-'))
            );
        }
    }
    let unique: std::collections::BTreeSet<_> = nodes.iter().map(|row| &row[id]).collect();
    assert_eq!(unique.len(), nodes.len());
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

fn json(graph: &ExportGraph, quotes: &mut Quotes<'_>, format: Format) -> Json {
    serde_json::from_slice(&bytes(graph, quotes, format)).expect("JSON")
}

fn same_as_json(graph: &ExportGraph, quotes: &mut Quotes<'_>) {
    let link = json(graph, quotes, Format::Json);
    let cyto = json(graph, quotes, Format::Cytoscape);
    let logy = json(graph, quotes, Format::Graphology);
    assert_eq!([&link["directed"], &link["multigraph"]], [&Json::from(false), &Json::from(false)]);
    assert_eq!(logy["options"]["type"], "undirected");
    for (at, node) in graph.nodes.iter().enumerate() {
        let (link, cyto, logy) = (&link["nodes"][at], &cyto["elements"]["nodes"][at], &logy["nodes"][at]);
        assert!(link["id"] == cyto["data"]["id"] && link["id"] == logy["key"]);
        for attributes in [link, &cyto["data"], &logy["attributes"]] {
            assert_eq!(attributes["label"], shown(&node.label, &node.id));
            assert_eq!(attributes["mentions"], node.mentions);
            assert_eq!(attributes["size"], node.size);
        }
        let (x, y) = node.position.unwrap();
        assert_eq!((link["x"].as_f64(), link["y"].as_f64()), (Some(x), Some(y)));
        assert_eq!(logy["attributes"]["x"].as_f64(), Some(x));
        assert_eq!(cyto["position"]["y"].as_f64(), Some(0.0 - y), "y points down in Cytoscape");
    }
    for (at, edge) in graph.edges.iter().enumerate() {
        let ends = [edge.source, edge.target].map(|end| link["nodes"][end as usize]["id"].clone());
        for edge in [&link["links"][at], &cyto["elements"]["edges"][at]["data"], &logy["edges"][at]] {
            assert_eq!([&edge["source"], &edge["target"]], [&ends[0], &ends[1]]);
        }
        assert_eq!(link["links"][at]["weight"].as_f64(), Some(edge.weight));
        assert_eq!(logy["edges"][at]["attributes"]["weight"].as_f64(), Some(edge.weight));
    }
    let count = |list: &Json| list.as_array().unwrap().len();
    assert_eq!(count(&link["links"]), graph.edges.len());
    assert_eq!(count(&cyto["elements"]["edges"]), graph.edges.len());
    assert_eq!(count(&logy["nodes"]), graph.nodes.len());
}

#[test]
fn the_three_shapes_of_json_say_the_same() {
    same_as_json(&graphs::sample(), &mut graphs::quotes);
    let link = json(&graphs::sample(), &mut graphs::quotes, Format::Json);
    assert_eq!(link["links"][0]["dated"][0]["date"], Json::Null);
    assert_eq!(link["links"][0]["dated"][1]["date"], "2022-10-13");
    assert_eq!(link["links"][2]["evidence"][1]["line"], 2);
}

fn same_as_lines(graph: &ExportGraph, quotes: &mut Quotes<'_>) {
    let file = String::from_utf8(bytes(graph, quotes, Format::JsonLines)).unwrap();
    let records: Vec<Json> = file.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut records = records.iter();
    for node in &graph.nodes {
        let record = records.next().unwrap();
        assert_eq!([&record["record"], &record["id"], &record["name"]], ["entity", &node.id, &node.label]);
        assert_eq!(record["aliases"], Json::from(node.aliases.clone()));
    }
    for edge in &graph.edges {
        let record = records.next().unwrap();
        let ends = [edge.source, edge.target].map(|end| graph.nodes[end as usize].id.as_str());
        assert_eq!([&record["record"], &record["source"], &record["target"]], ["relation", ends[0], ends[1]]);
        for quote in quotes(edge.relation, usize::MAX).unwrap() {
            let record = records.next().unwrap();
            assert_eq!(
                [&record["record"], &record["text"]],
                ["evidence", quote.text.as_str()],
                "word for word"
            );
        }
    }
    assert_eq!(records.next(), None);
}

#[test]
fn json_lines_give_all_evidence_back_unchanged() {
    same_as_lines(&graphs::sample(), &mut graphs::quotes);
}

/// The label of each node of a DOT file, read as Graphviz reads it.
fn dot_labels(file: &str) -> Vec<String> {
    assert!(file.starts_with("graph \"g\" {\n") && file.ends_with("}\n"));
    let quotes = file.replace("\\\\", "").replace("\\\"", "").matches('"').count();
    assert_eq!(quotes % 2, 0, "every quotation ends");
    file.lines()
        .filter_map(|line| line.strip_prefix("  n")?.split_once(" [label=\"").map(|(_, rest)| rest))
        .map(|rest| {
            let (mut label, mut escaped) = (String::new(), false);
            for c in rest.chars() {
                match c {
                    '\\' if !escaped => escaped = true,
                    '"' if !escaped => break,
                    c => {
                        assert!(!escaped || c == '\\' || c == '"');
                        label.push(c);
                        escaped = false;
                    }
                }
            }
            label.replace("&amp;", "&")
        })
        .collect()
}

fn same_as_dot(graph: &ExportGraph, quotes: &mut Quotes<'_>) {
    let file = String::from_utf8(bytes(graph, quotes, Format::Dot)).unwrap();
    let labels: Vec<String> = graph.nodes.iter().map(|n| shown(&n.label, &n.id)).collect();
    assert_eq!(dot_labels(&file), labels);
    assert_eq!(
        file.lines().filter(|line| line.contains(" -- ") && line.contains(" [count=")).count(),
        graph.edges.len()
    );
}

/// The labels of a flowchart; every line must be one of the four that we write.
fn mermaid_labels(file: &str) -> Vec<String> {
    let lines = file.lines().skip_while(|line| line.starts_with("%% ")).skip(1);
    let known =
        |line: &str| line.starts_with("  %% ") || line.starts_with("  classDef k") || line.contains(" ---|");
    lines
        .filter(|line| !known(line) || line.contains("[\""))
        .map(|line| {
            let (_, rest) = line.split_once("[\"").expect("a node");
            let (label, class) = rest.split_once("\"]:::k").expect("the end of a node");
            assert!(class.parse::<u8>().is_ok(), "{line}");
            let mut parts = label.split('#');
            let first = parts.next().unwrap().to_owned();
            parts.fold(first, |mut text, part| {
                let (number, rest) = part.split_once(';').expect("a number");
                text.push(char::from(number.parse::<u8>().expect("a number")));
                text.push_str(rest);
                text
            })
        })
        .collect()
}

fn same_as_mermaid(graph: &ExportGraph) {
    let file = String::from_utf8(bytes(graph, &mut no_quotes, Format::Mermaid)).unwrap();
    let labels: Vec<String> = graph
        .nodes
        .iter()
        .map(|n| shown(&n.label, &n.id))
        .map(|label| match label.char_indices().nth(60) {
            Some((cut, _)) => format!("{}…", &label[..cut]),
            None => label,
        })
        .collect();
    assert_eq!(mermaid_labels(&file), labels);
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
    assert!(
        html.contains("<h1>&lt;b&gt;关系&lt;/b&gt;</h1>") && markdown.starts_with("# \\<b\\>关系\\</b\\>\n")
    );
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

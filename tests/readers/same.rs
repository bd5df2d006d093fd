//! Whether a file says what the model says: each format read by a parser that knows nothing of our writers.

use std::collections::{BTreeMap, BTreeSet};

use guanxi::export::{
    ExportGraph, Format, Number, Options, Part, Quotes, clean, decimal, no_quotes, write, write_part,
};
use serde_json::Value as Json;

use super::{gexf, graphml};

pub(crate) fn bytes(graph: &ExportGraph, quotes: &mut Quotes<'_>, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    write(graph, quotes, &Options::new(format), &mut out).unwrap();
    out
}

/// GraphML says of every node and edge what the model says.
pub(crate) fn same_as_graphml(graph: &ExportGraph, read: &graphml::Read) {
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

/// The text a reader should find for a name.
pub(crate) fn shown(label: &str, id: &str) -> String {
    let label = clean(label);
    if label.is_empty() { clean(id).into_owned() } else { label.into_owned() }
}

pub(crate) fn same_as_gexf(graph: &ExportGraph, read: &gexf::Read, timed: bool) {
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

/// Header and rows of a table, as maps.
pub(crate) fn table(
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

pub(crate) fn same_as_tables(graph: &ExportGraph, quotes: &mut Quotes<'_>, format: Format) {
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
    let unique: BTreeSet<_> = nodes.iter().map(|row| &row[id]).collect();
    assert_eq!(unique.len(), nodes.len());
}

pub(crate) fn json(graph: &ExportGraph, quotes: &mut Quotes<'_>, format: Format) -> Json {
    serde_json::from_slice(&bytes(graph, quotes, format)).expect("JSON")
}

pub(crate) fn same_as_json(graph: &ExportGraph, quotes: &mut Quotes<'_>) {
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

pub(crate) fn same_as_lines(graph: &ExportGraph, quotes: &mut Quotes<'_>) {
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

/// The label of each node of a DOT file, read as Graphviz reads it.
pub(crate) fn dot_labels(file: &str) -> Vec<String> {
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

pub(crate) fn same_as_dot(graph: &ExportGraph, quotes: &mut Quotes<'_>) {
    let file = String::from_utf8(bytes(graph, quotes, Format::Dot)).unwrap();
    let labels: Vec<String> = graph.nodes.iter().map(|n| shown(&n.label, &n.id)).collect();
    assert_eq!(dot_labels(&file), labels);
    assert_eq!(
        file.lines().filter(|line| line.contains(" -- ") && line.contains(" [count=")).count(),
        graph.edges.len()
    );
}

/// The labels of a flowchart; every line must be one of the four that we write.
pub(crate) fn mermaid_labels(file: &str) -> Vec<String> {
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

pub(crate) fn same_as_mermaid(graph: &ExportGraph) {
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

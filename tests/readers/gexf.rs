//! A small GEXF reader on quick-xml that also holds the file to the checklist.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// A node or an edge: its XML attributes, the values of its attvalues by name, its looks and days.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Element {
    pub(crate) own: BTreeMap<String, String>,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) looks: BTreeMap<String, BTreeMap<String, String>>,
    pub(crate) days: Vec<String>,
}

/// What the file says.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) graph: BTreeMap<String, String>,
    pub(crate) nodes: Vec<Element>,
    pub(crate) edges: Vec<Element>,
}

/// Reads and lints; panics with what is broken.
pub(crate) fn read(bytes: &[u8]) -> Read {
    assert!(
        bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        "the declaration comes first"
    );
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    super::graphml::lint_characters(text);
    let mut reader = Reader::from_str(text);
    let (mut read, mut classes, mut class, mut declared) =
        (Read::default(), BTreeSet::new(), String::new(), BTreeSet::new());
    loop {
        let (start, name) = match reader.read_event().expect("well-formed") {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                (start, name)
            }
            Event::Eof => break,
            _ => continue,
        };
        let found = attributes(&start);
        match name.as_str() {
            "gexf" => assert_eq!(
                (
                    found["xmlns"].as_str(),
                    found["xmlns:viz"].as_str(),
                    found["version"].as_str(),
                    found.len()
                ),
                ("http://gexf.net/1.3", "http://gexf.net/1.3/viz", "1.3", 3)
            ),
            "graph" => read.graph = found,
            "attributes" => {
                class.clone_from(&found["class"]);
                assert!(classes.insert(class.clone()), "two blocks for {class}");
            }
            "attribute" => {
                assert_eq!(found["id"], found["title"]);
                assert!(declared.insert(format!("{class} {}", found["id"])));
            }
            "node" => read.nodes.push(Element { own: found, ..Element::default() }),
            "edge" => read.edges.push(Element { own: found, ..Element::default() }),
            "attvalue" => {
                let class = if read.edges.is_empty() { "node" } else { "edge" };
                assert!(
                    declared.contains(&format!("{class} {}", found["for"])),
                    "{} is not declared",
                    found["for"]
                );
                let (key, value) = (found["for"].clone(), found["value"].clone());
                assert_eq!(read.last().values.insert(key, value), None);
            }
            "spell" => read.last().days.push(found["timestamp"].clone()),
            "viz:color" | "viz:position" | "viz:size" => drop(read.last().looks.insert(name, found)),
            "meta" | "creator" | "description" | "nodes" | "edges" | "attvalues" | "spells" => {}
            other => panic!("unexpected element {other}"),
        }
    }
    lint(&read);
    read
}

impl Read {
    fn last(&mut self) -> &mut Element {
        if self.edges.is_empty() { self.nodes.last_mut() } else { self.edges.last_mut() }.expect("an element")
    }
}

fn attributes(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.expect("an attribute");
            (attribute.key.as_ref().to_owned(), unescape(&attribute.value).expect("entities").into_owned())
        })
        .collect()
}

fn lint(read: &Read) {
    assert_eq!(read.graph["defaultedgetype"], "undirected");
    let dynamic = read.graph["mode"] == "dynamic";
    if dynamic {
        let time = ["timeformat", "timerepresentation", "timezone"].map(|key| read.graph[key].as_str());
        assert_eq!(time, ["date", "timestamp", "UTC"]);
    }
    let (mut ids, mut pairs) = (BTreeSet::new(), BTreeSet::new());
    for element in read.nodes.iter().chain(&read.edges) {
        assert!(ids.insert(&element.own["id"]), "an id twice");
        assert!(!element.own["label"].is_empty());
        assert!(dynamic || element.days.is_empty(), "times in a static file");
        assert!(element.days.is_sorted_by(|a, b| a < b), "days sorted, each once");
        assert!(element.values.values().all(|v| !v.is_empty() && v.trim() == v));
    }
    for edge in &read.edges {
        let (a, b) = (&edge.own["source"], &edge.own["target"]);
        assert!(ids.contains(a) && ids.contains(b) && a != b && pairs.insert((a.min(b), a.max(b))));
        assert!(edge.own["weight"].parse::<f64>().unwrap() > 0.0);
    }
}

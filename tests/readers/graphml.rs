//! A small GraphML reader on quick-xml, and the checklist for files that Gephi opens without loss.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What the file says: attributes of elements and their data under the ids of the keys.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Read {
    pub root: BTreeMap<String, String>,
    pub graph: BTreeMap<String, String>,
    pub keys: Vec<BTreeMap<String, String>>,
    pub nodes: Vec<BTreeMap<String, String>>,
    pub edges: Vec<BTreeMap<String, String>>,
}

/// Reads GraphML; attributes of nodes and edges are kept under `@name`.
pub(crate) fn read(bytes: &[u8]) -> Read {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut read, mut key, mut value) = (Read::default(), None, String::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => match start.name().as_ref() {
                "graphml" => read.root = attributes(&start),
                "graph" => read.graph = attributes(&start),
                "node" => read.nodes.push(marked(&start)),
                "edge" => read.edges.push(marked(&start)),
                "data" => {
                    key = attributes(&start).remove("key");
                    value.clear();
                }
                other => panic!("unexpected element {other:?}"),
            },
            Event::Empty(empty) => {
                assert_eq!(empty.name().as_ref(), "key");
                assert!(read.graph.is_empty(), "a key after the graph");
                read.keys.push(attributes(&empty));
            }
            Event::End(end) if end.name().as_ref() == "data" => {
                let key = key.take().expect("data has a key");
                let owner = if read.edges.is_empty() { &mut read.nodes } else { &mut read.edges };
                let old = owner.last_mut().expect("data in a node or edge").insert(key, value.clone());
                assert_eq!(old, None, "the same key twice");
            }
            Event::Text(text) if key.is_some() => value.push_str(&text),
            Event::CData(text) if key.is_some() => value.push_str(&text),
            Event::GeneralRef(_) => panic!("an entity: Gephi loses white space beside it"),
            Event::Eof => return read,
            _ => {}
        }
    }
}

fn attributes(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.expect("an attribute");
            (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
        })
        .collect()
}

fn marked(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    attributes(start).into_iter().map(|(name, value)| (format!("@{name}"), value)).collect()
}

const LOOKS: [&str; 9] = ["label", "size", "x", "y", "r", "g", "b", "weight", "edgelabel"];
const FORBIDDEN: [&str; 10] =
    ["id", "color", "z", "timeset", "source", "target", "type", "Label", "Weight", "nodelabel"];

/// Points 1 to 9 of the checklist; panics with what is broken.
pub(crate) fn lint(bytes: &[u8]) {
    assert!(
        bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        "the declaration comes first"
    );
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.ends_with("</graphml>\n"), "a final newline");
    lint_characters(text);
    let read = read(bytes);
    assert_eq!(read.root["xmlns"], "http://graphml.graphdrawing.org/xmlns");
    assert_eq!(read.graph["edgedefault"], "undirected");
    lint_keys(&read);
    lint_elements(&read);
}

/// No character that XML 1.0 forbids, none that nobody sees, LF only, and NFC.
pub(crate) fn lint_characters(text: &str) {
    for c in text.chars() {
        let legal = c == '\n' || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
        let visible = !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}');
        assert!(legal && visible, "{c:?} in the file");
    }
    assert!(unicode_normalization::is_nfc(text), "NFC");
}

fn lint_keys(read: &Read) {
    let mut ids = BTreeSet::new();
    for key in &read.keys {
        let (id, name, kind) = (key["id"].as_str(), key["attr.name"].as_str(), key["attr.type"].as_str());
        assert!(ids.insert(id.to_lowercase()), "{id} twice");
        assert!(matches!(key["for"].as_str(), "node" | "edge"), "{id} is for {}", key["for"]);
        assert!(matches!(kind, "boolean" | "int" | "long" | "float" | "double" | "string"), "{id} is {kind}");
        assert!(!FORBIDDEN.contains(&id), "{id} means something else to Gephi");
        assert!(id == name || (id, name) == ("edgelabel", "label"), "{id} is called {name}");
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{id}");
    }
}

fn lint_elements(read: &Read) {
    let kind = |id: &str, of: &str| {
        let key = read.keys.iter().find(|key| key["id"] == id).unwrap_or_else(|| panic!("{id} is no key"));
        assert_eq!(key["for"], of, "{id}");
        key["attr.type"].clone()
    };
    let (mut ids, mut pairs) = (BTreeSet::new(), BTreeSet::new());
    for node in &read.nodes {
        assert!(ids.insert(node["@id"].as_str()), "{} twice", node["@id"]);
        assert!(!node["label"].is_empty(), "a node without label");
    }
    let nodes = ids.clone();
    for edge in &read.edges {
        assert!(ids.insert(edge["@id"].as_str()), "{} twice", edge["@id"]);
        let (a, b) = (edge["@source"].as_str(), edge["@target"].as_str());
        assert!(
            a != b && pairs.insert((a.min(b), a.max(b))),
            "{a} and {b} are joined twice or to themselves"
        );
        assert!(nodes.contains(a) && nodes.contains(b));
        assert!(edge["weight"].parse::<f64>().unwrap() > 0.0, "a weight above 0");
    }
    for (element, of) in read.nodes.iter().map(|n| (n, "node")).chain(read.edges.iter().map(|e| (e, "edge")))
    {
        for (id, value) in element.iter().filter(|(id, _)| !id.starts_with('@')) {
            lint_value(id, value, &kind(id, of));
        }
    }
}

fn lint_value(id: &str, value: &str, kind: &str) {
    assert!(
        !value.is_empty() && value.trim() == value && !value.contains("  "),
        "{id}: {value:?} is not trimmed"
    );
    match kind {
        "double" => {
            assert!(value.contains('.') && value.parse::<f64>().unwrap().is_finite(), "{id}: {value}");
            assert!(value.bytes().all(|b| b.is_ascii_digit() || b"-.".contains(&b)), "{id}: {value}");
        }
        "long" | "int" => assert!(value.parse::<i64>().is_ok(), "{id}: {value}"),
        _ => assert!(!LOOKS[1..7].contains(&id), "{id} is text"),
    }
    match id {
        "size" => assert!((4.0..=100.0).contains(&value.parse::<f64>().unwrap())),
        "x" | "y" => assert!(value.parse::<f64>().unwrap().abs() <= 5000.0),
        "r" | "g" | "b" => assert!(value.parse::<u8>().is_ok()),
        _ => {}
    }
}

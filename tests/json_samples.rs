//! The samples of `docs/json.md`: each has the fields that the command above it gives, in their order. Values may differ.

mod support;

use std::fmt;
use std::fs;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use support::desk::Desk;
use support::folders::{copy, root};

/// Fields whose own fields are named by the data: kinds, extensions, numbers of texts.
const BY_DATA: [&str; 4] = ["kinds", "mentions", "left_out", "found"];

/// A field that only entities have, and one that only evidence has: where these are not the subject, they are cut.
const OF_CUT: [&str; 2] = ["surfaces", "sources"];

const GOLD: &str = r#"{"text": "王永军到赤峰市调研。", "entities": [[0, 3, "PER"], [4, 7, "LOC"]]}
{"text": "五原县总工会在县城成立。", "entities": [[0, 6, "ORG"], [7, 9, "LOC"]]}
"#;

/// What a value is made of.
#[derive(Debug)]
enum Shape {
    Null,
    Plain(&'static str),
    List(Vec<Shape>),
    Fields(Vec<(String, Shape)>),
}

impl Shape {
    /// A field by its name.
    fn field(&self, name: &str) -> Option<&Shape> {
        let Self::Fields(fields) = self else { return None };
        fields.iter().find(|(field, _)| field == name).map(|(_, shape)| shape)
    }
}

struct Shapes;

impl<'de> Visitor<'de> for Shapes {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Plain("true or false"))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Plain("a number"))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Plain("a number"))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Plain("a number"))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Plain("a text"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = items.next_entry()? {
            fields.push(field);
        }
        Ok(Shape::Fields(fields))
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Shapes)
    }
}

/// A sample of the page, with the command it is of and the field of the answer, if it is not the whole.
struct Sample {
    line: usize,
    command: String,
    field: Option<String>,
    shape: Shape,
}

/// The samples of a page: below "`guanxi verb`:" or "`field` of `guanxi verb`:".
fn samples(page: &str) -> Vec<Sample> {
    let lines: Vec<&str> = page.lines().collect();
    let begins = (0..lines.len()).filter(|&line| lines[line] == "```json");
    let sample = |begin: usize| {
        let told = lines[..begin].iter().rfind(|line| !line.is_empty()).unwrap();
        let words: Vec<&str> = told.split('`').collect();
        let (field, command) = match words[..] {
            [.., field, " of ", command, ":"] => (Some(field.to_owned()), command),
            [.., command, ":"] => (None, command),
            _ => panic!("line {}: of which command is this sample? {told}", begin + 1),
        };
        let end = begin + lines[begin..].iter().position(|line| *line == "```").unwrap();
        let shape = serde_json::from_str(&lines[begin + 1..end].join("\n"))
            .unwrap_or_else(|error| panic!("line {}: {error}", begin + 1));
        Sample { line: begin + 1, command: command.strip_prefix("guanxi ").unwrap().to_owned(), field, shape }
    };
    begins.map(sample).collect()
}

/// What the samples are of: the sample corpus and its graph, and the files that the page names.
fn desk() -> Desk {
    let desk = Desk::new();
    copy(&root().join("examples/news"), &desk.path("examples/news"));
    desk.file("gold.jsonl", GOLD);
    desk.file("words.txt", "云帆科技 3 nt\n孙立群 2\n");
    desk.file("bad.tsv", "name\tkind\n云帆计划\tprograme\n");
    desk.file("change.tsv", "name\tkind\taliases\n赤峰监管局\torganisation\t内蒙古证监局\n");
    desk.done(&["build", "examples/news", "-q"]);
    desk.file("old.json", desk.done(&["eval", "gold.jsonl", "--no-builtin", "--no-rules", "--json", "-q"]));
    let sheet = desk.done(&["eval", "audit", "examples/news", "--sample", "20", "-q"]);
    desk.file("sheet.tsv", sheet.replace("\n\t", "\nright\t"));
    desk
}

/// What is wrong with a sample at an answer, if anything.
fn difference(at: &str, sample: &Shape, answer: &Shape, may_cut: bool) -> Option<String> {
    match (sample, answer) {
        (Shape::Null, _) | (_, Shape::Null) => None,
        (Shape::Plain(one), Shape::Plain(other)) if one == other => None,
        (Shape::List(samples), Shape::List(answers)) => {
            samples.iter().find_map(|sample| difference_from_all(at, sample, answers, may_cut))
        }
        (Shape::Fields(samples), Shape::Fields(answers)) => {
            let is_cut = may_cut && OF_CUT.iter().any(|field| answer.field(field).is_some());
            let here: Vec<&String> = samples.iter().map(|(name, _)| name).collect();
            let mut there: Vec<&String> = answers.iter().map(|(name, _)| name).collect();
            there.retain(|name| !(is_cut || BY_DATA.contains(&at)) || here.contains(name));
            if here != there {
                return Some(format!("{at} has {there:?}"));
            }
            let mut both =
                samples.iter().filter_map(|(name, sample)| Some((name, sample, answer.field(name)?)));
            both.find_map(|(name, sample, answer)| difference(name, sample, answer, may_cut))
        }
        (_, other) => Some(format!("{at} is {other:?}")),
    }
}

/// What is wrong with a sample at the first of several answers, if it is like none.
fn difference_from_all(at: &str, sample: &Shape, answers: &[Shape], may_cut: bool) -> Option<String> {
    let mut told = answers.iter().map(|answer| difference(at, sample, answer, may_cut));
    let first = told.next().unwrap_or_else(|| Some(format!("{at} is empty")))?;
    told.all(|told| told.is_some()).then_some(first)
}

/// What is wrong with a sample, if anything.
fn fault(sample: &Sample, prepared: &Desk) -> Option<String> {
    let Sample { line, command, field, shape } = sample;
    let desk = Desk::new();
    copy(prepared.folder(), desk.folder());
    let arguments: Vec<&str> = command.split(' ').chain(["--json", "-q"]).collect();
    let output = desk.run(&arguments);
    let answer: Shape = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{command}: {error}: {}", String::from_utf8_lossy(&output.stderr)));
    let part = field.as_ref().map_or(Some(&answer), |field| answer.field(field));
    let told = match (part, shape) {
        (None, _) => Some("has no such field".to_owned()),
        // Of a list that is no sample itself, the sample is an item.
        (Some(Shape::List(items)), Shape::Fields(_)) => {
            difference_from_all("it", shape, items, field.is_none())
        }
        (Some(part), _) => difference("it", shape, part, field.is_none()),
    };
    told.map(|told| format!("docs/json.md:{line}: guanxi {command}: {told}"))
}

#[test]
fn samples_have_the_fields_of_the_answers() {
    let page = fs::read_to_string(root().join("docs/json.md")).unwrap();
    let (samples, prepared) = (samples(&page), desk());
    assert!(!samples.is_empty());
    let faults: Vec<String> = samples.iter().filter_map(|sample| fault(sample, &prepared)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

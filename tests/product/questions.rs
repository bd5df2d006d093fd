//! The questions that the seed pages were made for, and the published networks of two novels.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::desk::Desk;
use crate::support::skip::shared;

fn ids(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

/// A desk with a store of the seed pages; none where they are not.
fn with_seeds() -> Option<Desk> {
    let seeds = shared("seeds")?;
    let desk = Desk::new();
    desk.done(&["build", "-q", seeds.to_str().unwrap()]);
    Some(desk)
}

#[test]
fn names_of_the_seed_pages_mean_whom_they_should() {
    let Some(desk) = with_seeds() else { return };
    for (name, id) in [
        ("自治区总工会", "organisation:内蒙古自治区总工会"),
        ("全总", "organisation:中华全国总工会"),
        ("天骏计划", "programme:天骏计划"),
        ("赤峰", "place:赤峰市"),
        ("敖汉", "place:敖汉旗"),
        ("京津冀", "place:京津冀"),
    ] {
        assert_eq!(ids(&desk.json(&["find", name])["found"])[0], id, "{name}");
    }
}

#[test]
fn neighbours_in_the_seed_pages_are_borne_out_by_sentences() {
    let Some(desk) = with_seeds() else { return };
    let near = desk.json(&["near", "天骏计划", "--kind", "organisation"]);
    let neighbours = ids(&near["neighbours"]);
    for name in ["内蒙古证监局", "自治区地方金融局"] {
        let id = desk.json(&["find", name])["found"][0]["id"].as_str().unwrap().to_owned();
        assert!(neighbours.contains(&id.as_str()), "{name} ({id}) is not among {neighbours:?}");
        let why = desk.json(&["why", "天骏计划", name]);
        let sentence = why["evidence"][0]["text"].as_str().unwrap();
        assert!(sentence.contains("天骏计划") && sentence.contains(name), "{sentence}");
    }
}

#[test]
fn a_path_in_the_seed_pages_leads_to_the_lines_of_its_sentences() {
    let Some(desk) = with_seeds() else { return };
    let path = desk.json(&["path", "张慧宇", "赤峰市"]);
    let steps = path["paths"][0]["steps"].as_array().unwrap();
    assert!(!steps.is_empty());
    for step in steps {
        let evidence = &step["evidence"][0];
        assert!(
            !evidence["a"].as_array().unwrap().is_empty() && !evidence["b"].as_array().unwrap().is_empty()
        );
        let source = fs::read_to_string(evidence["source"].as_str().unwrap()).unwrap();
        let line = evidence["line"].as_u64().unwrap() as usize;
        let start: String = evidence["text"].as_str().unwrap().chars().take(4).collect();
        let here = source.lines().skip(line - 1).take(2).collect::<String>();
        assert!(here.contains(&start), "line {line} does not hold {start}: {here}");
    }
}

/// Mention lists of `../shared/cooccurrence` as records: each unit an article of one sentence, its number and its names.
/// The number keeps units with the same names apart, which would be one article.
fn records(units: &str) -> String {
    let mut records = String::new();
    for (number, line) in units.lines().enumerate() {
        let unit: Value = serde_json::from_str(line).unwrap();
        let counts: BTreeMap<String, usize> = serde_json::from_value(unit["mentions"].clone()).unwrap();
        let (mut text, mut mentions) = (number.to_string(), Vec::new());
        for name in counts.iter().flat_map(|(name, times)| std::iter::repeat_n(name, *times)) {
            let start = text.chars().count() + 1;
            let end = start + name.chars().count();
            mentions.push(json!({ "start": start, "end": end, "kind": "person", "name": name }));
            text = format!("{text} {name}");
        }
        let all = [[0, text.chars().count()]];
        let record = json!({ "source": "novel", "article": number, "text": text, "sentences": all, "paragraphs": all,
            "mentions": mentions });
        writeln!(records, "{record}").unwrap();
    }
    records
}

type Weights = BTreeMap<[String; 2], u64>;

fn weights(desk: &Desk, mentions: &Path, weighting: &str) -> Weights {
    desk.file("given.jsonl", records(&fs::read_to_string(mentions).unwrap()));
    let store = format!("{}-{weighting}", mentions.file_stem().unwrap().to_string_lossy());
    let common = ["--store", &store, "-q"];
    desk.done(
        &[&["build", "--mentions", "given.jsonl", "--weighting", weighting, "--no-builtin"], &common[..]]
            .concat(),
    );
    let top = desk.json(&["top", "--relations", "--limit", "0", "--store", &store]);
    let name = |id: &Value| id.as_str().unwrap().trim_start_matches("person:").to_owned();
    let weight = |row: &Value| {
        let mut ends = [name(&row["a"]), name(&row["b"])];
        ends.sort();
        (ends, row["count"].as_u64().unwrap())
    };
    top["relations"].as_array().unwrap().iter().map(weight).collect()
}

fn published(path: &Path) -> Weights {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let mut ends = [cells[0].to_owned(), cells[1].to_owned()];
        ends.sort();
        (ends, cells[2].parse().unwrap())
    };
    fs::read_to_string(path).unwrap().lines().map(row).collect()
}

#[test]
fn published_networks_come_out_of_given_mentions() {
    let Some(folder) = shared("cooccurrence") else { return };
    let desk = Desk::new();
    let novel = folder.join("hlm_linnann.mentions.jsonl");
    assert_eq!(weights(&desk, &novel, "presence"), published(&folder.join("hlm_linnann.presence.tsv")));
    let product = weights(&desk, &novel, "product");
    assert_eq!(product, published(&folder.join("hlm_linnann.gold.tsv")));
    assert_eq!(product.len() * 2, 270, "the published list names each pair in both directions");
    let miserables = weights(&desk, &folder.join("sgb_jean.mentions.jsonl"), "presence");
    assert_eq!(miserables, published(&folder.join("sgb_jean.gold.tsv")));
    assert_eq!((miserables.len(), miserables.values().sum::<u64>()), (254, 820));
}

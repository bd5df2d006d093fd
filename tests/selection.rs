//! The same option means the same relations, whether one asks with `near`, `path`, `top` or `export`.
#![cfg(unix)]

mod support;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value as Json;
use support::desk::Desk;
use support::folders::root;

/// Both ends of a relation, the smaller id first.
type Relations = BTreeSet<(String, String)>;

fn pair(a: &Json, b: &Json) -> (String, String) {
    let [a, b] = [a, b].map(|end| end.as_str().expect("an id").to_owned());
    if a < b { (a, b) } else { (b, a) }
}

/// Runs a verb; its standard output. No and yes are both answers.
fn ask(desk: &Desk, arguments: &[&str], options: &[&str]) -> String {
    let output = desk.run(&[arguments, options].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?} {options:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(desk: &Desk, arguments: &[&str], options: &[&str]) -> Json {
    serde_json::from_str(&ask(desk, arguments, options)).expect("JSON")
}

fn top(desk: &Desk, options: &[&str]) -> Relations {
    let said = json(desk, &["top", "--relations", "--limit", "0", "--json"], options);
    said["relations"].as_array().unwrap().iter().map(|row| pair(&row["a"], &row["b"])).collect()
}

fn export(desk: &Desk, part: &[&str], options: &[&str]) -> Relations {
    let arguments = [&["export", "-", "--format", "jsonl", "--layout", "none"], part].concat();
    let records = ask(desk, &arguments, options);
    let records = records.lines().map(|line| serde_json::from_str::<Json>(line).expect("JSON"));
    let relations = records.filter(|record| record["record"] == "relation");
    relations.map(|record| pair(&record["source"], &record["target"])).collect()
}

fn near(desk: &Desk, name: &str, options: &[&str]) -> Relations {
    let said = json(desk, &["near", name, "--limit", "0", "--json"], options);
    let neighbours = said["neighbours"].as_array().unwrap().iter();
    neighbours.map(|row| pair(&row["id"], &said["entity"]["id"])).collect()
}

/// Relations from `from` to `to` by the fewest steps; none if there is no way.
fn steps(relations: &Relations, from: &str, to: &str) -> Option<usize> {
    let mut arcs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (a, b) in relations {
        arcs.entry(a).or_default().push(b);
        arcs.entry(b).or_default().push(a);
    }
    let (mut seen, mut queue) = (BTreeSet::from([from]), VecDeque::from([(from, 0)]));
    while let Some((node, far)) = queue.pop_front() {
        if node == to {
            return Some(far);
        }
        let next = arcs.get(node).into_iter().flatten().filter(|next| seen.insert(next));
        queue.extend(next.map(|next| (*next, far + 1)));
    }
    None
}

const OPTIONS: [&[&str]; 8] = [
    &[],
    &["--min-count", "2"],
    &["--measure", "npmi", "--min-weight", "0.4"],
    &["--since", "2023-01-01", "--until", "2024-03-31"],
    &["--alpha", "0.3"],
    &["--top-edges", "2"],
    &["--giant"],
    &["--min-count", "2", "--top-edges", "3", "--giant", "--until", "2024-10-01"],
];

const NAMES: [&str; 3] = ["programme:天骏计划", "place:赤峰市", "place:包头市"];

/// A desk with a store of the sample pages.
fn with_store() -> Desk {
    let desk = Desk::new();
    desk.done(&["build", "-q", root().join("examples/news").to_str().unwrap()]);
    desk
}

/// `near` gives the relations of a name, `export --near` those among it and its neighbours.
fn same_around(desk: &Desk, name: &str, relations: &Relations, options: &[&str]) {
    let at: Relations = relations.iter().filter(|(a, b)| a == name || b == name).cloned().collect();
    assert_eq!(near(desk, name, options), at, "near {name} {options:?}");
    let ends: BTreeSet<&str> = at.iter().flat_map(|(a, b)| [a.as_str(), b.as_str()]).chain([name]).collect();
    let inside = |(a, b): &&(String, String)| ends.contains(&**a) && ends.contains(&**b);
    let around: Relations = relations.iter().filter(inside).cloned().collect();
    assert_eq!(export(desk, &["--near", name], options), around, "export --near {name} {options:?}");
}

/// `path` and `export --path` walk these relations, by as few steps as there can be.
fn same_way([from, to]: [&str; 2], desk: &Desk, relations: &Relations, options: &[&str]) {
    let said = json(desk, &["path", from, to, "--evidence", "0", "--json"], options);
    let found = said["paths"].get(0).map(|path| path["steps"].as_array().unwrap());
    let walked: Relations = found.into_iter().flatten().map(|step| pair(&step["a"], &step["b"])).collect();
    assert!(walked.is_subset(relations), "path {options:?}");
    assert_eq!(found.map(Vec::len), steps(relations, from, to), "path {options:?}");
    let exported = export(desk, &["--path", from, to, "-k", "1"], options);
    assert_eq!(exported, walked, "export --path {options:?}");
}

#[test]
fn an_option_selects_the_same_relations_in_every_verb() {
    let desk = with_store();
    let whole = top(&desk, &[]);
    for options in OPTIONS {
        let relations = top(&desk, options);
        assert!(!relations.is_empty() && relations.is_subset(&whole), "{options:?}");
        assert_eq!(relations.len() == whole.len(), options.is_empty(), "{options:?} leave something out");
        assert_eq!(export(&desk, &[], options), relations, "export {options:?}");
        for name in NAMES {
            same_around(&desk, name, &relations, options);
        }
        same_way([NAMES[0], NAMES[2]], &desk, &relations, options);
    }
}

#[test]
fn kinds_select_the_same_relations_whatever_is_pruned() {
    let desk = with_store();
    for more in [&[][..], &["--top-edges", "2"], &["--alpha", "0.3", "--giant"]] {
        let options = [&["--kind", "organisation", "--kind", "place"], more].concat();
        let relations = top(&desk, &options);
        assert!(!relations.is_empty());
        assert_eq!(export(&desk, &[], &options), relations, "{options:?}");
        // The ends of a path are walked whatever their kind.
        let said = json(&desk, &["path", NAMES[0], NAMES[2], "--evidence", "0", "--json"], &options);
        let path = said["paths"].get(0).expect("a way over organisations and places");
        let kinds = path["entities"].as_array().unwrap().iter().skip(1).map(|entity| entity["kind"].as_str());
        assert!(kinds.flatten().all(|kind| kind == "organisation" || kind == "place"), "{path}");
    }
}

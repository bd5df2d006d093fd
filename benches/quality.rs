//! How good the mentions are: `cargo bench --bench quality`. Every row is one command of `guanxi eval`, which is printed.
//!
//! Appends date, commit and scores to `record/quality.tsv`. Sets that are not there are left out, with a word on it.

mod measure;

use std::path::Path;
use std::process::Command;

use measure::{append, commit, date};
use serde_json::Value;

/// A set, what it is measured with, and the arguments of `guanxi eval`; `NAMES` is the dictionary of the training names.
const ROWS: [(&str, &str, &str); 8] = [
    ("two real pages", "shipped, no rules", "../shared/gold --sources ../shared/seeds --no-rules"),
    ("two real pages", "shipped + rules", "../shared/gold --sources ../shared/seeds"),
    ("msra.dev", "shipped + rules", "../shared/ner/msra.dev.jsonl"),
    ("msra.dev", "shipped + rules, chains parted", "../shared/ner/msra.dev.jsonl --split-chains"),
    (
        "msra.dev",
        "names of msra.train alone, no rules",
        "../shared/ner/msra.dev.jsonl --no-builtin --dictionary NAMES --no-rules",
    ),
    (
        "msra.dev",
        "names of msra.train alone + rules",
        "../shared/ner/msra.dev.jsonl --no-builtin --dictionary NAMES",
    ),
    (
        "msra.dev",
        "names of msra.train alone + rules, chains parted",
        "../shared/ner/msra.dev.jsonl --no-builtin --dictionary NAMES --split-chains",
    ),
    ("tests/pages", "shipped + rules", "tests/pages --sources tests/pages"),
];
const TRAINING: &str = "../shared/ner/msra.train.jsonl";
const HEADER: &str =
    "date\tcommit\tset\twith\tprecision\trecall\tf1\torganisation\tperson\tplace\tprogramme\tcanonical\n";

fn main() {
    let folder = tempfile::tempdir().expect("a place for the names");
    let names = folder.path().join("names.tsv");
    if let Some(made) = guanxi(&["eval", "names", TRAINING]) {
        std::fs::write(&names, made).expect("the names are written");
    }
    for (set, with, arguments) in ROWS {
        let names = names.to_string_lossy();
        let all = arguments.split(' ').map(|word| if word == "NAMES" { &*names } else { word });
        let all: Vec<&str> = ["eval"].into_iter().chain(all).chain(["--errors", "0", "--json"]).collect();
        println!("guanxi eval {arguments}");
        let missing = all.iter().find(|word| word.contains('/') && !root().join(word).exists());
        match missing {
            Some(missing) => println!("  left out: {missing} is not there"),
            None => tell(set, with, &guanxi(&all).expect("the evaluation runs")),
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What `guanxi` prints, run in the project; none where it failed, with its reason.
fn guanxi(arguments: &[&str]) -> Option<Vec<u8>> {
    let run = Command::new(env!("CARGO_BIN_EXE_guanxi")).args(arguments).current_dir(root()).output();
    let output = run.expect("the program is there");
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(output.stdout)
}

/// Prints and records the scores of one row.
fn tell(set: &str, with: &str, json: &[u8]) {
    let result: Value = serde_json::from_slice(json).expect("eval prints JSON");
    let score = |value: &Value| value.as_f64().map_or_else(|| "-".to_owned(), |score| format!("{score:.3}"));
    let micro = ["precision", "recall", "f1"].map(|what| score(&result["micro"][what]));
    let kinds =
        ["organisation", "person", "place", "programme"].map(|kind| score(&result["kinds"][kind]["f1"]));
    println!("  {set}, {with}: precision {}, recall {}, F1 {}", micro[0], micro[1], micro[2]);
    let canonical = score(&result["canonical"]);
    let cells = [date(), commit(), set.to_owned(), with.to_owned()].into_iter();
    let cells: Vec<String> = cells.chain(micro).chain(kinds).chain([canonical]).collect();
    append("quality", HEADER, &format!("{}\n", cells.join("\t")));
}

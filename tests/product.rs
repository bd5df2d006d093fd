//! What a user may rely on: the same bytes whatever the threads and the order of files, exact forgetting, the sample
//! questions, and the published co-occurrence networks through the command itself.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::desk::Desk;
use support::folders::{copy, files_under, root};
use support::skip::{self, shared};

/// Copies the sample pages; gives their names.
fn copy_news(to: &Path) -> Vec<String> {
    copy(&root().join("examples/news"), to);
    let files = files_under(to).into_iter();
    let names = files.map(|path| format!("news/{}", path.file_name().unwrap().to_string_lossy()));
    names.filter(|name| !name.ends_with("README.md")).collect()
}

#[test]
fn threads_and_the_order_of_files_change_no_byte() {
    let desk = Desk::new();
    let names = copy_news(&desk.path("news"));
    let mut forward = vec!["build", "-q", "--threads", "1", "--store", "one"];
    forward.extend(names.iter().map(String::as_str));
    desk.done(&forward);
    let mut backward = vec!["build", "-q", "--threads", "2", "--store", "two"];
    backward.extend(names.iter().rev().map(String::as_str));
    desk.done(&backward);
    // One file after another, the last first: the store sees another order than the sorted one.
    for name in names.iter().rev() {
        desk.done(&["build", "-q", "--store", "three", name]);
    }
    let one = desk.exported("one");
    assert!(one.len() > 10_000);
    assert!(one == desk.exported("two"), "two threads gave other bytes");
    assert!(one == desk.exported("three"), "another order gave other bytes");
    let tag = |threads| desk.done(&["tag", "-q", "--with-text", "--threads", threads, "news"]);
    assert!(tag("1") == tag("3"), "three threads tagged otherwise");
    let suggest = |threads| desk.json(&["dict", "suggest", "--limit", "0", "--threads", threads, "news"]);
    assert!(suggest("1") == suggest("3"), "three threads suggested otherwise");
    assert!(suggest("1").as_array().unwrap().len() > 10);
}

#[test]
fn building_again_changes_nothing_and_forgetting_is_never_having_built() {
    let desk = Desk::new();
    let names = copy_news(&desk.path("news"));
    desk.done(&["build", "-q", "news"]);
    let all = desk.exported("store");
    desk.done(&["build", "-q", "news"]);
    assert!(all == desk.exported("store"), "building again changed the graph");

    // A page that another reprints, and a record file.
    for gone in ["news/2024-03-06_02.txt", "news/unions.jsonl"] {
        let store = format!("without-{}", gone.len());
        let mut kept = vec!["build", "-q", "--store", &store];
        kept.extend(names.iter().map(String::as_str).filter(|name| *name != gone));
        desk.done(&kept);
        desk.done(&["forget", "-q", gone]);
        assert!(desk.exported(&store) == desk.exported("store"), "{gone} left a trace");
        desk.done(&["build", "-q", gone]);
        assert!(all == desk.exported("store"), "{gone} did not come back whole");
    }
    assert_eq!(desk.json(&["verify"])["problem_count"], 0);
}

#[test]
fn a_source_that_changed_is_replaced() {
    let desk = Desk::new();
    let options = ["--no-builtin", "--no-rules", "--dictionary", "names.tsv", "-q"];
    desk.file("names.tsv", "name\tkind\n甲乙丙\tperson\n丁戊己\tperson\n");
    let build = |text: &str| {
        desk.file("page.jsonl", text);
        desk.done(&[&["build", "page.jsonl"], &options[..]].concat());
        desk.json(&["status"])["articles"].clone()
    };
    let record = |text: &str| format!("{}\n", json!({ "text": text }));
    assert_eq!(build(&(record("甲乙丙和丁戊己。") + &record("甲乙丙来了。"))), 2);
    assert_eq!(build(&record("甲乙丙走了。")), 1);
    assert_eq!(desk.json(&["find", "甲乙丙"])["found"][0]["mentions"], 1);
    assert_eq!(desk.run(&["find", "丁戊己"]).status.code(), Some(1));
}

#[test]
fn a_source_that_breaks_off_keeps_what_was_built_of_its_rest() {
    let desk = Desk::new();
    let options = ["--no-builtin", "--no-rules", "--dictionary", "names.tsv", "-q"];
    desk.file("names.tsv", "name\tkind\n甲乙丙\tperson\n丁戊己\tperson\n");
    let mut records = String::new();
    for n in 0..3000 {
        let text = format!("甲乙丙在第{n}日说了{}。", n * 7919 % 10_007);
        let fields = json!({ "text": text, "source": "c", "article": n, "mentions": [{
            "start": 0, "end": 3, "kind": "person", "entity": "person:甲乙丙" }] });
        writeln!(records, "{fields}").unwrap();
    }
    let packed = gzip(records.as_bytes());
    for verb in [
        &["build", "c.jsonl.gz", "--store", "read"][..],
        &["build", "--mentions", "c.jsonl.gz", "--store", "given"],
    ] {
        let store = verb[verb.len() - 1];
        let articles = || desk.json(&["status", "--store", store])["articles"].clone();
        desk.file("c.jsonl.gz", &packed);
        desk.done(&[verb, &options].concat());
        assert_eq!(articles(), 3000);
        desk.file("c.jsonl.gz", &packed[..packed.len() / 2]);
        let broken = desk.run(&[verb, &options[..4]].concat());
        let talk = String::from_utf8(broken.stderr).unwrap();
        assert!(talk.contains("c.jsonl.gz: broken gzip data (the lines before it were read"), "{talk}");
        assert_eq!((broken.status.code(), articles()), (Some(1), json!(3000)));
        desk.file("c.jsonl.gz", gzip(records.lines().next().unwrap().as_bytes()));
        desk.done(&[verb, &options].concat());
        assert_eq!(articles(), 1);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_file_is_one_source_however_it_is_spelt() {
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    desk.done(&["build", "-q", "news"]);
    let names = desk.json(&["status", "--sources"])["source_names"].clone();
    for path in ["./news", "././news/", "news/../news/./2024-03-06_02.txt", ".//news//*.txt"] {
        desk.done(&["build", "-q", path]);
    }
    desk.done(&["build", "-q", "news", "./news", "./news/unions.jsonl"]);
    let mut now = desk.json(&["status", "--sources"])["source_names"].clone();
    now.as_array_mut().unwrap().retain(|name| !name.as_str().unwrap().contains(".."));
    assert_eq!(names, now);
    desk.done(&["forget", "-q", "./news/unions.jsonl"]);
}

#[test]
fn a_store_in_use_is_refused_and_asking_goes_on() {
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    desk.done(&["build", "-q", "news"]);
    let free = desk.json(&["status", "--sources"]);
    let lock = fs::File::options().write(true).open(desk.path("store/lock")).unwrap();
    lock.lock().unwrap();
    let refused = desk.run(&["forget", "news"]);
    assert_eq!(refused.status.code(), Some(2));
    let talk = String::from_utf8(refused.stderr).unwrap();
    assert!(talk.starts_with("error: store: in use") && talk.lines().count() == 1, "{talk}");
    assert!(desk.done(&["near", "天骏计划"]).contains("内蒙古"));
    let status = desk.json(&["status", "--sources"]);
    assert_eq!((&status["sequence"], &status["dictionary"]), (&json!(1), &Value::Null));
    assert_eq!((&status["sources"], &status["source_names"]), (&free["sources"], &free["source_names"]));
    assert!(desk.done(&["report", "-"]).contains("内蒙古"));
    let refused = desk.run(&["verify"]);
    let talk = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.status.code() == Some(2) && talk.contains("run it again when that ends"), "{talk}");
}

/// The program as somebody who may not write everywhere: as nobody where we may. None where that cannot be.
#[cfg(unix)]
fn as_nobody(desk: &Desk) -> Option<Command> {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    fs::set_permissions(desk.folder(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = desk.path("guanxi");
    fs::copy(env!("CARGO_BIN_EXE_guanxi"), &program).unwrap();
    let is_bound = fs::write(desk.path("shut/x"), "x").is_err();
    let command = || {
        let mut command = Command::new(&program);
        if !is_bound {
            command.uid(65534).gid(65534);
        }
        command.current_dir(desk.folder());
        command
    };
    if command().arg("--version").output().is_ok() {
        return Some(command());
    }
    skip::skip("nobody", "nothing can be run as nobody here");
    None
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_be_written_is_one_clear_message() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    fs::create_dir(desk.path("shut")).unwrap();
    fs::set_permissions(desk.path("shut"), fs::Permissions::from_mode(0o555)).unwrap();
    let Some(mut command) = as_nobody(&desk) else { return };
    let refused = command.args(["build", "news", "--store", "shut/store"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let talk = String::from_utf8(refused.stderr).unwrap();
    assert!(talk.starts_with("error: ") && talk.contains("shut") && talk.lines().count() == 1, "{talk}");
}

#[test]
fn a_graph_that_is_damaged_or_old_is_told_and_made_anew() {
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    desk.done(&["build", "-q", "news/2024-03-06_02.txt"]);
    let (old, new) = (desk.path("store/graph-1-1.gx"), desk.path("store/graph-1-2.gx"));
    let mut bytes = fs::read(&old).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&old, &bytes).unwrap();
    let found = desk.run(&["verify"]);
    assert_eq!(found.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(found.stderr).unwrap(),
        "problem: graph-1-1.gx is damaged; the next question makes it anew\n"
    );
    desk.done(&["top", "-q"]);
    desk.done(&["verify"]);
    let before = fs::read(&old).unwrap();
    desk.done(&["build", "-q", "news"]);
    let (top, after) = (desk.json(&["top"]), fs::read(&new).unwrap());
    fs::write(&new, before).unwrap();
    assert_eq!(desk.run(&["verify"]).status.code(), Some(1));
    assert_eq!(desk.json(&["top"]), top);
    assert!(fs::read(&new).unwrap() == after);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    let mut command = desk.command(&["tag", "news", "--with-text", "-q"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn the_shipped_dictionaries_have_nothing_to_mend() {
    let report = guanxi::dictionary::check(&[root().join("dictionaries")], true).unwrap();
    let found: Vec<String> = report.problems.iter().chain(&report.untidy).map(ToString::to_string).collect();
    assert!(report.rows > 10_000);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn ids(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn the_seed_pages_answer_the_questions_they_were_made_for() {
    let Some(seeds) = shared("seeds") else { return };
    let desk = Desk::new();
    desk.done(&["build", "-q", seeds.to_str().unwrap()]);
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
    let near = desk.json(&["near", "天骏计划", "--kind", "organisation"]);
    let neighbours = ids(&near["neighbours"]);
    for name in ["内蒙古证监局", "自治区地方金融局"] {
        let id = desk.json(&["find", name])["found"][0]["id"].as_str().unwrap().to_owned();
        assert!(neighbours.contains(&id.as_str()), "{name} ({id}) is not among {neighbours:?}");
        let why = desk.json(&["why", "天骏计划", name]);
        let sentence = why["evidence"][0]["text"].as_str().unwrap();
        assert!(sentence.contains("天骏计划") && sentence.contains(name), "{sentence}");
    }
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

/// What `guanxi eval` says of marked pages.
fn evaluated(marks: &Path, sources: &Path, more: &[&str]) -> Value {
    let all = ["eval", marks.to_str().unwrap(), "--sources", sources.to_str().unwrap()];
    Desk::new().json(&[&all[..], more].concat())
}

/// F1 of the mentions and the share of right canonical names reach so much.
fn reaches(found: &Value, f1: f64, canonical: f64) {
    let scores = [&found["micro"]["f1"], &found["canonical"]].map(|score| score.as_f64().unwrap());
    assert!(
        scores[0] >= f1 && scores[1] >= canonical,
        "{scores:?} for {:?}: {}",
        [f1, canonical],
        found["micro"]
    );
}

#[test]
fn recognition_reaches_its_floor_on_our_own_pages() {
    let pages = root().join("tests/pages");
    reaches(&evaluated(&pages, &pages, &["--no-rules"]), 0.55, 0.88);
    reaches(&evaluated(&pages, &pages, &[]), 0.93, 0.92);
}

#[test]
fn recognition_reaches_its_floor_on_the_gold_pages() {
    let (Some(gold), Some(seeds)) = (shared("gold"), shared("seeds")) else { return };
    reaches(&evaluated(&gold, &seeds, &["--no-rules"]), 0.80, 0.90);
    reaches(&evaluated(&gold, &seeds, &[]), 0.95, 0.95);
}

//! Sources that change, break off, or are spelt in several ways.

use std::fmt::Write as _;

use serde_json::json;

use crate::copy_news;
use crate::support::desk::Desk;

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

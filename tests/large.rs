//! Inputs that are large in one direction: many articles, a long one, many relations, many aliases, many builds.
//!
//! Small forms run always, the large ones with `GUANXI_LONG=1` (in release: `cargo test --release --test large`). Each command runs
//! as a process of its own; its time and its peak of memory are told, and the peak is bounded where Linux tells it.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::desk::Desk;
use support::folders::files_under;

/// Megabytes that a build may hold at most in the small forms, and in the large ones.
const PEAKS: [usize; 2] = [300, 600];

fn is_long() -> bool {
    std::env::var_os("GUANXI_LONG").is_some()
}

/// The size of this run.
fn size(small: usize, large: usize) -> usize {
    if is_long() { large } else { small }
}

/// Runs what must succeed; gives what it prints, and its peak in megabytes.
fn run(desk: &Desk, arguments: &[&str]) -> (String, u64) {
    let out = desk.path("out");
    let begun = Instant::now();
    let mut child = desk.command(arguments).stdout(fs::File::create(&out).unwrap()).spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_of(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        sleep(Duration::from_millis(10));
    };
    assert!(status.success(), "guanxi {}", arguments.join(" "));
    eprintln!("{:.1?}, {peak} MB: guanxi {}", begun.elapsed(), arguments.join(" "));
    (fs::read_to_string(out).unwrap(), peak)
}

/// Runs what must succeed within the bound; gives what it prints as JSON.
fn bounded(desk: &Desk, arguments: &[&str]) -> Value {
    let (printed, peak) = run(desk, arguments);
    if cfg!(target_os = "linux") {
        let bound = size(PEAKS[0], PEAKS[1]) as u64;
        assert!((1..bound).contains(&peak), "{}: {peak} of {bound} MB", arguments.join(" "));
    }
    serde_json::from_str(&printed).unwrap()
}

/// Builds within the bound, with a dictionary of its own; gives the state of the store.
fn build(desk: &Desk, input: &str, dictionary: &str, store: &str) -> Value {
    let named = ["build", input, "--no-builtin", "--dictionary", dictionary, "--threads", "2"];
    bounded(desk, &[&named[..], &["--store", store, "--json", "-q"]].concat())["store"].take()
}

/// Megabytes resident at most so far.
fn peak_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().split(' ').next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1000)
}

/// Name number `n`, of characters that stand in no word of jieba's.
fn name(n: usize) -> String {
    let letter = |n: usize| char::from_u32(0x3400 + (n % 6000) as u32).unwrap();
    format!("{}{}{}县", letter(n), letter(n / 6000 + 11), letter(n * 7 + 5))
}

const TWO: &str = "name\tkind\n赤峰市\tplace\n包头市\tplace\n";

#[test]
fn a_great_many_tiny_articles() {
    let (desk, count) = (Desk::new(), size(3_000, 1_000_000));
    let mut records = String::new();
    for n in 0..count {
        writeln!(records, "{{\"id\":\"{n}\",\"text\":\"赤峰市和包头市，第{n}号。\"}}").unwrap();
    }
    desk.file("two.tsv", TWO);
    desk.file("tiny.jsonl", &records);
    drop(records);
    let store = build(&desk, "tiny.jsonl", "two.tsv", "store");
    assert_eq!((&store["articles"], &store["relations"]), (&count.into(), &1.into()));
    let found = desk.json(&["near", "赤峰市"]);
    assert_eq!(found["neighbours"][0]["count"], count);
    run(&desk, &["why", "赤峰市", "包头市"]);
    run(&desk, &["verify", "-q"]);
}

/// Sentences of `bytes` in all, with a line end after each twentieth if `lines`, none without a full stop if `stops`.
fn long_text(bytes: usize, stops: bool, lines: bool) -> String {
    let mut text = String::with_capacity(bytes + 200);
    for n in 0.. {
        let end = if stops { "。" } else { "，" };
        write!(text, "赤峰市第{n}次会议在{}召开{end}", name(n % 5000)).unwrap();
        if lines && n % 20 == 19 {
            text.push('\n');
        }
        if text.len() > bytes {
            return text;
        }
    }
    text
}

#[test]
fn one_very_long_article() {
    let (desk, bytes) = (Desk::new(), size(1 << 19, 50 << 20));
    let mut rows = TWO.to_owned();
    (0..5000).for_each(|n| writeln!(rows, "{}\tplace", name(n)).unwrap());
    desk.file("many.tsv", &rows);
    for (file, stops, lines) in [
        ("record.jsonl", true, true),
        ("page.txt", true, true),
        ("stops.txt", true, false),
        ("nothing.txt", false, false),
    ] {
        let mut text = long_text(bytes, stops, lines);
        if file == "record.jsonl" {
            text = format!("{}\n", serde_json::json!({ "id": "long", "text": text }));
        }
        desk.file(file, &text);
        let store = format!("{file}.store");
        let built = build(&desk, file, "many.tsv", &store);
        assert_eq!(built["articles"], 1, "{file}");
        let entities = built["entities"].as_u64().unwrap();
        assert!(entities > 5000 || !is_long(), "{file}: {entities}");
        run(&desk, &["near", "赤峰市", "--store", &store]);
        let tag = ["tag", file, "--no-builtin", "--dictionary", "many.tsv", "-q", "--nested", "--with-text"];
        let found = bounded(&desk, &tag);
        assert!(found["mentions"].as_array().unwrap().len() > bytes / 100, "{file}");
    }
}

/// How many of one thing an article gets: what is looked for once for each of its like must not be looked for among all of
/// them.
fn many() -> usize {
    size(300, 20_000)
}

/// A text in which each number stands as it is put.
fn told(put: impl Fn(usize) -> String) -> String {
    (0..many()).map(put).collect()
}

#[test]
fn one_article_with_a_great_many_parts_and_short_names() {
    let desk = Desk::new();
    desk.file("parts.txt", "市发改委办公室说。".repeat(many()));
    let short = |n| format!("{}有限公司（以下简称“{}”）参会。", name(n), name(n));
    desk.file("short.txt", told(short));
    run(&desk, &["build", "-q", "parts.txt", "short.txt"]);
}

#[test]
fn one_article_with_a_great_many_names_in_a_chain_or_a_list() {
    let desk = Desk::new();
    desk.file("chain.txt", "安庆市".repeat(many()));
    let units = ["新村镇", "安庆市和平镇", "和“云帆”", "买合木提·阿不都说，花 开了“好”。", "约翰·", "团旗委"];
    desk.file("units.txt", units.map(|unit| unit.repeat(many())).join("\n\n"));
    let rows = "王建国　　李秀英　　第一车间焊接工段\n".repeat(many());
    desk.file("rows.txt", format!("名单\n\n{rows}"));
    run(&desk, &["build", "-q", "chain.txt", "units.txt", "rows.txt"]);
}

#[test]
fn one_article_with_a_great_many_firms_by_their_brands() {
    let letters: Vec<char> = "甬翰腾锐泓昊睿鑫晟骏澜沣翊曜霖珩煜祺弈湛".chars().collect();
    let brand = |n: usize| [n, n / 20, n / 400].iter().map(|n| letters[n % 20]).collect::<String>();
    let stock = |n| format!("宁波{}科技有限公司（证券简称：{}科技，代码60）。", brand(n), brand(n));
    let desk = Desk::new();
    desk.file("stocks.txt", told(stock));
    run(&desk, &["build", "-q", "stocks.txt"]);
}

/// Each quoted name must not be looked for among all that were found, nor the ordinal before it in all the text.
#[test]
fn one_article_with_a_great_many_quoted_names() {
    let desk = Desk::new();
    desk.file("quoted.txt", "“暖径”行动。“暖径”".repeat(many()));
    let tail = |n| format!("启动归雁{}拓荒计划。“{}燕”行动，“{}燕”。", name(n), name(n), name(n));
    desk.file("tails.txt", told(tail));
    run(&desk, &["tag", "-q", "quoted.txt", "tails.txt"]);
}

#[test]
fn one_record_with_a_great_many_paragraphs() {
    let desk = Desk::new();
    let (text, letters) = ("王海说。".repeat(many()), 4);
    let spans: Vec<[usize; 2]> = (0..many()).map(|n| [n * letters, (n + 1) * letters]).collect();
    let record = serde_json::json!({ "source": "a", "text": text, "paragraphs": spans, "mentions": [] });
    desk.file("record.jsonl", record.to_string());
    run(&desk, &["build", "-q", "--mentions", "record.jsonl"]);
}

#[test]
fn one_entity_with_a_great_many_relations() {
    let (desk, count) = (Desk::new(), size(1_000, 100_000));
    let (mut rows, mut records) = (TWO.to_owned(), String::new());
    for n in 0..count {
        writeln!(rows, "{}\tplace", name(n)).unwrap();
        writeln!(records, "{{\"id\":\"{n}\",\"text\":\"赤峰市和{}签约。\"}}", name(n)).unwrap();
    }
    desk.file("many.tsv", &rows);
    desk.file("star.jsonl", &records);
    let store = build(&desk, "star.jsonl", "many.tsv", "store");
    assert_eq!(store["relations"], count);
    let found = desk.json(&["near", "赤峰市", "--limit", "5"]);
    assert_eq!(found["found"][0]["total"], count);
    let (first, last) = (name(0), name(count - 1));
    let path = desk.json(&["path", &first, &last]);
    assert!(path.to_string().contains("赤峰市"), "{path}");
    run(&desk, &["path", &first, &last, "-k", "3", "--by", "strength"]);
    run(&desk, &["near", &first, "--hops", "2", "--limit", "5"]);
    run(&desk, &["top"]);
    run(&desk, &["verify", "-q"]);
}

#[test]
fn one_entity_with_a_great_many_aliases() {
    let (desk, count) = (Desk::new(), size(1_000, 100_000));
    let names: Vec<String> = (0..count).map(name).collect();
    let rows = format!("name\tkind\taliases\n赤峰市\tplace\t{}\n包头市\tplace\t\n", names.join("|"));
    desk.file("aliases.tsv", &rows);
    let mut records = String::new();
    for (n, name) in names.iter().enumerate() {
        writeln!(records, "{{\"id\":\"{n}\",\"text\":\"{name}和包头市签约。\"}}").unwrap();
    }
    desk.file("aliases.jsonl", &records);
    let store = build(&desk, "aliases.jsonl", "aliases.tsv", "store");
    assert_eq!(
        (&store["entities"], &store["relations"], &store["mentions"]),
        (&2.into(), &1.into(), &(2 * count).into())
    );
    let found = desk.json(&["near", &names[count - 1]]);
    assert_eq!(found["neighbours"][0]["count"], count);
    run(&desk, &["find", &names[count / 2]]);
    run(&desk, &["dict", "check", "aliases.tsv", "--fix", "-q"]);
    run(&desk, &["verify", "-q"]);
}

/// A row that takes each alias out, and as many names of one JSON file.
#[test]
fn dictionaries_with_a_great_many_rows() {
    let (desk, count) = (Desk::new(), size(1_000, 100_000));
    let names: Vec<String> = (0..count).map(name).collect();
    let listed = names.iter().map(|name| (name.clone(), serde_json::json!([format!("{name}城")])));
    let listed: serde_json::Map<String, Value> = listed.collect();
    desk.file("place.json", serde_json::to_string_pretty(&Value::Object(listed)).unwrap());
    let (printed, _) = run(&desk, &["dict", "import", "place.json"]);
    assert_eq!(printed.lines().count(), count + 1);
    let joined = names.join("|");
    desk.file("whole.tsv", format!("name\tkind\taliases\n赤峰市\tplace\t{joined}\n"));
    desk.file("less.tsv", format!("change\tname\tkind\taliases\n-\t赤峰市\tplace\t{joined}\n"));
    desk.file("page.txt", "赤峰市下雪。包头市也下雪。");
    build(&desk, "page.txt", "whole.tsv", "store");
    run(
        &desk,
        &["build", "page.txt", "--no-builtin", "--dictionary", "whole.tsv", "--dictionary", "less.tsv", "-q"],
    );
}

/// Bytes of all files below a folder.
fn bytes_below(folder: &Path) -> u64 {
    files_under(folder).iter().map(|file| file.metadata().unwrap().len()).sum()
}

#[test]
fn building_the_same_again_and_again_does_not_make_the_store_grow() {
    let (desk, count) = (Desk::new(), size(300, 20_000));
    let (mut rows, mut records) = (TWO.to_owned(), String::new());
    (0..500).for_each(|n| writeln!(rows, "{}\tplace", name(n)).unwrap());
    for n in 0..count {
        let text = format!("赤峰市和{}签约。{}和包头市也签约，第{n}号。", name(n % 500), name(n * 3 % 500));
        writeln!(records, "{{\"id\":\"{n}\",\"date\":\"2022-01-{:02}\",\"text\":\"{text}\"}}", 1 + n % 28)
            .unwrap();
    }
    desk.file("names.tsv", &rows);
    desk.file("news.jsonl", &records);
    let mut sizes = Vec::new();
    for _ in 0..20 {
        let store = build(&desk, "news.jsonl", "names.tsv", "store");
        assert_eq!(store["articles"], count);
        sizes.push(bytes_below(&desk.path("store")));
    }
    assert!(sizes[19] <= sizes[1] + sizes[1] / 50, "{sizes:?}");
    run(&desk, &["verify", "-q"]);
}

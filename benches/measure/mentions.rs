//! Articles that name made-up bodies, as `build --mentions` reads them.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::civil::{Date, date};
use serde_json::json;

const PLACES: [&str; 8] = ["赤峰", "敖汉", "榕江", "金华", "和田", "广州", "包头", "喀什"];
const BODIES: [&str; 8] = ["总工会", "证监局", "农牧局", "大学", "医院", "文化馆", "报社", "商会"];

/// One of many names that differ.
pub(crate) fn name(number: u64) -> String {
    let part = |of: [&'static str; 8], at: u64| of[(at % 8) as usize];
    format!("{}市第{}{}", part(PLACES, number), number / 64, part(BODIES, number / 8))
}

/// A day of 2015 or later.
pub(crate) fn day(number: u64) -> Date {
    date(2015, 1, 1).checked_add(jiff::Span::new().days(number as i64)).expect("a day of this century")
}

/// Writes an article of one sentence for each list of names: when, and whom it names.
pub(crate) fn write(articles: impl Iterator<Item = (Date, Vec<u64>)>, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for (article, (date, numbers)) in articles.enumerate() {
        let (mut text, mut mentions, mut start) = (String::new(), Vec::new(), 0);
        for number in numbers {
            let name = name(number);
            let end = start + name.chars().count();
            mentions.push(json!({"start": start, "end": end, "kind": "organisation", "name": name}));
            text.push_str(&name);
            text.push('、');
            start = end + 1;
        }
        let record = json!({
            "source": "made.jsonl", "article": article, "title": "名单", "date": date, "text": text,
            "start": 0, "end": start, "sentences": [[0, start]], "paragraphs": [[0, start]], "mentions": mentions,
        });
        writeln!(out, "{record}")?;
    }
    out.flush()
}

//! Peak memory of a build: `cargo bench --bench memory [-- JSONL [MEGABYTES …]]` (100 and 1,024 MB by default).
//!
//! The input is made by repeating the news with new ids, titles and dates and a new line in each text, so that no article is
//! known already and no day holds two rounds of a pair.
//! `guanxi build` runs as a process of its own; its peak is read from `/proc` while it runs.

mod measure;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use measure::{peak_to_the_end, tell};

fn main() {
    let Some((_, news)) = measure::news(100) else { return };
    let sizes: Vec<usize> = std::env::args().skip(2).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1024] } else { sizes };
    let folder = tempfile::tempdir().expect("a place for the input");
    let mut least: Option<(usize, f64)> = None;
    for size in sizes {
        let file = folder.path().join(format!("{size}.jsonl"));
        repeated(&news, size << 20, &file).expect("the input is written");
        let peak = peak(&file, &folder.path().join(format!("{size}.store")));
        let (smaller, before) = *least.get_or_insert((size, peak));
        tell("memory", &format!("peak at {size} MB / at {smaller} MB"), ("MB", peak), ("MB", before));
    }
}

/// Writes at least `size` bytes of records: the news again and again, each time with other ids and texts.
fn repeated(news: &[u8], size: usize, path: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut written = 0;
    for round in 0.. {
        for line in news.split_inclusive(|byte| *byte == b'\n') {
            let Ok(mut record) = serde_json::from_slice::<serde_json::Value>(line) else { continue };
            let id = format!("{}-{round}", record["id"].as_str().unwrap_or_default());
            let title = format!("{}（{round}）", record["title"].as_str().unwrap_or_default());
            let text = format!("{}\n第{round}次播出。", record["text"].as_str().unwrap_or_default());
            record["id"] = id.into();
            record["title"] = title.into();
            record["date"] = earlier(&record["date"], round).into();
            record["text"] = text.into();
            let line = record.to_string();
            writeln!(out, "{line}")?;
            written += line.len();
            if written >= size {
                return out.flush();
            }
        }
    }
    Ok(())
}

/// A date (20220102), so many rounds of 37 days before; as it is where it is none.
fn earlier(date: &serde_json::Value, round: i64) -> String {
    let text = date.as_str().unwrap_or_default();
    let Ok(date) = jiff::civil::Date::strptime("%Y%m%d", text) else { return text.to_owned() };
    let shifted = date.checked_sub(jiff::Span::new().days(37 * round));
    shifted.map_or_else(|_| text.to_owned(), |date| date.strftime("%Y%m%d").to_string())
}

/// Megabytes resident at most.
fn peak(input: &Path, store: &Path) -> f64 {
    let mut build = Command::new(env!("CARGO_BIN_EXE_guanxi"));
    build.args(["build", "-q", "--threads", "2", "--store"]).args([store, input]).stdout(Stdio::null());
    peak_to_the_end(build.spawn().expect("guanxi runs"))
}

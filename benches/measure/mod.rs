//! What the benchmarks share: time by the wall and by the processor, medians of interleaved runs, the record.
//!
//! Every figure that counts is a ratio of two sides that ran in turns in one process, so that a busy machine slows both.

#![allow(dead_code, reason = "each benchmark takes what it needs")]

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Instant;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use guanxi::dictionary::Gazetteer;

/// Seconds by the wall and of the processor (user and system, all threads of this process).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seconds {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
}

/// Runs the sides in turns, `times` times, and gives the median of each.
pub(crate) fn in_turns(times: usize, sides: &mut [&mut dyn FnMut()]) -> Vec<Seconds> {
    let mut taken = vec![Vec::new(); sides.len()];
    for _ in 0..times {
        for (side, taken) in sides.iter_mut().zip(&mut taken) {
            let (begun, cpu) = (Instant::now(), cpu_seconds());
            side();
            taken.push(Seconds { wall: begun.elapsed().as_secs_f64(), cpu: cpu_seconds() - cpu });
        }
    }
    let median = |taken: &[Seconds], of: fn(&Seconds) -> f64| {
        let mut sorted: Vec<f64> = taken.iter().map(of).collect();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    };
    let both =
        |taken: Vec<Seconds>| Seconds { wall: median(&taken, |s| s.wall), cpu: median(&taken, |s| s.cpu) };
    taken.into_iter().map(both).collect()
}

/// Processor time of this process so far, from `/proc` (ticks of 10 ms); 0 where there is none.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = behind.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

/// Prints a line and appends it to `benches/record/<bench>.tsv` with the date, the machine and the commit.
pub(crate) fn tell(bench: &str, what: &str, here: (&str, f64), beside: (&str, f64)) {
    let ratio = here.1 / beside.1;
    println!("{what}: {ratio:.3} ({} {:.2}, {} {:.2})", here.0, here.1, beside.0, beside.1);
    let mut line = format!("{}\t{}\t{}\t{what}\t{ratio:.3}\t", date(), machine(), commit());
    let _ = writeln!(line, "{}\t{:.3}\t{}\t{:.3}", here.0, here.1, beside.0, beside.1);
    append(bench, "date\tmachine\tcommit\twhat\tratio\there\tvalue\tbeside\tvalue\n", &line);
}

/// Appends a line to `benches/record/<bench>.tsv`, which begins with `header`.
pub(crate) fn append(bench: &str, header: &str, line: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/record");
    let path = folder.join(format!("{bench}.tsv"));
    let whole = if path.exists() { line.to_owned() } else { format!("{header}{line}") };
    let file = OpenOptions::new().create(true).append(true).open(&path);
    if let Err(error) = file.and_then(|mut file| file.write_all(whole.as_bytes())) {
        eprintln!("{}: not recorded: {error}", path.display());
    }
}

pub(crate) fn date() -> String {
    output("date", &["-u", "+%Y-%m-%dT%H:%MZ"])
}

/// Asked once: the record that a run writes would make the tree dirty.
pub(crate) fn commit() -> String {
    static COMMIT: OnceLock<String> = OnceLock::new();
    COMMIT.get_or_init(|| output("git", &["describe", "--always", "--dirty"])).clone()
}

fn machine() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown");
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{count} × {}", model.trim_start_matches([' ', '\t', ':']))
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.ok().filter(|text| !text.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

/// The news to measure with: the first argument, or `../shared/bulk/xwlb.jsonl.gz`; and how many megabytes of it, the
/// second argument. Whole lines. None, with a word on it, where there is no such file.
pub(crate) fn news(megabytes: usize) -> Option<(PathBuf, Vec<u8>)> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let given = arguments.next().map(PathBuf::from);
    let path =
        given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bulk/xwlb.jsonl.gz"));
    let megabytes = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(megabytes);
    let mut news = Vec::new();
    let read = fs::File::open(&path).and_then(|file| {
        let packed = path.extension().is_some_and(|extension| extension == "gz");
        let limit = (megabytes << 20) as u64;
        if packed {
            flate2::read::GzDecoder::new(file).take(limit).read_to_end(&mut news)
        } else {
            file.take(limit).read_to_end(&mut news)
        }
    });
    if let Err(error) = read {
        eprintln!("{}: {error}; give a JSONL file as the first argument", path.display());
        return None;
    }
    news.truncate(memchr::memrchr(b'\n', &news).map_or(0, |end| end + 1));
    Some((path, news))
}

/// The `text` of every record.
pub(crate) fn texts(news: &[u8]) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Record {
        text: String,
    }
    let lines = news.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.filter_map(|line| serde_json::from_slice::<Record>(line).ok()).map(|record| record.text).collect()
}

/// The names alone, without the words of the rules.
pub(crate) fn automaton(gazetteer: &Gazetteer) -> CharwiseDoubleArrayAhoCorasick<u32> {
    let names = gazetteer.forms().iter().filter(|form| !form.entities.is_empty());
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names.map(|form| form.text.as_str()))
        .expect("the names differ")
}

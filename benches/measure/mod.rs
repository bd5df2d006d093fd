//! What the benchmarks share: time by the wall and by the processor, medians of interleaved runs, the record.
//!
//! Every figure that counts is a ratio of two sides that ran in turns in one process, so that a busy machine slows both.

#![allow(dead_code, reason = "each benchmark takes what it needs")]

pub(crate) mod mentions;

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
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
    let both = |taken: Vec<Seconds>| Seconds {
        wall: median(taken.iter().map(|s| s.wall).collect()),
        cpu: median(taken.iter().map(|s| s.cpu).collect()),
    };
    taken.into_iter().map(both).collect()
}

pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Processor time of this process so far, from `/proc` (ticks of 10 ms); 0 where there is none.
fn cpu_seconds() -> f64 {
    ticks(11) as f64 / 100.0
}

/// Processor time of the children that have ended.
pub(crate) fn children_seconds() -> f64 {
    ticks(13) as f64 / 100.0
}

/// User and system time, which stand side by side.
fn ticks(place: usize) -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    behind.split_whitespace().skip(place).take(2).filter_map(|n| n.parse::<u64>().ok()).sum()
}

/// Processor time of this thread so far, brought up to date at each tick of the clock (1 to 10 ms).
pub(crate) fn thread_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
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

/// A script of `benches/python` that holds something and answers each line with a line.
pub(crate) struct Talk {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Talk {
    /// Starts it and gives the line it says first; none, with a word on it, if it says nothing.
    pub(crate) fn start(script: &str, arguments: &[&Path]) -> Option<(Self, String)> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python").join(script);
        let (input, output) = (Stdio::piped(), Stdio::piped());
        let started = Command::new(python()).arg(&path).args(arguments).stdin(input).stdout(output).spawn();
        let mut child = started.ok()?;
        let mut said = BufReader::new(child.stdout.take()?);
        let mut line = String::new();
        said.read_line(&mut line).ok()?;
        if line.is_empty() {
            eprintln!("no race: {script} {arguments:?} needs its library of Python");
            return None;
        }
        Some((Self { child, said }, line))
    }

    pub(crate) fn ask(&mut self, what: &str) -> String {
        let mut line = String::new();
        let told = self.child.stdin.as_mut().expect("its input").write_all(format!("{what}\n").as_bytes());
        told.and_then(|()| self.said.read_line(&mut line)).expect("the script answers");
        line
    }

    pub(crate) fn process(&self) -> String {
        self.child.id().to_string()
    }
}

impl Drop for Talk {
    /// Its input ends, and so does it.
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Runs a script of `benches/python` over the first `most` bytes of the news: the megabytes of text it read, and its seconds.
/// None, with a word on it, where Python has not what it needs.
pub(crate) fn script(name: &str, news: &[u8], most: usize) -> Option<(f64, Seconds)> {
    let folder = tempfile::tempdir().ok()?;
    let end = memchr::memrchr(b'\n', &news[..news.len().min(most)])? + 1;
    let sample = folder.path().join("sample.jsonl");
    fs::write(&sample, &news[..end]).ok()?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python").join(name);
    let output =
        Command::new(python()).arg(script).arg(&sample).arg(folder.path().join("out")).output().ok()?;
    let Ok(report) = serde_json::from_slice::<serde_json::Value>(&output.stdout) else {
        let said = String::from_utf8_lossy(&output.stderr);
        eprintln!("no script: {}", said.lines().last().unwrap_or_default());
        return None;
    };
    let seconds = Seconds { wall: report["wall"].as_f64()?, cpu: report["cpu"].as_f64()? };
    Some((report["bytes"].as_f64()? / 1e6, seconds))
}

/// `$PYTHON`, or what the system calls so.
pub(crate) fn python() -> std::ffi::OsString {
    std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into())
}

/// Numbers that look random and are the same everywhere.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) * end) >> 31
    }
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
    let names = gazetteer.forms().filter(|form| !form.entities.is_empty());
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names.map(|form| form.text()))
        .expect("the names differ")
}

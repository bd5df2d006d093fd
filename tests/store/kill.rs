//! Killing a writer at any moment: what was acknowledged is there, nothing is half applied.
//!
//! The child is this test binary again. It does a fixed list of operations and says the number of each before it begins and
//! when it is acknowledged. The parent kills it, opens the store, and compares it with one that did as many operations in
//! peace. `GUANXI_LONG=1` makes two hundred kills instead of some twenty; `--nocapture` shows where they hit.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use guanxi::store::{OpenOptions, Snapshot, Store};

use crate::operations::{What, operate, random, what};

const DIR: &str = "GUANXI_KILL_DIR";
const FROM: &str = "GUANXI_KILL_FROM";
const MODE: &str = "GUANXI_KILL_MODE";
const HALT: &str = "GUANXI_KILL_AT";

/// Says a line to the harness.
fn say(line: &str) {
    println!("\n{line}");
    std::io::stdout().flush().unwrap();
}

/// Waits to be killed.
fn halt() {
    say("halted");
    std::thread::park_timeout(Duration::from_secs(300));
    panic!("nobody killed it");
}

/// Not a test of its own: what the harness starts and kills.
#[test]
fn child() {
    let (Ok(dir), Ok(from), Ok(mode)) = (std::env::var(DIR), std::env::var(FROM), std::env::var(MODE)) else {
        return;
    };
    let at = std::env::var(HALT).unwrap_or_default();
    say("doing Open");
    let mut store = Store::open(Path::new(&dir), &OpenOptions::default()).unwrap();
    for operation in from.parse::<u64>().unwrap().. {
        let merges = store.sequence() % 8 == 7;
        let what = what(operation, &mode);
        let doing = format!("{:?}", if what == What::Merge && !merges { What::Add } else { what });
        say(&format!("doing {doing}"));
        if mode == "broken" {
            // The control: says that it is done before it is.
            say(&format!("done {operation}"));
            if at == doing {
                halt();
            }
        }
        let halfway = || {
            if at == doing {
                halt();
            }
        };
        operate(&mut store, operation, &mode, &halfway);
        if mode != "broken" {
            say(&format!("done {operation}"));
        }
    }
}

/// When to kill.
#[derive(Clone, Copy)]
enum Aim {
    /// So many milliseconds after the start at most.
    AnyTime(u64),
    /// So many microseconds at most after this was begun.
    During(&'static str, u64),
    /// So many microseconds at most after a compaction began to put its database together, or to copy it.
    Draft(u64),
    /// Where the child halts in the middle of this: at no time, whatever the pace of the machine.
    Halfway(&'static str),
}

/// What a killed child had done.
struct Killed {
    /// Operations acknowledged.
    done: u64,
    /// What it was doing.
    hit: String,
}

/// Starts a child at an operation and kills it.
fn run_and_kill(dir: &Path, from: u64, mode: &str, aim: Aim, seed: u64) -> Result<Killed, String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--nocapture", "--test-threads", "1"])
        .env(DIR, dir)
        .env(FROM, from.to_string())
        .env(MODE, mode)
        .env(HALT, if let Aim::Halfway(what) = aim { what } else { "" })
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut lines = wait(&mut said, aim, dir, seed);
    let alive = kill(&mut child);
    lines.extend(said.lines().map_while(Result::ok));
    if !alive {
        return Err(format!("the child ended by itself after {:?}", lines.last()));
    }
    let number = |line: &String| line.strip_prefix("done ")?.parse::<u64>().ok();
    let done = lines.iter().filter_map(number).next_back().map_or(from, |done| done + 1);
    let last = lines.iter().rfind(|line| line.starts_with("do"));
    let hit = last.and_then(|line| line.strip_prefix("doing ")).unwrap_or("between").to_owned();
    Ok(Killed { done, hit })
}

/// Waits for the moment; gives what was said until then.
fn wait(said: &mut BufReader<ChildStdout>, aim: Aim, dir: &Path, seed: u64) -> Vec<String> {
    let mut lines = Vec::new();
    let longest = match aim {
        Aim::AnyTime(longest) => longest * 1000,
        Aim::During(what, longest) => {
            // The first or a later one of its kind.
            let times = 1 + random(seed + 5) % if what == "Open" { 1 } else { 3 };
            hear(said, &format!("doing {what}"), times, &mut lines);
            longest
        }
        Aim::Draft(longest) => {
            hear(said, "doing Compact", 1 + random(seed + 5) % 2, &mut lines);
            wait_for_draft(dir, random(seed + 6).is_multiple_of(2));
            longest
        }
        Aim::Halfway(_) => {
            hear(said, "halted", 1, &mut lines);
            return lines;
        }
    };
    sleep(Duration::from_micros(random(seed) % longest));
    lines
}

/// Reads on until the child has said something so many times, or is silent.
fn hear(said: &mut BufReader<ChildStdout>, what: &str, times: u64, lines: &mut Vec<String>) {
    let mut left = times;
    while left > 0 {
        let mut line = String::new();
        if said.read_line(&mut line).unwrap() == 0 {
            return;
        }
        left -= u64::from(line.trim_end() == what);
        lines.push(line.trim_end().to_owned());
    }
}

/// Waits until a database is being put together, or is being copied into the one that stays; not for ever, as it may be over.
fn wait_for_draft(dir: &Path, copied: bool) {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(300) && drafts(dir, copied) == 0 {
        sleep(Duration::from_micros(200));
    }
}

/// Generations with half a database, beside the one that stays if `copied`.
fn drafts(dir: &Path, copied: bool) -> usize {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let half = |path: &std::path::PathBuf| {
        path.join("database.tmp").is_dir() && (!copied || path.join("database").is_dir())
    };
    entries.filter(half).count()
}

/// Kills a child; whether it was alive.
fn kill(child: &mut Child) -> bool {
    let alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    alive
}

/// What the directory shows of the moment of a kill.
fn traces(dir: &Path) -> Vec<&'static str> {
    let names = |dir: &Path| {
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let here = names(dir);
    let generations = here.iter().filter(|name| name.starts_with("generation-"));
    let mut traces = Vec::new();
    if generations.clone().count() > 1 {
        traces.push("two generations");
    }
    if drafts(dir, false) > 0 {
        traces.push("half a database");
    }
    if here.iter().any(|name| name == "graph.gx.tmp") {
        traces.push("half a graph");
    }
    let page_tables = generations.flat_map(|name| names(&dir.join(name).join("database")));
    if page_tables.into_iter().any(|name| name.ends_with(".generating")) {
        traces.push("half a page table");
    }
    traces
}

/// The graph after so many operations in peace. The store in `dir` has done fewer.
fn in_peace(dir: &Path, from: u64, to: u64, mode: &str) -> Snapshot {
    let mut store = Store::open(dir, &OpenOptions::default()).unwrap();
    for operation in from..to {
        operate(&mut store, operation, mode, &|| ());
    }
    store.snapshot().unwrap()
}

fn same(x: &Snapshot, y: &Snapshot) -> bool {
    let rows = |s: &Snapshot| {
        let entities: Vec<_> = (0..s.entity_count() as u32).map(|n| s.entity(n).clone()).collect();
        let counts = |n| (s.ends(n), s.relation(n).dated().collect::<Vec<_>>());
        let relations: Vec<_> = (0..s.relation_count() as u32).map(counts).collect();
        (s.articles(), s.windows(), entities, relations)
    };
    rows(x) == rows(y)
}

/// A store that is killed over and over, and one that does the same in peace.
struct Harness {
    hurt: tempfile::TempDir,
    peace: tempfile::TempDir,
    mode: &'static str,
    done: u64,
    hits: BTreeMap<String, u64>,
}

impl Harness {
    fn new(mode: &'static str) -> Self {
        let (hurt, peace) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        Self { hurt, peace, mode, done: 0, hits: BTreeMap::new() }
    }

    /// Kills so many times; gives the first thing that was wrong.
    fn run(mut self, kills: u64, aim: Aim) -> Result<Self, String> {
        let begun = Instant::now();
        for kill in 0..kills {
            self.once(kill, aim).map_err(|what| format!("{}, kill {kill}: {what}", self.mode))?;
        }
        eprintln!("{}: {kills} kills in {:.0?}, hit {:?}", self.mode, begun.elapsed(), self.hits);
        Ok(self)
    }

    fn once(&mut self, kill: u64, aim: Aim) -> Result<(), String> {
        let killed = run_and_kill(self.hurt.path(), self.done, self.mode, aim, kill + 1000)?;
        for hit in traces(self.hurt.path()).into_iter().chain([killed.hit.as_str()]) {
            *self.hits.entry(hit.to_owned()).or_default() += 1;
        }
        let expected = in_peace(self.peace.path(), self.done, killed.done, self.mode);
        self.done = killed.done;
        let mut store =
            Store::open(self.hurt.path(), &OpenOptions::default()).map_err(|error| error.to_string())?;
        let found = looked_at(&store)?;
        if same(&found, &expected) {
            return Ok(());
        }
        // The operation that was not acknowledged may have been done all the same, but only as a whole; if it is one of
        // several commits, doing it again completes it.
        let expected = in_peace(self.peace.path(), self.done, self.done + 1, self.mode);
        let is_whole = what(self.done, self.mode) != What::Apply;
        if !is_whole {
            operate(&mut store, self.done, self.mode, &|| ());
        }
        self.done += 1;
        let found = if is_whole { found } else { looked_at(&store)? };
        if same(&found, &expected) {
            return Ok(());
        }
        Err(format!("after operation {} the store is not what it should be", self.done))
    }
}

/// The graph of a store that verifies.
fn looked_at(store: &Store) -> Result<Snapshot, String> {
    let report = store.verify().map_err(|error| error.to_string())?;
    if !report.is_clean() {
        return Err(format!("{:?}", report.problems));
    }
    store.snapshot().map_err(|error| error.to_string())
}

fn kills(few: u64, many: u64) -> u64 {
    if std::env::var_os("GUANXI_LONG").is_some() { many } else { few }
}

#[test]
fn nothing_is_lost_or_half_done_at_random_moments() {
    let mut harness = Harness::new("mixed").run(kills(4, 50), Aim::AnyTime(400)).unwrap();
    // A slow machine gets more time.
    for times in 1..10 {
        if harness.done == 0 {
            harness = harness.run(1, Aim::AnyTime(400 << times)).unwrap();
        }
    }
    assert!(harness.done > 0, "the child did nothing before it was killed");
}

#[test]
fn nothing_is_lost_while_opening() {
    let harness = Harness::new("mixed").run(kills(2, 10), Aim::AnyTime(400)).unwrap();
    harness.run(kills(3, 30), Aim::During("Open", 6_000)).unwrap();
}

#[test]
fn nothing_is_lost_while_rewriting_and_publishing() {
    Harness::new("rewrite").run(kills(3, 30), Aim::During("Compact", 40_000)).unwrap();
    Harness::new("publish").run(kills(3, 25), Aim::During("Publish", 4_000)).unwrap();
}

#[test]
fn nothing_is_lost_while_a_compacted_database_is_put_together() {
    let harness = Harness::new("rewrite").run(1, Aim::Halfway("Compact")).unwrap();
    assert!(harness.hits.contains_key("half a database"), "{:?}", harness.hits);
    harness.run(kills(6, 30), Aim::Draft(8_000)).unwrap();
}

#[test]
fn nothing_is_lost_while_merging_and_forgetting() {
    Harness::new("merge").run(kills(3, 20), Aim::During("Merge", 20_000)).unwrap();
    Harness::new("forget").run(kills(3, 20), Aim::During("Forget", 15_000)).unwrap();
}

#[test]
fn nothing_is_lost_while_a_dictionary_is_applied() {
    let harness = Harness::new("apply").run(1, Aim::Halfway("Apply")).unwrap();
    harness.run(kills(2, 15), Aim::During("Apply", 30_000)).unwrap();
}

#[test]
fn the_harness_catches_a_commit_that_is_acknowledged_too_early() {
    let caught = Harness::new("broken").run(1, Aim::Halfway("Add")).err();
    let caught = caught.expect("a harness that finds nothing proves nothing");
    assert!(caught.ends_with("the store is not what it should be"), "{caught}");
}

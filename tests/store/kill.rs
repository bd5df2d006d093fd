//! Killing a writer at any moment: what was acknowledged is there, nothing is half applied.
//!
//! The child is this test binary again. It does a fixed list of operations, each one commit or none, and says the number of
//! each when it is acknowledged. The parent kills it, opens the store, and compares it with one that did as many operations
//! in peace. `GUANXI_LONG=1` makes two hundred kills instead of a few.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use guanxi::store::{ArticleFacts, OpenOptions, Snapshot, Store};

use crate::fixture::article;

const DIR: &str = "GUANXI_KILL_DIR";
const FROM: &str = "GUANXI_KILL_FROM";
const MODE: &str = "GUANXI_KILL_MODE";

/// A small generator, so that parent and child agree on every operation.
fn random(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ x >> 32
}

fn articles(operation: u64) -> (String, Vec<ArticleFacts>) {
    let source = format!("{}.txt", random(operation) % 6);
    let names = ["赤峰市", "包头市", "天骏计划", "总工会", "张慧宇"];
    let count = random(operation + 1) % 12;
    let text = |number: u64| {
        let pick = |step: u64| names[(random(operation * 100 + number * 7 + step) % 5) as usize];
        format!(
            "{}和{}在一起。第{}篇，{}不在。",
            pick(1),
            pick(2),
            random(number + operation % 3) % 40,
            pick(3)
        )
    };
    let list = (0..count).map(|number| article(&source, number as u32, None, &text(number))).collect();
    (source, list)
}

/// Operation number `operation`; the same in every process.
fn operate(store: &mut Store, operation: u64, mode: &str) {
    let what = random(operation + 77) % 10;
    match (mode, what) {
        ("rewrite", 0..5) | (_, 0) => {
            store.compact(|_, _| ()).unwrap();
        }
        ("publish", 0..6) | (_, 1) => store.publish().unwrap(),
        (_, 2) => {
            let (source, _) = articles(operation);
            let mut writer = store.writer().unwrap();
            writer.forget_source(&source).unwrap();
            writer.finish().unwrap();
        }
        _ => {
            let (source, list) = articles(operation);
            let mut writer = store.writer().unwrap();
            writer.begin_source(&source).unwrap();
            for article in &list {
                writer.add(article).unwrap();
            }
            writer.end_source(&source).unwrap();
            writer.finish().unwrap();
        }
    }
}

/// Not a test of its own: what the harness starts and kills.
#[test]
fn child() {
    let (Ok(dir), Ok(from), Ok(mode)) = (std::env::var(DIR), std::env::var(FROM), std::env::var(MODE)) else {
        return;
    };
    let mut store = Store::open(Path::new(&dir), &OpenOptions::default()).unwrap();
    for operation in from.parse::<u64>().unwrap().. {
        if mode == "broken" {
            // The control: says that it is done before it is.
            println!("\ndone {operation}");
            std::io::stdout().flush().unwrap();
            sleep(Duration::from_millis(30));
        }
        operate(&mut store, operation, &mode);
        if mode != "broken" {
            println!("\ndone {operation}");
            std::io::stdout().flush().unwrap();
        }
    }
}

/// Starts a child at an operation, kills it after a while, and gives the number of operations it acknowledged.
fn run_and_kill(dir: &Path, from: u64, mode: &str, after: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--nocapture", "--test-threads", "1"])
        .env(DIR, dir)
        .env(FROM, from.to_string())
        .env(MODE, mode)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    sleep(after);
    child.kill().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let done = lines.filter_map(|line| line.strip_prefix("done ")?.parse::<u64>().ok()).last();
    child.wait().unwrap();
    done.map_or(from, |done| done + 1)
}

/// The graph after so many operations in peace. The store in `dir` has done fewer.
fn in_peace(dir: &Path, from: u64, to: u64, mode: &str) -> Snapshot {
    let mut store = Store::open(dir, &OpenOptions::default()).unwrap();
    for operation in from..to {
        operate(&mut store, operation, mode);
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

/// Kills over and over; gives the first thing that was wrong.
fn harness(mode: &str, kills: u64, longest: u64) -> Result<u64, String> {
    let (hurt, peace) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut done = 0;
    for kill in 0..kills {
        let after = Duration::from_millis(random(kill + 1000) % longest);
        let acknowledged = run_and_kill(hurt.path(), done, mode, after);
        let mut expected = in_peace(peace.path(), done, acknowledged, mode);
        let store =
            Store::open(hurt.path(), &OpenOptions::default()).map_err(|e| format!("kill {kill}: {e}"))?;
        let report = store.verify().map_err(|e| format!("kill {kill}: {e}"))?;
        if !report.is_clean() {
            return Err(format!("kill {kill}: {:?}", report.problems));
        }
        let found = store.snapshot().map_err(|e| format!("kill {kill}: {e}"))?;
        done = acknowledged;
        if !same(&found, &expected) {
            // The operation that was not acknowledged may have been done all the same, but only as a whole.
            expected = in_peace(peace.path(), done, done + 1, mode);
            done += 1;
            if !same(&found, &expected) {
                return Err(format!(
                    "kill {kill}: after operation {done} the store is not what it should be"
                ));
            }
        }
    }
    Ok(done)
}

fn kills(few: u64, many: u64) -> u64 {
    if std::env::var_os("GUANXI_LONG").is_some() { many } else { few }
}

#[test]
fn nothing_is_lost_or_half_done_at_random_moments() {
    let done = harness("mixed", kills(6, 80), 400).unwrap();
    assert!(done > 0, "the child did nothing before it was killed");
}

#[test]
fn nothing_is_lost_while_opening() {
    harness("mixed", kills(5, 50), 40).unwrap();
}

#[test]
fn nothing_is_lost_while_rewriting_and_publishing() {
    harness("rewrite", kills(4, 40), 300).unwrap();
    harness("publish", kills(3, 30), 300).unwrap();
}

#[test]
fn the_harness_catches_a_commit_that_is_acknowledged_too_early() {
    let caught = (0..5).any(|_| harness("broken", 6, 300).is_err());
    assert!(caught, "a harness that finds nothing proves nothing");
}

//! Ctrl-C ends a build at an acknowledged commit and says so, and the same command carries on from there; so it does where a
//! change of the dictionary is applied.
#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

fn guanxi(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guanxi"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

fn done(folder: &Path, arguments: &[&str]) -> Output {
    let output = guanxi(folder, arguments).output().unwrap();
    assert!(output.status.success(), "{}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    output
}

/// Sends what Ctrl-C sends.
fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

/// Waits until the log is longer than this, if the child lives that long.
fn wait_for_articles(log: &Path, length: u64, child: &mut Child) -> bool {
    let begun = Instant::now();
    while fs::metadata(log).map_or(0, |data| data.len()) <= length {
        assert!(begun.elapsed() < Duration::from_secs(300), "nothing was read");
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        sleep(Duration::from_millis(5));
    }
    true
}

/// Records of one source that take a while to read.
fn records(count: usize) -> String {
    let mut records = String::new();
    for n in 0..count {
        let text = format!(
            "赤峰市第{n}次会议召开，{}内蒙古自治区总工会到会。",
            "市委书记和各旗县的代表讨论了工作，".repeat(20)
        );
        writeln!(
            records,
            "{{\"id\":\"{n}\",\"date\":\"2022-01-02\",\"text\":\"{text}包头市第{n}次来信。\"}}"
        )
        .unwrap();
    }
    records
}

#[test]
fn an_interrupted_build_is_whole_and_carries_on() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path();
    let count = if cfg!(debug_assertions) { 2_500 } else { 40_000 };
    fs::write(folder.join("news.jsonl"), records(count)).unwrap();
    fs::write(
        folder.join("names.tsv"),
        "name\tkind\n赤峰市\tplace\n包头市\tplace\n内蒙古自治区总工会\torganisation\n",
    )
    .unwrap();
    let build = |store| {
        [
            "build",
            "news.jsonl",
            "--no-builtin",
            "--dictionary",
            "names.tsv",
            "--threads",
            "1",
            "--store",
            store,
        ]
    };
    let mut child =
        guanxi(folder, &build("store")).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    assert!(
        wait_for_articles(&folder.join("store/generation-1/articles.log"), 1000, &mut child),
        "it was over too soon"
    );
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    let commit = said.split("interrupted: the store is whole up to commit ").nth(1);
    let commit = commit.and_then(|rest| rest.strip_suffix("; the same command carries on\n"));
    let commit: u64 = commit.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{said}"));
    let status = || -> Value { serde_json::from_slice(&done(folder, &["status", "--json"]).stdout).unwrap() };
    let half = status();
    let articles = half["articles"].as_u64().unwrap() as usize;
    assert_eq!(half["sequence"], commit);
    assert!(0 < articles && articles < count, "{articles} of {count}");
    done(folder, &["verify"]);
    done(folder, &build("store"));
    assert_eq!(status()["articles"], count);
    done(folder, &["verify"]);
    done(folder, &build("whole"));
    let exported = |store| done(folder, &["export", "-", "--format", "jsonl", "-q", "--store", store]).stdout;
    assert!(exported("store") == exported("whole"), "it is not what one build gives");
}

#[test]
fn an_interrupted_change_is_finished_by_applying_it_again() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path();
    let count = if cfg!(debug_assertions) { 4_000 } else { 40_000 };
    fs::write(folder.join("news.jsonl"), records(count)).unwrap();
    fs::write(folder.join("names.tsv"), "name\tkind\n赤峰市\tplace\n包头市\tplace\n").unwrap();
    fs::write(folder.join("change.tsv"), "name\tkind\n内蒙古自治区总工会\torganisation\n").unwrap();
    let named = ["--no-builtin", "--dictionary", "names.tsv"];
    let with = |arguments: &[&'static str]| [&named[..], arguments].concat();
    done(folder, &[&["build", "news.jsonl"][..], &with(&["--store", "store"])].concat());
    let log = folder.join("store/generation-1/articles.log");
    let before = fs::metadata(&log).unwrap().len();
    let apply = [&["dict", "apply", "change.tsv"][..], &with(&["--store", "store"])].concat();
    // At once, and when the first articles that changed are written.
    for length in [0, before] {
        let mut child = guanxi(folder, &apply).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        assert!(wait_for_articles(&log, length, &mut child), "it was over too soon");
        interrupt(&child);
        assert!(!child.wait().unwrap().success());
        done(folder, &["verify", "--store", "store"]);
    }
    done(folder, &apply);
    done(folder, &["verify", "--store", "store"]);
    let whole = with(&["--dictionary", "change.tsv", "--store", "whole"]);
    done(folder, &[&["build", "news.jsonl"][..], &whole].concat());
    let exported = |store| done(folder, &["export", "-", "--format", "jsonl", "-q", "--store", store]).stdout;
    assert!(exported("store") == exported("whole"), "it is not what a build with the change gives");
}

//! Ctrl-C ends a build at an acknowledged commit and says so, and the same command carries on from there; so it does where a
//! change of the dictionary is applied.
#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
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
    assert_eq!(
        half["unfinished"],
        serde_json::json!(["build news.jsonl --no-builtin --dictionary names.tsv"])
    );
    assert!(0 < articles && articles < count, "{articles} of {count}");
    done(folder, &["verify"]);
    done(folder, &build("store"));
    assert_eq!(status()["articles"], count);
    assert_eq!(status()["unfinished"], serde_json::json!([]));
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
    let written = || fs::metadata(&log).unwrap().len();
    let apply = [&["dict", "apply", "change.tsv"][..], &with(&["--store", "store"])].concat();
    // At once, and when the first articles that changed are written.
    for at_once in [true, false] {
        let length = if at_once { 0 } else { written() };
        let mut child = guanxi(folder, &apply).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        assert!(wait_for_articles(&log, length, &mut child), "it was over too soon");
        interrupt(&child);
        let output = child.wait_with_output().unwrap();
        assert!(!output.status.success());
        // Before the flag is listened to, the signal ends it.
        if !at_once {
            said_interrupted(&output, "the store is whole up to commit ", "; the same command carries on");
            let told = String::from_utf8(done(folder, &["status"]).stdout).unwrap();
            assert!(
                told.contains("unfinished dict apply change.tsv --no-builtin --dictionary names.tsv: begun"),
                "{told}"
            );
        }
        done(folder, &["verify", "--store", "store"]);
    }
    done(folder, &apply);
    assert!(!folder.join("store/unfinished.json").exists());
    done(folder, &["verify", "--store", "store"]);
    let whole = with(&["--dictionary", "change.tsv", "--store", "whole"]);
    done(folder, &[&["build", "news.jsonl"][..], &whole].concat());
    let exported = |store| done(folder, &["export", "-", "--format", "jsonl", "-q", "--store", store]).stdout;
    assert!(exported("store") == exported("whole"), "it is not what a build with the change gives");
}

#[test]
fn a_silent_pipe_keeps_nobody_waiting() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path();
    fs::write(folder.join("names.tsv"), "name\tkind\n赤峰市\tplace\n包头市\tplace\n").unwrap();
    let build = ["build", "-", "--no-builtin", "--no-rules", "--dictionary", "names.tsv"];
    let mut child = guanxi(folder, &build)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(records(1000).as_bytes()).unwrap();
    // All but what a pipe holds was taken; some of that is recognised by then.
    sleep(Duration::from_secs(2));
    interrupt(&child);
    let begun = Instant::now();
    let output = child.wait_with_output().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(60), "it waited for the pipe");
    drop(pipe);
    said_interrupted(&output, "the store is whole up to commit ", "; the same command carries on");
    let status: Value = serde_json::from_slice(&done(folder, &["status", "--json"]).stdout).unwrap();
    assert_ne!(status["articles"], 0, "what had come was lost");
    assert_eq!(
        status["unfinished"],
        serde_json::json!(["build - --no-builtin --no-rules --dictionary names.tsv"])
    );
}

/// What one line says that ends a command at a commit; gives the number of that.
fn said_interrupted(output: &Output, what: &str, then: &str) -> u64 {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let commit = said.split(&format!("error: interrupted: {what}")).nth(1);
    let commit = commit.and_then(|rest| rest.trim_end().strip_suffix(then));
    commit.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{said}"))
}

#[test]
fn forgetting_and_compacting_end_at_a_commit_and_say_so() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path();
    let count = if cfg!(debug_assertions) { 8_000 } else { 40_000 };
    fs::write(folder.join("news.jsonl"), records(count)).unwrap();
    fs::write(folder.join("names.tsv"), "name\tkind\n赤峰市\tplace\n包头市\tplace\n").unwrap();
    done(folder, &["build", "news.jsonl", "--no-builtin", "--no-rules", "--dictionary", "names.tsv"]);
    let status = || -> Value { serde_json::from_slice(&done(folder, &["status", "--json"]).stdout).unwrap() };
    let whole = status();
    let run = |arguments: &[&str], begun: &dyn Fn() -> bool| {
        let mut child =
            guanxi(folder, arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while !begun() {
            assert!(child.try_wait().unwrap().is_none(), "it was over too soon");
            sleep(Duration::from_millis(2));
        }
        interrupt(&child);
        child.wait_with_output().unwrap()
    };
    let compact = run(&["compact"], &|| folder.join("store/generation-2/articles.log").exists());
    said_interrupted(&compact, "the store is as it was, at commit ", "; the same command begins anew");
    assert_eq!(status()["articles"], count);
    assert!(!folder.join("store/generation-2").exists());
    let database = folder.join("store/generation-1/database/db");
    // The signal may come before the first commit, where nothing is forgotten yet.
    let half = || {
        let size = fs::metadata(&database).unwrap().len();
        let forget = run(&["forget", "news.jsonl"], &|| fs::metadata(&database).unwrap().len() > size);
        let commit =
            said_interrupted(&forget, "the store is whole up to commit ", "; the same command carries on");
        let half = status();
        assert_eq!(half["sequence"], commit);
        assert_eq!(half["unfinished"], serde_json::json!(["forget news.jsonl"]));
        half
    };
    let begun = |half: &Value| half["articles"].as_u64() < whole["articles"].as_u64();
    let half = (0..10).map(|_| half()).find(begun).expect("ten signals came before the first commit");
    assert_ne!(half["articles"], 0, "{half}");
    done(folder, &["verify"]);
    done(folder, &["forget", "news.jsonl"]);
    assert_eq!(status()["articles"], 0);
    assert_eq!(status()["unfinished"], serde_json::json!([]));
}

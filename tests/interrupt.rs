//! Ctrl-C ends a build at an acknowledged commit and says so, and the same command carries on from there; so it does where a
//! change of the dictionary is applied.
#![cfg(unix)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::desk::Desk;

/// How many records a command may get to do: more where it is over before it can be interrupted.
const COUNTS: [usize; 4] = [2_500, 10_000, 40_000, 160_000];

const NAMES: &str = "name\tkind\n赤峰市\tplace\n包头市\tplace\n";

/// Sends what Ctrl-C sends.
fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

/// Waits until something has begun; no if the child ends before.
fn waited(child: &mut Child, begun: impl Fn() -> bool) -> bool {
    let since = Instant::now();
    while !begun() {
        assert!(since.elapsed() < Duration::from_secs(300), "nothing was done");
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        sleep(Duration::from_millis(2));
    }
    true
}

/// What a child said that was told to end, if it was not over before.
fn ended(mut child: Child) -> Option<Output> {
    let since = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(since.elapsed() < Duration::from_secs(60), "it does not end");
        sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    (!output.status.success()).then_some(output)
}

/// Runs a command until something has begun and interrupts it; what it says, if it was not over before.
fn interrupted(desk: &Desk, arguments: &[&str], begun: impl Fn() -> bool) -> Option<Output> {
    let mut child = desk.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    if waited(&mut child, begun) {
        interrupt(&child);
    }
    ended(child)
}

/// The first of more and more records with which something can be seen.
fn caught<T>(attempt: impl Fn(usize) -> Option<T>) -> T {
    COUNTS.into_iter().find_map(attempt).expect("it was over too soon, however much it had to do")
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

fn status(desk: &Desk) -> Value {
    desk.json(&["status"])
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

/// What one line says that ends a command at a commit; gives the number of that.
fn said_interrupted(output: &Output, what: &str, then: &str) -> u64 {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let commit = said.split(&format!("error: interrupted: {what}")).nth(1);
    let commit = commit.and_then(|rest| rest.trim_end().strip_suffix(then));
    commit.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{said}"))
}

fn said_carries_on(output: &Output) -> u64 {
    said_interrupted(output, "the store is whole up to commit ", "; the same command carries on")
}

/// A desk with so many records and a dictionary.
fn desk_of(count: usize) -> Desk {
    let desk = Desk::new();
    desk.file("news.jsonl", records(count));
    desk.file("names.tsv", NAMES);
    desk.file("change.tsv", "name\tkind\n内蒙古自治区总工会\torganisation\n");
    desk
}

const BUILD: [&str; 7] =
    ["build", "news.jsonl", "--no-builtin", "--dictionary", "names.tsv", "--threads", "1"];

/// A build that was interrupted, with what it said and how many records it had.
fn half_built() -> (Desk, Output, usize) {
    caught(|count| {
        let desk = desk_of(count);
        let log = desk.path("store/generation-1/articles.log");
        let output = interrupted(&desk, &BUILD, || length(&log) > 1000)?;
        Some((desk, output, count))
    })
}

#[test]
fn an_interrupted_build_says_at_which_commit_the_store_is_whole() {
    let (desk, output, count) = half_built();
    let commit = said_carries_on(&output);
    let half = status(&desk);
    let articles = half["articles"].as_u64().unwrap() as usize;
    assert_eq!(half["sequence"], commit);
    assert_eq!(half["unfinished"], json!(["build news.jsonl --no-builtin --dictionary names.tsv"]));
    assert!(0 < articles && articles < count, "{articles} of {count}");
    desk.done(&["verify"]);
}

#[test]
fn an_interrupted_build_carries_on_to_what_one_build_gives() {
    let (desk, _, count) = half_built();
    desk.done(&BUILD);
    assert_eq!((&status(&desk)["articles"], &status(&desk)["unfinished"]), (&json!(count), &json!([])));
    desk.done(&["verify"]);
    desk.done(&[&BUILD[..], &["--store", "whole"]].concat());
    assert!(desk.exported("store") == desk.exported("whole"), "it is not what one build gives");
}

const APPLY: [&str; 6] = ["dict", "apply", "change.tsv", "--no-builtin", "--dictionary", "names.tsv"];

/// A store to which a change was applied that was interrupted when the first articles that changed were written.
fn half_applied() -> (Desk, Output) {
    caught(|count| {
        let desk = desk_of(count);
        desk.done(&BUILD);
        let log = desk.path("store/generation-1/articles.log");
        let written = length(&log);
        let output = interrupted(&desk, &APPLY, || length(&log) > written)?;
        Some((desk, output))
    })
}

/// After a change was applied to its end, the store is what a build with the change gives.
fn applied_to_its_end(desk: &Desk) {
    desk.done(&APPLY);
    assert!(!desk.path("store/unfinished.json").exists());
    desk.done(&["verify"]);
    desk.done(&[&BUILD[..], &["--dictionary", "change.tsv", "--store", "whole"]].concat());
    assert!(desk.exported("store") == desk.exported("whole"), "it is not what a build with the change gives");
}

#[test]
fn an_interrupted_change_says_so_and_is_finished_by_applying_it_again() {
    let (desk, output) = half_applied();
    said_carries_on(&output);
    let told = desk.done(&["status"]);
    let unfinished = "unfinished dict apply change.tsv --no-builtin --dictionary names.tsv: begun";
    assert!(told.contains(unfinished), "{told}");
    desk.done(&["verify"]);
    applied_to_its_end(&desk);
}

/// Before the flag is listened to, the signal ends it.
#[test]
fn a_change_that_is_interrupted_at_once_leaves_a_whole_store() {
    let desk = caught(|count| {
        let desk = desk_of(count);
        desk.done(&BUILD);
        interrupted(&desk, &APPLY, || true).map(|_| desk)
    });
    desk.done(&["verify"]);
    applied_to_its_end(&desk);
}

/// A build that was given so much through a pipe that it has written some, and then nothing more, until it is told to end.
fn half_piped(desk: &Desk, build: &[&str]) -> Output {
    let mut command = desk.command(build);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let (records, log) = (records(1000), desk.path("store/generation-1/articles.log"));
    let since = Instant::now();
    while length(&log) <= 1000 {
        pipe.write_all(records.as_bytes()).unwrap();
        assert!(since.elapsed() < Duration::from_secs(300), "nothing was done");
    }
    interrupt(&child);
    let output = ended(child).expect("it does not end by itself before its pipe does");
    drop(pipe);
    output
}

#[test]
fn a_silent_pipe_keeps_nobody_waiting() {
    let desk = Desk::new();
    desk.file("names.tsv", NAMES);
    let output =
        half_piped(&desk, &["build", "-", "--no-builtin", "--no-rules", "--dictionary", "names.tsv"]);
    said_carries_on(&output);
    let status = status(&desk);
    assert_ne!(status["articles"], 0, "what had come was lost");
    assert_eq!(status["unfinished"], json!(["build - --no-builtin --no-rules --dictionary names.tsv"]));
}

#[test]
fn an_interrupted_compaction_leaves_the_store_as_it_was() {
    let (desk, output, count) = caught(|count| {
        let desk = desk_of(count);
        desk.done(&[&BUILD[..], &["--no-rules"]].concat());
        let copy = desk.path("store/generation-2/articles.log");
        let output = interrupted(&desk, &["compact"], || copy.exists())?;
        Some((desk, output, count))
    });
    said_interrupted(&output, "the store is as it was, at commit ", "; the same command begins anew");
    assert_eq!(status(&desk)["articles"], count);
    assert!(!desk.path("store/generation-2").exists());
    desk.done(&["verify"]);
}

#[test]
fn interrupted_forgetting_ends_at_a_commit_and_carries_on() {
    let (desk, output, count) = caught(|count| {
        let desk = desk_of(count);
        desk.done(&[&BUILD[..], &["--no-rules"]].concat());
        let acknowledged = desk.path("store/generation-1/acknowledged");
        let before = fs::read(&acknowledged).unwrap();
        let is_later = || fs::read(&acknowledged).is_ok_and(|now| !now.is_empty() && now != before);
        let output = interrupted(&desk, &["forget", "news.jsonl"], is_later)?;
        Some((desk, output, count))
    });
    let commit = said_carries_on(&output);
    let half = status(&desk);
    assert_eq!((&half["sequence"], &half["unfinished"]), (&json!(commit), &json!(["forget news.jsonl"])));
    let articles = half["articles"].as_u64().unwrap() as usize;
    assert!(0 < articles && articles < count, "{articles} of {count}");
    desk.done(&["verify"]);
    desk.done(&["forget", "news.jsonl"]);
    assert_eq!((&status(&desk)["articles"], &status(&desk)["unfinished"]), (&json!(0), &json!([])));
}

//! Runs the case files of `tests/cmd`: command lines with what a user sees. To add a case, add a file.
//!
//! ```text
//! What the case shows; lines like this are for readers.
//!
//! $ guanxi find 赤峰 --json      a command, run by `sh` in a new folder with `tests/cmd/files` and `examples` in it
//!   a line of standard output    `[..]` stands for anything in a line, `...` alone for any lines
//! ! a line of standard error     none means that nothing is said there; `! ...` stands for any lines
//! ? 1                            exit code, if it is not 0
//! ```
//! `UPDATE_CASES=1 cargo test --test cli` writes what was seen into the cases; lines that still match are kept.
#![cfg(unix)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use support::folders::{copy, root};

#[derive(Default)]
struct Step {
    before: Vec<String>,
    command: String,
    out: Vec<String>,
    err: Vec<String>,
    exit: i32,
}

/// The commands of a case, and the text behind the last one. An empty line between two lines of output belongs to it.
fn parse(text: &str) -> (Vec<Step>, Vec<String>) {
    let mut steps: Vec<Step> = Vec::new();
    let mut loose: Vec<String> = Vec::new();
    for line in text.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            let before = std::mem::take(&mut loose);
            steps.push(Step { before, command: command.to_owned(), ..Step::default() });
            continue;
        }
        let in_step = loose.iter().all(String::is_empty);
        match steps.last_mut().filter(|_| in_step) {
            Some(step) if line.starts_with("  ") => {
                step.out.append(&mut loose);
                step.out.push(line[2..].to_owned());
            }
            Some(step) if line == "!" || line.starts_with("! ") => {
                step.err.push(line[1..].strip_prefix(' ').unwrap_or_default().to_owned());
            }
            Some(step) if line.starts_with("? ") => step.exit = line[2..].trim().parse().unwrap(),
            _ => loose.push(line.to_owned()),
        }
    }
    (steps, loose)
}

fn line_matches(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split("[..]");
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.len() >= last.len() && rest.ends_with(last)
}

fn matches(expected: &[String], lines: &[&str]) -> bool {
    match expected.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "..." => (0..=lines.len()).any(|skip| matches(rest, &lines[skip..])),
        Some((first, rest)) => {
            lines.first().is_some_and(|line| line_matches(first, line)) && matches(rest, &lines[1..])
        }
    }
}

/// The lines of an output without space at their ends and without empty ones at the end.
fn lines_of(output: &str) -> Vec<&str> {
    output.trim_end().lines().map(str::trim_end).collect()
}

/// What was seen: standard output, standard error, exit code.
fn run(command: &str, folder: &Path) -> (String, String, i32) {
    let program = Path::new(env!("CARGO_BIN_EXE_guanxi")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut sh = Command::new("sh");
    sh.arg("-c")
        .arg(command)
        .current_dir(folder)
        .env("PATH", path)
        .env_remove("NO_COLOR")
        .env_remove("RUST_BACKTRACE");
    let seen = sh.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&folder.display().to_string(), "HERE");
    (text(&seen.stdout), text(&seen.stderr), seen.status.code().unwrap_or(-1))
}

/// Runs a case; gives its differences and its text with what was seen.
fn case(file: &Path) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().canonicalize().unwrap();
    copy(&root().join("tests/cmd/files"), &here);
    copy(&root().join("examples/news"), &here.join("examples/news"));
    let (steps, rest) = parse(&fs::read_to_string(file).unwrap());
    let (mut differences, mut seen_text) = (String::new(), Vec::new());
    for step in steps {
        let (out, err, exit) = run(&step.command, &here);
        let (out, err) = (lines_of(&out), lines_of(&err));
        let out_same = matches(&step.out, &out);
        let err_same = matches(&step.err, &err);
        if !out_same || !err_same || exit != step.exit {
            let name = file.file_name().unwrap().to_string_lossy();
            let shown = |lines: &[&str], mark: &str| {
                lines.iter().flat_map(|line| [mark, line, "\n"]).collect::<String>()
            };
            let seen = format!("{}{}? {exit}", shown(&out, "  "), shown(&err, "! "));
            differences.push_str(&format!("{name}: $ {}\nsaw:\n{seen}\n\n", step.command));
        }
        let kept = |same: bool, expected: Vec<String>, seen: &[&str]| {
            if same { expected } else { seen.iter().map(|line| (*line).to_owned()).collect() }
        };
        seen_text.extend(step.before);
        seen_text.push(format!("$ {}", step.command));
        seen_text.extend(
            kept(out_same, step.out, &out).into_iter().map(|line| format!("  {line}").trim_end().to_owned()),
        );
        seen_text.extend(
            kept(err_same, step.err, &err).into_iter().map(|line| format!("! {line}").trim_end().to_owned()),
        );
        seen_text.extend((exit != 0).then(|| format!("? {exit}")));
    }
    seen_text.extend(rest);
    (differences, seen_text.join("\n") + "\n")
}

#[test]
fn cases_show_what_a_user_sees() {
    let folder = root().join("tests/cmd");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "case")).collect();
    files.sort();
    assert!(!files.is_empty());
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (differences, seen) = case(file);
                    if std::env::var_os("UPDATE_CASES").is_some() {
                        fs::write(file, seen).unwrap();
                    } else if !differences.is_empty() {
                        failures.lock().unwrap().push(differences);
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Runs the `console` blocks of a page one after another in one folder with what is in `tests/docs`; gives the differences and
/// the page as seen.
fn page(file: &Path) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().canonicalize().unwrap();
    copy(&root().join("tests/docs"), &here);
    let text = fs::read_to_string(file).unwrap();
    let (mut differences, mut seen_text) = (String::new(), String::new());
    let mut lines = text.lines().peekable();
    let mut in_block = false;
    while let Some(line) = lines.next() {
        seen_text.extend([line, "\n"]);
        in_block = line == "```console" || (in_block && line != "```");
        let Some(command) = line.strip_prefix("$ ").filter(|_| in_block) else { continue };
        let mut expected = Vec::new();
        while let Some(line) = lines.next_if(|line| *line != "```" && !line.starts_with("$ ")) {
            expected.push(line.to_owned());
        }
        let (seen, _, _) = run(&format!("{{ {command}\n}} 2>&1"), &here);
        let seen = lines_of(&seen);
        let shown: Vec<&str> = expected.iter().map(String::as_str).collect();
        let same = matches(&expected, &seen);
        if !same {
            differences.push_str(&format!("{}: $ {command}\nsaw:\n{}\n\n", file.display(), seen.join("\n")));
        }
        for line in if same { &shown } else { &seen } {
            seen_text.extend([line, "\n"]);
        }
    }
    (differences, seen_text)
}

#[test]
fn the_page_on_dictionaries_shows_what_a_user_sees() {
    let file = root().join("docs/dictionary-care.md");
    let (differences, seen) = page(&file);
    if std::env::var_os("UPDATE_CASES").is_some() {
        fs::write(&file, seen).unwrap();
    } else {
        assert!(differences.is_empty(), "\n{differences}");
    }
}

#[test]
fn patterns_match_what_they_say() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    for (expected, seen, same) in [
        ("a\nb", "a\nb", true),
        ("a\nb", "a", false),
        ("a[..]c", "abbc", true),
        ("a[..]c", "abbd", false),
        ("[..]b[..]", "abc", true),
        ("ab[..]bc", "abc", false),
        ("...\nc", "a\nb\nc", true),
        ("a\n...", "a", true),
        ("a\n...\nc", "a\nb", false),
    ] {
        assert_eq!(matches(&lines(expected), &seen.lines().collect::<Vec<_>>()), same, "{expected} {seen}");
    }
}

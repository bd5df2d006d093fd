//! The house rules that a compiler does not hold: who may import whom, which room owns which crate, who may print.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::folders::{files_under, root};

/// A room may import itself and what stands before it.
const ROOMS: [&str; 11] = [
    "threads",
    "text",
    "dictionary",
    "corpus",
    "recognise",
    "relate",
    "store",
    "graph",
    "export",
    "evaluate",
    "pipeline",
];

/// Crates that one room owns; the command line owns those of the binary.
const OWNERS: [(&str, &str); 15] = [
    ("jieba_rs", "text"),
    ("postcard", "dictionary"),
    ("chardetng", "corpus"),
    ("flate2", "corpus"),
    ("glob", "corpus"),
    ("sled", "store"),
    ("lz4_flex", "store"),
    ("zstd", "store"),
    ("memmap2", "store"),
    ("petgraph", "graph"),
    ("quick_xml", "export"),
    ("resvg", "export"),
    ("clap", "cli"),
    ("indicatif", "cli"),
    ("anyhow", "cli"),
];

/// What the library never does: print, end the process, read the environment.
const ONLY_CLI: [&str; 8] =
    ["println!", "print!(", "eprintln!", "eprint!(", "dbg!(", "process::exit", "std::env::", "std::env;"];

/// The Rust files below a folder, sorted.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let is_rust = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "rs");
    files_under(folder).into_iter().filter(is_rust).collect()
}

/// The source files with the room each belongs to: the first part of its path below `src`.
fn sources() -> Vec<(String, String, String)> {
    let src = root().join("src");
    let with_room = |file: PathBuf| {
        let below = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let room = below.split(['/', '.']).next().unwrap().to_owned();
        (below, room, fs::read_to_string(file).unwrap())
    };
    rust_files(&src).into_iter().map(with_room).collect()
}

/// Code without comments. Good enough here: no string of ours holds `//` before a path that would be refused.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bare = |line: &'_ str| line.find("//").unwrap_or(line.len());
    (1..).zip(text.lines()).map(move |(number, line)| (number, &line[..bare(line)]))
}

/// Code with each `use` on one line, the one on which it begins.
fn statements(text: &str) -> Vec<(usize, String)> {
    let mut statements: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (number, line) in code(text) {
        let line = line.trim();
        match statements.last_mut().filter(|_| open) {
            Some((_, statement)) => statement.push_str(line),
            None => statements.push((number, line.to_owned())),
        }
        let begins =
            ["use ", "pub use ", "pub(crate) use ", "pub(super) use "].iter().any(|u| line.starts_with(u));
        open = (open || begins) && !line.contains(';');
    }
    statements
}

/// The rooms that a line of the library imports by `crate::…`, also inside braces.
fn rooms_in(line: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let whole = at == 0 || !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = &line[at + "crate::".len()..];
        let word =
            |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            Some(inner) if whole => {
                let (mut depth, mut part) = (0, String::new());
                for c in inner.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => rooms.push(word(std::mem::take(&mut part).trim())),
                        c => part.push(c),
                    }
                }
                rooms.push(word(part.trim()));
                rooms.retain(|room| !room.is_empty());
            }
            None if whole => rooms.push(word(rest)),
            _ => {}
        }
    }
    rooms
}

/// What is wrong with one file.
fn faults(path: &str, room: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let rank = |room: &str| ROOMS.iter().position(|known| *known == room);
    let is_cli = matches!(room, "cli" | "main");
    let mut fault = |line: usize, what: String| faults.push(format!("src/{path}:{line}: {what}"));
    if !text.starts_with("//!") {
        fault(1, "a file opens with `//!`: what is here, what is not".to_owned());
    }
    if room != "lib" && !is_cli && rank(room).is_none() {
        fault(1, format!("\"{room}\" has no place in the order of rooms"));
    }
    for (number, line) in statements(text) {
        let line = &*line;
        if !is_cli {
            for other in rooms_in(line) {
                let allowed = room == "lib" || rank(&other).is_some_and(|other| Some(other) <= rank(room));
                if !allowed {
                    fault(number, format!("{room} imports {other}, which stands behind it"));
                }
            }
            for banned in ONLY_CLI.iter().filter(|banned| line.contains(**banned)) {
                fault(number, format!("the library does not use {banned}"));
            }
        }
        for (owned, owner) in OWNERS {
            let used = line.contains(&format!("{owned}::")) || line.contains(&format!("use {owned}"));
            if used && room != owner && !(owner == "cli" && is_cli) {
                fault(number, format!("{owned} belongs to {owner}"));
            }
        }
    }
    faults
}

#[test]
fn every_room_keeps_to_its_place() {
    let found: Vec<String> =
        sources().iter().flat_map(|(path, room, text)| faults(path, room, text)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// A word that the harness swallows is read by nobody: what is skipped is said by the one who passes it.
#[test]
fn tests_skip_by_one_road() {
    let others = |file: &&PathBuf| !file.ends_with("support/skip.rs") && !file.ends_with("architecture.rs");
    for file in rust_files(&root().join("tests")).iter().filter(others) {
        let text = fs::read_to_string(file).unwrap();
        assert!(!text.contains("\"skipped: "), "{}: skip by support::skip", file.display());
    }
}

#[test]
fn every_room_is_in_the_table() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let declared = library.lines().map(|line| line.trim_start_matches("pub "));
    let declared = declared.filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let mut declared: Vec<&str> = declared.collect();
    declared.sort_unstable();
    let mut rooms = ROOMS.to_vec();
    rooms.sort_unstable();
    assert_eq!(declared, rooms);
}

#[test]
fn a_breach_is_seen() {
    for (room, text, what) in [
        ("text", "//! x\nuse crate::store::Store;", "text imports store"),
        ("corpus", "//! x\nuse crate::{text::Span, graph::Path};", "corpus imports graph"),
        (
            "corpus",
            "//! x\nuse crate::{\n    text::{Span, words},\n    graph::Path,\n};",
            "corpus imports graph",
        ),
        ("store", "//! x\nuse std::env;", "does not use std::env;"),
        ("relate", "//! x\nfn f(_: crate::export::Format) {}", "relate imports export"),
        ("graph", "//! x\nuse sled::Db;", "sled belongs to store"),
        ("store", "//! x\nlet x = petgraph::Graph::new();", "petgraph belongs to graph"),
        ("export", "//! x\nprintln!(\"x\");", "does not use println!"),
        ("store", "//! x\nuse clap::Parser;", "clap belongs to cli"),
        ("text", "use std::fmt;", "opens with `//!`"),
        ("attic", "//! x", "no place in the order"),
    ] {
        let found = faults("x.rs", room, text);
        assert!(found.iter().any(|fault| fault.contains(what)), "{text}: {found:?}");
    }
    assert_eq!(
        faults("x.rs", "cli", "//! x\nprintln!(\"x\"); use clap::Parser; // sled::Db"),
        Vec::<String>::new()
    );
    assert_eq!(faults("x.rs", "store", "//! x\nuse crate::{relate, text::Span};"), Vec::<String>::new());
}

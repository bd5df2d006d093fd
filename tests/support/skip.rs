//! What a test does where something it needs is missing: it says so on the terminal, or fails if that must be there.
//!
//! `GUANXI_REQUIRE` holds the needs that must be met, with spaces between, or `all`. `here.sh` prints those this machine
//! meets: the house rules run with these, so that no test is skipped there for another reason.

use std::io::{Write as _, stderr};
use std::path::{Path, PathBuf};

/// What a machine may lack: pages of others, programs of others, rights, fonts.
pub(crate) const NEEDS: [&str; 11] =
    ["shared", "networkx", "python", "node", "dot", "xmllint", "gephi", "gexf", "mount", "nobody", "fonts"];

/// Says that a test, or a part of one, does not run, and why: past the harness, which swallows what a passing test prints.
///
/// # Panics
/// If `GUANXI_REQUIRE` has the need, or a word that is none.
#[track_caller]
pub(crate) fn skip(need: &str, why: &str) {
    assert!(NEEDS.contains(&need), "{need} is no need of {NEEDS:?}");
    let required = std::env::var("GUANXI_REQUIRE").unwrap_or_default();
    assert!(!requires(&required, need), "{why}, but GUANXI_REQUIRE is {required:?}");
    let thread = std::thread::current();
    let line = format!("skipped: {}: {why}\n", thread.name().unwrap_or("a test"));
    let _ = stderr().write_all(line.as_bytes());
}

/// Whether a need is one of these words.
///
/// # Panics
/// If a word is no need: one that is spelt wrong would require nothing.
fn requires(words: &str, need: &str) -> bool {
    for word in words.split_whitespace() {
        assert!(
            word == "all" || NEEDS.contains(&word),
            "GUANXI_REQUIRE: {word} is not all or one of {NEEDS:?}"
        );
    }
    words.split_whitespace().any(|word| word == "all" || word == need)
}

/// A file or folder beside the project that holds pages or lists of others; none, with a word on it, where it is missing.
#[track_caller]
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    let found = path.canonicalize().ok();
    if found.is_none() {
        skip("shared", &format!("../shared/{name} is not there"));
    }
    found
}

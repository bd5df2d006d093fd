//! The files and folders that a pattern (`news/**/*.txt`) matches, also those whose names are not UTF-8.

use std::io;
use std::path::{Path, PathBuf, is_separator};

use glob::{MatchOptions, Pattern, PatternError};

const MARKS: [char; 3] = ['*', '?', '['];

/// Whether a path may be a pattern.
pub(super) fn is_pattern(given: &str) -> bool {
    given.contains(MARKS)
}

/// What matches a pattern, in no order; what cannot be looked into goes to `failed`. Hidden names match only what names
/// their dot. Walks the folders below the part of the pattern that has no mark, as deep as it may match.
pub(super) fn matching(
    given: &str,
    mut failed: impl FnMut(&Path, &io::Error),
) -> Result<Vec<PathBuf>, PatternError> {
    let mark = given.find(MARKS).unwrap_or(given.len());
    let (base, rest) = given.split_at(given[..mark].rfind(is_separator).map_or(0, |at| at + 1));
    let folders = rest.ends_with(is_separator);
    let rest = rest.trim_end_matches(is_separator);
    let pattern = Pattern::new(rest)?;
    let recursive = rest.contains("**");
    let deepest = if recursive { usize::MAX } else { rest.split(is_separator).count() };
    let hidden = rest.split(is_separator).any(|part| part.starts_with('.'));
    let mut found = Vec::new();
    let mut waiting = vec![(PathBuf::from(base), String::new(), 1)];
    while let Some((folder, below, depth)) = waiting.pop() {
        for (path, name) in listed(&folder, &mut failed) {
            let below = format!("{below}{name}");
            // Links may lead back up: where any depth matches they are not followed.
            let is_folder = || path.is_dir() && !(recursive && path.is_symlink());
            if pattern.matches_with(&below, OPTIONS) && (!folders || path.is_dir()) {
                found.push(path);
            } else if depth < deepest && (hidden || !name.starts_with('.')) && is_folder() {
                waiting.push((path, below + "/", depth + 1));
            }
        }
    }
    Ok(found)
}

const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// What stands in a folder, with its names as text.
fn listed(folder: &Path, failed: &mut impl FnMut(&Path, &io::Error)) -> Vec<(PathBuf, String)> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut listed = Vec::new();
    let entries = match here.read_dir() {
        Ok(entries) => entries,
        Err(error) => {
            // What is not there matches nothing.
            if here.is_dir() {
                failed(here, &error);
            }
            return listed;
        }
    };
    for entry in entries {
        match entry {
            Ok(entry) => {
                let name = entry.file_name();
                listed.push((folder.join(&name), name.to_string_lossy().into_owned()));
            }
            Err(error) => failed(here, &error),
        }
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_below_the_part_without_marks() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        for name in ["a/1.txt", "a/b/2.txt", "a/b/c/3.txt", "a/.h/4.txt", "a/.5.txt", "d/1.md"] {
            std::fs::create_dir_all(at.join(name).parent().unwrap()).unwrap();
            std::fs::write(at.join(name), "x").unwrap();
        }
        for (pattern, expected) in [
            ("a/*.txt", "a/1.txt"),
            ("a/*/*.txt", "a/b/2.txt"),
            ("a/**/*.txt", "a/1.txt a/b/2.txt a/b/c/3.txt"),
            ("*/[1-3].*", "a/1.txt d/1.md"),
            ("?/b", "a/b"),
            ("a/*/", "a/b"),
            ("a/.h/*", "a/.h/4.txt"),
            ("*/.h/*", "a/.h/4.txt"),
            ("a/.*.txt", "a/.5.txt"),
            ("gone/*", ""),
            ("a/1.txt/*", ""),
        ] {
            let given = format!("{}/{pattern}", at.display());
            let found = matching(&given, |path, error| panic!("{}: {error}", path.display())).unwrap();
            let below = |path: &PathBuf| path.strip_prefix(at).unwrap().display().to_string();
            let mut found: Vec<String> = found.iter().map(below).collect();
            found.sort();
            assert_eq!(found.join(" "), expected, "{pattern}");
        }
        assert!(matching("a/[", |_, _| {}).is_err());
    }
}

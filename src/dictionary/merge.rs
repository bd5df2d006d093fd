//! Rows of one entity, wherever they stand, made one.

use std::collections::HashSet;

use super::formats::Entry;
use super::{Kind, Problem};

/// Rows of the same kind, name and container are one entity with all their aliases; the first row gives the rest. What a
/// row takes out is out, wherever the row stands. Sorted by kind, name and container, as the shipped files are already.
pub(super) fn merge(entries: Vec<Entry>, problems: &mut Vec<Problem>) -> Vec<Entry> {
    let (removals, mut merged): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.remove);
    merged.sort_by(|x, y| key(x).cmp(&key(y)));
    merged.dedup_by(|entry, first| {
        let same = key(entry) == key(first);
        if same {
            first.aliases.append(&mut entry.aliases);
        }
        same
    });
    for removal in removals {
        if !take_out(&removal, &mut merged) {
            let message = format!("nothing to take out: no such row of {}:{}", removal.kind, removal.name);
            let cure = "give the name (and within, if it has one) and the aliases as they are listed";
            problems.push(Problem::at(&removal.path, removal.line, message, cure));
        }
    }
    merged.retain(|entry| !entry.remove);
    merged
}

/// What several entities may share.
pub(super) fn name_of(entry: &Entry) -> (&Kind, &str) {
    (&entry.kind, &entry.name)
}

/// What tells an entity from others.
fn key(entry: &Entry) -> (&Kind, &str, &str) {
    (&entry.kind, &entry.name, &entry.within)
}

/// Marks an entity to be taken out, or takes some of its aliases out; whether there was anything to take.
fn take_out(removal: &Entry, entries: &mut [Entry]) -> bool {
    let found = entries.binary_search_by(|entry| key(entry).cmp(&key(removal)));
    let Some(entry) = found.ok().map(|at| &mut entries[at]).filter(|entry| !entry.remove) else {
        return false;
    };
    if removal.aliases.is_empty() {
        entry.remove = true;
        return true;
    }
    let before = entry.aliases.len();
    let removed: HashSet<&String> = removal.aliases.iter().collect();
    entry.aliases.retain(|alias| !removed.contains(alias));
    entry.aliases.len() < before
}

//! Rows of one entity, wherever they stand, made one.

use std::collections::HashSet;

use super::formats::Entry;
use super::{Kind, Problem};

/// Puts rows that say not where their entity is into the container of the only one of its name, behind the rows that do. A
/// row that may mean several is a problem, and means one of its own.
pub(super) fn placed(mut entries: Vec<Entry>, problems: &mut Vec<Problem>) -> Vec<Entry> {
    entries.sort_by(|x, y| (x.remove, key(x)).cmp(&(y.remove, key(y))));
    let rows = entries.partition_point(|entry| !entry.remove);
    for alike in entries[..rows].chunk_by_mut(|x, y| name_of(x) == name_of(y)) {
        place(alike, problems);
    }
    entries
}

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

/// The same for rows of one name, sorted: those without a container come first.
fn place(alike: &mut [Entry], problems: &mut Vec<Problem>) {
    let bare = alike.iter().take_while(|entry| entry.within.is_empty()).count();
    let (bare, placed) = alike.split_at_mut(bare);
    let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return };
    if first.within == last.within {
        for entry in &mut *bare {
            entry.within.clone_from(&first.within);
        }
        let bare = bare.len();
        alike.rotate_left(bare);
        return;
    }
    let (name, one, other) = (&first.name, &first.within, &last.within);
    for entry in bare.iter().filter(|entry| !entry.shipped) {
        let message = format!("there are several {name}: in {one}, in {other}");
        problems.push(Problem::at(
            &entry.path,
            entry.line,
            message,
            "say in column \"within\" which is meant",
        ));
    }
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
    let from = entries.partition_point(|entry| name_of(entry) < name_of(removal));
    let alike = entries[from..].iter_mut().take_while(|entry| name_of(entry) == name_of(removal));
    let mut alike: Vec<&mut Entry> = alike.collect();
    let only = alike.len() == 1 && removal.within.is_empty();
    let meant = alike.iter_mut().find(|entry| only || entry.within == removal.within);
    let Some(entry) = meant.filter(|entry| !entry.remove) else { return false };
    if removal.aliases.is_empty() {
        entry.remove = true;
        return true;
    }
    let before = entry.aliases.len();
    let removed: HashSet<&String> = removal.aliases.iter().collect();
    entry.aliases.retain(|alias| !removed.contains(alias));
    entry.aliases.len() < before
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;

    /// Names with containers and aliases, and what is wrong.
    fn read(rows: &str) -> (Vec<String>, Vec<String>) {
        let listed = "name\taliases\tkind\twithin\n甲省\t\tplace\t\n乙省\t\tplace\t\n甲市\t甲城\tplace\t甲省\n\
            南区\t\tplace\t甲省\n南区\t\tplace\t乙省\n";
        let rows = format!("change\tname\taliases\tkind\twithin\n{rows}");
        let dictionary = Dictionary::of_texts(&[("x.tsv", listed), ("y.tsv", &rows)]);
        let names = dictionary.entities.iter().map(|entity| {
            let named = &entity.named;
            format!("{}@{} {}", named.name, named.within.as_deref().unwrap_or(""), named.aliases.join("|"))
        });
        (names.collect(), dictionary.problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_row_without_a_container_means_the_only_entity_of_its_name() {
        let (names, problems) = read("\t甲市\t北城\tplace\t\n");
        assert!(names.contains(&"甲市@甲省 北城|甲城".to_owned()) && names.len() == 5, "{names:?}");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(read("-\t甲市\t\tplace\t\n").0.len(), 4);
    }

    #[test]
    fn a_row_without_a_container_that_may_mean_several_is_told() {
        let (names, problems) = read("\t南区\t\tplace\t\n");
        assert_eq!(names.len(), 6);
        let cure = "say in column \"within\" which is meant";
        assert_eq!(problems, [format!("y.tsv:2: there are several 南区: in 乙省, in 甲省; {cure}")]);
        assert!(read("-\t南区\t\tplace\t\n").1[0].contains("no such row"));
    }
}

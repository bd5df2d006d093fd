//! Rows of one entity, wherever they stand, made one.

use std::collections::HashSet;

use super::entry::Entry;
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
    let mut merged = entries;
    let removals: Vec<Entry> = merged.extract_if(.., |entry| entry.remove).collect();
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
            let cure = removal_cure(&removal, &merged);
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

/// Rows that a cure names at most.
const NAMED: usize = 5;

/// What to write to take out what is listed: the rows of the name, or the aliases of the row that is meant.
fn removal_cure(removal: &Entry, entries: &[Entry]) -> String {
    let of_name = |entry: &&Entry| entry.name == removal.name && !entry.remove;
    let (alike, others): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().filter(of_name).partition(|entry| entry.kind == removal.kind);
    let meant = alike.iter().find(|entry| alike.len() == 1 || entry.within == removal.within);
    match (meant, &alike[..], &others[..]) {
        (Some(row), ..) if row.aliases.is_empty() => "its row has no aliases".to_owned(),
        (Some(row), ..) => {
            format!("the aliases of its row are {}", list(row.aliases.iter().map(String::as_str)))
        }
        (None, [], []) => {
            "give the name as it is listed: \"guanxi dict explain NAME\" shows its row".to_owned()
        }
        (None, [], others) => {
            format!("it is listed as {}", list(others.iter().map(|entry| entry.kind.as_str())))
        }
        (None, alike, _) => {
            let places = list(alike.iter().map(|entry| match entry.within.as_str() {
                "" => "nothing",
                within => within,
            }));
            format!("say in column \"within\" which is meant: it is listed in {places}")
        }
    }
}

/// The first of some names, and that there are more.
fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = names.take(NAMED + 1).collect();
    if names.len() > NAMED {
        names[NAMED] = "…";
    }
    names.join(", ")
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
    }

    #[test]
    fn what_cannot_be_taken_out_is_told_with_the_rows_there_are() {
        for (row, cure) in [
            ("-\t南区\t\tplace\t\n", "say in column \"within\" which is meant: it is listed in 乙省, 甲省"),
            (
                "-\t南区\t\tplace\t丙省\n",
                "say in column \"within\" which is meant: it is listed in 乙省, 甲省",
            ),
            ("-\t南区\t南城\tplace\t甲省\n", "its row has no aliases"),
            ("-\t甲市\t甲都\tplace\t\n", "the aliases of its row are 甲城"),
            ("-\t甲市\t\tperson\t\n", "it is listed as place"),
            (
                "-\t丁市\t\tplace\t\n",
                "give the name as it is listed: \"guanxi dict explain NAME\" shows its row",
            ),
        ] {
            let problems = read(row).1;
            let message = problems[0].split_once("; ").unwrap();
            assert!(message.0.contains("nothing to take out") && message.1 == cure, "{problems:?}");
        }
    }
}

//! Which entity contains which: what column `within` means, where it means one.

use super::by_name::ByName;
use super::entity::name_and_container;
use super::entry::Entry;
use super::merge::name_of;
use super::{EntityNo, Kind, Problem};

/// Rows that a message names at most.
const NAMED: usize = 4;

/// The container of each entry. One that there is not, or that may be several, and one that closes a ring are problems. O(n + rows that share the name of a container).
pub(super) fn containers(
    entries: &[Entry],
    by_name: &ByName,
    problems: &mut Vec<Problem>,
) -> Vec<Option<EntityNo>> {
    let container = |entry| container(entry, entries, by_name, problems);
    let mut containers: Vec<Option<EntityNo>> = entries.iter().map(container).collect();
    break_rings(entries, &mut containers, problems);
    containers
}

fn container(
    entry: &Entry,
    entries: &[Entry],
    by_name: &ByName,
    problems: &mut Vec<Problem>,
) -> Option<EntityNo> {
    if entry.within.is_empty() {
        return None;
    }
    let (name, outer) = name_and_container(&entry.within);
    let row = |number: &EntityNo| &entries[number.0 as usize];
    let fits = |number: &EntityNo| {
        outer.is_none_or(|outer| name_and_container(&row(number).within).0 == name_and_container(outer).0)
    };
    let of_kind = |kind: &Kind| -> Vec<EntityNo> {
        let named = by_name.listed((kind, name), |number| name_of(row(&number)));
        named.iter().copied().filter(fits).collect()
    };
    // A place before a body of the same name.
    let [organisation, person, place, programme] = Kind::ALL;
    let kinds = [place, programme, person, organisation];
    let mut found = kinds.iter().map(of_kind).find(|found| !found.is_empty()).unwrap_or_default();
    // 南区@鼓楼区@南京市 tells which 鼓楼区 is meant.
    if found.iter().any(|number| outer == Some(&row(number).within)) {
        found.retain(|number| outer == Some(&row(number).within));
    }
    let mut refuse = |message, cure| problems.push(Problem::at(&entry.path, entry.line, message, cure));
    match found[..] {
        [one] => return Some(one),
        [] => refuse(
            format!("unknown within \"{}\"", entry.within),
            "add a row for it, or correct the name (name@within where it is not unique)",
        ),
        _ => refuse(
            format!("within \"{}\" may be several: {}", entry.within, several(found.iter().map(row))),
            "say which: name@within",
        ),
    }
    None
}

/// The first of some entries as people point to them.
fn several<'e>(entries: impl Iterator<Item = &'e Entry>) -> String {
    let mut told: Vec<String> = entries
        .take(NAMED + 1)
        .map(|entry| match entry.within.as_str() {
            "" => entry.name.clone(),
            within => format!("{}@{within}", entry.name),
        })
        .collect();
    if told.len() > NAMED {
        "…".clone_into(&mut told[NAMED]);
    }
    told.join(", ")
}

/// Takes one container out of every ring: that of a row of the user's, the last by file and line, so that the order of files does not matter.
fn break_rings(entries: &[Entry], containers: &mut [Option<EntityNo>], problems: &mut Vec<Problem>) {
    // By which walk each was seen; 0 is none.
    let mut seen = vec![0; containers.len()];
    for start in 0..containers.len() {
        let walk = start + 1;
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = walk;
            let Some(outer) = containers[at] else { break };
            at = outer.0 as usize;
        }
        if seen[at] != walk || containers[at].is_none() {
            continue;
        }
        let ring = ring(at, containers);
        let last =
            ring.iter().copied().max_by_key(|&n| (!entries[n].shipped, &entries[n].path, entries[n].line));
        let last = last.unwrap_or(at);
        containers[last] = None;
        let Entry { name, within, path, line, .. } = &entries[last];
        let message = format!("{name} lies in \"{within}\", which lies in {name} itself");
        problems.push(Problem::at(path, *line, message, "correct column \"within\" of one of the two"));
    }
}

/// The entries of the ring that `start` lies on.
fn ring(start: usize, containers: &[Option<EntityNo>]) -> Vec<usize> {
    let next = |&at: &usize| containers[at].map(|outer| outer.0 as usize).filter(|&outer| outer != start);
    std::iter::successors(Some(start), next).collect()
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;

    /// What each row lies in, and what is wrong.
    fn read(rows: &[&str]) -> (Vec<String>, Vec<String>) {
        let text = format!("name\tkind\twithin\n{}\n", rows.join("\n"));
        let dictionary = Dictionary::of_text("x.tsv", &text);
        let name = |entity: crate::dictionary::EntityNo| dictionary.entity(entity).named.name.as_str();
        let lies = dictionary
            .entities
            .iter()
            .map(|entity| format!("{} in {}", entity.named.name, entity.container.map_or("nothing", name)));
        let told = dictionary.problems.iter().map(|p| format!("{}: {}", p.line.unwrap_or(0), p.message));
        (lies.collect(), told.collect())
    }

    #[test]
    fn a_ring_is_told_and_broken_at_its_last_row() {
        let rows = ["丙丁\tplace\t甲乙", "甲乙\tplace\t丙丁", "戊\tplace\t甲乙", "己\tplace\t己"];
        let (lies, told) = read(&rows);
        for lie in ["丙丁 in 甲乙", "甲乙 in nothing", "戊 in 甲乙", "己 in nothing"] {
            assert!(lies.contains(&lie.to_owned()), "{lies:?}");
        }
        let ring =
            |line, name, within| format!("{line}: {name} lies in \"{within}\", which lies in {name} itself");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.contains(&ring(3, "甲乙", "丙丁")) && told.contains(&ring(5, "己", "己")), "{told:?}");
    }

    #[test]
    fn a_container_that_may_be_several_is_none() {
        let rows = ["甲\tplace\t", "乙\tplace\t", "南区\tplace\t甲", "南区\tplace\t乙"];
        for (row, lies, told) in [
            ("丁街\tplace\t南区", "丁街 in nothing", "6: within \"南区\" may be several: 南区@乙, 南区@甲"),
            ("丁街\tplace\t南区@甲", "丁街 in 南区", ""),
            ("丁街\tplace\t南区@丙", "丁街 in nothing", "6: unknown within \"南区@丙\""),
            ("甲\torganisation\t甲", "甲 in 甲", ""),
        ] {
            let (all, problems) = read(&[&rows[..], &[row]].concat());
            assert!(all.contains(&lies.to_owned()), "{all:?}");
            assert_eq!(problems.concat(), told, "{row}");
        }
    }
}

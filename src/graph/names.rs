//! From what a user types to entities: exact forms, parts of names, and the nearest names for what is unknown.

use std::cmp::Reverse;
use std::ops::Range;

use crate::dictionary::{EntityId, Kind};
use crate::store::{EntityRow, Snapshot};
use crate::text::{Normal, folded};

use super::filter::nodes_of_kind;

/// The most names suggested for an unknown one.
const MOST_NEAREST: usize = 5;
/// Characters of a form that edit distances look at.
const MOST_CHARACTERS: usize = 64;

/// How a text matched an entity; better ways come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchedBy {
    /// The whole id.
    Id,
    /// The canonical name.
    Name,
    /// A listed alias.
    Alias,
    /// A form seen in the text.
    Surface,
    /// The beginning of a name or another form.
    Prefix,
    /// A part of a name or another form.
    Part,
}

/// An entity that a text matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The entity.
    pub node: u32,
    /// How.
    pub by: MatchedBy,
    /// The form that matched.
    pub form: String,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// One entity.
    One(u32),
    /// Several entities share the name: the most mentioned first.
    Several(Vec<u32>),
    /// No entity has the name.
    None {
        /// At most five entities with a name near to it, the nearest first.
        nearest: Vec<u32>,
    },
}

/// Resolves what a user typed: an id, a name, an alias, or a form seen in the text, in this order; the first way that
/// matches decides. `kind:` before it and `@within` after it narrow it; the beginning of the container is enough
/// (鼓楼区@南京). White space inside, letter case, width, quotation
/// marks and the look of middle dots do not count. O(total length of names).
#[must_use]
pub fn lookup(snapshot: &Snapshot, text: &str) -> Lookup {
    let found = matches(snapshot, text, MatchedBy::Surface);
    let Some(best) = found.first().map(|found| found.by) else {
        return Lookup::None { nearest: nearest(snapshot, text) };
    };
    let nodes: Vec<u32> = found.iter().take_while(|found| found.by == best).map(|found| found.node).collect();
    match nodes[..] {
        [one] => Lookup::One(one),
        _ => Lookup::Several(nodes),
    }
}

/// Entities whose id, name, alias or seen form is, begins with, or contains the text, which may be narrowed as for
/// [`lookup`]: the best way of matching first, then the most mentioned, then by id. At most `limit`. O(total length of
/// names).
#[must_use]
pub fn search(snapshot: &Snapshot, text: &str, limit: usize) -> Vec<Found> {
    let mut found = matches(snapshot, text, MatchedBy::Part);
    found.truncate(limit);
    found
}

/// All matches up to the way `worst`, in order.
fn matches(snapshot: &Snapshot, text: &str, worst: MatchedBy) -> Vec<Found> {
    let readings = readings(snapshot, text.trim());
    let mut folded = Folded::default();
    let mut found: Vec<Found> = Vec::new();
    for node in candidates(snapshot, text.trim(), &readings, worst) {
        let row = snapshot.entity(node);
        let ways = readings.iter().filter(|reading| reading.admits(node, row));
        let best = ways.filter_map(|reading| best_form(row, &reading.name, worst, &mut folded)).min();
        if row.id.as_str() == text.trim() {
            found.push(Found { node, by: MatchedBy::Id, form: row.name.clone() });
        } else if let Some((by, form)) = best {
            found.push(Found { node, by, form: form.to_owned() });
        }
    }
    found.sort_by_key(|found| (found.by, Reverse(snapshot.entity(found.node).mentions), found.node));
    found
}

/// The nodes to look at: all for parts of names, else those the snapshot's index of forms gives.
fn candidates(snapshot: &Snapshot, text: &str, readings: &[Reading<'_>], worst: MatchedBy) -> Vec<u32> {
    if worst > MatchedBy::Surface {
        return (0..snapshot.entity_count() as u32).collect();
    }
    let mut nodes: Vec<u32> = readings.iter().flat_map(|reading| snapshot.with_form(&reading.name)).collect();
    nodes.extend(snapshot.node(&EntityId::from_text(text)));
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// One way to read what was typed. `place:鼓楼区@南京市` is read as a name as it stands, and as 鼓楼区 narrowed.
#[derive(Debug)]
struct Reading<'t> {
    nodes: Range<u32>,
    within: Option<&'t str>,
    /// Folded.
    name: String,
}

impl Reading<'_> {
    fn admits(&self, node: u32, row: &EntityRow) -> bool {
        let containers = [row.within.as_deref(), row.id.within()];
        self.nodes.contains(&node)
            && self
                .within
                .is_none_or(|within| containers.iter().flatten().any(|text| text.starts_with(within)))
    }
}

/// Most places at which a text is taken apart into a name and its container.
const READINGS: usize = 8;

fn readings<'t>(snapshot: &Snapshot, text: &'t str) -> Vec<Reading<'t>> {
    let mut whole = vec![(0..snapshot.entity_count() as u32, text)];
    if let Some((kind, rest)) = text.split_once(':')
        && let Ok(kind) = kind.parse()
    {
        whole.push((nodes_of_kind(snapshot, &kind), rest));
    }
    let mut readings = Vec::new();
    for (nodes, rest) in whole {
        for (at, _) in rest.match_indices('@').take(READINGS) {
            let (name, within) = (&rest[..at], &rest[at + 1..]);
            readings.push(Reading { nodes: nodes.clone(), within: Some(within.trim()), name: folded(name) });
        }
        readings.push(Reading { nodes, within: None, name: folded(rest) });
    }
    readings.retain(|reading| !reading.name.is_empty());
    readings
}

/// The best way in which a form of `row` matches a folded name.
fn best_form<'r>(
    row: &'r EntityRow,
    name: &str,
    worst: MatchedBy,
    folded: &mut Folded,
) -> Option<(MatchedBy, &'r str)> {
    let mut way = |(form, whole): (&'r str, MatchedBy)| {
        let folded = folded.of(form);
        let by = if folded == name {
            whole
        } else if worst < MatchedBy::Prefix {
            return None;
        } else if folded.starts_with(name) {
            MatchedBy::Prefix
        } else if folded.contains(name) {
            MatchedBy::Part
        } else {
            return None;
        };
        Some((by, form))
    };
    forms(row).filter_map(&mut way).min_by_key(|&(by, _)| by)
}

/// The forms of an entity with what it means to match one wholly.
fn forms(row: &EntityRow) -> impl Iterator<Item = (&str, MatchedBy)> {
    let aliases = row.aliases.iter().map(|form| (form.as_str(), MatchedBy::Alias));
    let surfaces = row.surfaces.iter().map(|form| (form.as_str(), MatchedBy::Surface));
    std::iter::once((row.name.as_str(), MatchedBy::Name)).chain(aliases).chain(surfaces)
}

/// A form as names are compared: normal, and without letter case.
#[derive(Debug, Default)]
struct Folded {
    normal: Normal,
    lower: String,
}

impl Folded {
    fn of(&mut self, form: &str) -> &str {
        self.normal.refill(form);
        self.lower.clear();
        self.lower.extend(self.normal.text().chars().filter_map(lower));
        &self.lower
    }
}

/// The normal form keeps blanks between Latin words; they do not tell names apart.
fn lower(character: char) -> Option<char> {
    (character != ' ').then_some(character.to_ascii_lowercase())
}

/// The entities with a name, alias or seen form nearest to an unknown text, at most five; none rather than one that only
/// shares characters by chance.
///
/// Near is what shares two characters in their order and differs by few edits (Levenshtein 1966, on characters; a form that
/// contains the text or is contained in it counts as one edit away) or shares two thirds of the characters and is not more
/// than twice as long. A person with a seen form of one character that begins the text is near too (习主席), and of names
/// of two characters, but for persons, those that begin alike. Fewer edits
/// come first, then more shared characters, then more mentions, then the id. Looks at the first 64 characters. O(total
/// length of names).
#[must_use]
pub fn nearest(snapshot: &Snapshot, text: &str) -> Vec<u32> {
    let name = text.trim().split_once(':').filter(|(kind, _)| kind.is_ascii()).map_or(text, |(_, name)| name);
    let name = characters(name.rsplit_once('@').map_or(name, |(name, _)| name));
    let mut near: Vec<_> = (0..snapshot.entity_count() as u32)
        .filter_map(|node| {
            let row = snapshot.entity(node);
            let is_person = row.kind == Kind::PERSON;
            let near = |(form, _): (&str, MatchedBy)| nearness(&name, &characters(form), is_person);
            let (edits, shared) = forms(row).filter_map(near).min()?;
            Some((edits, shared, Reverse(row.mentions), node))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().take(MOST_NEAREST).map(|(.., node)| node).collect()
}

fn characters(text: &str) -> Vec<char> {
    folded(text).chars().take(MOST_CHARACTERS).collect()
}

/// Edits and shared characters, if a form is near a name.
fn nearness(name: &[char], form: &[char], is_person: bool) -> Option<(usize, Reverse<usize>)> {
    if let [surname] = form {
        let is_title = is_person && name.len() > 1 && name.first() == Some(surname);
        return is_title.then_some((0, Reverse(1)));
    }
    if let ([first, _], [same, _]) = (name, form) {
        // Of two characters one may be a slip; who shares a surname is another person.
        let is_near = name == form || first == same && !is_person;
        return is_near.then_some((1, Reverse(1)));
    }
    if form.iter().filter(|character| name.contains(character)).take(2).count() < 2 {
        return None;
    }
    let shared = in_order(name, form);
    let (short, long) = if name.len() <= form.len() { (name, form) } else { (form, name) };
    if short.len() >= 2 && long.windows(short.len()).any(|part| part == short) {
        return Some((1, Reverse(shared)));
    }
    let edits = edit_distance(name, form);
    let is_alike = shared * 3 >= name.len() * 2 && form.len() <= 2 * name.len();
    (shared >= 2 && (edits <= name.len() / 2 || is_alike)).then_some((edits, Reverse(shared)))
}

/// The most characters that two names share in their order.
fn in_order(one: &[char], two: &[char]) -> usize {
    let mut row = vec![0; two.len() + 1];
    for a in one {
        let mut diagonal = 0;
        for (j, b) in two.iter().enumerate() {
            let here = if a == b { diagonal + 1 } else { row[j + 1].max(row[j]) };
            diagonal = std::mem::replace(&mut row[j + 1], here);
        }
    }
    row[two.len()]
}

/// Levenshtein's distance, one row at a time.
fn edit_distance(one: &[char], two: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in two.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[two.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::fixture;

    fn sample() -> Snapshot {
        let row = |kind: &Kind, name, within, aliases: &[&str], surfaces: &[&str], mentions| EntityRow {
            aliases: aliases.iter().map(|&form| form.to_owned()).collect(),
            surfaces: surfaces.iter().map(|&form| form.to_owned()).collect(),
            mentions,
            ..fixture::entity(kind, name, within)
        };
        let region = "内蒙古自治区总工会";
        fixture::snapshot(
            vec![
                row(&Kind::ORGANISATION, region, None, &["内蒙古总工会"], &["自治区总工会"], 9),
                row(&Kind::ORGANISATION, "赤峰市总工会", Some("赤峰市"), &[], &["市总工会"], 3),
                row(&Kind::ORGANISATION, "包头市总工会", Some("包头市"), &[], &["市总工会"], 4),
                row(&Kind::PLACE, "赤峰市", Some("内蒙古自治区"), &["赤峰"], &[], 20),
                row(&Kind::PLACE, "鼓楼区", Some("南京市"), &[], &[], 2),
                row(&Kind::PLACE, "鼓楼区", Some("徐州市"), &[], &[], 5),
                row(&Kind::PROGRAMME, "天骏计划", None, &[], &[], 7),
                row(&Kind::PERSON, "阿尔·帕西诺", None, &["Al Pacino"], &[], 1),
                row(&Kind::PERSON, "张慧宇", None, &[], &[], 1),
            ],
            Vec::new(),
        )
    }

    fn names(snapshot: &Snapshot, nodes: &[u32]) -> Vec<String> {
        nodes.iter().map(|&node| snapshot.entity(node).id.to_string()).collect()
    }

    fn one(snapshot: &Snapshot, text: &str) -> Option<String> {
        match lookup(snapshot, text) {
            Lookup::One(node) => Some(snapshot.entity(node).id.to_string()),
            _ => None,
        }
    }

    #[test]
    fn one_entity_is_found_by_any_of_its_forms() {
        let snapshot = sample();
        for (text, id) in [
            ("天骏计划", "programme:天骏计划"),
            (" programme:天骏计划 ", "programme:天骏计划"),
            ("天 骏 计 划", "programme:天骏计划"),
            ("赤峰", "place:赤峰市@内蒙古自治区"),
            ("自治区总工会", "organisation:内蒙古自治区总工会"),
            ("organisation:内蒙古总工会", "organisation:内蒙古自治区总工会"),
            ("鼓楼区@南京市", "place:鼓楼区@南京市"),
            ("place:鼓楼区@徐州市", "place:鼓楼区@徐州市"),
            ("鼓楼区@徐州", "place:鼓楼区@徐州市"),
            ("市总工会@包头", "organisation:包头市总工会@包头市"),
            ("阿尔•帕西诺", "person:阿尔·帕西诺"),
            ("阿尔・帕西诺", "person:阿尔·帕西诺"),
            ("ＡＬ　ＰＡＣＩＮＯ", "person:阿尔·帕西诺"),
        ] {
            assert_eq!(one(&snapshot, text).as_deref(), Some(id), "{text}");
        }
    }

    #[test]
    fn a_shared_name_gives_all_the_most_mentioned_first() {
        let snapshot = sample();
        for text in ["鼓楼区", "place:鼓楼区"] {
            let Lookup::Several(nodes) = lookup(&snapshot, text) else { panic!("{text} is shared") };
            assert_eq!(names(&snapshot, &nodes), ["place:鼓楼区@徐州市", "place:鼓楼区@南京市"]);
        }
    }

    #[test]
    fn an_unknown_name_suggests_the_nearest() {
        let snapshot = sample();
        for (text, first) in [
            ("张惠宇", Some("person:张慧宇")),
            ("person:张惠宇", Some("person:张慧宇")),
            ("天骏规划", Some("programme:天骏计划")),
            ("总工会", Some("organisation:内蒙古自治区总工会")),
            ("自治区工会", Some("organisation:内蒙古自治区总工会")),
            ("鼓楼区@上海市", Some("place:鼓楼区@徐州市")),
            ("龘", None),
            ("", None),
            ("@", None),
            (":", None),
        ] {
            let Lookup::None { nearest } = lookup(&snapshot, text) else { panic!("{text} is unknown") };
            assert_eq!(names(&snapshot, &nearest).first().map(String::as_str), first, "{text}");
            assert!(nearest.len() <= MOST_NEAREST);
        }
    }

    #[test]
    fn what_shares_characters_by_chance_is_not_near() {
        let row = |kind: &Kind, name, surfaces: &[&str]| EntityRow {
            surfaces: surfaces.iter().map(|&form| form.to_owned()).collect(),
            ..fixture::entity(kind, name, None)
        };
        let snapshot = fixture::snapshot(
            vec![
                row(&Kind::PERSON, "习近平", &["习"]),
                row(&Kind::PLACE, "昆明市", &[]),
                row(&Kind::ORGANISATION, "鹤壁市山城区鹿楼乡小庄村原党支部", &[]),
                row(&Kind::ORGANISATION, "全国工商联主席王钦敏代表常委会", &[]),
            ],
            Vec::new(),
        );
        for (text, near) in
            [("习主席", &["person:习近平"][..]), ("姚明", &[]), ("鼓楼区", &[]), ("王主席", &[])]
        {
            let found = names(&snapshot, &nearest(&snapshot, text));
            assert_eq!(found, near, "{text}");
        }
    }

    #[test]
    fn a_search_ranks_whole_forms_before_beginnings_before_parts() {
        let snapshot = sample();
        let found = search(&snapshot, "赤峰", 9);
        let ways: Vec<_> = found.iter().map(|found| (found.by, found.form.as_str())).collect();
        assert_eq!(ways, [(MatchedBy::Alias, "赤峰"), (MatchedBy::Prefix, "赤峰市总工会")]);
        let by: Vec<_> = search(&snapshot, "总工会", 9).iter().map(|found| found.by).collect();
        assert_eq!(by, [MatchedBy::Part; 3]);
        assert_eq!(search(&snapshot, "总工会", 1).len(), 1);
    }

    #[test]
    fn a_very_long_text_is_answered() {
        let text = "总".repeat(1_000_000);
        assert_eq!(lookup(&sample(), &text), Lookup::None { nearest: Vec::new() });
    }

    #[test]
    fn edits_are_counted() {
        for (one, two, edits) in
            [("", "赤峰", 2), ("赤峰", "赤锋", 1), ("天骏计划", "骏计", 2), ("abc", "cab", 2)]
        {
            let [one, two]: [Vec<char>; 2] = [one, two].map(|text| text.chars().collect());
            assert_eq!(edit_distance(&one, &two), edits);
            assert_eq!(edit_distance(&two, &one), edits);
        }
    }
}

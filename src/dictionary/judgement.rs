//! What people decided about names: two are the same, two are not, a form is never a name. A plain table, honoured whenever
//! a dictionary is loaded and undone by deleting the line.
//!
//! `same a b`: b becomes an alias of a, with all names it had. `not-same` blocks that, also through others, and takes an
//! alias back. Judgements that contradict one another are problems; `not-same` wins.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::formats::Entry;
use super::rules::{Ignored, Rules};
use super::table::Table;
use super::{Kind, Problem, normal};

/// The file's name inside a folder of dictionaries.
const FILE: &str = "judgements.tsv";

/// Whether a file holds judgements, by its name.
#[must_use]
pub(super) fn is_judgements(path: &str) -> bool {
    Path::new(path).file_name().is_some_and(|name| name == FILE)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Same,
    NotSame,
    Never,
}

/// A name as people point to it: `name`, `kind:name`, `name@within`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    kind: Option<Kind>,
    text: String,
    within: Option<String>,
}

impl Name {
    fn parse(text: &str) -> Self {
        let (kind, rest) = match text.split_once([':', '：']) {
            Some((kind, rest)) if kind.parse::<Kind>().is_ok() => (kind.parse().ok(), rest),
            _ => (None, text),
        };
        let (text, within) = match rest.split_once('@') {
            Some((name, within)) => (name, Some(within.to_owned())),
            None => (rest, None),
        };
        Self { kind, text: text.trim().to_owned(), within }
    }

    fn fits(&self, entry: &Entry) -> bool {
        self.kind.as_ref().is_none_or(|kind| *kind == entry.kind)
            && self.within.as_ref().is_none_or(|within| *within == entry.within)
    }
}

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    sort: Sort,
    a: Name,
    b: Option<Name>,
    reason: String,
    path: String,
    line: u64,
}

impl Judgement {
    fn problem(&self, message: String, cure: &str) -> Problem {
        Problem::at(&self.path, self.line, message, cure)
    }
}

/// Reads a file of judgements (`judgement`, `a`, `b`, `date`, `reason`).
pub(super) fn read(path: &str, text: &str, judgements: &mut Vec<Judgement>, problems: &mut Vec<Problem>) {
    const SORTS: &str = "write same, not-same or never";
    let table = Table::read(path, text, problems);
    if !table.has("judgement") || !table.has("a") {
        let cure = "the first line must name the columns: judgement, a, b, date, reason";
        problems.push(Problem::of_file(path, "no columns \"judgement\" and \"a\"", cure));
        return;
    }
    for row in table.rows() {
        let mut refuse =
            |message: String, cure: &str| problems.push(Problem::at(path, row.line, message, cure));
        let sort = match row.get("judgement") {
            "same" => Sort::Same,
            "not-same" => Sort::NotSame,
            "never" => Sort::Never,
            other => {
                refuse(format!("\"{other}\" is no judgement"), SORTS);
                continue;
            }
        };
        let date = row.get("date");
        if !date.is_empty() && date.parse::<jiff::civil::Date>().is_err() {
            refuse(format!("\"{date}\" is no date, the judgement counts all the same"), "write 2026-01-31");
        }
        match (row.get("a"), row.get("b")) {
            ("", _) => refuse("judgement without a name".to_owned(), "fill the column \"a\""),
            (_, "") if sort != Sort::Never => {
                refuse("judgement on one name".to_owned(), "fill the column \"b\"");
            }
            (a, b) => judgements.push(Judgement {
                sort,
                a: Name::parse(a),
                b: (sort != Sort::Never).then(|| Name::parse(b)),
                reason: row.get("reason").to_owned(),
                path: path.to_owned(),
                line: row.line,
            }),
        }
    }
}

/// Forms that are never names join the ignore list.
pub(super) fn add_never(judgements: &[Judgement], rules: &mut Rules) {
    for judgement in judgements.iter().filter(|j| j.sort == Sort::Never) {
        let Judgement { a, reason, path, line, .. } = judgement;
        let (reason, path) = (reason.clone(), path.clone());
        let ignored = Ignored { kind: a.kind.clone(), reason, path, line: *line };
        rules.ignore.entry(normal(&a.text)).or_default().push(ignored);
    }
}

/// Names that are not the same, in normal form, the lower first.
pub(super) fn parted(judgements: &[Judgement]) -> BTreeSet<(String, String)> {
    let apart = judgements.iter().filter(|judgement| judgement.sort == Sort::NotSame);
    let pairs = apart.filter_map(|judgement| {
        let (a, b) = (normal(&judgement.a.text), normal(&judgement.b.as_ref()?.text));
        Some(if a < b { (a, b) } else { (b, a) })
    });
    pairs.collect()
}

/// Merges and parts the entries (each name of a kind and container once) as the judgements say.
pub(super) fn apply(
    entries: Vec<Entry>,
    judgements: &[Judgement],
    problems: &mut Vec<Problem>,
) -> Vec<Entry> {
    if judgements.iter().all(|judgement| judgement.sort == Sort::Never) {
        return entries;
    }
    let mut court = Court::new(entries);
    for judgement in judgements.iter().filter(|j| j.sort == Sort::NotSame) {
        court.part(judgement, problems);
    }
    for judgement in judgements.iter().filter(|j| j.sort == Sort::Same) {
        court.join(judgement, problems);
    }
    court.entries()
}

/// Entities and bare forms, and which are one. A node below `listed` is an entry.
struct Court {
    entries: Vec<Entry>,
    listed: usize,
    by_form: BTreeMap<String, Vec<usize>>,
    by_alias: BTreeMap<String, Vec<usize>>,
    /// The node that each was joined to; itself for those that give the name.
    root: Vec<usize>,
    /// Nodes that must stay apart, with the place of the judgement.
    apart: Vec<(usize, usize, String)>,
}

impl Court {
    fn new(entries: Vec<Entry>) -> Self {
        let mut by_form: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_alias: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, entry) in entries.iter().enumerate() {
            by_form.entry(normal(&entry.name)).or_default().push(n);
            for alias in &entry.aliases {
                by_alias.entry(normal(alias)).or_default().push(n);
            }
        }
        let (listed, root) = (entries.len(), (0..entries.len()).collect());
        Self { entries, listed, by_form, by_alias, root, apart: Vec::new() }
    }

    /// The node with a canonical name; `Err` lists several.
    fn canonical(&self, name: &Name) -> Result<Option<usize>, String> {
        self.one(self.by_form.get(&normal(&name.text)), name)
    }

    fn one(&self, nodes: Option<&Vec<usize>>, name: &Name) -> Result<Option<usize>, String> {
        let all = nodes.map_or(&[][..], Vec::as_slice);
        let mut fitting: Vec<usize> =
            all.iter().copied().filter(|&n| name.fits(&self.entries[n])).map(|n| self.top(n)).collect();
        fitting.sort_unstable();
        fitting.dedup();
        match fitting[..] {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            _ => Err(fitting.iter().map(|&n| self.label(n)).collect::<Vec<_>>().join(", ")),
        }
    }

    fn label(&self, node: usize) -> String {
        let Entry { kind, name, within, .. } = &self.entries[node];
        if within.is_empty() { format!("{kind}:{name}") } else { format!("{kind}:{name}@{within}") }
    }

    fn top(&self, mut node: usize) -> usize {
        while self.root[node] != node {
            node = self.root[node];
        }
        node
    }

    /// A node for a name that no row gives.
    fn unlisted(&mut self, name: &Name, judgement: &Judgement) -> usize {
        let node = self.entries.len();
        self.entries.push(Entry {
            name: name.text.clone(),
            kind: name.kind.clone().unwrap_or_default(),
            within: name.within.clone().unwrap_or_default(),
            path: judgement.path.as_str().into(),
            line: judgement.line,
            ..Entry::default()
        });
        self.root.push(node);
        self.by_form.entry(normal(&name.text)).or_default().push(node);
        node
    }

    /// The node of one side: a canonical name, else what `other` gives.
    fn side(
        &self,
        name: &Name,
        judgement: &Judgement,
        aliases: bool,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<usize>, ()> {
        let found = match self.canonical(name) {
            Ok(None) if aliases => self.one(self.by_alias.get(&normal(&name.text)), name),
            found => found,
        };
        found.map_err(|several| {
            let message = format!("\"{}\" means several: {several}", name.text);
            problems.push(judgement.problem(message, "write kind:name or name@within"));
        })
    }

    fn part(&mut self, judgement: &Judgement, problems: &mut Vec<Problem>) {
        let (a, Some(b)) = (&judgement.a, &judgement.b) else { return };
        let mut nodes = [0, 0];
        for (node, name) in nodes.iter_mut().zip([a, b]) {
            let Ok(found) = self.side(name, judgement, false, problems) else { return };
            *node = match found {
                Some(found) => found,
                None => self.unlisted(name, judgement),
            };
        }
        for [one, other] in [[nodes[0], nodes[1]], [nodes[1], nodes[0]]] {
            let form = normal(&self.entries[other].name);
            self.entries[one].aliases.retain(|alias| normal(alias) != form);
            if let Some(owners) = self.by_alias.get_mut(&form) {
                owners.retain(|&owner| owner != one);
            }
        }
        self.apart.push((nodes[0], nodes[1], format!("{}:{}", judgement.path, judgement.line)));
    }

    fn join(&mut self, judgement: &Judgement, problems: &mut Vec<Problem>) {
        let (a, Some(b)) = (&judgement.a, &judgement.b) else { return };
        let Ok(first) = self.side(a, judgement, true, problems) else { return };
        let Some(first) = first.or_else(|| a.kind.is_some().then(|| self.unlisted(a, judgement))) else {
            let cure = "write its kind before it: place:…";
            problems.push(judgement.problem(format!("\"{}\" is not listed", a.text), cure));
            return;
        };
        let Ok(second) = self.side(b, judgement, true, problems) else { return };
        let second = second.unwrap_or_else(|| {
            let kind = Some(self.entries[first].kind.clone());
            self.unlisted(&Name { kind, ..b.clone() }, judgement)
        });
        let (first, second) = (self.top(first), self.top(second));
        if first == second {
            return;
        }
        if self.entries[first].kind != self.entries[second].kind && second < self.listed {
            let message = format!("{} and {} are of two kinds", self.label(first), self.label(second));
            problems.push(judgement.problem(message, "only names of one kind can be the same"));
            return;
        }
        if let Some((x, y, place)) = self.blocked(first, second) {
            let message = format!("\"{x}\" and \"{y}\" are not the same by {place}");
            problems.push(judgement.problem(message, "delete one of the two lines"));
            return;
        }
        self.root[second] = first;
    }

    /// The judgement that keeps two classes apart.
    fn blocked(&self, first: usize, second: usize) -> Option<(&str, &str, &str)> {
        let apart = self.apart.iter().find(|(x, y, _)| {
            let ends = (self.top(*x), self.top(*y));
            ends == (first, second) || ends == (second, first)
        })?;
        Some((&self.entries[apart.0].name, &self.entries[apart.1].name, &apart.2))
    }

    /// The entries that are left: joined ones under the name of the first, containers renamed with them.
    fn entries(self) -> Vec<Entry> {
        let tops: Vec<usize> = (0..self.entries.len()).map(|n| self.top(n)).collect();
        let mut renamed: BTreeMap<String, String> = BTreeMap::new();
        let mut left: BTreeMap<usize, Entry> = BTreeMap::new();
        let mut joined: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let bare = |n: usize| n >= self.listed && tops.iter().filter(|&&top| top == n).count() < 2;
        for (n, entry) in self.entries.iter().enumerate() {
            if tops[n] != n {
                let names = joined.entry(tops[n]).or_default();
                names.push(entry.name.clone());
                names.extend(entry.aliases.iter().cloned());
                renamed.insert(entry.name.clone(), self.entries[tops[n]].name.clone());
            } else if !bare(n) {
                left.insert(n, entry.clone());
            }
        }
        for (top, names) in joined {
            if let Some(entry) = left.get_mut(&top) {
                entry.aliases.extend(names.into_iter().filter(|name| !self.kept_apart(top, name)));
            }
        }
        let mut left: Vec<Entry> = left.into_values().collect();
        let names: BTreeSet<&str> = left.iter().map(|entry| entry.name.as_str()).collect();
        renamed.retain(|old, _| !names.contains(old.as_str()));
        for entry in &mut left {
            if let Some(name) = renamed.get(&entry.within) {
                entry.within.clone_from(name);
            }
        }
        left
    }

    fn kept_apart(&self, top: usize, name: &str) -> bool {
        let form = normal(name);
        let names = |node: usize| normal(&self.entries[node].name) == form;
        self.apart.iter().any(|(x, y, _)| {
            (self.top(*x) == top && names(*y) && self.top(*y) != top)
                || (self.top(*y) == top && names(*x) && self.top(*x) != top)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dictionary;

    const ROWS: &str = "name\taliases\tkind\twithin\n甲市\t甲城\tplace\t\n乙市\t乙城\tplace\t\n丙市\t\tplace\t\n\
                        丁区\t\tplace\t甲市\n丁区\t\tplace\t乙市\n戊区\t\tplace\t乙市\n己厂\t\torganisation\t\n";

    /// Entities as `name: aliases`, then problems as `line: message`.
    fn judged(judgements: &str) -> (Vec<String>, Vec<String>) {
        let files =
            [("x.tsv", ROWS), ("judgements.tsv", &format!("judgement\ta\tb\tdate\treason\n{judgements}"))];
        let dictionary = Dictionary::of_texts(&files);
        let named =
            dictionary.entities.iter().map(|e| format!("{}: {}", e.named.id, e.named.aliases.join("|")));
        let told = dictionary.problems.iter().map(|p| format!("{}: {}", p.line.unwrap_or(0), p.message));
        (named.collect(), told.collect())
    }

    #[test]
    fn judgements_do_what_they_say() {
        for (judgements, entity, problem) in [
            ("same\t甲市\t乙市\t\t\n", "place:甲市: 乙城|乙市|甲城", ""),
            ("same\t甲市\t新甲市\t2026-01-31\t改名\n", "place:甲市: 新甲市|甲城", ""),
            ("same\t甲市\t乙市\t\t\nsame\t乙市\t丙市\t\t\n", "place:甲市: 丙市|乙城|乙市|甲城", ""),
            ("not-same\t甲市\t甲城\t\t\n", "place:甲市: ", ""),
            ("same\tplace:新市\t丙市\t\t\n", "place:新市: 丙市", ""),
            ("same\t甲城\t丙市\t\t\n", "place:甲市: 丙市|甲城", ""),
            ("same\t新市\t丙市\t\t\n", "place:丙市: ", "2: \"新市\" is not listed"),
            (
                "same\t甲市\t己厂\t\t\n",
                "organisation:己厂: ",
                "2: place:甲市 and organisation:己厂 are of two kinds",
            ),
            (
                "same\t甲市\t丁区\t\t\n",
                "place:甲市: 甲城",
                "2: \"丁区\" means several: place:丁区@乙市, place:丁区@甲市",
            ),
            ("maybe\t甲市\t丁区\t\t\n", "place:甲市: 甲城", "2: \"maybe\" is no judgement"),
            ("same\t甲市\t\t\t\n", "place:甲市: 甲城", "2: judgement on one name"),
            (
                "same\t甲市\t乙市\t\t\nsame\t乙市\t丙市\t\t\nnot-same\t甲市\t丙市\t\t\n",
                "place:丙市: ",
                "3: \"甲市\" and \"丙市\" are not the same by judgements.tsv:4",
            ),
            ("same\t甲市\t乙市\t\t\nnot-same\t甲市\t乙城\t\t\n", "place:甲市: 乙市|甲城", ""),
        ] {
            let (entities, problems) = judged(judgements);
            assert!(entities.contains(&entity.to_owned()), "{judgements}: {entities:?}");
            assert_eq!(problems.concat(), problem, "{judgements}");
        }
    }

    #[test]
    fn what_lies_in_a_merged_place_lies_in_the_other() {
        let (entities, problems) = judged("same\t甲市\t乙市\t\t\n");
        assert_eq!(problems, Vec::<String>::new());
        assert!(entities.contains(&"place:戊区: ".to_owned()));
    }

    #[test]
    fn a_form_that_is_never_a_name_is_not_looked_for() {
        let files = [("x.tsv", ROWS), ("judgements.tsv", "judgement\ta\nnever\tplace:甲城\n")];
        let dictionary = Dictionary::of_texts(&files);
        let gazetteer = super::super::Gazetteer::new(&dictionary).unwrap();
        assert!(gazetteer.find("甲城").is_none() && gazetteer.find("甲市").is_some());
    }
}

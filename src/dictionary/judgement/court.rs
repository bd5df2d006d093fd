//! Which entities and forms are one by the judgements: a union of nodes, with what keeps them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{Judgement, Name};
use crate::dictionary::entry::Entry;
use crate::dictionary::{Problem, normal};

/// Entities and bare forms, and which are one. A node below `listed` is an entry.
pub(super) struct Court {
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
    pub(super) fn new(entries: Vec<Entry>) -> Self {
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

    pub(super) fn part(&mut self, judgement: &Judgement, problems: &mut Vec<Problem>) {
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

    pub(super) fn join(&mut self, judgement: &Judgement, problems: &mut Vec<Problem>) {
        let (a, Some(b)) = (&judgement.a, &judgement.b) else { return };
        let Ok(first) = self.side(a, judgement, true, problems) else { return };
        let Some(first) = first.or_else(|| a.kind.is_some().then(|| self.unlisted(a, judgement))) else {
            let cure = format!(
                "write its kind before it: person:{0}, organisation:{0}, place:{0} or programme:{0}",
                a.text
            );
            problems.push(judgement.problem(format!("\"{}\" is not listed", a.text), &cure));
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
    pub(super) fn entries(self) -> Vec<Entry> {
        let tops: Vec<usize> = (0..self.entries.len()).map(|n| self.top(n)).collect();
        let mut renamed: BTreeMap<String, String> = BTreeMap::new();
        let mut left: BTreeMap<usize, Entry> = BTreeMap::new();
        let mut joined: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut joined_to = vec![0u32; tops.len()];
        for &top in &tops {
            joined_to[top] += 1;
        }
        let bare = |n: usize| n >= self.listed && joined_to[n] < 2;
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
        let apart = self.kept_apart(&tops);
        for (top, names) in joined {
            if let Some(entry) = left.get_mut(&top) {
                let free = |name: &String| apart.get(&top).is_none_or(|forms| !forms.contains(&normal(name)));
                entry.aliases.extend(names.into_iter().filter(free));
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

    /// The forms that classes must not take, by their tops.
    fn kept_apart(&self, tops: &[usize]) -> BTreeMap<usize, BTreeSet<String>> {
        let mut apart: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for &(x, y, _) in &self.apart {
            for (one, other) in [(x, y), (y, x)] {
                if tops[one] != tops[other] {
                    apart.entry(tops[one]).or_default().insert(normal(&self.entries[other].name));
                }
            }
        }
        apart
    }
}

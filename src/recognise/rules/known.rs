//! Names that one place of an article establishes are found in the whole article: a person named with a title, a body
//! found by its ending, a short form that the text introduces (以下简称“X”), the last part of a foreign name.

use std::collections::BTreeMap;

use memchr::memmem;
use rustc_hash::FxHashSet;

use crate::recognise::candidate::{Candidate, What};
use crate::recognise::page::Page;
use crate::text::{Span, is_han};

/// Least points for a name to be looked for elsewhere.
const STRONG: i32 = 12;
/// Names looked for in one article at most; more would be a list of names, whose names stand in it anyway.
const MOST: usize = 2_000;

/// The rule's id on its mentions.
pub(super) const RULE: &str = "context.known";

/// Pushes a candidate wherever an established name stands without one.
pub(crate) fn candidates(page: &mut Page<'_>, out: &mut Vec<Candidate>) {
    let mut names: BTreeMap<String, Candidate> = BTreeMap::new();
    for candidate in out.iter().filter(|c| c.open()) {
        established(page, candidate, &mut names);
    }
    introduced(page, out, &mut names);
    let open: FxHashSet<Span> = out.iter().filter(|c| c.open()).map(|c| c.span).collect();
    let mut found = Vec::new();
    for (text, first) in names.iter().take(MOST) {
        for at in memmem::find_iter(page.text().as_bytes(), text) {
            let span = Span::from_usize(at, at + text.len());
            if whole(page, span) && !open.contains(&span) {
                let what = What::Known(Box::new(first.clone()));
                let score = 10 * text.chars().count() as i32;
                found.push(Candidate::new(span, first.kind.clone(), what).by_rule(RULE).scored(score));
            }
        }
    }
    out.extend(found);
}

/// Borders must be those of words; a longer name may be cut on one side.
fn whole(page: &mut Page<'_>, span: Span) -> bool {
    let text = span.of(page.text());
    if !text.starts_with(is_han) {
        return true;
    }
    let left = page.borders.cut_left(page.normal, span).is_some();
    let right = page.borders.cut_right(page.normal, span).is_some();
    match text.chars().count() {
        0..=2 => !left && !right,
        _ => !(left && right),
    }
}

/// A rule name with strong evidence, and the last part of a dotted one.
fn established(page: &Page<'_>, candidate: &Candidate, names: &mut BTreeMap<String, Candidate>) {
    let What::Made { name } = &candidate.what else { return };
    let evidence = candidate.evidence;
    if candidate.rule.is_none_or(|rule| rule.starts_with("place.abbr")) || evidence < STRONG {
        return;
    }
    let _ = page;
    names.entry(name.clone()).or_insert_with(|| candidate.clone());
    if let Some((_, last)) = name.rsplit_once('·')
        && last.chars().count() >= 2
    {
        names.entry(last.to_owned()).or_insert_with(|| candidate.clone());
    }
}

/// （以下简称“X”） after a name: X stands for that name from there on.
fn introduced(page: &Page<'_>, out: &[Candidate], names: &mut BTreeMap<String, Candidate>) {
    for (at, word) in page.text().match_indices("简称") {
        let before = page.text()[..at].trim_end_matches(['以', '下', '后', '：', '文']);
        let Some(full) = before.strip_suffix('（') else { continue };
        let end = full.len() as u32;
        let from = at + word.len();
        let rest = page.text()[from..].trim_start_matches(['为', '：']);
        let from = page.text().len() - rest.len();
        let Some(len) = rest.find(['）', '，', '、', '；', '。', '\n']) else { continue };
        let short = page.text()[from..from + len].split('或').next().unwrap_or_default();
        let longest = out.iter().filter(|c| c.open() && c.span.end == end).max_by_key(|c| c.span.len());
        let own = |full: &&Candidate| {
            (2..=12).contains(&short.chars().count())
                && page.known.dictionary.rules.ignored_as(short, &full.kind).is_none()
        };
        if let Some(full) = longest.filter(own) {
            names.insert(short.to_owned(), full.clone());
        }
    }
}

//! Short forms that the text itself tells: （以下简称“X”）, 证券简称：X, and bodies named with and without their place. Short
//! forms of companies that it does not tell: `company`.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::parties;
use crate::dictionary::{Hit, Kind, Sign, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::established::{Known, Names};
use crate::text::{Span, Words};

/// （以下简称“X”） after a name: X stands for that name. 证券简称：X stands for the firm of the article that it shortens.
pub(in crate::recognise::rules) fn introduced<'a>(
    page: &Page<'a>,
    letters: &Letters,
    out: &'a [Candidate],
    names: &mut Names<'a>,
) {
    let mut words = words(letters).peekable();
    let ending = words.peek().map(|_| longest_by_end(out)).unwrap_or_default();
    let bodies = LazyCell::new(|| Bodies::of(page, out));
    for word in words {
        let Some((full, forms)) = told(page, word) else { continue };
        for short in forms.split('或') {
            let longest = match full {
                Full::Firm => bodies.longest(page, short),
                Full::EndsAt(end) => ending.get(&end).copied(),
            };
            if let Some(first) = longest.filter(|full| may_stand_for(page, short, full)) {
                names.insert(short, Known { first, told: true, bare: false });
            }
        }
    }
}

/// The words that tell a short form: 简称, 下称.
fn words(letters: &Letters) -> impl Iterator<Item = Span> {
    ['简', '下'].into_iter().flat_map(move |first| {
        let words = letters.all::<'称'>().filter_map(|n| n.checked_sub(1));
        words.filter(move |&n| letters.chars[n] == first).map(|n| letters.span(n, n + 2))
    })
}

/// What a short form stands for.
#[derive(Clone, Copy)]
enum Full {
    /// The firm that it shortens, wherever that is named.
    Firm,
    /// What ends at a byte.
    EndsAt(u32),
}

/// What the short forms behind a word stand for, and the short forms.
fn told<'a>(page: &Page<'a>, word: Span) -> Option<(Full, &'a str)> {
    let before = &page.text()[..word.start as usize];
    let stock = ["证券", "股票"].iter().any(|of| before.ends_with(of));
    let before = before.trim_end_matches(['以', '下', '后', '：', '文']);
    let name = before.strip_suffix('（').or(stock.then_some(before))?;
    let full = if stock { Full::Firm } else { Full::EndsAt(name.len() as u32) };
    Some((full, forms(page, word.end as usize)?))
}

/// The short forms that stand from a byte on, up to a mark.
fn forms<'a>(page: &Page<'a>, from: usize) -> Option<&'a str> {
    let rest = page.text()[from..].trim_start_matches(['为', '：']);
    let from = page.text().len() - rest.len();
    let len = rest.find(['）', '，', '、', '；', '。', '\n', ' '])?;
    let len = to_space(page, from, len);
    Some(&page.text()[from..from + len])
}

/// The length of a stretch up to the first white space in it: 证券简称：皖江环能 公告编号.
fn to_space(page: &Page<'_>, from: usize, len: usize) -> usize {
    let text = &page.text()[from..from + len];
    let mut inside = text.char_indices().skip(1).map(|(at, _)| at);
    inside.find(|&at| page.space_at((from + at) as u32)).unwrap_or(len)
}

/// Whether a text may be the short form of a name.
fn may_stand_for(page: &Page<'_>, short: &str, full: &Candidate) -> bool {
    (2..=12).contains(&short.chars().count())
        && !page.is_never(short, &full.kind)
        && !are_parted(page, short, full)
}

/// The longest candidate that ends at each place, the last of several.
fn longest_by_end(out: &[Candidate]) -> FxHashMap<u32, &Candidate> {
    let mut found: FxHashMap<u32, &Candidate> = FxHashMap::default();
    for candidate in out.iter().filter(|c| c.open()) {
        let longest = found.entry(candidate.span.end).or_insert(candidate);
        if candidate.span.len() >= longest.span.len() {
            *longest = candidate;
        }
    }
    found
}

/// Bodies by the characters of their names.
struct Bodies<'a>(FxHashMap<char, Vec<&'a Candidate>>);

impl<'a> Bodies<'a> {
    fn of(page: &Page<'_>, out: &'a [Candidate]) -> Self {
        let mut by_character: FxHashMap<char, Vec<&Candidate>> = FxHashMap::default();
        for body in out.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION) {
            for c in body.span.of(page.text()).chars() {
                let holding = by_character.entry(c).or_default();
                if !holding.last().is_some_and(|last| std::ptr::eq(*last, body)) {
                    holding.push(body);
                }
            }
        }
        Self(by_character)
    }

    /// The longest body whose name a text shortens, the last of several: looked for where the rarest character stands.
    fn longest(&self, page: &Page<'_>, short: &str) -> Option<&'a Candidate> {
        let holding = short.chars().map(|c| self.0.get(&c).map_or(&[][..], Vec::as_slice));
        let fewest = holding.min_by_key(|holding| holding.len())?;
        let shortened = |c: &&&Candidate| shortens(short, c.span.of(page.text()));
        // A company's board is no other firm.
        let firm = |c: &Candidate| parties::is_legal(page, c.span.of(page.text()));
        fewest.iter().filter(shortened).max_by_key(|c| (firm(c), c.span.len())).copied()
    }
}

/// A body that rules found with its place before it is meant where rules find it without: 通辽市云帆新材料有限公司, then
/// 云帆新材料有限公司. Not where two places have one.
pub(in crate::recognise::rules) fn without_place<'a>(
    page: &Page<'a>,
    out: &'a [Candidate],
    names: &mut Names<'a>,
) {
    let made =
        |c: &&Candidate| c.open() && c.kind == Kind::ORGANISATION && matches!(c.what, What::Made { .. });
    let bare: LazyCell<FxHashSet<&str>, _> =
        LazyCell::new(|| out.iter().filter(made).map(|c| c.span.of(page.text())).collect());
    let mut found: BTreeMap<&str, Option<&Candidate>> = BTreeMap::new();
    for candidate in out.iter().filter(made) {
        let place = |hit: &&Hit| hit.uses.has(Use::PLACE) && hit.span.end < candidate.span.end;
        for hit in page.hits_at(candidate.span.start).iter().filter(place) {
            let rest = Span::new(hit.span.end, candidate.span.end).of(page.text());
            if (bare.contains(rest) || is_coined(page, hit.span.end, candidate))
                && !are_parted(page, rest, candidate)
            {
                let same = |first: &Candidate| first.span.of(page.text()) == candidate.span.of(page.text());
                let full = found.entry(rest).or_insert(Some(candidate));
                *full = full.filter(|first| same(first));
            }
        }
    }
    for (rest, full) in found {
        names.extend(full.map(|first| (rest, Known { first, told: true, bare: false })));
    }
}

/// Fewest characters of a brand and what ends the short forms of companies.
const COINED: usize = 4;
/// Bytes of a brand.
const BRAND: usize = 6;

/// Whether a brand that is no word, and a word for a trade by which companies are called, make up a body behind its place:
/// 宿迁 + 绿陆新材.
fn is_coined(page: &Page<'_>, from: u32, company: &Candidate) -> bool {
    let rest = Span::new(from, company.span.end).of(page.text());
    rest.chars().count() == COINED
        && rest.get(..BRAND).is_some_and(|brand| !Words::shared().has(brand))
        && rest.get(BRAND..).is_some_and(|trade| page.signs().has(Sign::Industry, trade))
}

/// Whether the characters of a short form stand in a longer name in their order: 腾远装备 in 内蒙古腾远重型装备股份有限公司.
pub(super) fn shortens(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    short.chars().all(|c| rest.any(|other| other == c)) && full.chars().count() > short.chars().count()
}

/// Whether a judgement says that a short form and a name, as written or as the dictionary has it, are not the same.
pub(crate) fn are_parted(page: &Page<'_>, short: &str, full: &Candidate) -> bool {
    let dictionary = &page.known.dictionary;
    let form = if let What::Listed { form } = full.what { Some(form) } else { None };
    let entities = form.into_iter().flat_map(|form| page.form(form).entities);
    let mut names = entities.map(|&(entity, _)| dictionary.entity(entity).named.name.as_str());
    dictionary.are_parted(short, full.span.of(page.text()))
        || names.any(|name| dictionary.are_parted(short, name))
}

//! Names that one place of an article establishes are found in the whole article: a person named with a title, a body
//! found by its ending, a short form that the text introduces (以下简称“X”), the last part of a foreign name.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use memchr::memmem;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{company, context};
use crate::dictionary::{Class, Hit, Kind, Sign, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed::PlaceAt;
use crate::recognise::page::Page;
use crate::text::{Span, Tag, Words, is_han};

/// Least points for a name to be looked for elsewhere.
pub(super) const STRONG: i32 = 12;
/// What a name is worth beyond its length where the text says what it stands for: 京能赤峰公司 is no 京 and 赤峰公司.
const TOLD: i32 = 6;
/// Names looked for in one article at most; more would be a list of names, whose names stand in it anyway.
const MOST: usize = 2_000;

/// Established names, with what established them.
type Names<'a> = BTreeMap<&'a str, Known<'a>>;

/// What established a name.
#[derive(Clone, Copy)]
struct Known<'a> {
    first: &'a Candidate,
    /// The text itself says what the form stands for: that outweighs every rule.
    told: bool,
}

impl<'a> Known<'a> {
    fn of(first: &'a Candidate) -> Self {
        Self { first, told: false }
    }
}

/// The rule's id on its mentions.
pub(super) const RULE: &str = "context.known";

/// Pushes a candidate wherever an established name stands without one.
pub(crate) fn candidates(
    page: &mut Page<'_>,
    letters: &Letters,
    places: &[PlaceAt],
    out: &mut Vec<Candidate>,
) {
    let mut names = Names::new();
    for candidate in out.iter().filter(|c| c.open()) {
        established(candidate, &mut names);
        last_part(page, candidate, &mut names);
    }
    townships(page, places, out, &mut names);
    without_place(page, out, &mut names);
    introduced(page, letters, out, &mut names);
    let open = if names.is_empty() { FxHashMap::default() } else { spans(out) };
    let mut found = Vec::new();
    for (text, &Known { first, told }) in names.iter().take(MOST) {
        for at in memmem::find_iter(page.text().as_bytes(), text) {
            let span = Span::from_usize(at, at + text.len());
            // 赤峰市 + 云帆协会 is another one, or the long form itself.
            if told && page.marks.name_ends(span.start) {
                continue;
            }
            let score = match open.get(&span) {
                None => 10 * text.chars().count() as i32 + if told { TOLD } else { 0 },
                Some(Some((score, kind))) if told && *kind == first.kind => score + 1,
                Some(_) => continue,
            };
            if whole(page, span, first) && borne_out(page, span, first) {
                let what = What::Known(Box::new(first.clone()));
                found.push(Candidate::new(span, first.kind.clone(), what).by_rule(RULE).scored(score));
            }
        }
    }
    company::short_forms(page, out, &mut found);
    out.extend(found);
}

/// Where candidates stand, with the best score of those that only rules found, and its kind; none where one is listed.
fn spans(candidates: &[Candidate]) -> FxHashMap<Span, Option<(i32, Kind)>> {
    let mut open: FxHashMap<Span, Option<(i32, Kind)>> =
        FxHashMap::with_capacity_and_hasher(candidates.len(), FxBuildHasher);
    for candidate in candidates.iter().filter(|c| c.open()) {
        let found = (!super::is_listed(candidate)).then(|| (candidate.score, candidate.kind.clone()));
        let best = open.entry(candidate.span).or_insert_with(|| found.clone());
        *best = best.take().zip(found).map(|(best, other)| if other.0 > best.0 { other } else { best });
    }
    open
}

/// Borders must be those of words; a longer name may be cut on one side, but for what only the shore tells (秦巴山 + 区).
fn whole(page: &mut Page<'_>, span: Span, first: &Candidate) -> bool {
    let text = span.of(page.text());
    if !text.starts_with(is_han) {
        return true;
    }
    let left = page.borders.cut_left(page.normal, span).is_some();
    let right = page.borders.cut_right(page.normal, span).is_some();
    match text.chars().count() {
        0..=2 => !left && !right,
        _ if first.rule == Some(super::shore::RULE) => !left && !right,
        _ => !(left && right),
    }
}

/// A person named with an everyday word (简单), or whose name is written spread elsewhere (安 然), is meant only where a
/// title or speech stands beside it, or where a paragraph begins with it as a portrait does: 危险，女.
fn borne_out(page: &Page<'_>, span: Span, first: &Candidate) -> bool {
    let text = span.of(page.text());
    let words = Words::shared();
    let ignored = || page.known.dictionary.rules.ignored_as(text, &Kind::PERSON).is_some();
    let everyday = words.has(text) && (words.tag(text) != Tag::Person || ignored());
    if first.kind != Kind::PERSON || !everyday && (!page.space_inside(first.span) || page.space_inside(span))
    {
        return true;
    }
    portrayed(page, span)
        || acts(page, span)
        || context::office_ends(page, span.start)
        || context::speech_starts(page, span.end)
}

/// Whether a clause begins with a name that goes on as one about a person does: 方圆和徒弟们….
pub(super) fn acts(page: &Page<'_>, span: Span) -> bool {
    let starts = page.before(span.start).is_none_or(|c| matches!(c, '\n' | '。' | '，' | '；' | '！' | '？'));
    starts && page.signs().begin(Sign::GoesOn, &page.text()[span.end as usize..])
}

/// Whether a portrait begins with a name: 车到山，… at the start of a paragraph, 危险，女，… at that of a sentence.
fn portrayed(page: &Page<'_>, span: Span) -> bool {
    let before = page.before(span.start);
    let behind = &page.text()[span.end as usize..];
    match before {
        None | Some('\n') => behind.starts_with(['，', '（']),
        Some('。') => behind.starts_with("，女，") || behind.starts_with("，男，"),
        _ => false,
    }
}

/// A rule name with strong evidence, and the last part of a dotted one.
fn established<'a>(candidate: &'a Candidate, names: &mut Names<'a>) {
    let (What::Made { name } | What::Part { name, .. }) = &candidate.what else { return };
    let evidence = candidate.evidence;
    // What only its surroundings tell from everyday words is none elsewhere.
    let only_there =
        |rule: &str| ["place.abbreviation", super::counted::LIST, super::counted::DATELINE].contains(&rule);
    if candidate.rule.is_none_or(only_there) || evidence < STRONG {
        return;
    }
    names.entry(name).or_insert(Known::of(candidate));
    if let Some(last) = behind_dot(name) {
        names.entry(last).or_insert(Known::of(candidate));
    }
}

/// The last part of a listed person's name that has a dot: 格里菲思 of 马丁·格里菲思.
fn last_part<'a>(page: &Page<'a>, candidate: &'a Candidate, names: &mut Names<'a>) {
    let listed = candidate.kind == Kind::PERSON && matches!(candidate.what, What::Listed { .. });
    if listed && let Some(last) = behind_dot(candidate.span.of(page.text())) {
        names.entry(last).or_insert(Known::of(candidate));
    }
}

/// What stands behind the last dot of a name, if it may be one.
fn behind_dot(name: &str) -> Option<&str> {
    name.rsplit_once('·').map(|(_, last)| last).filter(|last| last.chars().count() >= 2)
}

/// The last link of a chain: 石月亮乡 of 福贡县石月亮乡.
fn townships<'a>(page: &Page<'a>, places: &[PlaceAt], out: &'a [Candidate], names: &mut Names<'a>) {
    let chains = out.iter().filter(|c| c.open() && c.rule == Some(super::chain::RULE));
    for chain in chains {
        // Places stand in the order of their starts.
        let from = places.partition_point(|p| p.span.start < chain.span.start);
        let inner = places[from..].iter().take_while(|p| p.span.start == chain.span.start);
        let inner = inner.filter(|p| p.span.end < chain.span.end);
        let Some(end) = inner.map(|p| p.span.end).max() else { continue };
        let link = Span::new(end, chain.span.end);
        let last = link.of(page.text());
        // 藏北高原 + 自然保护区 is no place alone.
        let named = last.chars().count() >= 3 && !Words::shared().has(last);
        if named && super::links::is_township(page, link) {
            names.entry(last).or_insert(Known::of(chain));
            let town = |c: char| page.class(c).has(Class::TOWNSHIP);
            let village = last.split_once(town).map_or("", |(_, village)| village);
            if village.chars().count() >= 3 {
                names.entry(village).or_insert(Known::of(chain));
            }
        }
    }
}

/// A body that rules found with its place before it is meant where rules find it without: 通辽市云帆新材料有限公司, then
/// 云帆新材料有限公司. Not where two places have one.
fn without_place<'a>(page: &Page<'a>, out: &'a [Candidate], names: &mut Names<'a>) {
    let made =
        |c: &&Candidate| c.open() && c.kind == Kind::ORGANISATION && matches!(c.what, What::Made { .. });
    let bare: FxHashSet<&str> = out.iter().filter(made).map(|c| c.span.of(page.text())).collect();
    let mut found: BTreeMap<&str, Option<&Candidate>> = BTreeMap::new();
    for candidate in out.iter().filter(made) {
        let place = |hit: &&Hit| hit.uses.has(Use::PLACE) && hit.span.end < candidate.span.end;
        for hit in page.hits_at(candidate.span.start).iter().filter(place) {
            let rest = Span::new(hit.span.end, candidate.span.end).of(page.text());
            if bare.contains(rest) && !are_parted(page, rest, candidate) {
                let same = |first: &Candidate| first.span.of(page.text()) == candidate.span.of(page.text());
                let full = found.entry(rest).or_insert(Some(candidate));
                *full = full.filter(|first| same(first));
            }
        }
    }
    for (rest, full) in found {
        names.extend(full.map(|first| (rest, Known { first, told: true })));
    }
}

/// Whether the characters of a short form stand in a longer name in their order: 腾远装备 in 内蒙古腾远重型装备股份有限公司.
pub(super) fn shortens(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    short.chars().all(|c| rest.any(|other| other == c)) && full.chars().count() > short.chars().count()
}

/// （以下简称“X”） after a name: X stands for that name. 证券简称：X stands for the firm of the article that it shortens.
fn introduced<'a>(page: &Page<'a>, letters: &Letters, out: &'a [Candidate], names: &mut Names<'a>) {
    let short = ['简', '下'].map(|first| {
        let words = letters.all::<'称'>().filter_map(|n| n.checked_sub(1));
        words.filter(move |&n| letters.chars[n] == first).map(|n| letters.span(n, n + 2))
    });
    let mut short = short.into_iter().flatten().map(|word| (word.start as usize, word)).peekable();
    let ending = short.peek().map(|_| longest_by_end(out)).unwrap_or_default();
    let bodies = LazyCell::new(|| Bodies::of(page, out));
    for (at, word) in short {
        let stock = ["证券", "股票"].iter().any(|of| page.text()[..at].ends_with(of));
        let before = page.text()[..at].trim_end_matches(['以', '下', '后', '：', '文']);
        let Some(full) = before.strip_suffix('（').or(stock.then_some(before)) else { continue };
        let end = full.len() as u32;
        let from = at + word.len();
        let rest = page.text()[from..].trim_start_matches(['为', '：']);
        let from = page.text().len() - rest.len();
        let Some(len) = rest.find(['）', '，', '、', '；', '。', '\n', ' ']) else { continue };
        let len = to_space(page, from, len);
        for short in page.text()[from..from + len].split('或') {
            let longest = if stock { bodies.longest(page, short) } else { ending.get(&end).copied() };
            let own = |full: &&Candidate| {
                (2..=12).contains(&short.chars().count())
                    && page.known.dictionary.rules.ignored_as(short, &full.kind).is_none()
            };
            if let Some(first) = longest.filter(own).filter(|full| !are_parted(page, short, full)) {
                names.insert(short, Known { first, told: true });
            }
        }
    }
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
        fewest.iter().filter(shortened).max_by_key(|c| c.span.len()).copied()
    }
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

/// The length of a stretch up to the first white space in it: 证券简称：皖江环能 公告编号.
fn to_space(page: &Page<'_>, from: usize, len: usize) -> usize {
    let text = &page.text()[from..from + len];
    let mut inside = text.char_indices().skip(1).map(|(at, _)| at);
    inside.find(|&at| page.space_at((from + at) as u32)).unwrap_or(len)
}

/// Whether a judgement says that a short form and a name, as written or as the dictionary has it, are not the same.
pub(super) fn are_parted(page: &Page<'_>, short: &str, full: &Candidate) -> bool {
    let dictionary = &page.known.dictionary;
    let form = if let What::Listed { form } = full.what { Some(form) } else { None };
    let entities = form.into_iter().flat_map(|form| &page.form(form).entities);
    let mut names = entities.map(|&(entity, _)| dictionary.entity(entity).named.name.as_str());
    dictionary.are_parted(short, full.span.of(page.text()))
        || names.any(|name| dictionary.are_parted(short, name))
}

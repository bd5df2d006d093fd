//! Bodies behind a place that is written in full, whatever words their own name is made of: 任泽区 + 永固密封件厂, 中卫市 + 第三幼儿园. What
//! stands behind them ends them: a mark, a word of grammar, a title, a verb.

use rustc_hash::FxHashMap;

use super::{branch, item, own, whole::Whole};
use crate::dictionary::{Class, Hit, Kind, Level, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::{Letters, Word};
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::recognise::rules::{
    Listed, context,
    places::{chain, short, township},
    stops,
};
use crate::text::{Tag, Words};

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.placed", points: 8, beyond: 16 };
/// Fewest and most characters between the place and the suffix.
const CORE: std::ops::RangeInclusive<usize> = 2..=10;

/// Pushes the bodies behind places.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let (mut widest, mut places) = (None, None);
    let over = |end: usize| letters.border(end) || township::leader_starts(page, letters, end);
    for (hit, form, end) in item::endings(letters, over) {
        let Some(suffix) = item::suffix(page, hit).filter(|_| is_over(page, letters, end)) else { continue };
        let places = places.get_or_insert_with(|| place_ends(letters, out));
        // A government is that of the place before it, and one character ends much: 佛山 + 九江女队, 镇赉县建平乡 + 粮库队.
        let written = end == form + 1 || suffix.min == 0 && branch::governs(page, hit);
        let Some(start) = start(page, letters, (form, end), places, written) else { continue };
        let span = letters.span(start, end);
        // 湖南岳阳 + 平江县白杨造纸厂.
        let widest = widest.get_or_insert_with(|| branch::widest_by_end(out));
        let longer = widest.get(&span.end).is_some_and(|&start| start < span.start);
        if !listed.contains(&span) && !page.space_inside(span) && !longer {
            out.push(RULE.body(page, letters, (start, end)));
        }
    }
}

/// Whether a name may be over at a character: no letter stands there, or a word of grammar, a title, a verb of two characters.
pub(super) fn is_over(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    if !letters.letter(at) || page.space_at(letters.at[at]) {
        return true;
    }
    let word = letters.word(at);
    let acts = word.tag == Tag::Verb && (word.end - word.start > 1 || is_done(page, letters, word.end));
    if word.start == at {
        matches!(word.tag, Tag::Grammar | Tag::Time)
            || acts
            || counts_persons(page, letters, &word)
            || context::title_starts(page, letters.at[at])
            || works_there(page, letters, at)
    } else {
        township::leader_starts(page, letters, at)
    }
}

/// Whether a word counts persons: 工程队 + 七名工人.
pub(super) fn counts_persons(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let persons = |n: usize| letters.char(n).is_some_and(|c| page.class(c).has(Class::PERSONS));
    word.tag == Tag::Number && (persons(word.end - 1) || persons(word.end))
}

/// Whether the title of somebody who works for a body starts at a character, and no body of such people: 职工 + 文化宫.
fn works_there(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let title = context::workers_title(page, letters.at[at]);
    let body = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) || hit.uses.has(Use::PLACE_SUFFIX);
    title.is_some_and(|end| letters.border(letters.number(end)) && !page.hits_at(end).iter().any(body))
}

/// Where the body with its suffix at a character begins: at the first of the places right before its own name.
fn start(
    page: &Page<'_>,
    letters: &Letters,
    (form, end): (usize, usize),
    places: &Places,
    written: bool,
) -> Option<usize> {
    let ends = |&at: &usize| places.contains_key(&at) || ends_place(page, letters, at, written);
    let place = CORE.filter_map(|core| form.checked_sub(core)).find(ends)?;
    if end == form + 1 && !lone_ends(page, letters, (place, form, end)) {
        return None;
    }
    let own = place..form;
    let named = own.clone().any(|n| own::names(page, letters, n))
        || end > form + 1 && places.contains_key(&place) && is_of_village(page, letters, (place, form, end));
    let led = (place + 1..form).any(|n| letters.border(n) && item::leads(page, letters.at[n]));
    let fits =
        !led && own.clone().all(|n| item::fits(page, letters, (place, n)) && !parts(page, letters, place, n));
    let start = (named && fits).then(|| match places.get(&place) {
        Some(&start) => township::outermost(page, letters, start),
        None => township::outermost(page, letters, place),
    })?;
    (letters.border(start) && !stops::ends_body(page, letters, start)).then_some(start)
}

/// Whether a character parts what is a body's own name from others: another body ends with it, it joins, counts or is of a verb.
fn parts(page: &Page<'_>, letters: &Letters, place: usize, n: usize) -> bool {
    let word = letters.word(n);
    let trade = || page.signs().has(Sign::Trade, letters.span(word.start, word.end).of(page.text()));
    let acts = word.tag == Tag::Verb && word.end - word.start > 1 && !trade();
    // 良种 is a number to jieba.
    let alone = |n: usize| Words::shared().tag_of(letters.chars[n]);
    let number = || word.end == word.start + 1 || alone(word.start) != Tag::Adjective;
    let counts = word.tag == Tag::Number && number() && !stops::is_ordinal(letters, &word);
    let lone = |n: usize| letters.word(n).end == letters.word(n).start + 1;
    // 至 + 山海关, but 带 + 溪 + 社区.
    let leads = n == place && word.tag == Tag::Verb && lone(n) && !lone(word.end);
    let joins = page.class(letters.chars[n]).has(Class::JOINT) && !stops::is_capital(letters, n);
    !letters.letter(n) || leads || acts || counts || joins || stops::ends_body(page, letters, n + 1)
}

/// Whether a village or township has only one body of a sort, whatever words tell the sort: 蔡何村 + 坚果 + 专业合作社.
fn is_of_village(page: &Page<'_>, letters: &Letters, (place, form, end): (usize, usize, usize)) -> bool {
    let vague = || page.signs().has(Sign::Vague, letters.span(form, end).of(page.text()));
    page.class(letters.chars[place - 1]).has(Class::GRASSROOTS) && !vague()
}

/// Whether a suffix of one character ends a body, and not a word or the name of a place: 乡 + 粮库 + 队, but 省 + 抚远 + 站.
fn lone_ends(page: &Page<'_>, letters: &Letters, (place, form, end): (usize, usize, usize)) -> bool {
    !page.fills(letters.span(place, form), Use::PLACE)
        && !stops::cut_short(page, letters, (form, end))
        && !stops::is_crew(page, letters, end)
}

/// Whether a particle stands at a character that says of the verb before it that it is done: 当 + 过, 卖 + 了.
fn is_done(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    letters.char(at).is_some_and(context::tells_deed) && page.normal.gaps_at(letters.at[at]).is_empty()
}

/// Points of a place by its suffix that a body may begin with.
const SURE: i32 = 0;

/// Where the places end that other rules found, and where each begins.
type Places = FxHashMap<usize, usize>;

fn place_ends(letters: &Letters, out: &[Candidate]) -> Places {
    let sure = |c: &Candidate| c.rule == Some(chain::SUFFIXED) && c.evidence >= SURE;
    let place = |c: &&Candidate| {
        let linked = |rule: &str| [chain::RULE, township::RULE].contains(&rule);
        c.open() && c.kind == Kind::PLACE && (c.rule.is_some_and(linked) || sure(c))
    };
    let mut ends = Places::default();
    for place in out.iter().filter(place) {
        let start = letters.number(place.span.start);
        let first = ends.entry(letters.number(place.span.end)).or_insert(start);
        *first = start.min(*first);
    }
    ends
}

/// Whether a listed place ends before a character that is written with its level: 任泽区, 中卫市.
fn ends_place(page: &Page<'_>, letters: &Letters, at: usize, written: bool) -> bool {
    let level = || at.checked_sub(1).is_some_and(|n| page.class(letters.chars[n]).has(LEVELS));
    page.marks.name_ends(letters.at[at])
        && letters.border(at)
        && (level() || !written && ends_division(page, letters, at))
        && township::outermost(page, letters, at) < at
}

/// Whether a province, a city or a county ends before a character: 厦门 + 何厝小学.
fn ends_division(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let divisions = [Level::Province, Level::Prefecture, Level::County].map(Some);
    let division = |hit: &Hit| hit.uses.has(Use::PLACE) && divisions.contains(&short::level(page, hit.form));
    page.hits_ending(letters.at[at], LISTED).any(division)
}

/// Characters that end a place that is written in full.
const LEVELS: Class = Class::DIVISION.with(Class::LEVEL);

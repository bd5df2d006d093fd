//! Small bodies right behind a place that end in the word for a room or a crew, whatever words their own name is made of: 镇康县 +
//! 德昂银器传习点, 钦州 + 海豚队.

use rustc_hash::{FxHashMap, FxHashSet};

use super::seat::Seat;
use super::{branch, department, item, own, placed, whole::Whole};
use crate::dictionary::{Class, Hit, Kind, Level, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::{
    is_listed, laws,
    places::{short, township},
    stops,
};
use crate::text::Tag;

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.housed", points: 6, beyond: 16 };
/// Fewest and most characters between the place and the end.
const CORE: usize = 2;
const MOST: usize = 12;

/// Pushes such bodies behind the places and bodies that were found.
pub(super) fn candidates<'s>(
    page: &Page<'_>,
    letters: &Letters,
    seats: impl Iterator<Item = &'s (u32, Seat)>,
    out: &mut Vec<Candidate>,
) {
    let behind = |&(byte, ref seat): &(u32, Seat)| {
        let end = end(page, letters, letters.number(byte), seat)?;
        (!laws::regulate(page, letters, end)).then(|| (letters.number(seat.start), end))
    };
    let mut found: Vec<(usize, usize)> = seats.filter_map(behind).collect();
    if found.is_empty() {
        return;
    }
    // Of several places before one end the widest is told.
    found.sort_unstable_by_key(|&(start, end)| (end, start));
    found.dedup_by_key(|&mut (_, end)| end);
    drop_inner(letters, &mut found, out);
    raise_same(letters, &mut found, out);
    out.extend(found.into_iter().map(|stretch| RULE.body(page, letters, stretch)));
}

/// Drops those that are the end of another name: 中共中央 + 台湾工作办公室, 谷 + 文昌纪念馆.
fn drop_inner(letters: &Letters, found: &mut Vec<(usize, usize)>, out: &[Candidate]) {
    let mut firsts: FxHashMap<u32, u32> =
        found.iter().map(|&(start, end)| (letters.at[end], letters.at[start])).collect();
    for other in out.iter().filter(|c| c.open() && c.kind != Kind::PERSON && c.score > 0) {
        if let Some(first) = firsts.get_mut(&other.span.end) {
            *first = other.span.start.min(*first);
        }
    }
    found.retain(|&(start, end)| firsts[&letters.at[end]] == letters.at[start]);
}

/// Drops those that have been found already: these are worth as much then.
fn raise_same(letters: &Letters, found: &mut Vec<(usize, usize)>, out: &mut [Candidate]) {
    let spans: FxHashSet<(usize, usize)> = found.iter().copied().collect();
    let mut same: FxHashSet<(usize, usize)> = FxHashSet::default();
    let body = |c: &Candidate| c.kind == Kind::ORGANISATION || is_listed(c);
    for other in out.iter_mut().filter(|c| c.open() && body(c)) {
        let at = (letters.number(other.span.start), letters.number(other.span.end));
        if spans.contains(&at) {
            other.score = other.score.max(RULE.score(at.1 - at.0));
            same.insert(at);
        }
    }
    found.retain(|at| !same.contains(at));
}

/// The end of the body that goes on behind a place.
fn end(page: &Page<'_>, letters: &Letters, start: usize, seat: &Seat) -> Option<usize> {
    if !letters.letter(start) || !letters.border(start) || page.space_at(letters.at[start]) {
        return None;
    }
    let first = letters.word(start);
    if first.tag == Tag::Grammar || seat.body && department::starts_county(page, letters, start) {
        return None;
    }
    // 海口琼山 + 甲子 + 椰雕合伙社, where 甲子镇 is listed and 甲子 a time.
    let plain = first.end == start + 1 || matches!(first.tag, Tag::Verb | Tag::VerbalNoun | Tag::Number);
    let begins = fits(page, letters, (start, start), &first);
    let town = (!plain && !begins).then(|| township::short_end(page, letters, start)).flatten();
    if !begins && town.is_none() || !may_end(page, letters, start) {
        return None;
    }
    let (mut at, mut named) = (town.unwrap_or(start), seat.village || town.is_some());
    while at < letters.len() && at < start + MOST && !page.space_at(letters.at[at]) && letters.letter(at) {
        let word = letters.word(at);
        if at > start + 1 && ends(page, letters, start, &word, (named, seat.body)) {
            return Some(word.end);
        }
        if !fits(page, letters, (start, at), &word) {
            return None;
        }
        named |= (at..word.end).any(|n| own::names(page, letters, n));
        at = word.end;
    }
    None
}

/// Whether a name that begins at a character may end near: behind most places none does.
fn may_end(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let last = letters.word(letters.len().min(start + MOST) - 1).end;
    let ends = |end: usize| {
        page.marks.body_ends(letters.at[end]) || page.class(letters.chars[end - 1]).has(Class::ROOM)
    };
    (start + CORE + 1..=last).any(ends)
}

/// Whether the name may end with a word: in the word for a room, or in the suffix of a body that says enough.
fn ends(page: &Page<'_>, letters: &Letters, start: usize, word: &Word, (named, body): (bool, bool)) -> bool {
    let end = word.end;
    // 河北农业大学 + 实训点 is any.
    let own = !(body && letters.chars[end - 1] == '点');
    let room = end == word.start + 1 && page.class(letters.chars[end - 1]).has(Class::ROOM) && own;
    let form = if room { Some(end - 1) } else { suffix(page, letters, end).filter(|_| !body) };
    let Some(form) = form.filter(|&form| form >= start + CORE) else { return false };
    let before = letters.word(form - 1);
    let lone = before.end == before.start + 1;
    let timed = matches!(before.tag, Tag::Place | Tag::Time | Tag::Number | Tag::Measure | Tag::Grammar);
    let opens = room && lone && before.tag == Tag::Verb || stops::cut_short(page, letters, (form, end));
    let led = (start + 1..form).any(|n| letters.border(n) && item::leads(page, letters.at[n]));
    let crew = letters.chars[end - 1] == '队' && before.start == start && before.tag == Tag::Noun;
    let town = || township::short_end(page, letters, start).is_some();
    !timed
        && !led
        && !opens
        && placed::is_over(page, letters, end)
        && (named || end >= form + LONG || crew || town())
}

/// Characters of a suffix that says enough behind nouns alone.
const LONG: usize = 3;

/// Where the longest suffix of a body begins that ends before a character.
fn suffix(page: &Page<'_>, letters: &Letters, end: usize) -> Option<usize> {
    if !page.marks.body_ends(letters.at[end]) {
        return None;
    }
    let mut hits =
        page.hits_ending(letters.at[end], stops::SUFFIX).filter(|hit| hit.uses.has(Use::BODY_SUFFIX));
    // 城市 + 副中心 is none, whatever 中心 is.
    let hit = hits.next()?;
    let suffix = item::suffix(page, hit)?;
    let governs = suffix.min == 0 && branch::governs(page, hit);
    (end > letters.number(hit.span.start) + 1 && !governs).then(|| letters.number(hit.span.start))
}

/// Whether a word may stand in the name: a noun, a name, a trade, or what is done in the room behind it (传习 + 点).
fn fits(page: &Page<'_>, letters: &Letters, (start, at): (usize, usize), word: &Word) -> bool {
    let lone = word.end == word.start + 1;
    let trade = || page.signs().has(Sign::Trade, letters.span(word.start, word.end).of(page.text()));
    let room = || letters.char(word.end).is_some_and(|c| page.class(c).has(Class::ROOM));
    let joined = || {
        let next = letters.char(word.end).map(|_| letters.word(word.end));
        next.is_some_and(|next| joins(letters, &next))
    };
    let sort = match word.tag {
        Tag::Verb => at > start && (lone || trade()) || room() || joined(),
        // 香港 + 建设国际创新科技中心.
        Tag::VerbalNoun if at == start => room() || joined(),
        // 三 + 姐妹, but 三 + 大.
        Tag::Number => lone && letters.chars[at] != '一' && !letters.border(word.end + 1),
        Tag::Grammar => at > start && joins(letters, word),
        Tag::Time | Tag::Side | Tag::Measure | Tag::Phrase => false,
        _ => true,
    };
    let may = |n: usize| {
        item::fits(page, letters, (start, n)) && !(lone && page.class(letters.chars[n]).has(Class::AUXILIARY))
    };
    // 能源 + 有限公司 is one body.
    let firm = || page.hits_at(letters.at[at]).iter().any(|hit| hit.uses.has(Use::FIRM));
    let other = || at > start && stops::ends_body(page, letters, at) && !firm();
    let joint = word.tag == Tag::Grammar;
    // 北京 + 对阵 + 科特迪瓦队.
    let named = at > start && letters.border(at) && names_other(page, letters, at);
    !named && sort && (joint || (at..word.end).all(may)) && !other()
}

/// Whether a listed body or a state begins at a character.
fn names_other(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let other = |hit: &Hit| {
        hit.uses.has(Use::NAME)
            && (page.names(hit.form, &Kind::ORGANISATION)
                || short::level(page, hit.form) == Some(Level::Country))
    };
    page.marks.name_starts(letters.at[at]) && page.hits_at(letters.at[at]).iter().any(other)
}

/// Whether a conjunction joins what a body is for: 公共就业 + 和 + 人才服务中心.
fn joins(letters: &Letters, word: &Word) -> bool {
    let plain = |n: usize| {
        let word = letters.word(n);
        let sort =
            matches!(word.tag, Tag::Noun | Tag::VerbalNoun | Tag::Verb | Tag::Modifier | Tag::Adjective);
        sort && word.end > word.start + 1
    };
    matches!(letters.chars[word.start], '和' | '与')
        && word.end == word.start + 1
        && letters.letter(word.end)
        && plain(word.start - 1)
        && plain(word.end)
}

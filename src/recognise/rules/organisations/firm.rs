//! Bodies whose form says that they are one, behind a listed place: 固原市 + 六盘热力 + 有限公司. What stands between is a name
//! of their own, whatever words jieba sees in it (六盘, 顺捷, 薯都).

use rustc_hash::FxHashMap;

use super::{parties, whole};
use crate::dictionary::{Class, Hit, Kind, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::{Letters, Word};
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::recognise::rules::raise::NAMED_RULE;
use crate::recognise::rules::{Listed, THRESHOLD, context, laws, stops};
use crate::text::{Span, Tag};

/// The rule's id on its mentions.
const RULE: &str = "organisation.firm";
/// Fewest and most characters between the place and the form.
const LEAST: usize = 2;
const MOST: usize = 14;
/// Most characters of a brand before a body that another rule found inside the name.
const TORN: usize = 2;
/// Points: less than those of a body that every sign speaks for.
const POINTS: i32 = 12;
/// More than the score of the place before a name that begins inside: 山西太 + 岳永兴能源集团有限责任公司.
const PLACE: i32 = 60;

/// Pushes the bodies with such forms.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let (mut ends, mut parts) = (None, None);
    let mut last = 0;
    for hit in letters.hits(Use::FIRM) {
        let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        // Of forms with one end the longest comes first.
        if end <= last || !letters.border(end) || is_listed(page, hit.span) {
            continue;
        }
        last = end;
        let found = |end: usize| ends.get_or_insert_with(|| sure_ends(letters, out)).get(&end).copied();
        let alone = || behind_border(page, letters, (form, end), found);
        let Some(start) = start(page, letters, form).or_else(alone) else { continue };
        let span = letters.span(start, end);
        if !listed.contains(&span) && !ends_listed(page, span) && !laws::regulate(page, letters, end) {
            let parts = parts.get_or_insert_with(|| best_by_end(out));
            let torn =
                parts.get(&span.end).filter(|part| part.0 > span.start).map_or(0, |part| part.1 + PLACE);
            let score = (10 * (end - start) as i32 - 4 + POINTS / 2).max(torn);
            let body = whole::body(page, span, RULE);
            out.push(body.scored(score).supported(POINTS));
        }
    }
}

/// Where the best body by its suffix begins that ends at each byte, and its score.
fn best_by_end(out: &[Candidate]) -> FxHashMap<u32, (u32, i32)> {
    let mut best: FxHashMap<u32, (u32, i32)> = FxHashMap::default();
    let suffixed = |c: &&Candidate| {
        c.open() && c.kind == Kind::ORGANISATION && c.rule == Some(NAMED_RULE) && c.evidence >= THRESHOLD
    };
    for body in out.iter().filter(suffixed) {
        let part = best.entry(body.span.end).or_insert((body.span.start, body.score));
        if body.score > part.1 {
            *part = (body.span.start, body.score);
        }
    }
    best
}

/// Whether a listed company ends with a form: no other begins before it.
fn is_listed(page: &Page<'_>, form: Span) -> bool {
    if !parties::is_legal(page, form.of(page.text())) {
        return false;
    }
    let mut names = page.hits_ending(form.end, LISTED).filter(|hit| hit.uses.has(Use::NAME));
    names.any(|hit| hit.span.start < form.start && page.names(hit.form, &Kind::ORGANISATION))
}

/// Whether a listed body begins before a company and ends with it: 中国科学院 + 青海盐湖研究所.
fn ends_listed(page: &Page<'_>, body: Span) -> bool {
    let longer = |hit: &Hit| hit.uses.has(Use::NAME) && hit.span.start < body.start;
    let mut names = page.hits_ending(body.end, LISTED).filter(|hit| longer(hit));
    names.any(|hit| page.names(hit.form, &Kind::ORGANISATION))
}

/// Where the body with its form at a character begins: at the place farthest to the left, with nothing between that a name
/// does not hold.
fn start(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    // 正衡会计师事务所 + （特殊普通合伙）.
    let joined = |at: usize| at + 1 == form && letters.chars[form] == '（';
    let mut found = None;
    for at in (form.saturating_sub(MOST + LEAST)..form).rev() {
        if !letters.letter(at) || page.space_at(letters.at[at + 1]) {
            break;
        }
        let place = |hit: &&Hit| hit.uses.has(Use::PLACE);
        let own = |hit: &Hit| {
            let end = letters.number(hit.span.end);
            end > at + 1 && (LEAST..=MOST).contains(&form.saturating_sub(end)) && named(page, letters, end)
        };
        if page.marks.name_starts(letters.at[at])
            && letters.border(at)
            && page.hits_at(letters.at[at]).iter().find(place).is_some_and(own)
        {
            found = Some(at);
        } else if !joined(at) && breaks(page, letters, (at, form)) && !inside_place(page, letters.at[at]) {
            break;
        }
    }
    found
}

/// Where the bodies end that other rules found for sure, and where the longest begins.
fn sure_ends(letters: &Letters, out: &[Candidate]) -> FxHashMap<usize, usize> {
    let sure = |c: &&Candidate| {
        c.open() && c.kind == Kind::ORGANISATION && (c.rule.is_none() || c.evidence >= THRESHOLD)
    };
    let mut ends = FxHashMap::default();
    for body in out.iter().filter(sure) {
        let start = letters.number(body.span.start);
        let first = ends.entry(letters.number(body.span.end)).or_insert(start);
        *first = start.min(*first);
    }
    ends
}

/// Where a company without a place begins that no other rule found: behind a mark, a verb or a word of no body stands a
/// brand that is no word (股东 + 禾盛投资控股集团有限公司), or a name fills what stands between two marks.
fn behind_border(
    page: &Page<'_>,
    letters: &Letters,
    (form, end): (usize, usize),
    found: impl FnOnce(usize) -> Option<usize>,
) -> Option<usize> {
    if !parties::is_legal(page, letters.span(form, end).of(page.text())) {
        return None;
    }
    let found = found(end);
    let mut start = form;
    while start > 0 && letters.letter(start - 1) && !page.space_at(letters.at[start]) {
        let word = letters.word(start - 1);
        let own = start == form || !parties::begin(page, letters, start, true);
        if form - word.start > MOST || !own || !inner(page, letters, (&word, form)) {
            break;
        }
        start = word.start;
    }
    let open = start == 0 || !letters.letter(start - 1) || page.space_at(letters.at[start]);
    let marked = open || start < form && parties::begin(page, letters, start, true);
    let own = start + LEAST < form && letters.border(start) && (marked || is_brand(letters, start));
    // 平太 + 荣远洋渔业集团有限公司.
    let torn =
        |found: usize| marked && (start + 1..=start + TORN).contains(&found) && is_brand(letters, start);
    (own && letters.word(start).tag != Tag::Grammar && found.is_none_or(torn)).then_some(start)
}

/// Whether a word may stand in a company's name.
fn inner(page: &Page<'_>, letters: &Letters, (word, form): (&Word, usize)) -> bool {
    let trade = || page.signs().has(Sign::Trade, letters.span(word.start, word.end).of(page.text()));
    let counts = matches!(word.tag, Tag::Number | Tag::Measure | Tag::Time | Tag::Side);
    let pointed = letters.chars[word.start..word.end].iter().any(|&c| page.class(c).has(NOBODY));
    let acts = matches!(word.tag, Tag::Verb | Tag::Adjective) && word.end - word.start > 1 && !trade();
    !counts
        && !acts
        && !pointed
        && !breaks(page, letters, (word.start, form))
        && !stops::in_no_body(page, word)
}

/// Whether two lone characters that jieba knows no word of begin there, or a name.
fn is_brand(letters: &Letters, start: usize) -> bool {
    let lone = |n: usize| letters.word(n).end - letters.word(n).start == 1;
    matches!(letters.word(start).tag, Tag::Proper | Tag::None | Tag::Person) || lone(start) && lone(start + 1)
}

/// Whether a name may begin at a character behind a place: with no verb of two characters, and no side of the place.
fn named(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let word = letters.word(at);
    let no_name = matches!(word.tag, Tag::Verb | Tag::Side | Tag::Time | Tag::Grammar);
    (word.end - word.start == 1 || !no_name) && !stops::in_no_body(page, &word)
}

/// Whether the word at a character ends the search: grammar that no name holds, a word of no body, or the end of another body,
/// but not right before the form (永新 + 纸业 + 有限公司).
fn breaks(page: &Page<'_>, letters: &Letters, (at, form): (usize, usize)) -> bool {
    let word = letters.word(at);
    let joins = || page.class(letters.chars[at]).has(IN_NONE) && !stops::is_capital(letters, at);
    let grammar = word.tag == Tag::Grammar && (word.end - word.start > 1 || joins());
    let title = letters.border(at) && context::title_starts(page, letters.at[at]);
    let other = at + 1 < form && stops::ends_body(page, letters, at + 1);
    let parted = || at + LEAST < form && parties::begin(page, letters, at + 1, true);
    grammar || title || other || parted() || stops::in_no_body(page, &word)
}

/// Whether a listed place begins before a byte and goes on behind it: 大连 is no 连.
fn inside_place(page: &Page<'_>, byte: u32) -> bool {
    let near = page.hits_from(byte.saturating_sub(LISTED)).iter().take_while(|hit| hit.span.start < byte);
    near.into_iter().any(|hit| hit.span.end > byte && hit.uses.has(Use::PLACE))
}

/// Lone characters of grammar that stand in no name of a firm.
const IN_NONE: Class = Class::JOINT.with(Class::DIRECTION);
/// Characters that point at somebody, and name nobody: 某, 其, 是.
const NOBODY: Class = Class::POINTER.with(Class::ANONYMOUS).with(Class::AUXILIARY);

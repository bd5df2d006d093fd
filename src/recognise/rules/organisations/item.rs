//! Bodies that print sets apart: what fills an item of a list, a line or a cell, begins with a listed name and ends as bodies do
//! is one body, whatever words jieba sees inside: 瑞金市 + 红都农产品冷链 + 有限公司, 泰和县人民法院 + 立案庭.

use super::{branch, own, whole::Whole};
use crate::dictionary::{Class, Cue, Hit, Sign, Suffix, TitleClass, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Listed, apart, places::township, stops};
use crate::text::{Gap, Tag};

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.item", points: 14, beyond: 24 };
/// Most characters of such a body, and fewest between the listed name and its end.
const LONGEST: usize = 28;
const CORE: usize = 2;
/// Most digits of the number of a row.
const ROW: usize = 3;
/// Fewest and most characters of a name that no listed one begins.
const OWN: std::ops::RangeInclusive<usize> = 2..=8;
/// Characters of the shortest weak suffix that is enough.
const WEAK: usize = 2;

/// Pushes the bodies that fill an item.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    for (hit, form, end) in endings(letters, |end| letters.border(end)) {
        let vague = || page.signs().has(Sign::Vague, hit.span.of(page.text()));
        let enough = |suffix: &Suffix| suffix.strong || end - form >= WEAK && !vague();
        let title = stops::is_party_title(page, letters, (form, end));
        if title || !ends_item(page, letters, end) || !suffix(page, hit).is_some_and(enough) {
            continue;
        }
        let start = begin(page, letters, form);
        let span = letters.span(start, end);
        if end - start <= LONGEST
            && starts_item(page, letters, start)
            && !listed.contains(&span)
            && !page.quote_at(span.start, Gap::Open)
            && !apart::are_two(page, letters, (start, end))
            && (named(page, letters, (start, form)) || own(page, letters, (start, form, end)))
        {
            out.push(RULE.body(page, letters, (start, end)));
        }
    }
}

/// The suffixes of bodies that end where one may be over, the longest at each end, with the characters they stand between.
pub(super) fn endings<F: Fn(usize) -> bool>(
    letters: &Letters,
    over: F,
) -> impl Iterator<Item = (&Hit, usize, usize)> + use<'_, F> {
    let mut last = 0;
    letters.hits(Use::BODY_SUFFIX).iter().filter_map(move |hit| {
        let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        // Of suffixes with one end the longest comes first.
        let longest = end > last && over(end);
        longest.then(|| last = end).map(|()| (hit, form, end))
    })
}

/// What the lists say of a suffix that is one.
pub(super) fn suffix<'a>(page: &Page<'a>, hit: &Hit) -> Option<&'a Suffix> {
    let cue = |cue: &'a Cue| if let Cue::Suffix(suffix) = cue { Some(suffix) } else { None };
    page.form(hit.form).cues.iter().find_map(cue).filter(|suffix| !suffix.never)
}

/// Where the unbroken letters before a character begin.
fn begin(page: &Page<'_>, letters: &Letters, form: usize) -> usize {
    let stops =
        |n: usize| !letters.letter(n - 1) || page.space_at(letters.at[n]) || is_numbered(page, letters, n);
    (form.saturating_sub(LONGEST)..=form).rev().find(|&n| n == 0 || stops(n)).unwrap_or(form)
}

/// Whether an item of a list, a line or a cell begins at a character.
fn starts_item(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let mark = |n: usize| matches!(letters.chars[n], '\n' | '、' | '；' | '：');
    at.checked_sub(1).is_none_or(mark) || page.space_at(letters.at[at]) || is_numbered(page, letters, at)
}

/// Whether the number of a row stands before a character: 5 + 乐东县佛罗中心卫生院.
fn is_numbered(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let digit = |n: usize| letters.chars[n].is_ascii_digit();
    let digits = (1..=ROW).take_while(|&back| at.checked_sub(back).is_some_and(digit)).count();
    let from = at - digits;
    let open = || from == 0 || letters.chars[from - 1] == '\n' || page.space_at(letters.at[from]);
    digits > 0 && !digit(at) && open()
}

/// Whether one ends there, or what somebody is stands there, and his name or the end behind it.
fn ends_item(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let ends = |at: usize| {
        matches!(letters.char(at), None | Some('\n' | '、' | '；')) || page.space_at(letters.at[at])
    };
    let title = |cue: &Cue| matches!(cue, Cue::Title(title) if title.class.is_post());
    let titled = || page.cue_at(letters.at[at], |cue| title(cue).then_some(()));
    ends(at) || titled().is_some_and(|(title, ())| ends(letters.number(title.span.end)))
}

/// Whether a band or a cooperative fills what stands between two gaps or ends of lines, and its name is no everyday words alone:
/// 雄关 + 侗锦坊.
fn own(page: &Page<'_>, letters: &Letters, (start, form, end): (usize, usize, usize)) -> bool {
    let gap = |at: usize| at == 0 || at >= letters.len() || page.space_at(letters.at[at]);
    let line = |n: Option<usize>| n.is_some_and(|n| letters.char(n) == Some('\n'));
    let apart = (gap(start) || line(start.checked_sub(1))) && (gap(end) || line(Some(end)));
    let text = letters.span(form, end).of(page.text());
    apart
        && OWN.contains(&(form - start))
        && page.signs().end(Sign::Band, text)
        && (start..form).any(|n| own::names(page, letters, n))
        && (start..form).all(|n| fits(page, letters, (start, n)) && !acts(letters, n))
}

/// Whether a listed place, township or body begins an item, and nothing between it and the suffix speaks against a body.
fn named(page: &Page<'_>, letters: &Letters, (start, form): (usize, usize)) -> bool {
    let body = branch::own_body(page, letters, start);
    let core = |hit: &&Hit| {
        let name = hit.uses.has(Use::PLACE) || body && hit.uses.has(Use::NAME);
        name && letters.number(hit.span.end) + CORE <= form
    };
    let listed = page.hits_at(letters.at[start]).iter().find(core).map(|hit| letters.number(hit.span.end));
    let town = || township::end(page, letters, start).filter(|end| end + CORE <= form);
    listed.filter(|_| page.marks.name_starts(letters.at[start])).or_else(town).is_some_and(|from| {
        let joined = matches!(letters.chars[from], '和' | '与' | '及') && letters.word(from).end == from + 1;
        !joined && !acts(letters, from) && (from..form).all(|n| fits(page, letters, (from, n)))
    })
}

/// Whether a character may stand in the name of a body, `from` where its own name begins: no grammar, and no other name behind
/// a body or a verb.
pub(super) fn fits(page: &Page<'_>, letters: &Letters, (from, at): (usize, usize)) -> bool {
    let word = letters.word(at);
    let class = page.class(letters.chars[at]);
    let grammar = word.tag == Tag::Grammar && (word.end - word.start > 1 || class.has(Class::PARTICLE));
    let name = |hit: &Hit| hit.uses.has(Use::NAME);
    let other = || {
        at > from
            && page.marks.name_starts(letters.at[at])
            && letters.border(at)
            && page.hits_at(letters.at[at]).iter().any(name)
            && (acts(letters, at - 1) || stops::ends_body(page, letters, at))
    };
    // 淮城分院 + 和 + 安丰镇卫生院.
    let joins = class.has(Class::JOINT) && at > from && stops::ends_body(page, letters, at);
    !(grammar || joins || class.has(Class::POINTER) || stops::in_no_body(page, &word) || other())
}

/// Whether the title of who leads a body ends at a byte: 联合国 + 副秘书长 + 兼…, 基辅市 + 市长 + 克里奇科.
pub(super) fn leads(page: &Page<'_>, byte: u32) -> bool {
    page.title_ending(byte) == Some(TitleClass::Office)
}

/// Whether a verb of two characters or more holds a character.
fn acts(letters: &Letters, n: usize) -> bool {
    letters.word(n).tag == Tag::Verb && letters.word(n).end > letters.word(n).start + 1
}

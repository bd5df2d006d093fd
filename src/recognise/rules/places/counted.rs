//! Places that only their surroundings tell from everyday words: lists that a count of places ends (美姑、喜德、越西三县;
//! those that the count tells the sort of: `counted_sorts`), and the place of a dateline (本报日照5月18日电).

use crate::dictionary::{Class, Hit, Role, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, is_han};

/// The rule for counted lists.
pub(in crate::recognise::rules) const LIST: &str = "place.counted";
/// The rule for datelines.
pub(in crate::recognise::rules) const DATELINE: &str = "place.dateline";

/// Points of such a place.
const POINTS: i32 = 30;
/// Most characters of the name of a listed place, and most bytes of one before it.
const LONGEST: usize = 5;
const PLACE: u32 = 36;
/// Characters looked back on at most for the mark before an item.
const FAR: usize = 100;

/// Proposals for the places of counted lists.
pub(in crate::recognise::rules) fn lists(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let counts = letters.digits.iter().copied().filter(|&n| n > 0 && !is_number(letters, n - 1));
    let listed = counts.filter_map(|n| {
        let end = number_end(letters, n);
        let small = counts_villages(page, letters, end);
        (small || counts_places(page, letters, end)).then(|| items(page, letters, n, small))
    });
    let told = letters.all::<'等'>().filter(|&n| n > 0).filter_map(|n| {
        let small = is_small(page, letters, n + 1);
        (small || is_division(page, letters, n + 1)).then(|| items(page, letters, n, small))
    });
    listed.chain(told).flatten().collect()
}

pub(super) fn is_number(letters: &Letters, n: usize) -> bool {
    letters.roles[n].has(Role::NUMBER)
}

/// The end of the number that begins at a character.
pub(super) fn number_end(letters: &Letters, at: usize) -> usize {
    (at..letters.len()).find(|&n| !is_number(letters, n)).unwrap_or(letters.len())
}

/// Whether a number that ends at a character counts divisions: 四县, 三个市, 等9省.
fn counts_places(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let end = if letters.char(end) == Some('个') { end + 1 } else { end };
    letters.char(end).is_some_and(|c| page.class(c).has(Class::PLACES)) && letters.border(end)
}

/// Whether a number that ends at a character counts townships or villages, which ends what is said of them: 五个村 + 把….
fn counts_villages(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    letters.char(end) == Some('个') && is_small(page, letters, end + 1)
}

/// Whether the word for townships or villages stands at a character and ends what is said of them: 等乡镇 + 推广.
fn is_small(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    if !letters.char(at).is_some_and(|c| page.class(c).has(SMALL)) {
        return false;
    }
    let whole = letters.word(at).end;
    let small = |n: usize| page.class(letters.chars[n]).has(SMALL);
    let villages = || page.signs().has(Sign::Villages, letters.span(at, whole).of(page.text()));
    ((at..whole).all(small) || villages()) && ends_phrase(page, letters, whole)
}

/// Whether the word for counties or cities stands at a character, and ends what is said of them: 等县市.
fn is_division(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let division = |n: usize| letters.char(n).is_some_and(|c| page.class(c).has(Class::PLACES));
    let end = (at..at + 2).find(|&n| !division(n)).unwrap_or(at + 2);
    // 等县直部门, 等市级机关 are no counties.
    let direct = letters.char(end).is_some_and(|c| matches!(c, '直' | '级' | '属' | '内'));
    end > at && !direct && letters.border(end) && ends_phrase(page, letters, end)
}

/// Whether no noun follows that the villages only tell of: 三个村 + 的 + 医疗队, 七个乡镇 + 站所.
fn ends_phrase(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let body = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) || hit.uses.has(Use::BODY_TAIL);
    at >= letters.len()
        || !letters.letter(at)
        || letters.chars[at] != '的'
            && !matches!(
                letters.word(at).tag,
                Tag::Noun | Tag::VerbalNoun | Tag::Modifier | Tag::Body | Tag::Place
            )
            && !page.hits_at(letters.at[at]).iter().any(body)
}

/// What counted townships and villages end in.
const SMALL: Class = Class::TOWNSHIP.with(Class::VILLAGE);

/// The items of the list that ends at a character, all between list marks but the first, before which a verb may stand; those
/// of a `small` one are townships or villages.
pub(super) fn items(page: &Page<'_>, letters: &Letters, end: usize, small: bool) -> Vec<Proposal> {
    let mut end = if letters.chars[end - 1] == '等' { end - 1 } else { end };
    let mut found = Vec::new();
    loop {
        let far = end.saturating_sub(FAR);
        let from = (far..end).rev().find(|&n| !is_han(letters.chars[n])).map_or(far, |n| n + 1);
        let more = from > 0 && letters.chars[from - 1] == '、';
        let nearest = if more { from } else { from.max(end.saturating_sub(LONGEST)) };
        let last = if more { from } else { end.saturating_sub(2) };
        let fits = |&start: &usize| {
            if small {
                is_short(letters, (start, end), more)
            } else {
                is_place(page, letters, start, end) || more && is_lone(letters, (start, end))
            }
        };
        let Some(start) = listed(page, letters, (nearest, end)).or_else(|| (nearest..=last).find(fits))
        else {
            break;
        };
        found.push(Proposal { start, end, sum: POINTS });
        if !more {
            break;
        }
        end = from - 1;
    }
    let done = |item: &&Proposal| is_done(letters, item.start);
    let things = small && found.iter().filter(done).count() > 1;
    if found.len() < 2 || things {
        return Vec::new();
    }
    // 旌德、石埭二县, but no 人、车三市.
    let lone = !small && found.iter().any(|item| !is_place(page, letters, item.start, item.end));
    if lone && !found.iter().any(|item| listed(page, letters, (item.start, item.end)) == Some(item.start)) {
        return Vec::new();
    }
    found.retain(|item| small || !goes_on(page, letters, item));
    found
}

/// Whether two lone characters fill a stretch, none of them a word of a clause: 石埭.
fn is_lone(letters: &Letters, (start, end): (usize, usize)) -> bool {
    let lone = |n: usize| {
        let word = letters.word(n);
        let plain = matches!(word.tag, Tag::Grammar | Tag::Verb | Tag::Number | Tag::Measure | Tag::Side);
        word.end == word.start + 1 && !plain
    };
    end == start + 2 && (start..end).all(lone)
}

/// Where the listed place begins that ends an item: 今年 + 江苏、吉林等地.
fn listed(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Option<usize> {
    let near = letters.span(start, end);
    let mut places = page.hits_ending(near.end, near.len() as u32).filter(|hit| hit.uses.has(Use::ANY_PLACE));
    // 钱 + 江源, 北部 + 、南部.
    let whole = |&start: &usize| letters.border(start) && letters.word(start).tag != Tag::Side;
    places.next().map(|hit| letters.number(hit.span.start)).filter(whole)
}

/// Whether a listed place begins an item, or stands right before it: 浙江 + 南部, 云南 + 文山.
fn goes_on(page: &Page<'_>, letters: &Letters, item: &Proposal) -> bool {
    let (start, end) = (letters.at[item.start], letters.at[item.end]);
    let begins = |hit: &Hit| hit.span.end < end && hit.uses.has(Use::PLACE);
    page.hits_at(start).iter().any(begins)
        || page.marks.name_ends(start)
            && page.hits_ending(start, PLACE).any(|hit| hit.uses.has(Use::ANY_PLACE))
}

/// Whether what begins at a character is done, or a quality: 养殖、加工等六个村.
fn is_done(letters: &Letters, start: usize) -> bool {
    matches!(letters.word(start).tag, Tag::Verb | Tag::VerbalNoun | Tag::Adjective)
}

/// Whether a stretch may be the short name of a village, whatever else it means: 正义、温泉 + 等五个村.
/// A verb stands before the first of a list, and a mark before each other one.
fn is_short(letters: &Letters, (start, end): (usize, usize), marked: bool) -> bool {
    let led = || start > 0 && matches!(letters.word(start - 1).tag, Tag::Verb | Tag::Grammar);
    // 腊门 + 嘎.
    let sound = |n: usize| letters.roles[n].has(Role::SOUND);
    let loose = |n: usize| match letters.word(n).tag {
        Tag::Grammar => !sound(n),
        tag => matches!(tag, Tag::Number | Tag::Side),
    };
    (2..=3).contains(&(end - start)) && letters.border(start) && (marked || led()) && !(start..end).any(loose)
}

/// Whether a stretch may be a place: the short form of a listed one, or neither a word of grammar nor a noun is in it.
fn is_place(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let word = |n: usize| {
        let (word, tag) = (letters.word(n), letters.word(n).tag);
        let sort = matches!(
            tag,
            Tag::VerbalNoun
                | Tag::Side
                | Tag::Time
                | Tag::Number
                | Tag::Measure
                | Tag::Adjective
                | Tag::Modifier
        );
        matches!(tag, Tag::Grammar | Tag::Noun | Tag::Verb) || sort && word.end > word.start + 1
    };
    (2..=LONGEST).contains(&end.saturating_sub(start))
        && letters.border(start)
        && (!(start..end).any(word) || full_name(page, letters.span(start, end).of(page.text())).is_some())
}

/// The full name of a listed place, where this is its short form and no alias: 美姑县 for 美姑, 互助土族自治县 for 互助.
pub(in crate::recognise::rules) fn full_name(page: &Page<'_>, short: &str) -> Option<String> {
    let listed = |unit: &char| {
        let text = format!("{short}{unit}");
        let form = page.known.gazetteer.find(&text).filter(|form| !form.entities.is_empty())?;
        Some(match form.entities[..] {
            [(only, _)] => page.known.dictionary.entity(only).named.name.clone(),
            _ => text,
        })
    };
    page.known.characters.completing().iter().find_map(listed)
}

/// Proposals for the places of datelines: what stands between 本报 or an agency and the day.
pub(in crate::recognise::rules) fn datelines(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let days = letters.all::<'电'>().chain(letters.all::<'讯'>()).filter(|&n| n >= 3);
    days.filter_map(|n| place_before(page, letters, n)).collect()
}

/// The place before the day that ends at a character.
fn place_before(page: &Page<'_>, letters: &Letters, end: usize) -> Option<Proposal> {
    let day = |n: usize| letters.chars[n].is_ascii_digit() || matches!(letters.chars[n], '月' | '日' | '年');
    let place_end = (0..end).rev().find(|&n| !day(n))? + 1;
    if place_end == end || !letters.chars[place_end].is_ascii_digit() {
        return None;
    }
    let from = place_end.saturating_sub(LONGEST);
    let start =
        (from..place_end - 1).find(|&n| n > 0 && page.class(letters.chars[n - 1]).has(Class::AGENCY))?;
    let whole = (start..place_end).all(|n| is_han(letters.chars[n]));
    (whole && !page.space_inside(letters.span(start, place_end))).then_some(Proposal {
        start,
        end: place_end,
        sum: POINTS,
    })
}

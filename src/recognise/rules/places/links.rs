//! One link of a chain of places: 深渡镇, 岜扒村, and what its name may be made of. How links follow each other: `chain`.

use super::{below, township};
use crate::dictionary::{Class, Cue, Hit, Level, PlaceClass, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::context::{before_name_starts, tells_deed};
use crate::recognise::rules::{organisations::staffed, stops};
use crate::text::{Span, Tag};

/// Most characters between the listed place and the next link's suffix.
const LINK: usize = 5;
/// The same where the township is that of a people: 布朗山 + 布朗族乡.
const PEOPLE: usize = 7;

/// The end of the link that starts at a character: some characters, then 镇, 村, 社区 or 路; if there is none, 山, 岛 and the
/// like, if they are `natural` there.
pub(super) fn link(page: &Page<'_>, letters: &Letters, start: usize, natural: bool) -> Option<usize> {
    if !letters.letter(start) {
        return None;
    }
    if !ends_near(page, letters, start) {
        return town(page, letters, start);
    }
    // The next of a list of places: 斗阁村 + 云县…. Wide gaps part cells.
    if page.wide_at(letters.at[start])
        || page.hits_at(letters.at[start]).iter().any(|hit| is_county(page, hit))
    {
        return None;
    }
    if let Some(end) = township::end(page, letters, start) {
        return Some(end);
    }
    // White space parts the columns of a table.
    if page.space_at(letters.at[start]) {
        return None;
    }
    let last = reach(page, letters, start);
    let ends = |class: PlaceClass| {
        (start + 1..=last).filter_map(move |at| suffix_end(page, letters, start, at, class))
    };
    let division = ends(PlaceClass::Division).next().map(|end| whole(page, letters, start, end));
    let division =
        division.or_else(|| below::end(page, letters, start)).or_else(|| town(page, letters, start));
    division.or_else(|| ends(PlaceClass::Natural).next_back().filter(|_| natural))
}

/// The end of the short form of a township right behind its county, where what follows leaves it whole: 泾县 + 茂林 + 的老人.
fn town(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let word = letters.word(start);
    if word.tag != Tag::Place || word.start != start {
        return None;
    }
    let end = word.end;
    let side = |n: usize| page.class(letters.chars[n]).has(Class::CONTRAST_SIDE);
    // 西吉县 + 新建 + 了.
    let acts = letters.char(end).is_some_and(tells_deed);
    let whole = end >= letters.len()
        || !letters.letter(end)
        || !acts
            && matches!(letters.word(end).tag, Tag::Grammar | Tag::Number)
            && !page.space_at(letters.at[end]);
    let county = |hit: &Hit| {
        let mut entities = page.form(hit.form).entities.iter();
        let level = |entity| page.known.dictionary.entity(entity).level;
        hit.uses.has(Use::PLACE) && entities.any(|&(entity, _)| level(entity) == Some(Level::County))
    };
    (whole
        && !(start..end).any(side)
        && page.hits_ending(letters.at[start], LONGEST).any(county)
        && township::short_end(page, letters, start) == Some(end))
    .then_some(end)
}

/// Characters behind which no link ends.
const FAR: usize = 12;

/// Whether a place may end near a character: behind most places none does.
fn ends_near(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let last = (start + FAR).min(letters.len());
    (start + 1..=last).any(|n| page.marks.place_ends(letters.at[n]))
}

/// Whether a hit names a county or what contains counties, with its level.
fn is_county(page: &Page<'_>, hit: &Hit) -> bool {
    let dictionary = &page.known.dictionary;
    let county = |level: Option<Level>| level.is_some_and(|level| level <= Level::County);
    let full = || page.before(hit.span.end).is_some_and(|c| page.class(c).has(Class::LEVEL));
    let mut entities = page.form(hit.form).entities.iter();
    hit.uses.has(Use::PLACE) && full() && entities.any(|&(entity, _)| county(dictionary.entity(entity).level))
}

/// The last character at which the suffix of a link may begin.
fn reach(page: &Page<'_>, letters: &Letters, start: usize) -> usize {
    let last = (start + PEOPLE).min(letters.len().saturating_sub(1));
    // 下党乡走 + 到 + 福安市.
    let until = |n: usize| page.class(letters.chars[n]).has(Class::UNTIL);
    let parts = |n: usize| until(n) || n > start && page.space_at(letters.at[n]);
    (start..=last).find(|&n| !plain(page, letters, n) || parts(n)).unwrap_or(last)
}

/// The end of a link whose first suffix ends at a character: the village that gave a town its name ends in a suffix too
/// (石屯 + 镇); what is listed is whole.
fn whole(page: &Page<'_>, letters: &Letters, start: usize, mut end: usize) -> usize {
    if page.fills(letters.span(start, end), Use::NAME) && !gives_name(page, letters, end) {
        return end;
    }
    while let Some(next) = suffix_end(page, letters, start, end, PlaceClass::Division) {
        end = next;
    }
    end
}

/// Whether a listed name that ends in no level is that of a village: 东营 + 村, but 东河镇 + 村, 东营 + 区.
fn gives_name(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let village = |n: usize| ends_in(page, letters, n, Class::VILLAGE);
    village(end)
        && letters.border(end + 1)
        && !ends_in(page, letters, end - 1, Class::LEVEL.with(Class::TOWNSHIP))
}

/// The end of a suffix of a class at `at`, if what begins at `start` may be its name.
fn suffix_end(
    page: &Page<'_>,
    letters: &Letters,
    start: usize,
    at: usize,
    class: PlaceClass,
) -> Option<usize> {
    let natural = class == PlaceClass::Natural;
    if at - start > LINK && letters.chars[at - 1] != '族' || natural && at - start < 2 {
        return None;
    }
    let (hit, ()) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::PlaceSuffix(suffix) => (suffix.min < 2 && suffix.class == class).then_some(()),
        _ => None,
    })?;
    let end = letters.number(hit.span.end);
    let word = letters.word(at);
    let part = matches!(word.tag, Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Time)
        || natural && word.tag == Tag::Person;
    let inside = word.start < at && part;
    // A river or a mountain that is listed lies in many places.
    let other =
        natural && (page.fills(letters.span(start, end), Use::NAME) || acts(page, letters, start, at));
    // 礼县 + 两县: a count, and no name.
    let counts = at == start + 1
        && letters.roles[start].has(Role::NUMBER)
        && page.class(letters.chars[at]).has(Class::LEVEL.with(Class::TOWNSHIP));
    // 市文联 + 驻 + 云县.
    let from = letters.at[start];
    let mut near = page.hits_ending(letters.at[end], letters.at[end] - from);
    // 筠连县 + 滑坡 is no slope.
    let none = |hit: &Hit| natural && is_none(page, hit);
    let ends_other = near.any(|hit| hit.span.start > from && is_county(page, hit) || none(hit));
    let free = !inside && !other && !counts && !ends_other;
    let whole = letters.border(end) || beside(page, letters, at, end);
    let free = free
        && !(natural && (stops::mirrors(letters, (start, end)) || was(page, letters, end)))
        && !staffed::is_led(page, letters, (start, end));
    (free && whole && own(page, letters, start, at, end)).then_some(end)
}

/// Whether a hit is a word that only looks like the end of a place.
fn is_none(page: &Page<'_>, hit: &Hit) -> bool {
    let never = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.never);
    hit.uses.has(Use::PLACE_SUFFIX) && page.form(hit.form).cues.iter().any(never)
}

/// Whether a word made of a suffix and a side begins at a character: 雨亭 + 村东, 大营 + 村口, but 县上.
fn beside(page: &Page<'_>, letters: &Letters, at: usize, end: usize) -> bool {
    let (word, class) = (letters.word(at), |n: usize| page.class(letters.chars[n]));
    let side = || class(end).has(Class::CONTRAST_SIDE) || letters.chars[end] == '口';
    word.start == at && word.end == end + 1 && !class(at).has(Class::LEVEL) && side()
}

/// Whether a verb or a body stands in a range (讨 + 小海, 公安局 + 七里河), or one word fills it and its suffix.
fn acts(page: &Page<'_>, letters: &Letters, start: usize, at: usize) -> bool {
    let verb = |n: usize| matches!(letters.word(n).tag, Tag::Verb | Tag::VerbalNoun);
    letters.word(start).end > at || (start..at).any(|n| verb(n) || stops::ends_body(page, letters, n + 1))
}

/// Whether a word for who was something ends before a character, and his title stands behind it: 大林镇 + 原 + 党委书记.
fn was(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    page.class(letters.chars[end - 1]).has(Class::FORMER) && before_name_starts(page, letters.at[end])
}

/// Longest suffix of divisions that is looked for, in bytes.
const LONGEST: u32 = 60;

/// Whether a name ends as townships and villages do.
pub(in crate::recognise::rules) fn is_township(page: &Page<'_>, name: Span) -> bool {
    page.marks.place_ends(name.end) && {
        let mut suffixes = page.hits_ending(name.end, LONGEST.min(name.len() as u32));
        suffixes.any(|hit| hit.uses.has(Use::DIVISION) && hit.span.start > name.start)
    }
}

/// Characters of names: lone characters that are no words of grammar, or parts of names and of short nouns.
fn plain(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let ends = |n: usize| ends_in(page, letters, n, Class::TOWNSHIP);
    let counts = || matches!(letters.word((word.end).min(letters.len() - 1)).tag, Tag::Measure | Tag::Noun);
    letters.letter(n)
        && match (word.end - word.start, word.tag) {
            (1, Tag::Grammar) => page.role(letters.chars[n]).has(Role::SOUND),
            // 昂思多镇 + 和谐社区: the suffix is part of the word.
            (_, Tag::Phrase) => ends_in(page, letters, word.end - 1, Class::GRASSROOTS),
            // 鸠江区 + 二坝镇.
            (1, Tag::Number) => !counts() || letters.word(word.end).tag == Tag::Noun && ends(n + 2),
            // 旬邑县 + 张洪镇, but 三个镇.
            (1, Tag::Measure) => n > 0 && letters.word(n - 1).tag == Tag::Place,
            (2, Tag::Number) => numbered(page, letters, word.end),
            (1, _) => true,
            (2, Tag::Adjective) => goes_on(page, letters, word.end),
            // 长安镇 + 前进村, but 推进村务.
            (2, Tag::Verb) => ends_village(page, letters, word.end) && !stops::in_no_body(page, &word),
            (2, Tag::Grammar | Tag::Side | Tag::Time) => false,
            (2, _) => !stops::in_no_body(page, &word),
            (_, tag) => matches!(tag, Tag::Place | Tag::Person | Tag::Proper | Tag::Body),
        }
}

/// Whether the last character of villages and townships stands there, a word of its own.
fn ends_village(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let ends = ends_in(page, letters, at, Class::VILLAGE.with(Class::TOWNSHIP));
    ends && letters.border(at) && letters.border(at + 1)
}

/// Whether a character of a class stands there.
fn ends_in(page: &Page<'_>, letters: &Letters, at: usize, class: Class) -> bool {
    letters.char(at).is_some_and(|c| page.class(c).has(class))
}

/// Whether a township's own name ends in a number there (三排 + 镇), and nothing is counted (三个 + 镇).
fn numbered(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let counts = page.class(letters.chars[end - 1]).has(Class::RECKONED);
    !counts && ends_in(page, letters, end, Class::TOWNSHIP)
}

/// Whether a lone character that is no suffix follows: 太平 + 溪镇, but not 文明 + 村.
fn goes_on(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let division = |cue: &Cue| match cue {
        Cue::PlaceSuffix(suffix) if suffix.class == PlaceClass::Division => Some(()),
        _ => None,
    };
    letters.letter(at) && letters.word(at).end == at + 1 && page.cue_at(letters.at[at], division).is_none()
}

/// The core is no word that a list says is never a name (周边, 农村), nor is it with its suffix.
fn own(page: &Page<'_>, letters: &Letters, start: usize, at: usize, end: usize) -> bool {
    let ignore = &page.known.dictionary.rules.ignore;
    let text = |end: usize| letters.span(start, end).of(page.text());
    !ignore.contains_key(text(at)) && !ignore.contains_key(text(end)) && text(end) != "行政区"
}

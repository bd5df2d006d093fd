//! Persons of whom a bracket behind the name tells, whatever words it is made of: their sex or people (尹花椒（女，武都区人）,
//! 班吉次让（藏族）), a pen name, their years, where a picture shows them (温暖（右二）).

use super::repeated;
use crate::dictionary::{Role, Sign};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, context};
use crate::text::{Tag, Words, is_han, is_numeral};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.bracketed";
/// Points of such a name.
const POINTS: i32 = 25;
/// Characters of names, the usual ones first.
const LENGTHS: [usize; 3] = [3, LEAST, MOST];
const LEAST: usize = 2;
const MOST: usize = 4;
/// Most characters of the name of a people.
const PEOPLE: usize = 6;
/// Most characters of what a bracket tells of a person: 女，蒙古族，1990年生.
const ASIDE: usize = 16;
/// Digits of a year.
const YEAR: usize = 4;
/// Most characters of a school.
const SCHOOL: usize = 20;
/// Most characters of a place in a picture.
const SIDE: usize = 5;

/// Proposals for the names before such brackets.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let bracket = letters.all::<'（'>().filter(|&n| n >= LEAST);
    bracket.filter_map(|n| before(page, letters, n)).collect()
}

fn before(page: &Page<'_>, letters: &Letters, end: usize) -> Option<Proposal> {
    let sex = tells_sex(letters, end + 1);
    if !sex && !tells_people(letters, end + 1) {
        return told(page, letters, end);
    }
    let han = |start: usize| letters.chars[start..end].iter().all(|&c| is_han(c));
    let led = |start: usize| is_elected(page, letters, (start, end));
    let fits = |&start: &usize| {
        han(start) && (begins(page, letters, start) || led(start)) && !parts(letters, start, end)
    };
    let start = LENGTHS.into_iter().filter_map(|length| end.checked_sub(length)).find(fits)?;
    let whole = page.normal.gaps_inside(letters.span(start, end)).is_empty();
    let name = whole && is_shaped(page, letters, (start, end), sex) && !is_thing(page, letters, (start, end));
    name.then_some(Proposal { start, end, sum: POINTS })
}

/// Whether a verb stands before a name of a surname and what ends given names: 补选 + 安顺才（仡佬族）.
fn is_elected(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let verb = |n: usize| letters.word(n).tag == Tag::Verb && letters.word(n).end > letters.word(n).start + 1;
    end < start + MOST
        && letters.border(start)
        && start > 0
        && verb(start - 1)
        && letters.roles[start].has(Role::BEGINS_SURNAME)
        && letters.word(start).tag != Tag::Grammar
        && page.known.characters.given(letters.chars[end - 1]).sort() > 0
}

/// The name before what a bracket tells otherwise. Behind a word that leads to it the name is no everyday word.
fn told(page: &Page<'_>, letters: &Letters, end: usize) -> Option<Proposal> {
    let alias = tells_alias(page, letters, end + 1);
    let told = || {
        tells_years(letters, end + 1) || tells_side(letters, end + 1) || tells_school(page, letters, end + 1)
    };
    if !alias && !told() {
        return None;
    }
    let fits = |&start: &usize| {
        let name = Proposal { start, end, sum: POINTS };
        let plain = || repeated::is_person(page, letters, &name);
        let led = || leads(letters, start) && plain();
        let own = || alias && begins(page, letters, start) || plain();
        letters.chars[start..end].iter().all(|&c| is_han(c))
            && (begins(page, letters, start) && own() || led())
            && letters.roles[start].has(Role::BEGINS_SURNAME)
            && page.known.characters.given(letters.chars[end - 1]).sort() > 0
            && page.normal.gaps_inside(letters.span(start, end)).is_empty()
            && !stands_for(page, letters, (start, end))
    };
    let start = [LENGTHS[0], LEAST].into_iter().filter_map(|length| end.checked_sub(length)).find(fits)?;
    Some(Proposal { start, end, sum: POINTS })
}

/// Whether a stretch is a word for who somebody is, or ends with one.
fn stands_for(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    context::person_ends(page, letters.at[end])
        || (start..start + 2).any(|start| context::is_title(page, letters, (start, end)))
}

/// Whether a word stands before a character that names follow: 图为 + 周雨晴（左二）, 帮助 + 李强（右）.
fn leads(letters: &Letters, at: usize) -> bool {
    let word = at.checked_sub(1).map(|n| letters.word(n));
    letters.border(at) && word.is_some_and(|word| matches!(word.tag, Tag::Verb | Tag::Grammar))
}

/// Whether a bracket tells another name of somebody: （笔名）, （本名李大山）.
fn tells_alias(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    at < letters.len() && page.signs().begin(Sign::Alias, &page.text()[letters.at[at] as usize..])
}

/// Whether a bracket begins with the year of a birth: （1923—2001）, （1953年生）, （1990年出生，…）.
fn tells_years(letters: &Letters, at: usize) -> bool {
    let digit = |n: usize| letters.char(n).is_some_and(|c| c.is_ascii_digit());
    let year = |at: usize| (at..at + YEAR).all(digit) && !digit(at + YEAR);
    let until = |n: usize| matches!(letters.char(n), Some('—' | '-' | '－' | '～' | '~'));
    let rest = |n: usize| letters.char(n);
    let dash = at + YEAR;
    let second = (dash..dash + 2).find(|&n| !until(n)).unwrap_or(dash + 2);
    let lived =
        until(dash) && (year(second) && rest(second + YEAR) == Some('）') || rest(second) == Some('）'));
    let born = rest(dash) == Some('年')
        && (rest(dash + 1) == Some('生') || rest(dash + 1) == Some('出') && rest(dash + 2) == Some('生'));
    year(at) && (lived || born)
}

/// Whether a bracket says where somebody stands in a picture: （右）, （左二）, （前排中）.
fn tells_side(letters: &Letters, at: usize) -> bool {
    let within = |n: &usize| {
        letters
            .char(*n)
            .is_some_and(|c| is_numeral(c) || matches!(c, '前' | '后' | '左' | '右' | '中' | '排' | '起'))
    };
    let end = (at..at + SIDE).find(|n| !within(n)).unwrap_or(at + SIDE);
    let side = |n: usize| matches!(letters.chars[n], '左' | '右' | '中');
    end > at && letters.char(end) == Some('）') && (at..end).any(side)
}

/// Whether a surname begins a name, or no everyday word is in it. Of names without a surname before a people most have
/// four characters: 锅庄（藏族） is a dance, and so is 芦笙舞（苗族）, which ends as no name does.
fn is_shaped(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), sex: bool) -> bool {
    let surname = page.role(letters.chars[start]).has(Role::BEGINS_SURNAME);
    let named = |tag: Tag| matches!(tag, Tag::None | Tag::Person | Tag::Place | Tag::Proper);
    let lone =
        (start..end).map(|n| letters.word(n)).all(|word| word.end == word.start + 1 || named(word.tag));
    let long = end - start == MOST || sex && end - start > LEAST;
    let given = page.known.characters.given(letters.chars[end - 1]).sort() > 0;
    surname && end - start < MOST && (sex || given) || lone && long
}

/// Whether a stretch is a word for a thing, a trade or what people do: 服务员（女）, 短跑（男）, 马头琴（蒙古族）.
fn is_thing(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let (text, words) = (letters.span(start, end).of(page.text()), Words::shared());
    words.has(text) && !matches!(words.tag(text), Tag::Person | Tag::Adjective)
        || context::person_ends(page, letters.at[end])
        || context::is_title(page, letters, (start, end))
        || context::is_title(page, letters, (start + 1, end))
}

/// Whether a name would begin with a word that rather stands before one: 任命 + 李斌（女）, 焊工 + 王芳（女）, 和.
fn parts(letters: &Letters, start: usize, end: usize) -> bool {
    let word = letters.word(start);
    let stands = matches!(word.tag, Tag::Verb | Tag::VerbalNoun | Tag::Noun | Tag::Grammar);
    stands && word.end <= start + 2 && end == start + MOST
}

/// Whether the school of somebody fills a bracket: （生物医药与食品工程学院）.
fn tells_school(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let close = (at + LEAST..letters.len().min(at + SCHOOL)).find(|&n| !letters.letter(n));
    close.is_some_and(|close| {
        letters.chars[close] == '）'
            && page.signs().end(Sign::School, letters.span(at, close).of(page.text()))
    })
}

/// Whether a bracket begins with the sex of somebody: （女）, （男，汉族）.
fn tells_sex(letters: &Letters, at: usize) -> bool {
    matches!(letters.char(at), Some('女' | '男'))
        && matches!(letters.char(at + 1), Some('）' | '，' | '、' | ',' | '；'))
}

/// Whether the bracket that a character closes tells of a person: 官秀满（女 + ）.
pub(in crate::recognise::rules) fn closes(letters: &Letters, close: usize) -> bool {
    let open = (close.saturating_sub(ASIDE)..close).rev().find(|&n| letters.chars[n] == '（');
    open.is_some_and(|open| tells_sex(letters, open + 1) || tells_people(letters, open + 1))
}

/// Whether a bracket holds the name of a people alone.
fn tells_people(letters: &Letters, at: usize) -> bool {
    let close = (at..letters.len().min(at + PEOPLE + 1)).find(|&n| letters.chars[n] == '）');
    close.is_some_and(|close| close > at + 1 && letters.chars[close - 1] == '族')
}

/// Whether a name may begin at a character: behind a mark that joins no names, a gap or a title.
fn begins(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let joins = matches!(letters.chars[before], '·' | '-' | '—');
    !letters.letter(before) && !joins
        || page.space_at(letters.at[at])
        || context::office_ends(page, letters.at[at])
}

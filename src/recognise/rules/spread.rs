//! Names that print sets apart: two or three lone characters with a space between them (陈 璐, 韦 春 燕), rolls of honour, where nothing but
//! names and spaces stands, and the first column of a table. Here even an everyday word is a name (危 险, 易拉罐).

use super::{Proposal, byline, context};
use crate::dictionary::{Class, Hit, Role, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Tag, Words, is_han};

/// The rule's id on its mentions.
pub(super) const RULE: &str = "person.spread";
/// Points of a name in a roll, and of a spread one.
const POINTS: i32 = 40;
/// Least names of a roll.
const ROLL: usize = 4;
/// Least names of a column.
const COLUMN: usize = 3;
/// Most digits of the number of a row.
const ROW: usize = 3;

/// Proposals for spread names and the names of rolls.
pub(super) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    let mut column = Vec::new();
    let mut start = 0;
    for end in letters.all::<'\n'>().chain([letters.len()]) {
        let line = letters.span(start, end);
        // Nothing else parts names.
        let spaced = page.space_inside(line);
        let parted = spaced || letters.holds::<'（'>(start, end);
        match parted.then(|| cell(page, letters, start, end)).flatten() {
            Some(name) => column.push(name),
            None if column.is_empty() => {}
            None => found.extend(of_column(page, letters, std::mem::take(&mut column))),
        }
        if parted {
            match roll(page, letters, start, end) {
                Some(names) => found.extend(names),
                None if spaced => pairs(page, letters, (start, end), &mut found),
                None => {}
            }
        }
        start = end + 1;
    }
    found.extend(of_column(page, letters, column));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

/// The first cell of a line, if it is as long as names are and more follows behind white space or an aside.
fn cell(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> Option<(usize, usize)> {
    let (stop, name) = (start < end).then(|| unit(page, letters, start, end))??;
    let apart = stop + 2 < end && (page.space_at(letters.at[stop]) || letters.chars[stop] == '（');
    (name && apart).then_some((start, stop))
}

/// The cells of a column of names: at least three, most of which begin with a surname and are no everyday word or place.
fn of_column(page: &Page<'_>, letters: &Letters, cells: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let likely = |&&(start, stop): &&(usize, usize)| {
        let word = letters.word(start);
        let listed = |hit: &Hit| hit.span.end == letters.at[stop] && hit.uses.has(Use::PLACE);
        named(page, letters, start, stop)
            && (word.end < stop || word.tag == Tag::Person)
            && !page.hits_at(letters.at[start]).iter().any(listed)
    };
    let names = cells.iter().filter(likely).count();
    if names < COLUMN || names * 4 < cells.len() * 3 {
        return Vec::new();
    }
    // 经各县（市）推荐.
    let points = |&n: &usize| page.class(letters.chars[n]).has(Class::POINTER);
    let name = |&(start, stop): &(usize, usize)| {
        named(page, letters, start, stop) && !(start..stop).any(|n| points(&n))
    };
    cells.into_iter().filter(name).collect()
}

/// The lone characters of a line, paired; a line of lone characters alone is a heading.
fn pairs(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), out: &mut Vec<(usize, usize)>) {
    let mut at = start;
    // No run goes on but over white space.
    while let Some(space) =
        page.next_space(letters.at[(at + 1).min(end)]).filter(|&space| space < letters.at[end])
    {
        at = letters.number(space) - 1;
        let stop = lone_run(page, letters, at, end);
        let heading = at == start && stop == end;
        let triple = three(page, letters, (at, stop), end).or_else(|| one_and_two(page, letters, at, end));
        if let Some(triple) = triple.filter(|_| !heading) {
            out.push(triple);
            at = triple.1;
            continue;
        }
        // 向 阳 + 车 晓东.
        if stop == at + 3 && !heading && another(page, letters, at + 2, stop) {
            out.extend([(at, at + 2)].into_iter().filter(|&name| may_be_name(page, letters, name)));
            at += 2;
            if let Some(name) = one_and_two(page, letters, at, end) {
                out.push(name);
                at = name.1;
            }
            continue;
        }
        // 张 伟 + 男, 张 伟 + 摄.
        let behind = |n: usize| {
            page.class(letters.chars[n]).has(Class::CONTRAST_SEX) || byline::signs_off(page, letters, n)
        };
        let last = if stop > at && behind(stop - 1) { stop - 1 } else { stop };
        if (last - at).is_multiple_of(2) && !heading {
            let names = (at..last).step_by(2).map(|n| (n, n + 2));
            // 工 作 单 位.
            let head = |name: (usize, usize)| {
                let surname = page.role(letters.chars[name.0]).has(Role::BEGINS_SURNAME);
                !surname && !is_cue(page, letters, name.0, name.1) && is_word(&text(letters, name))
            };
            if last > at + 2 && names.clone().any(head) {
                at = stop;
                continue;
            }
            out.extend(names.filter(|&name| may_be_name(page, letters, name) && !is_row_word(letters, name)));
        }
        at = stop.max(at + 1);
    }
}

/// The end of the run of lone characters, parted by nothing but space, that starts at a character.
fn lone_run(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> usize {
    let space = |n: usize| n < letters.len() && page.space_at(letters.at[n]);
    let free = |n: usize| !letters.letter(n - 1) || !letters.letter(n) || numbered(letters, n);
    let apart = |n: usize| n == 0 || n >= end || space(n) || free(n);
    let lone = |n: usize| is_han(letters.chars[n]) && apart(n) && apart(n + 1);
    let mut stop = start;
    while stop < end && lone(stop) && (stop == start || space(stop) && !page.wide_at(letters.at[stop])) {
        stop += 1;
    }
    stop
}

/// A name of three characters with a space between each two, where three lone ones stand or the third begins what goes on
/// without a space (江 一 帆说): behind a title or a mark, and no word of their own among them.
fn three(
    page: &Page<'_>,
    letters: &Letters,
    (start, stop): (usize, usize),
    end: usize,
) -> Option<(usize, usize)> {
    let last = start + 2;
    let run = stop == start + 3 || stop == last;
    let fits = run
        && last < end
        && is_han(letters.chars[last])
        && letters.char(last + 1) != Some('·')
        && narrow(page, letters, last)
        && letters.border(last + 1)
        && letters.word(last).tag != Tag::Grammar
        && (page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
            || in_row(page, letters, (start, last + 1)))
        && !page.hits_at(letters.at[last]).iter().any(|hit| hit.uses.has(Use::BYLINE))
        && !page.class(letters.chars[last]).has(Class::CONTRAST_SEX);
    let name = (start, start + 3);
    let fits = fits && !another(page, letters, last, stop);
    (fits && may_be_name(page, letters, (start, start + 2)) && !is_row_word(letters, name)).then_some(name)
}

/// Whether another name begins at the third character: 石 磊 + 叶平凹, 向 阳 + 车 晓东.
fn another(page: &Page<'_>, letters: &Letters, third: usize, stop: usize) -> bool {
    let end = byline::piece(page, letters, stop);
    let closed = end >= letters.len() || !letters.letter(end) || page.space_at(letters.at[end]);
    let whole = if stop == third {
        end == third + 2 || end == third + 3
    } else {
        end == stop + 2 && narrow(page, letters, stop)
    };
    whole
        && closed
        && page.role(letters.chars[third]).has(Role::BEGINS_SURNAME)
        && letters.border(end.min(letters.len()))
}

/// A name whose surname alone is set apart: 主席 + 艾 + 国强 + 说. Behind a title, a mark or white space, with a word of its own
/// behind it.
fn one_and_two(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> Option<(usize, usize)> {
    let stop = start + 3;
    let cue = |n: usize| page.hits_at(letters.at[n]).iter().any(|hit| !page.form(hit.form).cues.is_empty());
    let led = start == 0
        || page.space_at(letters.at[start])
        || !letters.letter(start - 1)
        || context::person_ends(page, letters.at[start]);
    let apart = |n: usize| page.space_at(letters.at[n]);
    let fits = led
        && stop <= end
        && narrow(page, letters, start + 1)
        && !apart(start + 2)
        && letters.chars[start..stop].iter().all(|&c| is_han(c))
        && page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
        && (letters.border(stop) || apart(stop))
        && !loose(page, letters, stop - 1)
        && !context::ends_title(page, letters, (start, start + 1))
        && !is_cue(page, letters, start + 1, stop)
        && !cue(start + 2);
    let whole = || start > 0 && letters.chars[start - 1] != '\n' || stop < end && !apart(stop);
    (fits && whole()).then_some((start, stop))
}

/// Whether white space stands before a character, and not between cells of a row.
fn narrow(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    page.space_at(letters.at[n]) && !page.wide_at(letters.at[n])
}

/// Whether a lone character is a verb or a word of grammar, or such a one or a number begins what follows and is in few names: 白 桦 +
/// 隔, 石 磊 + 五人.
fn loose(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let own = Words::shared().tag_of(letters.chars[n]);
    let begins = !page.space_at(letters.at[n + 1])
        && letters.letter(n + 1)
        && page.known.characters.given(letters.chars[n]).sort() == 0
        && matches!(own, Tag::Grammar | Tag::Verb | Tag::Number);
    begins || matches!(word.tag, Tag::Grammar | Tag::Verb) && word.end - word.start == 1
}

/// Two lone characters are a name unless they are a word beside names (编 辑) or one of them is such a word (王 文 摄).
fn may_be_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let cue = |from: usize, to: usize| is_cue(page, letters, from, to);
    let head = || page.signs().has(Sign::Column, letters.span(start, end).of(page.text()));
    if is_label(page, letters, (start, end)) || is_people(page, letters, (start, end)) || head() {
        return false;
    }
    let words = cue(start, end) || cue(start, start + 1) && (start + 1..end).any(|n| cue(n, n + 1));
    let surname = page.role(letters.chars[start]).has(Role::BEGINS_SURNAME);
    let marked = start.checked_sub(1).is_some_and(|n| !letters.letter(n) && letters.chars[n] != '\n');
    !words
        && (surname
            || marked && !is_word(&text(letters, (start, end)))
            || in_row(page, letters, (start, end))
            || context::office_ends(page, letters.at[start]))
}

/// Whether an everyday word stands spread behind the number of a row: 3 英 语.
fn is_row_word(letters: &Letters, (start, end): (usize, usize)) -> bool {
    numbered(letters, start) && is_word(&text(letters, (start, end)))
}

/// What a stretch says without its white space.
fn text(letters: &Letters, (start, end): (usize, usize)) -> String {
    letters.chars[start..end].iter().collect()
}

/// Whether a name may stand behind the number of a row whatever it begins with: 4 虎 子 强, but 1 语 文, 5 年 级.
fn in_row(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text: String = letters.chars[start..end].iter().collect();
    let counted =
        matches!(Words::shared().tag_of(letters.chars[start]), Tag::Measure | Tag::Time | Tag::Number);
    numbered(letters, start)
        && !counted
        && !Words::shared().has(&text)
        && !is_cue(page, letters, start + 1, end)
}

/// Whether the number of a line's row stands before a character: 4 虎 子 强.
fn numbered(letters: &Letters, start: usize) -> bool {
    let mut before = letters.chars[..start].iter().rev();
    let digits = before.by_ref().take_while(|c| c.is_ascii_digit()).count();
    (1..=ROW).contains(&digits) && matches!(letters.chars[..start - digits].last(), None | Some('\n'))
}

/// Whether a word stands before a colon that says what follows: 地　址：.
fn is_label(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    letters.char(end) == Some('：') && is_word(letters.span(start, end).of(page.text()))
}

/// Whether jieba knows an everyday word.
pub(super) fn is_word(text: &str) -> bool {
    Words::shared().has(text) && Words::shared().tag(text) != Tag::Person
}

/// Whether an aside says of what people somebody is: （白 族）.
fn is_people(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let people = page.class(letters.chars[end - 1]).has(Class::PEOPLE);
    people && start > 0 && letters.chars[start - 1] == '（' && letters.char(end) == Some('）')
}

/// Whether a stretch is a word of the lists: a title, the word for who writes.
fn is_cue(page: &Page<'_>, letters: &Letters, from: usize, to: usize) -> bool {
    let mut hits = page.hits_at(letters.at[from]).iter();
    hits.any(|hit| hit.span.end == letters.at[to] && !page.form(hit.form).cues.is_empty())
}

/// The names of a line that is a roll: at least four, most of which begin with a surname or bear a dot.
fn roll(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> Option<Vec<(usize, usize)>> {
    let start = (start..end).rev().find(|&n| letters.chars[n] == '：').map_or(start, |n| n + 1);
    let (mut names, mut likely, mut words) = (Vec::new(), 0, 0);
    let mut at = start;
    while at < end {
        if letters.chars[at] == '（' {
            at = (at..end).find(|&n| letters.chars[n] == '）')? + 1;
            continue;
        }
        let (stop, name) = unit(page, letters, at, end)?;
        let name = name && !is_cue(page, letters, at, stop);
        likely += usize::from(name && named(page, letters, at, stop));
        let whole = letters.span(at, stop);
        words += usize::from(name && !page.space_inside(whole) && is_word(whole.of(page.text())));
        names.extend(name.then_some((at, stop)));
        at = stop;
    }
    // 日期　时段　线路　停电范围 is the head of a table.
    (names.len() >= ROLL && likely * 4 >= names.len() * 3 && words * 2 <= names.len()).then_some(names)
}

/// The end of the piece that starts at a character, or of two lone ones, and whether it is as long as names are.
fn unit(page: &Page<'_>, letters: &Letters, at: usize, end: usize) -> Option<(usize, bool)> {
    let piece = |at: usize| {
        let inside = |n: usize| is_han(letters.chars[n]) || letters.chars[n] == '·';
        let apart = |n: usize| n > at && page.space_at(letters.at[n]);
        (at..end).find(|&n| !inside(n) || apart(n)).unwrap_or(end)
    };
    let stop = piece(at);
    match stop - at {
        0 => None,
        1 => Some((piece(stop), true)).filter(|&(next, _)| next == stop + 1 && narrow(page, letters, stop)),
        2..=4 => Some((stop, true)),
        _ => Some((stop, letters.chars[at..stop].contains(&'·'))),
    }
}

fn named(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let dotted = letters.chars[start..end].contains(&'·');
    dotted || page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
}

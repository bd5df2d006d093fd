//! Lists of persons: what stands in a list beside a person is a person, if it has the shape of a name.
//!
//! 卢仁峰、戎鹏强、洪海涛 and 安蓓 谢希瑶 姜刚: a comma of lists or white space parts the names.

use std::collections::BTreeSet;

use crate::dictionary::{Class, Hit, Kind, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{HAN, Tag, is_han};

/// Points for a name with list marks on both sides, one of them beside a person.
pub(in crate::recognise::rules) const BETWEEN: i32 = 60;
/// Points for the last name of a list.
const LAST: i32 = 25;

/// Raises the proposals that stand in a list beside a person, until none is left. `persons` are the spans (characters)
/// that are persons already.
pub(in crate::recognise::rules) fn raise(
    page: &Page<'_>,
    letters: &Letters,
    proposals: &mut [Proposal],
    persons: &[(usize, usize)],
    threshold: i32,
) {
    let mut waiting: Vec<Waiting> = (0..proposals.len())
        .filter(|&n| (threshold - BETWEEN..threshold).contains(&proposals[n].sum))
        .filter_map(|n| Waiting::of(page, letters, n, &proposals[n]))
        .filter(|waiting| proposals[waiting.number].sum + waiting.points >= threshold)
        .collect();
    if waiting.is_empty() {
        return;
    }
    let mut starts: BTreeSet<usize> = persons.iter().map(|&(start, _)| start).collect();
    let mut ends: BTreeSet<usize> = persons.iter().map(|&(_, end)| end).collect();
    loop {
        let beside = |waiting: &Waiting| {
            waiting.before.is_some_and(|end| ends.contains(&end))
                || waiting.after.is_some_and(|start| starts.contains(&start))
        };
        let (raised, left): (Vec<Waiting>, Vec<Waiting>) = waiting.into_iter().partition(beside);
        if raised.is_empty() {
            return;
        }
        waiting = left;
        for Waiting { number, points, .. } in raised {
            proposals[number].sum += points;
            starts.insert(proposals[number].start);
            ends.insert(proposals[number].end);
        }
    }
}

/// Points of what stands alone between list marks among persons.
const AMONG: i32 = 20;
/// Longest name that has neither a surname nor a dot.
const LONGEST: usize = 5;

/// Names that no other rule has the shape of, each alone between two marks of a list a third of which are persons:
/// 党爱民、旦正草、马尔萨.
pub(in crate::recognise::rules) fn enclosed(
    page: &Page<'_>,
    letters: &Letters,
    persons: &[(usize, usize)],
) -> Vec<Proposal> {
    let is_person = |item: &(usize, usize)| persons.binary_search(item).is_ok();
    let (mut found, mut items) = (Vec::new(), Vec::new());
    for (mut start, end) in lines_with_persons(letters, persons) {
        while start < end {
            self::items(letters, start, &mut items);
            start = items.last().map_or(start, |&(_, end)| end) + 1;
            let known = items.iter().filter(|item| is_person(item)).count();
            if known >= 2 && known * 3 >= items.len() {
                let rest = items.iter().filter(|item| !is_person(item));
                let names = rest.filter(|&&item| shaped(page, letters, item));
                found.extend(names.map(|&(start, end)| Proposal { start, end, sum: AMONG }));
            }
        }
    }
    found
}

/// The lines that hold two persons and a list mark: no list goes on to the next line.
fn lines_with_persons<'a>(
    letters: &'a Letters,
    persons: &'a [(usize, usize)],
) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0;
    let lines = letters.all::<'\n'>().chain([letters.len()]).map(move |end| {
        let line = (start, end);
        start = end + 1;
        line
    });
    lines.filter(move |&(start, end)| {
        let from = persons.partition_point(|person| person.0 < start);
        let two = persons[from..].iter().take_while(|person| person.0 < end).take(2).count() == 2;
        two && letters.holds::<'、'>(start, end)
    })
}

/// The items of the list at a character, asides in brackets left out: what stands between list marks, up to another mark.
fn items(letters: &Letters, start: usize, found: &mut Vec<(usize, usize)>) {
    found.clear();
    let mut from = start;
    loop {
        let name = |n: usize| letters.letter(n) || letters.chars[n] == '·';
        let end = (from..letters.len()).find(|&n| !name(n)).unwrap_or(letters.len());
        let others =
            (from + 2..end).find(|&n| letters.chars[n] == '等' && letters.word(n).tag == Tag::Grammar);
        if let Some(end) = others {
            found.push((from, end));
            return;
        }
        found.push((from, end));
        let aside = letters.char(end) == Some('（');
        let close = (end..letters.len().min(end + 12)).find(|&n| aside && letters.chars[n] == '）');
        match letters.char(close.map_or(end, |n| n + 1)) {
            Some('、') => from = close.map_or(end, |n| n + 1) + 1,
            _ => return,
        }
    }
}

/// Whether a stretch may be a name: short, Han, and no everyday word.
fn shaped(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let span = letters.span(start, end);
    let title = |hit: &Hit| hit.uses.has(Use::TITLE_BEFORE) && hit.span.len() > HAN as usize;
    // A list may break off behind its mark: nothing stands there.
    let several = || letters.word(start).end < end || letters.word(start).tag == Tag::Person;
    (2..=LONGEST).contains(&(end - start))
        && letters.chars[start..end].iter().all(|&c| is_han(c))
        && (is_led_by_surname(page, letters, (start, end))
            || (start..end).all(|n| may_name(letters, n, (start, end))))
        && !leads(page, letters, start)
        && !goes_beyond(page, letters, (start, end))
        && !(start..end).any(|n| page.hits_at(letters.at[n]).iter().any(title))
        && !page.is_never(span.of(page.text()), &Kind::PERSON)
        && (several() || page.space_inside(span))
}

/// Whether a name of three characters would leave something over: 李建国 + 来了.
fn goes_beyond(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let clear = page.known.characters.surname(letters.chars[start]).is_some_and(|surname| surname.is_clear());
    clear && end > start + 3
}

/// Whether a surname and a word of two characters fill a stretch: 党 + 爱民.
fn is_led_by_surname(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let surname = page.known.characters.surname(letters.chars[start]);
    let word = letters.word(start + 1);
    let noun = matches!(word.tag, Tag::Noun | Tag::Modifier | Tag::Person | Tag::Proper | Tag::None);
    end == start + 3
        && letters.word(start).end == start + 1
        && (word.start, word.end) == (start + 1, end)
        && noun
        && surname.is_some_and(|surname| !surname.rare)
}

/// Whether the word of a character may stand in a name: no place or body, and nothing everyday of several characters.
fn may_name(letters: &Letters, n: usize, (start, end): (usize, usize)) -> bool {
    let word = letters.word(n);
    let lone = word.end.min(end) <= word.start.max(start) + 1;
    match word.tag {
        Tag::Place | Tag::Body => false,
        Tag::Person | Tag::None | Tag::Proper => true,
        _ => lone,
    }
}

/// Whether a word of grammar or a verb leads to a surname, not to the rest of a name: 由 + 何峻毅, 请 + 潘照虎.
fn leads(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let loose = matches!(letters.word(start).tag, Tag::Grammar | Tag::Verb);
    loose && page.known.characters.surname(letters.chars[start + 1]).is_some_and(|surname| surname.is_clear())
}

/// A proposal beside a list mark.
struct Waiting {
    number: usize,
    /// The end of what stands before the mark to its left.
    before: Option<usize>,
    /// The start of what stands after the mark to its right.
    after: Option<usize>,
    points: i32,
}

impl Waiting {
    fn of(page: &Page<'_>, letters: &Letters, number: usize, proposal: &Proposal) -> Option<Self> {
        let before = mark_before(page, letters, proposal.start);
        let after = mark_after(page, letters, proposal.end);
        let points = match (before, after) {
            (None, None) => return None,
            (Some(_), Some(_)) => BETWEEN,
            _ => LAST,
        };
        (!spaced_wrongly(page, letters, proposal)).then_some(Self { number, before, after, points })
    }
}

/// Most characters of the name of a water.
const WATER: usize = 4;

/// Whether a stretch of a list that little speaks for ends as waters do, and so does what stands beside it: 松滋河、虎渡河.
pub(in crate::recognise::rules) fn among_waters(
    page: &Page<'_>,
    letters: &Letters,
    proposal: &Proposal,
) -> bool {
    let water = |n: usize| letters.char(n).is_some_and(|c| page.class(c).has(Class::WATER));
    let mark = |n: usize| letters.char(n) == Some('、');
    let Proposal { start, end, sum } = *proposal;
    let before = start > 1 && mark(start - 1) && water(start - 2);
    let ends = |n: usize| water(n) && !letters.letter(n + 1);
    let behind = || mark(end) && (end + 2..=end + WATER).any(ends);
    sum < crate::recognise::rules::THRESHOLD && water(end - 1) && (before || behind())
}

/// The end of what stands before a list mark that ends at `at`.
fn mark_before(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    match at.checked_sub(1).map(|n| letters.chars[n]) {
        Some('、') => Some(at - 1),
        _ if page.space_at(letters.at[at]) => Some(at),
        _ => None,
    }
}

/// The start of what stands after a list mark that starts at `at`.
fn mark_after(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    match letters.char(at) {
        Some('、') => Some(at + 1),
        _ if page.space_at(letters.at[at]) => Some(at),
        _ => None,
    }
}

/// Whether a list mark stands to the left or right of a stretch of characters.
pub(in crate::recognise::rules) fn beside_mark(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
) -> bool {
    mark_before(page, letters, start).is_some() || mark_after(page, letters, end).is_some()
}

/// White space inside a name is right only between all characters of a short one (李 明, 韦 春 燕).
pub(in crate::recognise::rules) fn spaced_wrongly(
    page: &Page<'_>,
    letters: &Letters,
    proposal: &Proposal,
) -> bool {
    let inside = page.space_inside(letters.span(proposal.start, proposal.end));
    let between = |n: usize| page.space_at(letters.at[n]);
    inside
        && proposal.end - proposal.start != 2
        && !(proposal.end - proposal.start == 3 && (proposal.start + 1..proposal.end).all(between))
}

//! By-lines: （记者 安蓓 谢希瑶 通讯员 石 敏）, 新华社记者 殷刚 摄, □乌云塔娜 格日勒图. Here even an everyday word is a name, and
//! white space parts names or, between two lone characters, spreads one. Those that a body or a word behind the name tells: `credited`;
//! those that no listed surname begins: `unlisted`.

use super::block::{BRACKET, block};
use super::credited;
use super::pieces::{is_everyday, name, piece, surname, word};
use crate::dictionary::Use;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, Words, is_bullet};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.byline";
/// The first byte of the marks with which a by-line may begin.
const BULLET: u8 = 0xe2;

/// Proposals for the names of all by-lines.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    let words = letters.hits(Use::BYLINE).iter().filter(|hit| hit.uses.has(Use::TITLE_BEFORE));
    // A line of nothing but such words is walked once.
    let mut walked = 0;
    for hit in words {
        let at = letters.number(hit.span.end);
        let open = opened(letters, letters.number(hit.span.start));
        // The word may stand last: （字 强　摄影报道）.
        if let Some(from) = open.filter(|from| from + 1 < letters.number(hit.span.start)) {
            found.extend(block(page, letters, from + 1, true).0);
        }
        let apart = || letters.char(at) == Some('：') || at < letters.len() && page.space_at(letters.at[at]);
        if at >= walked && (open.is_some() || apart()) {
            let (names, end) = block(page, letters, at, open.is_some());
            found.extend(names);
            walked = end;
        }
    }
    found.extend(credited::names(page, letters));
    for n in letters.all::<'（'>() {
        if n > 0 && signs(page, letters, n) {
            found.extend(block(page, letters, n + 1, true).0);
        }
    }
    let marks = memchr::memchr_iter(BULLET, page.text().as_bytes()).map(|at| letters.number(at as u32));
    for n in marks.filter(|&n| is_bullet(letters.chars[n])) {
        let (names, end) = block(page, letters, n + 1, false);
        if !is_rubric(letters, &names, end) {
            found.extend(names);
        }
    }
    found
}

/// Whether one everyday noun fills the line behind a bullet: ● + 简讯, ■ + 公 示.
fn is_rubric(letters: &Letters, names: &[Proposal], end: usize) -> bool {
    let [Proposal { start, end: last, .. }] = *names else { return false };
    let text: String = letters.chars[start..last].iter().collect();
    let word = matches!(Words::shared().tag(&text), Tag::Noun | Tag::Verb | Tag::VerbalNoun);
    word && last == end && matches!(letters.char(end), None | Some('\n'))
}

/// Whether a bracket says who wrote: behind the dateline (…3日讯（谯雨）), or behind the last stop of a paragraph or on a line
/// of its own, and with no everyday word in it.
fn signs(page: &Page<'_>, letters: &Letters, bracket: usize) -> bool {
    let end = piece(page, letters, bracket + 1);
    let everyday = end <= bracket + 1
        || letters.word(bracket + 1).end >= end && letters.word(bracket + 1).tag != Tag::Person;
    let closes = letters.char(end) == Some('）') && matches!(letters.char(end + 1), None | Some('\n'));
    match letters.chars[bracket - 1] {
        '讯' | '电' => true,
        '。' | '！' | '？' => {
            closes && !everyday && !is_thing(page, letters, (bracket + 1, end))
                || several(page, letters, bracket + 1)
        }
        '\n' => several(page, letters, bracket + 1),
        _ => false,
    }
}

/// Whether a rare surname begins what ends as given names do not: 越文版.
fn is_thing(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let characters = &page.known.characters;
    let rare = characters.surname(letters.chars[start]).is_none_or(|surname| surname.rare);
    rare && characters.given(letters.chars[end - 1]).sort() == 0
}

/// Whether several names fill a bracket that ends a line: （贾 石 司徒岚 何 首）.
fn several(page: &Page<'_>, letters: &Letters, from: usize) -> bool {
    let (mut at, mut names, mut likely) = (from, 0, 0);
    while let Some(end) = name(page, letters, at).filter(|_| at < from + BRACKET) {
        names += 1;
        likely += usize::from(surname(page, letters, at, 1) && !is_everyday(letters, at, end));
        at = end;
    }
    let at = word(page, letters, at).unwrap_or(at);
    let ends = letters.char(at) == Some('）') && matches!(letters.char(at + 1), None | Some('\n'));
    ends && names > 1 && 2 * likely >= names
}

/// The open bracket that stands not far before a character.
fn opened(letters: &Letters, at: usize) -> Option<usize> {
    let mut before = (at.saturating_sub(BRACKET)..at).rev();
    let mark = before.find(|&n| matches!(letters.chars[n], '（' | '）' | '。' | '\n'))?;
    (letters.chars[mark] == '（').then_some(mark)
}

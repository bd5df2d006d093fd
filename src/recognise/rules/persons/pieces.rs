//! Names and words of by-lines by their look: pieces between white space, spread names, words that begin or close a by-line.

use crate::dictionary::{Cue, Role, TitleClass, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Tag, Words, is_han};

/// Whether one everyday word fills a stretch: 高兴, but 钟 + 声.
pub(super) fn is_everyday(letters: &Letters, start: usize, end: usize) -> bool {
    let word = letters.word(start);
    word.end >= end && word.tag != Tag::Person
}

/// Whether a slash of either width stands at a character.
pub(super) fn is_slash(letters: &Letters, at: usize) -> bool {
    matches!(letters.char(at), Some('/' | '／'))
}

/// Whether a word that only stands behind the names of a by-line starts at a character.
pub(super) fn closes(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let behind = |cue: &Cue| {
        let Cue::Title(title) = cue else { return false };
        title.class == TitleClass::Byline && title.beside.after && !title.beside.before
    };
    page.cue_at(letters.at[at], |cue| behind(cue).then_some(())).is_some()
}

/// Whether a word of by-lines that is in no given name stands at a character: 摄, but not 文.
pub(super) fn signs_off(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    closes(page, letters, at) && page.known.characters.given(letters.chars[at]).sort() == 0
}

/// The end of a word of by-lines that starts at a character (通讯员, 摄).
pub(super) fn word(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let hits = page.hits_at(*letters.at.get(at)?).iter();
    let hit = hits.into_iter().find(|hit| hit.uses.has(Use::BYLINE))?;
    let end = letters.number(hit.span.end);
    // 文 may begin a name: as a word of by-lines it stands alone.
    (end - at > 1 && !closes(page, letters, at) || piece(page, letters, at) == end).then_some(end)
}

/// Where the characters that stand together from `at` on end: at white space or what is no letter.
pub(super) fn piece(page: &Page<'_>, letters: &Letters, at: usize) -> usize {
    let inside = |n: &usize| letters.char(*n).is_some_and(|c| is_han(c) || c == '·');
    let apart = |n: &usize| *n > at && page.space_at(letters.at[*n]);
    (at..letters.len()).find(|n| !inside(n) || apart(n)).unwrap_or(letters.len())
}

/// Whether a surname of a length starts at a character.
pub(super) fn surname(page: &Page<'_>, letters: &Letters, at: usize, len: usize) -> bool {
    at + len < letters.len() && {
        let text = letters.span(at, at + len).of(page.text());
        page.known.dictionary.rules.surnames.contains_key(text)
    }
}

/// The end of a name that starts at a character: one piece, or two lone characters.
pub(super) fn name(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let end = piece(page, letters, at);
    let surname = |len: usize| surname(page, letters, at, len);
    let fits = match end - at {
        1 => return spread(page, letters, at).filter(|&end| is_own(page, letters, at, end)),
        2 => surname(1),
        3 => surname(1) || surname(2),
        _ if dotted(letters, at, end) => true,
        6 if are_two(page, letters, at) => return Some(at + 3),
        4 if surname(2) => true,
        // 牙尔古白.
        _ => foreign(page, letters, at + usize::from(surname(1)), end) || foreign(page, letters, at, end),
    };
    fits.then_some(end)
}

/// Whether two names of three characters stand together, where a line ended between them: 郝丽英 + 闫小川.
fn are_two(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let own = |n: usize| {
        let word = letters.word(n);
        word.end == word.start + 1 || word.tag == Tag::Person
    };
    let names = [at, at + 3].into_iter().all(|at| surname(page, letters, at, 1));
    names && letters.border(at + 3) && (at..at + 6).all(own) && !foreign(page, letters, at, at + 6)
}

/// Whether spread characters are no everyday word, or begin with a surname: 图 片.
fn is_own(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let text: String = letters.chars[start..end].iter().collect();
    surname(page, letters, start, 1)
        || !Words::shared().has(&text)
        || Words::shared().tag(&text) == Tag::Person
}

/// The end of a name of lone characters: of three where three or five stand together, else of two.
fn spread(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let lone = |n: usize| piece(page, letters, n) == n + 1 && letters.chars[n] != '·';
    // 姜 辉 摄, but 姜 小 文.
    // 盛 夏 文/图.
    let labels = |n: usize| is_slash(letters, n + 1) && word(page, letters, n).is_some();
    let closed = |n: usize| n > at + 1 && (signs_off(page, letters, n) || labels(n));
    let run = (at..letters.len().min(at + 6)).take_while(|&n| lone(n) && !closed(n)).count();
    match run {
        0 | 1 => None,
        3 | 5 => Some(at + 3),
        _ => Some(at + 2),
    }
}

/// Whether a dot parts two pieces of two characters or more: 阿依努尔·买买提.
fn dotted(letters: &Letters, start: usize, end: usize) -> bool {
    let mut parts = letters.chars[start..end].split(|&c| c == '·');
    letters.chars[start..end].contains(&'·') && parts.all(|part| (2..=8).contains(&part.len()))
}

/// Whether all characters, none of them in a common word, are such as foreign names and the names of minorities are written with.
fn foreign(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let common = |n: usize| {
        let word = letters.word(n);
        word.end - word.start > 1
            && matches!(word.tag, Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Adjective)
    };
    end > start
        && !(start..end).any(common)
        && letters.chars[start..end].iter().all(|&c| {
            let role = page.role(c);
            c == '·' || [Role::SOUND, Role::COMMON, Role::PART].into_iter().any(|wanted| role.has(wanted))
        })
}

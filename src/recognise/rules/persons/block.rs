//! The names that stand together in a by-line.

use super::pieces::{closes, is_slash, name, surname, word};
use super::unlisted;
use crate::dictionary::{Hit, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::Tag;

/// Points of a name in a by-line.
pub(super) const POINTS: i32 = 40;
/// Most characters between the bracket and the word that begins the by-line.
pub(super) const BRACKET: usize = 24;

/// The names from `at` to the end of the by-line, and that end; none where it does not end as by-lines do or holds something
/// else.
pub(super) fn block(page: &Page<'_>, letters: &Letters, at: usize, bracket: bool) -> (Vec<Proposal>, usize) {
    let mut found = Vec::new();
    // 校对：谢冰　投稿邮箱.
    let labelled = letters.char(at) == Some('：');
    let mut at = at;
    loop {
        // 核稿：宁静　编辑：苏展.
        at += usize::from(letters.char(at) == Some('：'));
        if let Some(end) = word(page, letters, at) {
            // 文/图.
            let joined = is_slash(letters, end) && word(page, letters, end + 1).is_some();
            at = end + usize::from(joined);
        } else if let Some(end) =
            name(page, letters, at).or_else(|| unlisted::end(page, letters, at, bracket)).filter(|&end| {
                letters.char(end) != Some('：') && !is_word(page, letters, at, end, !found.is_empty())
            })
        {
            found.push(Proposal { start: at, end, sum: POINTS });
            at = end;
        } else {
            break;
        }
        if letters.char(at) == Some('、') {
            at += 1;
        }
    }
    let ended = match letters.char(at) {
        None | Some('\n' | '）' | '*') => true,
        Some('（') => page.space_at(letters.at[at]),
        Some('/' | '／' | '，' | '；') => bracket,
        // 本报记者 李明 王红 发自兰州.
        Some(_) => {
            page.space_at(letters.at[at]) && (labelled || closes(page, letters, at) || labels(letters, at))
        }
    };
    (if ended { found } else { Vec::new() }, at)
}

/// Whether a word and a colon stand at a character: 美编　于　洋　电话：.
fn labels(letters: &Letters, at: usize) -> bool {
    letters.char(letters.word(at).end) == Some('：')
}

/// Whether an everyday word, or what ends as a body or a place, stands behind a colon: 审核：通过, 供稿：党政办. Beside other names
/// a word that begins with a surname is one too: 责编：陈 果　美编：江海.
pub(super) fn is_word(page: &Page<'_>, letters: &Letters, at: usize, end: usize, among: bool) -> bool {
    let whole = letters.word(at);
    let acts = matches!(whole.tag, Tag::Verb | Tag::VerbalNoun | Tag::Grammar);
    let named = || !acts && surname(page, letters, at, 1) && (among || word(page, letters, end).is_some());
    let fills = whole.start == at && whole.end >= end && whole.tag != Tag::Person && !named();
    let place = |hit: &Hit| hit.uses.has(Use::PLACE_SUFFIX) || hit.uses.has(Use::PLACE);
    let suffix = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) || place(hit) && !named();
    let ends = || page.hits_ending(letters.at[end], 12).any(suffix);
    letters.char(at.wrapping_sub(1)) == Some('：') && (fills || ends())
}

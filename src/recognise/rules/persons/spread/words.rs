//! Whether lone characters are a name, or a word that print spreads as it does names: 编 辑, 地　址：, 3 英 语.

use super::is_word;
use crate::dictionary::{Class, Role, Sign};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::text::{Tag, Words};

/// Most digits of the number of a row.
const ROW: usize = 3;

/// Two lone characters are a name unless they are a word beside names (编 辑) or one of them is such a word (王 文 摄).
pub(super) fn may_be_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
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

/// Whether a word stands before a colon that says what follows: 地　址：.
fn is_label(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    letters.char(end) == Some('：') && is_word(letters.span(start, end).of(page.text()))
}

/// Whether an aside says of what people somebody is: （白 族）.
fn is_people(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let people = page.class(letters.chars[end - 1]).has(Class::PEOPLE);
    people && start > 0 && letters.chars[start - 1] == '（' && letters.char(end) == Some('）')
}

/// Whether a stretch is a word of the lists: a title, the word for who writes.
pub(super) fn is_cue(page: &Page<'_>, letters: &Letters, from: usize, to: usize) -> bool {
    let mut hits = page.hits_at(letters.at[from]).iter();
    hits.any(|hit| hit.span.end == letters.at[to] && !page.form(hit.form).cues.is_empty())
}

/// Whether a name may stand behind the number of a row whatever it begins with: 4 虎 子 强, but 1 语 文, 5 年 级.
pub(super) fn in_row(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let own = Words::shared().tag_of(letters.chars[start]);
    numbered(letters, start)
        && !matches!(own, Tag::Measure | Tag::Time | Tag::Number)
        && !Words::shared().has(&text(letters, (start, end)))
        && !is_cue(page, letters, start + 1, end)
}

/// Whether an everyday word stands spread behind the number of a row: 3 英 语.
pub(super) fn is_row_word(letters: &Letters, (start, end): (usize, usize)) -> bool {
    numbered(letters, start) && is_word(&text(letters, (start, end)))
}

/// Whether the number of a line's row stands before a character: 4 虎 子 强.
pub(super) fn numbered(letters: &Letters, start: usize) -> bool {
    let mut before = letters.chars[..start].iter().rev();
    let digits = before.by_ref().take_while(|c| c.is_ascii_digit()).count();
    (1..=ROW).contains(&digits) && matches!(letters.chars[..start - digits].last(), None | Some('\n'))
}

/// What a stretch says without its white space.
pub(super) fn text(letters: &Letters, (start, end): (usize, usize)) -> String {
    letters.chars[start..end].iter().collect()
}

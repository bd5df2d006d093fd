//! What ends the walk from a suffix to the left, and which suffixes are none.

use crate::dictionary::{Cue, Hit, Role, Stand};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Tag, Words};

/// A suffix of one character inside a verb or a side is none (部署, 北部), nor at the beginning of any word (部位), nor at the
/// end of a foreign name (卢卡申科), nor before what makes a verb of it (站在, 所作).
pub(super) fn cut_short(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    if end - start > 1 {
        return false;
    }
    let word = letters.word(start);
    if word.end - word.start == 1 {
        return matches!(word.tag, Tag::Verb | Tag::Grammar) && governs(letters, end);
    }
    let sound = |n| [Role::SOUND, Role::COMMON].into_iter().any(|role| page.role(letters.chars[n]).has(role));
    let common = matches!(word.tag, Tag::Verb | Tag::VerbalNoun | Tag::Side | Tag::Time);
    word.end > end || common || word.tag == Tag::Person && (word.start..word.end).all(sound)
}

/// Whether what stands at a character makes a verb of the one before it.
fn governs(letters: &Letters, at: usize) -> bool {
    at < letters.len() && (letters.word(at).tag == Tag::Verb || matches!(letters.chars[at], '在' | '起'))
}

/// Whether a word may be part of a name before its suffix. `right` is the word behind it.
pub(super) fn takes(page: &Page<'_>, letters: &Letters, word: &Word, right: Option<&Word>) -> bool {
    let c = letters.chars[word.start];
    match word.tag {
        Tag::Grammar => {
            let joint = matches!(c, '和' | '与' | '及' | '暨') && word.end - word.start == 1;
            joint && !ends_body(page, letters, word.start)
        }
        Tag::Number => !counts(letters, word, right),
        _ if letters.letter(word.start) => true,
        _ => matches!(c, '（' | '）' | '·' | '-' | '—'),
    }
}

/// Whether a number stands with its measure word: 四家航空公司, 17家医院. An ordinal counts nothing.
fn counts(letters: &Letters, word: &Word, right: Option<&Word>) -> bool {
    let measure =
        |n: usize| letters.chars[n] != '号' && Words::shared().tag_of(letters.chars[n]) == Tag::Measure;
    let behind = right.is_some_and(|right| right.end - right.start == 1 && measure(right.start));
    letters.chars[word.start] != '第' && (behind || word.end - word.start > 1 && measure(word.end - 1))
}

/// Whether a number tells one of a row from the others (第五), with no measure word behind it.
pub(super) fn is_ordinal(letters: &Letters, word: &Word) -> bool {
    let is = |n: usize, tag: Tag| letters.char(n).is_some_and(|c| Words::shared().tag_of(c) == tag);
    letters.chars[word.start] == '第' && is(word.end - 1, Tag::Number) && !is(word.end, Tag::Measure)
}

/// Longest suffix that is looked for, in bytes.
const SUFFIX: u32 = 30;

/// Whether the suffix of a body ends before a character, and is no word that only looks like one.
pub(super) fn ends_body(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let byte = letters.at[at];
    let suffix = |hit: &Hit| {
        let cues = page.form(hit.form).cues.iter();
        let mut never =
            cues.filter_map(|cue| if let Cue::Suffix(suffix) = cue { Some(suffix.never) } else { None });
        never.next().filter(|never| !never || letters.border(letters.number(hit.span.start)))
    };
    let near = page.hits_from(byte.saturating_sub(SUFFIX)).iter().take_while(|hit| hit.span.start < byte);
    near.filter(|hit| hit.span.end == byte).find_map(suffix) == Some(false)
}

/// Points of a word that stands in no body (派出, 会见).
const NEVER: i8 = -20;

/// Whether a word stands in no name of a body, nor in that of a site (所属).
pub(super) fn in_no_body(page: &Page<'_>, word: &Word) -> bool {
    page.points(word).at(Stand::Inner)[0] <= NEVER
}

/// Whether the last of three characters or more ends townships and the like: 松鸣镇.
pub(super) fn ends_as_place(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let division =
        |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.class == "division" && suffix.strong);
    end - start > 2
        && page.marks.place_ends(letters.at[end])
        && page
            .cue_at(letters.at[end - 1], |cue| division(cue).then_some(()))
            .is_some_and(|(hit, ())| hit.span.end == letters.at[end])
}

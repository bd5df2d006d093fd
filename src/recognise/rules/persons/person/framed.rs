//! What both sides of a possible name say together: behind a title, and before what leaves it whole, even everyday words are a name.
//! Each side alone is in `context`.

use super::shape::Shape;
use crate::recognise::letters::{Letters, Word};
use crate::recognise::rules::evidence::{Clue, Clues, Evidence};
use crate::text::Tag;

/// The clue of what stands on both sides of a name.
pub(super) fn clue(letters: &Letters, name: &Shape, evidence: &Evidence) -> Option<Clue> {
    if is_titled(letters, name, evidence) {
        Some(Clue::Titled)
    } else if is_called(evidence) && evidence.has(Clue::RightVerb) {
        // 经理巩固说.
        Some(Clue::Framed)
    } else {
        is_apart(letters, name, evidence).then_some(Clue::Apart)
    }
}

/// Whether a word for who somebody is stands before a name.
pub(super) fn is_called(evidence: &Evidence) -> bool {
    const CALLED: Clues = Clues::of(&[Clue::LeftOffice, Clue::LeftTrade, Clue::LeftKin]);
    evidence.has_any(CALLED)
}

/// Whether a title stands right before a name that no word crosses, and what follows leaves it whole: 读者 生 明亮 来信.
fn is_titled(letters: &Letters, name: &Shape, evidence: &Evidence) -> bool {
    const WORDS: Clues = Clues::of(&[Clue::CutLeft, Clue::CutRight, Clue::CutRightName, Clue::WholeWord]);
    const CLOSED: Clues = Clues::of(&[Clue::RightEnd, Clue::RightComma, Clue::RightBracket]);
    const GOES_ON: Clues = Clues::of(&[Clue::RightOfNoun, Clue::RightOfOther, Clue::RightTitle]);
    is_called(evidence)
        && !evidence.has_any(WORDS)
        && !is_clause(letters, name, evidence.has_any(CLOSED))
        && if name.end - name.start > 2 {
            !evidence.has_any(GOES_ON)
        } else {
            evidence.has_any(CLOSED) || evidence.has(Clue::RightVerb)
        }
}

/// Whether the words are those of a clause: a lone word of grammar at its start (干部 都要学) or, unless a mark follows, at
/// its end (队员 诸宸等), or verbs alone.
fn is_clause(letters: &Letters, name: &Shape, marked: bool) -> bool {
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    let lone = |word: Word| word.end - word.start == 1 && word.tag == Tag::Grammar;
    let verb = |word: Word| matches!(word.tag, Tag::Verb | Tag::VerbalNoun);
    lone(first) || lone(last) && !marked || verb(first) && verb(last)
}

/// Whether a title stands before characters that no word is made of, and a word of several behind them: 民警 骆 亚 禾 走村.
fn is_apart(letters: &Letters, name: &Shape, evidence: &Evidence) -> bool {
    const TITLED: Clues = Clues::of(&[Clue::LeftOffice, Clue::LeftTrade]);
    const LOOSE: Clues = Clues::of(&[Clue::Singles, Clue::FrontName, Clue::SurnameTwo]);
    const CUT: Clues = Clues::of(&[Clue::CutRight, Clue::CutRightName]);
    const LIKELY: Clues = Clues::of(&[Clue::SingleWeight2, Clue::SingleWeight3]);
    let loose =
        || evidence.has_any(LOOSE) || evidence.has(Clue::GivenWord) && evidence.has(Clue::SurnameCommon);
    evidence.has_any(TITLED)
        && !evidence.has_any(CUT)
        && loose()
        && if name.end - name.start > 2 {
            is_closed(letters, name)
        } else {
            evidence.has_any(LIKELY) && evidence.has(Clue::RightOfVerb)
        }
        && long_word_starts(letters, name.end)
}

/// Whether no word of grammar begins a name, and none that belongs to what follows ends it: 副部长 高 明 受 委托.
fn is_closed(letters: &Letters, name: &Shape) -> bool {
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    first.tag != Tag::Grammar
        && !matches!(last.tag, Tag::Verb | Tag::Grammar | Tag::Time | Tag::Number | Tag::Side)
}

/// Whether a word of several characters starts at a character.
fn long_word_starts(letters: &Letters, at: usize) -> bool {
    at < letters.len() && letters.letter(at) && {
        let word = letters.word(at);
        word.start == at && word.end - word.start > 1
    }
}

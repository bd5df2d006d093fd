//! The words that jieba makes of a possible name's characters, and whether they go on beyond it.

use super::shape::Shape;
use crate::dictionary::{Class, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::recognise::rules::evidence::{Clue, Evidence};
use crate::text::{Tag, Words};

/// Adds the clues of the words in a name.
pub(super) fn inside(page: &Page<'_>, letters: &Letters, name: &Shape, evidence: &mut Evidence) {
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    if first.start == name.start && first.end == name.end {
        evidence.add(if first.tag == Tag::Person { Clue::WholeName } else { Clue::WholeWord });
        return;
    }
    // 主任 + 何建设: a title parts what jieba joins (任何).
    if first.start < name.start && !context::title_across(page, letters, &first, name.start) {
        evidence.add(Clue::CutLeft);
    }
    if let Some(clue) = cut_right(page, letters, name, &last) {
        evidence.add(clue);
    }
    if first.start == name.start && first.end > name.given && first.end < name.end {
        evidence.add(if first.tag == Tag::Person { Clue::FrontName } else { Clue::FrontWord });
    }
    // 来 + 福建: a place that somebody comes to.
    if name.surname() == Clue::SurnameAmbiguous && is_place_given(page, letters, name) {
        evidence.add(Clue::CutLeft);
    }
    given(letters, name, evidence);
}

/// Adds the clues of a given name that is a word, and of a name that no word is in.
fn given(letters: &Letters, name: &Shape, evidence: &mut Evidence) {
    let given = letters.word(name.given);
    if name.end - name.given == 2 && given.start == name.given && given.end == name.end {
        evidence.add(if given.tag == Tag::Person { Clue::GivenName } else { Clue::GivenWord });
    }
    if (name.start..name.end).all(|n| letters.word(n).end - letters.word(n).start == 1) {
        evidence.add(Clue::Singles);
    }
}

/// The clue of a name whose last character belongs to what follows.
fn cut_right(page: &Page<'_>, letters: &Letters, name: &Shape, last: &Word) -> Option<Clue> {
    if last.end > name.end {
        return Some(if last.tag == Tag::Person { Clue::CutRightName } else { Clue::CutRight });
    }
    let loose = || done(letters, name.end) || is_loose(page, letters, last);
    (name.end - name.start > 2 && loose()).then_some(Clue::CutRight)
}

/// Whether what follows makes a verb of the character before: 单晓 + 笑了, 金贵 + 催着.
pub(super) fn done(letters: &Letters, end: usize) -> bool {
    let verb = || Words::shared().tag_of(letters.chars[end - 1]) == Tag::Verb;
    letters.char(end).is_some_and(|c| context::is_aspect(c) && (matches!(c, '了' | '着') || verb()))
        && letters.word(end).end == end + 1
}

/// Whether a word of grammar that is in few names stands last, or a verb or a number before another word: 吕钦 + 对, 李元 + 是, 田雨 +
/// 听完.
fn is_loose(page: &Page<'_>, letters: &Letters, last: &Word) -> bool {
    let given = page.known.characters.given(letters.chars[last.start]);
    let goes_on = || letters.letter(last.end) && !page.space_at(letters.at[last.end]);
    last.end == last.start + 1
        && given.sort() == 0
        && (last.tag == Tag::Grammar || matches!(last.tag, Tag::Verb | Tag::Number) && goes_on())
}

/// Whether the given name is a listed place.
fn is_place_given(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let given = letters.span(name.given, name.end);
    page.marks.name_starts(given.start) && page.marks.name_ends(given.end) && page.fills(given, Use::PLACE)
}

/// Whether a word of grammar or a verb only looks like a surname before an everyday word of two characters: 领导人 + 和来宾, 信件 +
/// 曾回信.
pub(super) fn is_clause(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let (first, given) = (letters.chars[name.start], letters.word(name.given));
    let whole = given.start == name.given && given.end == name.end && name.end == name.given + 2;
    let joins = || page.class(first).has(Class::JOINT.with(Class::DIRECTION)) && given.tag == Tag::Noun;
    let acts = || {
        matches!(given.tag, Tag::Verb | Tag::VerbalNoun | Tag::Grammar | Tag::Time | Tag::Side)
            && matches!(Words::shared().tag_of(first), Tag::Grammar | Tag::Verb)
    };
    // 于建设, 曾胜利.
    let own = || page.signs().has(Sign::Avenue, letters.span(name.given, name.end).of(page.text()));
    whole && letters.word(name.start).end == name.given && (joins() || acts()) && !own()
}

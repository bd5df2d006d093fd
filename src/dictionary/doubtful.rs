//! Forms that load and are most likely no name: words, several names in one, what a list says is never a name.

use super::Kind;
use super::rules::Ignored;
use crate::text::{Tag, Words, is_han};

/// What is said of a form that a list rules out.
pub(super) fn never(form: &str, row: &Ignored) -> String {
    format!("\"{form}\" is never a name by {}:{} ({})", row.path, row.line, row.reason)
}

/// What to do about a name that is a word.
pub(super) const CURE_OF_WORD: &str = "delete it if texts use the word (\"guanxi explain TEXT\" shows whether it is found); one that is \
                            safe goes into rules/checked-names.tsv beside the dictionary";

/// What is said of an alias that seems to be several, and the cure.
pub(super) const SEVERAL: (&str, &str) = ("looks like several names", "part them with |");

/// Whether a stroke, or a space between two or more characters on both sides, parts names of Han in a form.
pub(super) fn holds_several(form: &str) -> bool {
    let parts: Vec<&str> = form.split(['/', '／', ' ', '\u{3000}']).collect();
    let by_space = !form.contains(['/', '／']);
    let is_name = |part: &&str| {
        let han = part.chars().filter(|c| is_han(*c)).count();
        han > usize::from(by_space) && han == part.chars().count()
    };
    parts.len() > 1 && parts.iter().all(is_name)
}

/// What sort of word a form is for jieba, if it is one that is no name: of two characters, or a person's of any length. A person's
/// that is made of two words is told too (广大青年), whatever jieba takes the whole for.
pub(super) fn common_word(form: &str, kind: &Kind) -> Option<&'static str> {
    let words: Vec<char> = form.chars().collect();
    let is_person = *kind == Kind::PERSON;
    if words.len() != 2 && !is_person {
        return None;
    }
    let common = |half: &[char]| {
        let half: String = half.iter().collect();
        let tag = Words::shared().tag(&half);
        Words::shared().has(&half) && (sort_of(tag).is_some() || tag == Tag::Abbreviation)
    };
    let is_pair = is_person && words.len() == 4 && common(&words[..2]) && common(&words[2..]);
    sort_of(Words::shared().tag(form)).or(is_pair.then_some("two words"))
}

fn sort_of(tag: Tag) -> Option<&'static str> {
    Some(match tag {
        Tag::Noun => "noun",
        Tag::Verb | Tag::VerbalNoun => "verb",
        Tag::Adjective | Tag::Modifier => "adjective",
        Tag::Phrase => "phrase",
        Tag::Time | Tag::Number | Tag::Measure => "time or number",
        Tag::Side => "side",
        Tag::Grammar => "word of grammar",
        Tag::None | Tag::Proper | Tag::Person | Tag::Place | Tag::Body | Tag::Abbreviation | Tag::Latin => {
            return None;
        }
    })
}

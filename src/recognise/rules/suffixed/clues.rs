//! The signs for and against a core with its suffix.

use super::Ending;
use super::listed::begins_listed;
use crate::dictionary::Stand;
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::evidence::{Clue, Clues, Evidence};
use crate::recognise::rules::stops;
use crate::text::{Gap, Tag};

/// `core` holds the words before the suffix, nearest first.
pub(super) fn clues(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word], out: &mut Evidence) {
    let first = core[core.len() - 1];
    let start = first.start;
    out.add(Clue::Any);
    out.add_points(i32::from(ending.shape.points));
    out.add(ending.shape.strength);
    out.add(match ending.end - ending.start {
        1 => Clue::SuffixOne,
        2 => Clue::SuffixTwo,
        3 => Clue::SuffixThree,
        _ => Clue::SuffixLong,
    });
    if let Some(class) = ending.shape.class {
        out.add(class);
    }
    let last = letters.word(ending.start);
    if last.start + 1 == ending.start && last.end == ending.end && last.tag == Tag::Noun {
        out.add(Clue::SuffixInNoun);
    }
    out.add(match ending.start.saturating_sub(start) {
        0 => Clue::Core0,
        1 => Clue::Core1,
        2 => Clue::Core2,
        3 => Clue::Core3,
        4 | 5 => Clue::Core4,
        6..=9 => Clue::Core6,
        _ => Clue::Core10,
    });
    out.add_word(Stand::First, &first, page.points(first.points));
    for word in core[..core.len() - 1].iter().filter(|word| word.end <= ending.start) {
        out.add_word(Stand::Inner, word, page.points(word.points));
    }
    first_word(page, letters, &first, out);
    inner_words(page, letters, &core[..core.len() - 1], ending, out);
    if out.has(Clue::HasGrammar) && joins_nouns(page, letters, ending, core) {
        out.add(Clue::Joined);
    }
    whole(page, letters, ending, core, out);
}

/// Clues that the core holds something that names: without any of them it is made of everyday words.
pub(super) const NAMING: Clues = Clues::of(&[
    Clue::FirstPlace,
    Clue::FirstBody,
    Clue::FirstPerson,
    Clue::FirstProper,
    Clue::FirstListed,
    Clue::FirstLatin,
    Clue::FirstSingle,
    Clue::HasPlace,
    Clue::HasBody,
    Clue::HasPerson,
    Clue::HasProper,
    Clue::HasMark,
    Clue::CoreUnknown,
    Clue::WholeBody,
    Clue::WholeProper,
    Clue::WholePlace,
]);

fn first_word(page: &Page<'_>, letters: &Letters, first: &Word, out: &mut Evidence) {
    out.add(match first.tag {
        Tag::Place => Clue::FirstPlace,
        Tag::Body => Clue::FirstBody,
        Tag::Person => Clue::FirstPerson,
        Tag::Proper => Clue::FirstProper,
        Tag::Noun => Clue::FirstNoun,
        Tag::Verb => Clue::FirstVerb,
        Tag::VerbalNoun => Clue::FirstVerbalNoun,
        Tag::Modifier => Clue::FirstModifier,
        Tag::Adjective => Clue::FirstAdjective,
        // 第五地质队 is one of a row, and named so; 第一家医院 is counted.
        Tag::Number if stops::is_ordinal(letters, first) => return out.add(Clue::FirstProper),
        Tag::Number | Tag::Measure => Clue::FirstNumber,
        Tag::Grammar => Clue::FirstGrammar,
        Tag::Side => Clue::FirstSide,
        Tag::Time => Clue::FirstTime,
        Tag::Abbreviation => Clue::FirstAbbreviation,
        Tag::Phrase => Clue::FirstPhrase,
        Tag::Latin => Clue::FirstLatin,
        Tag::None => Clue::FirstUnknown,
    });
    if first.end - first.start == 1 {
        out.add(Clue::FirstSingle);
    }
    if page.quote_at(letters.at[first.start], Gap::Open) {
        out.add(Clue::HasMark);
    }
}

fn inner_words(page: &Page<'_>, letters: &Letters, words: &[Word], ending: &Ending, out: &mut Evidence) {
    let mut once = |clue: Clue| {
        if !out.has(clue) {
            out.add(clue);
        }
    };
    let mut singles = 0;
    for word in words.iter().filter(|word| word.end <= ending.start) {
        singles = if word.end - word.start == 1 { singles + 1 } else { 0 };
        if singles == 2 {
            once(Clue::HasUnknown);
        }
        match word.tag {
            Tag::Place => once(Clue::HasPlace),
            Tag::Body => once(Clue::HasBody),
            Tag::Person => once(Clue::HasPerson),
            Tag::Proper => once(Clue::HasProper),
            Tag::Verb => once(Clue::HasVerb),
            Tag::Grammar => once(Clue::HasGrammar),
            // 救护 + 第六 + 大队 is one of a row.
            Tag::Number if stops::is_ordinal(letters, word) => {}
            Tag::Number => once(Clue::HasNumber),
            Tag::Side => once(Clue::HasSide),
            Tag::Time => once(Clue::HasTime),
            Tag::Adjective => once(Clue::HasAdjective),
            _ => {}
        }
        if page.marks.name_starts(letters.at[word.start]) {
            once(Clue::HasPlace);
        }
    }
}

/// Whether one conjunction stands among the nouns behind a listed name: 永康市 + 文化和广电旅游体育 + 局.
fn joins_nouns(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word]) -> bool {
    let noun = |word: &&Word| {
        let sort = matches!(word.tag, Tag::Noun | Tag::VerbalNoun | Tag::Proper | Tag::Modifier);
        // jieba knows 国际合作部 of 吉布提 + 外交与国际合作部.
        let last = ending.end == ending.start + 1 && word.end > ending.start && word.start < ending.start;
        let field = last && word.tag == Tag::Body || word.tag == Tag::Abbreviation;
        sort || word.tag == Tag::Verb && word.end - word.start > 1 || field
    };
    let (first, inner) = (&core[core.len() - 1], &core[..core.len() - 1]);
    // 深圳市 + 宝安区 + 乡村振兴和协作交流 + 局.
    let links = inner.iter().rev().take_while(|word| word.tag == Tag::Place).count();
    let inner = &inner[..inner.len() - links];
    let joint = inner.iter().position(|word| word.tag == Tag::Grammar);
    inner.iter().filter(noun).count() + 1 == inner.len()
        && joint.is_some_and(|n| n > 0 && n + 1 < inner.len())
        && begins_listed(page, letters, first.start, ending)
}

fn whole(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word], out: &mut Evidence) {
    let first = core[core.len() - 1];
    if core.len() == 1 && first.end >= ending.end {
        out.add(match first.tag {
            Tag::Place => Clue::WholePlace,
            Tag::Body => Clue::WholeBody,
            Tag::Proper => Clue::WholeProper,
            _ => Clue::WholeWord,
        });
    } else if core.len() == 1 && first.end == ending.start && first.end - first.start > 1 {
        out.add(Clue::CoreWord);
    } else if core.len() > 1 && core.iter().all(|word| word.end - word.start == 1) {
        out.add(Clue::CoreUnknown);
    }
    if core.iter().all(|word| matches!(word.tag, Tag::Noun | Tag::VerbalNoun | Tag::Modifier)) {
        out.add(Clue::OnlyNouns);
    }
    let last = letters.word(ending.end - 1);
    let rest = || letters.span(ending.end, last.end).of(page.text());
    if last.end > ending.end && !page.known.dictionary.rules.after_name.contains(rest()) {
        out.add(Clue::CutRight);
    }
}

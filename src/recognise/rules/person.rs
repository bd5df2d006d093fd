//! Unlisted personal names: a surname, one or two characters of given name, and what stands around them.
//!
//! Each sign found for or against a name has points in `dictionaries/rules/evidence.tsv`; their sum decides.

use super::evidence::{Evidence, Sign};
use crate::dictionary::{Cue, Rules, Surname};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag, is_han};

/// Pushes what speaks for or against `start..end` (characters) being a surname and given name.
pub(crate) fn signs(page: &Page<'_>, letters: &Letters, name: &Shape, out: &mut Evidence) {
    shape(&page.known.dictionary.rules, letters, name, out);
    words(letters, name, out);
    left(page, letters, name.start, out);
    right(page, letters, name.end, out);
}

/// A possible name: a surname of one or two characters and a given name of one or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) start: usize,
    /// Where the given name begins.
    pub(crate) given: usize,
    pub(crate) end: usize,
    pub(crate) surname: Surname,
}

/// Every possible name that starts at a character.
pub(crate) fn shapes<'a>(rules: &'a Rules, letters: &'a Letters, start: usize) -> impl Iterator<Item = Shape> + use<'a> {
    [1usize, 2].into_iter().flat_map(move |len| {
        let surname = surname(rules, letters, start, len);
        surname.into_iter().flat_map(move |surname| {
            [1usize, 2].into_iter().filter_map(move |given| {
                let shape = Shape { start, given: start + len, end: start + len + given, surname };
                let han = (shape.given..shape.end).all(|n| letters.char(n).is_some_and(is_han));
                han.then_some(shape)
            })
        })
    })
}

fn surname(rules: &Rules, letters: &Letters, start: usize, len: usize) -> Option<Surname> {
    let mut text = [0u8; 8];
    let mut used = 0;
    for n in start..start + len {
        let c = letters.char(n).filter(|&c| is_han(c) && c.len_utf8() == 3)?;
        c.encode_utf8(&mut text[used..]);
        used += 3;
    }
    rules.surnames.get(std::str::from_utf8(&text[..used]).ok()?).copied()
}

fn shape(rules: &Rules, letters: &Letters, name: &Shape, out: &mut Evidence) {
    let given = name.end - name.given;
    out.add(match (name.given - name.start, name.surname.ambiguous, name.surname.rare) {
        (2, _, _) => Sign::SurnameTwo,
        (_, true, _) => Sign::SurnameAmbiguous,
        (_, _, true) => Sign::SurnameRare,
        _ => Sign::SurnameCommon,
    });
    out.add(if given == 1 { Sign::GivenOne } else { Sign::GivenTwo });
    for n in name.given..name.end {
        let weight = letters.char(n).and_then(|c| rules.given.get(&c)).copied().unwrap_or(0);
        out.add(match (given, weight) {
            (1, 0) => Sign::SingleWeight0,
            (1, 1) => Sign::SingleWeight1,
            (1, 2) => Sign::SingleWeight2,
            (1, _) => Sign::SingleWeight3,
            (_, 0) => Sign::GivenWeight0,
            (_, 1) => Sign::GivenWeight1,
            (_, 2) => Sign::GivenWeight2,
            (_, _) => Sign::GivenWeight3,
        });
    }
}

fn words(letters: &Letters, name: &Shape, out: &mut Evidence) {
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    if first.start == name.start && first.end == name.end {
        out.add(if first.tag == Tag::Person { Sign::WholeName } else { Sign::WholeWord });
        return;
    }
    if first.start < name.start {
        out.add(Sign::CutLeft);
    }
    if last.end > name.end {
        out.add(if last.tag == Tag::Person { Sign::CutRightName } else { Sign::CutRight });
    }
    if first.start == name.start && first.end > name.given && first.end < name.end {
        out.add(if first.tag == Tag::Person { Sign::FrontName } else { Sign::FrontWord });
    }
    let given = letters.word(name.given);
    if name.end - name.given == 2 && given.start == name.given && given.end == name.end {
        out.add(if matches!(given.tag, Tag::Person) { Sign::GivenName } else { Sign::GivenWord });
    }
    if (name.start..name.end).all(|n| letters.word(n).end - letters.word(n).start == 1) {
        out.add(Sign::Singles);
    }
}

fn left(page: &Page<'_>, letters: &Letters, at: usize, out: &mut Evidence) {
    let byte = letters.at[at];
    if page.space_at(byte) {
        out.add(Sign::LeftSpace);
    }
    if let Some(class) = title_ending(page, byte) {
        out.add(match class {
            "byline" => Sign::LeftByline,
            "kin" | "address" => Sign::LeftKin,
            "verb" => Sign::LeftVerb,
            "trade" => Sign::LeftTrade,
            _ => Sign::LeftOffice,
        });
        return;
    }
    let Some(n) = at.checked_sub(1) else { return out.add(Sign::LeftStart) };
    out.add(match letters.chars[n] {
        '\n' | '。' | '！' | '？' | '；' => Sign::LeftStart,
        '、' => Sign::LeftList,
        '，' | '：' | ',' | ':' => Sign::LeftComma,
        '《' | '〈' => Sign::LeftBook,
        '（' => Sign::LeftBracket,
        c if !is_han(c) && !c.is_ascii_alphanumeric() => Sign::LeftMark,
        _ if page.quote_at(byte, Gap::Open) => Sign::LeftQuote,
        _ => of_word(letters, n, true),
    });
}

fn right(page: &Page<'_>, letters: &Letters, at: usize, out: &mut Evidence) {
    let byte = letters.at[at];
    if page.space_at(byte) {
        out.add(Sign::RightSpace);
    }
    let class = page.cue_at(byte, |cue| match cue {
        Cue::Title(title) if title.beside.after => Some(title.class.as_str()),
        _ => None,
    });
    if let Some((_, class)) = class {
        out.add(match class {
            "byline" => Sign::RightByline,
            "verb" => Sign::RightVerb,
            "kin" | "address" => Sign::RightAddress,
            _ => Sign::RightTitle,
        });
        return;
    }
    let Some(c) = letters.char(at) else { return out.add(Sign::RightEnd) };
    out.add(match c {
        '\n' | '。' | '！' | '？' | '；' => Sign::RightEnd,
        '、' => Sign::RightList,
        '，' | '：' | ',' | ':' => Sign::RightComma,
        '（' => Sign::RightBracket,
        '》' | '〉' => Sign::RightBook,
        c if !is_han(c) && !c.is_ascii_alphanumeric() => Sign::RightMark,
        '的' => Sign::RightOf,
        '等' => Sign::RightAndOthers,
        _ => of_word(letters, at, false),
    });
}

/// The class of the longest title that ends at a byte and may stand before a name.
fn title_ending<'a>(page: &Page<'a>, byte: u32) -> Option<&'a str> {
    let mut found: Option<(usize, &str)> = None;
    for back in 1..=8usize {
        let text = &page.text()[..byte as usize];
        let Some((start, _)) = text.char_indices().rev().nth(back - 1) else { break };
        let Some(form) = page.known.gazetteer.find(&text[start..]) else { continue };
        let title = form.cues.iter().find_map(|cue| match cue {
            Cue::Title(title) if title.beside.before => Some(title.class.as_str()),
            _ => None,
        });
        if let Some(class) = title {
            found = Some((back, class));
        }
    }
    found.map(|(_, class)| class)
}

fn of_word(letters: &Letters, n: usize, left: bool) -> Sign {
    let tag = letters.word(n).tag;
    match (tag, left) {
        (Tag::Verb | Tag::VerbalNoun, true) => Sign::LeftOfVerb,
        (Tag::Grammar, true) => Sign::LeftOfGrammar,
        (Tag::Noun | Tag::Abbreviation, true) => Sign::LeftOfNoun,
        (Tag::Place | Tag::Body | Tag::Proper, true) => Sign::LeftOfProper,
        (Tag::Person, true) => Sign::LeftOfPerson,
        (_, true) => Sign::LeftOfOther,
        (Tag::Verb | Tag::VerbalNoun, false) => Sign::RightOfVerb,
        (Tag::Grammar, false) => Sign::RightOfGrammar,
        (Tag::Noun | Tag::Abbreviation, false) => Sign::RightOfNoun,
        (Tag::Time | Tag::Number, false) => Sign::RightOfTime,
        (_, false) => Sign::RightOfOther,
    }
}

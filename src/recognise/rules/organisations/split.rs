//! Bodies written once for two levels: 省、市发改委 is the province's and the city's. The first level word becomes a mention
//! of its own body. Not here: 市、县两级法院 and 各省、市发改委, which mean no definite body.

use std::iter::successors;

use crate::dictionary::{Class, Cue, Levels, Use};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Span, Tag};

/// The rule's id on its mentions.
const RULE: &str = "body.split";
/// Bytes of the longest level word (自治区) and some more.
const LONGEST: u32 = 12;
/// What such a mention is worth in the cover: less than any name that the word is a part of.
const SCORE: i32 = 6;

/// Pushes the first body wherever one tail serves two levels.
pub(in crate::recognise::rules) fn candidates(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let second = out.iter().filter(|c| c.open());
    let found: Vec<Candidate> = second.filter_map(|second| first(page, letters, second)).collect();
    out.extend(found);
}

/// The body that shares its tail with `second`, a body of a bare level word.
fn first(page: &Page<'_>, letters: &Letters, second: &Candidate) -> Option<Candidate> {
    let What::Body { body, place: Place::Deictic { word: inner, .. } } = second.what else { return None };
    let (word, levels) = joined_before(page, inner)?;
    let fits = page.known.dictionary.rules.bodies[body as usize].levels.meets(levels);
    // 27个省、市、自治区总工会: what counts the first counts all.
    let list = successors(Some(word), |&word| joined_before(page, word).map(|(word, _)| word));
    (fits && list.last().is_some_and(|first| definite(page, letters, first))).then(|| {
        let what = What::Body { body, place: Place::Deictic { levels, word } };
        Candidate::new(word, second.kind.clone(), what).by_rule(RULE).scored(SCORE)
    })
}

/// The bare level word that a list mark or a conjunction joins to another one behind it.
fn joined_before(page: &Page<'_>, word: Span) -> Option<(Span, Levels)> {
    let before = page.text()[..word.start as usize].strip_suffix(['、', '和', '及'])?;
    let mut bare = page.hits_ending(before.len() as u32, LONGEST).filter(|hit| hit.uses.has(Use::BARE));
    bare.find_map(|hit| Some((hit.span, levels(page, hit.form)?)))
}

fn levels(page: &Page<'_>, form: u32) -> Option<Levels> {
    page.form(form).cues.iter().find_map(|cue| match cue {
        Cue::BareDeictic(levels) => Some(*levels),
        _ => None,
    })
}

/// Whether nothing before the word makes it any province's or city's: a mark, white space (3月2日电 省、市发改委), a verb or a
/// word of grammar may stand there.
fn definite(page: &Page<'_>, letters: &Letters, word: Span) -> bool {
    let start = letters.number(word.start);
    start == 0
        || !letters.letter(start - 1)
        || page.space_at(word.start)
        || letters.border(start)
            && matches!(letters.word(start - 1).tag, Tag::Verb | Tag::Grammar | Tag::Side)
            && !page.class(letters.chars[start - 1]).has(Class::INDEFINITE)
}

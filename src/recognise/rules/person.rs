//! Unlisted personal names: a surname, one or two characters of given name, and what stands around them.
//!
//! Each sign found for or against a name has points in `dictionaries/rules/evidence.tsv`; their sum decides.

use super::evidence::{Clue, Evidence};
use super::{Floor, context};
use crate::dictionary::{Cue, Role, Surname, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Tag, is_han};

/// Proposes names: start, end (characters), evidence.
pub(crate) fn names(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let mut evidence = Evidence::default();
    for start in 0..letters.len() {
        if !letters.roles[start].has(Role::SURNAME) || context::ends_title(page, letters, (start, start + 1))
        {
            continue;
        }
        // What stands beside several possible names is looked at once.
        let (mut left, mut right) = (None, [const { None }; 5]);
        each_shape(page, letters, start, |name| {
            evidence.clear();
            shape(page, letters, &name, &mut evidence);
            words(page, letters, &name, &mut evidence);
            if ends_as_place(page, letters, &name) {
                evidence.add(Clue::SuffixStrong);
            }
            if spread(page, letters, &name) {
                evidence.add(Clue::Spread);
            }
            if floor.is_below(page, letters, (name.start, name.end), &evidence) {
                return;
            }
            evidence.append(left.get_or_insert_with(|| beside(page, letters, start, context::left)));
            if floor.is_below_to_the_right(page, letters, (name.start, name.end), &evidence) {
                return;
            }
            if context::ends_title(page, letters, (name.start, name.end)) || longer(page, letters, &name) {
                return;
            }
            let right = &mut right[name.end - start];
            evidence.append(right.get_or_insert_with(|| beside(page, letters, name.end, context::right)));
            if titled(letters, &name, &evidence) {
                evidence.add(Clue::Titled);
            } else if framed(&evidence) {
                evidence.add(Clue::Framed);
            } else if apart(letters, &name, &evidence) {
                evidence.add(Clue::Apart);
            }
            propose(name.start, name.end, &evidence);
        });
    }
}

/// Whether a listed name begins with a possible one and goes on.
fn longer(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let end = letters.at[name.end];
    let mut hits = page.hits_at(letters.at[name.start]).iter();
    page.marks.name_starts(letters.at[name.start])
        && hits.any(|hit| hit.span.end > end && hit.uses.has(Use::NAME))
}

/// Whether the last character ends townships and the like: 松鸣镇.
fn ends_as_place(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let division =
        |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.class == "division" && suffix.strong);
    name.end - name.start > 2
        && page
            .cue_at(letters.at[name.end - 1], |cue| division(cue).then_some(()))
            .is_some_and(|(hit, ())| hit.span.end == letters.at[name.end])
}

/// Whether a title stands right before a name of three characters, and what follows leaves it whole: then even everyday
/// words are a name (读者 生 明亮 来信).
fn titled(letters: &Letters, name: &Shape, evidence: &Evidence) -> bool {
    let any = |clues: &[Clue]| clues.iter().any(|&clue| evidence.has(clue));
    any(&[Clue::LeftOffice, Clue::LeftTrade, Clue::LeftKin])
        && !any(&[Clue::CutLeft, Clue::CutRight, Clue::CutRightName, Clue::WholeWord])
        && !clause(letters, name, any(&[Clue::RightEnd, Clue::RightComma, Clue::RightBracket]))
        && if name.end - name.start > 2 {
            !any(&[Clue::RightOfNoun, Clue::RightOfOther, Clue::RightTitle])
        } else {
            any(&[Clue::RightEnd, Clue::RightComma, Clue::RightVerb])
        }
}

/// Whether a name stands between a title and a verb of speaking: 经理巩固说. Even an everyday word is a name there.
fn framed(evidence: &Evidence) -> bool {
    [Clue::LeftOffice, Clue::LeftTrade, Clue::LeftKin].into_iter().any(|clue| evidence.has(clue))
        && evidence.has(Clue::RightVerb)
}

/// Whether a title stands before characters that no word is made of, and a word of several behind them: 民警 骆 亚 禾 走村.
/// A verb or the like at the end belongs to what follows (副部长 高 明 受 委托).
fn apart(letters: &Letters, name: &Shape, evidence: &Evidence) -> bool {
    let any = |clues: &[Clue]| clues.iter().any(|&clue| evidence.has(clue));
    let whole = |n: usize| {
        let word = letters.word(n);
        word.end - word.start > 1 && word.start == n && letters.letter(n)
    };
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    let loose = matches!(last.tag, Tag::Verb | Tag::Grammar | Tag::Time | Tag::Number | Tag::Side);
    any(&[Clue::LeftOffice, Clue::LeftTrade])
        && any(&[Clue::Singles, Clue::FrontName, Clue::SurnameTwo])
        && !any(&[Clue::CutRight, Clue::CutRightName])
        && if name.end - name.start > 2 {
            !loose && first.tag != Tag::Grammar
        } else {
            any(&[Clue::SingleWeight2, Clue::SingleWeight3]) && evidence.has(Clue::RightOfVerb)
        }
        && name.end < letters.len()
        && whole(name.end)
}

/// Whether the words are those of a clause: a lone word of grammar at its start (干部 都要学) or, unless a mark follows, at
/// its end (队员 诸宸等), or verbs alone.
fn clause(letters: &Letters, name: &Shape, marked: bool) -> bool {
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    let lone = |word: Word| word.end - word.start == 1 && word.tag == Tag::Grammar;
    let verb = |word: Word| matches!(word.tag, Tag::Verb | Tag::VerbalNoun);
    lone(first) || lone(last) && !marked || verb(first) && verb(last)
}

type Look = fn(&Page<'_>, &Letters, usize, &mut Evidence);

fn beside(page: &Page<'_>, letters: &Letters, at: usize, look: Look) -> Evidence {
    let mut evidence = Evidence::default();
    look(page, letters, at, &mut evidence);
    evidence
}

/// A possible name: a surname of one or two characters and a given name of one or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    start: usize,
    /// Where the given name begins.
    given: usize,
    end: usize,
    surname: Surname,
}

/// Tells every possible name that starts at a character.
fn each_shape(page: &Page<'_>, letters: &Letters, start: usize, mut f: impl FnMut(Shape)) {
    for len in 1..=2 {
        let Some(surname) = surname(page, letters, start, len) else { continue };
        let given = start + len;
        for end in given + 1..=given + 2 {
            if !letters.char(end - 1).is_some_and(is_han) {
                break;
            }
            f(Shape { start, given, end, surname });
        }
    }
}

fn surname(page: &Page<'_>, letters: &Letters, start: usize, len: usize) -> Option<Surname> {
    let first = letters.chars[start];
    if len == 1 {
        return page.known.characters.surname(first).filter(|_| is_han(first));
    }
    if !letters.roles[start].has(Role::DOUBLE) || start + len > letters.len() {
        return None;
    }
    let text = letters.span(start, start + len).of(page.text());
    page.known.dictionary.rules.surnames.get(text).copied()
}

fn shape(page: &Page<'_>, letters: &Letters, name: &Shape, out: &mut Evidence) {
    let given = name.end - name.given;
    out.add(Clue::Any);
    out.add_points(name.surname.points);
    out.add(match (name.given - name.start, name.surname.ambiguous, name.surname.rare) {
        (2, _, _) => Clue::SurnameTwo,
        (_, true, _) => Clue::SurnameAmbiguous,
        (_, _, true) => Clue::SurnameRare,
        _ => Clue::SurnameCommon,
    });
    out.add(if given == 1 { Clue::GivenOne } else { Clue::GivenTwo });
    for n in name.given..name.end {
        let character = page.known.characters.given(letters.chars[n]);
        out.add_points(match (given, n - name.given) {
            (1, _) => character.single,
            (_, 0) => character.first,
            _ => character.second,
        });
        out.add(match (given, character.weight) {
            (1, 0) => Clue::SingleWeight0,
            (1, 1) => Clue::SingleWeight1,
            (1, 2) => Clue::SingleWeight2,
            (1, _) => Clue::SingleWeight3,
            (_, 0) => Clue::GivenWeight0,
            (_, 1) => Clue::GivenWeight1,
            (_, 2) => Clue::GivenWeight2,
            (_, _) => Clue::GivenWeight3,
        });
    }
}

/// Two characters with white space between them and not around both: 李 明. A heading is spread too, but stands alone.
fn spread(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let space = |n: usize| page.space_at(letters.at[n]);
    let alone = |n: Option<usize>| n.and_then(|n| letters.char(n)).is_none_or(|c| c == '\n');
    name.end - name.start == 2
        && space(name.given)
        && !(space(name.start) && space(name.end))
        && !(alone(name.start.checked_sub(1)) && alone(Some(name.end)))
}

fn words(page: &Page<'_>, letters: &Letters, name: &Shape, out: &mut Evidence) {
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    if first.start == name.start && first.end == name.end {
        out.add(if first.tag == Tag::Person { Clue::WholeName } else { Clue::WholeWord });
        return;
    }
    // 主任 + 何建设: a title parts what jieba joins (任何).
    if first.start < name.start && !context::title_across(page, letters, &first, name.start) {
        out.add(Clue::CutLeft);
    }
    if last.end > name.end {
        out.add(if last.tag == Tag::Person { Clue::CutRightName } else { Clue::CutRight });
    }
    if first.start == name.start && first.end > name.given && first.end < name.end {
        out.add(if first.tag == Tag::Person { Clue::FrontName } else { Clue::FrontWord });
    }
    let given = letters.word(name.given);
    if name.end - name.given == 2 && given.start == name.given && given.end == name.end {
        out.add(if matches!(given.tag, Tag::Person) { Clue::GivenName } else { Clue::GivenWord });
    }
    if (name.start..name.end).all(|n| letters.word(n).end - letters.word(n).start == 1) {
        out.add(Clue::Singles);
    }
}

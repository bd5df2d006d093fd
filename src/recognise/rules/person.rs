//! Unlisted personal names: a surname, one or two characters of given name, and what stands around them.
//!
//! Each sign found for or against a name has points in `dictionaries/rules/evidence.tsv`; their sum decides.

use super::context;
use super::evidence::{Clue, Clues, Evidence};
use super::floor::Floor;
use super::screen::{Chance, Screen};
use super::{Rule, stops};
use crate::dictionary::{Hit, Role, Surname, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Tag, Words, is_han};

/// Proposes names: start, end (characters), evidence.
pub(crate) fn names(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let mut evidence = Evidence::default();
    let screen = floor.only().and_then(|rule| Some((rule, rule.screen.as_ref()?)));
    for start in letters.surnames.iter().map(|&start| start as usize) {
        if context::ends_title(page, letters, (start, start + 1)) {
            continue;
        }
        let look = |(rule, screen): (&Rule, &Screen)| screen.look(page, letters, rule, start);
        let chances = screen.map_or([Chance::Unknown; 2], look);
        if let [Chance::None, Chance::None] = chances {
            continue;
        }
        each_shape(page, letters, start, |name| {
            let sides = match chances[name.end - name.given - 1] {
                Chance::None => return,
                Chance::With(sides) => Some(sides),
                Chance::Unknown => None,
            };
            let at = (name.start, name.end);
            evidence.clear();
            let points = shape(page, letters, &name, &mut |clue| evidence.add(clue));
            evidence.add_points(points);
            parts(page, letters, &name, &mut |clue| evidence.add(clue));
            if floor.is_below(page, letters, at, &evidence, sides) {
                return;
            }
            evidence.end_own();
            if labelled(page, letters, start) {
                evidence.add(Clue::LeftOffice);
            } else {
                context::left(page, letters, start, &mut evidence);
            }
            if floor.is_below_to_the_right(page, letters, at, &evidence, sides) {
                return;
            }
            if context::ends_title(page, letters, at)
                || longer(page, letters, &name)
                || context::is_title(page, letters, (name.given, name.end))
            {
                return;
            }
            // 骑手车英 + 成了.
            if done(letters, name.end + 1) && letters.border(name.end) && called(&evidence) {
                evidence.add(Clue::RightVerb);
            } else {
                context::right(page, letters, name.end, &mut evidence);
            }
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

/// Whether a title and a colon stand before a name: 法定代表人：郗明远.
fn labelled(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let colon = start.checked_sub(1).filter(|&n| letters.chars[n] == '：');
    colon.is_some_and(|n| context::office_ends(page, letters.at[n]))
}

/// Whether a listed name begins with a possible one and goes on.
fn longer(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let end = letters.at[name.end];
    let mut hits = page.hits_at(letters.at[name.start]).iter();
    page.marks.name_starts(letters.at[name.start])
        && hits.any(|hit| hit.span.end > end && hit.uses.has(Use::NAME))
}

/// Tells the clues of the words and spaces in a name.
fn parts(page: &Page<'_>, letters: &Letters, name: &Shape, tell: &mut impl FnMut(Clue)) {
    words(page, letters, name, tell);
    if stops::ends_as_place(page, letters, (name.start, name.end)) {
        tell(Clue::SuffixStrong);
    }
    if spread(page, letters, name) {
        tell(Clue::Spread);
    }
}

/// Whether a title stands right before a name of three characters, and what follows leaves it whole: then even everyday
/// words are a name (读者 生 明亮 来信).
fn titled(letters: &Letters, name: &Shape, evidence: &Evidence) -> bool {
    const WORDS: Clues = Clues::of(&[Clue::CutLeft, Clue::CutRight, Clue::CutRightName, Clue::WholeWord]);
    const CLOSED: Clues = Clues::of(&[Clue::RightEnd, Clue::RightComma, Clue::RightBracket]);
    const GOES_ON: Clues = Clues::of(&[Clue::RightOfNoun, Clue::RightOfOther, Clue::RightTitle]);
    called(evidence)
        && !evidence.has_any(WORDS)
        && !clause(letters, name, evidence.has_any(CLOSED))
        && if name.end - name.start > 2 {
            !evidence.has_any(GOES_ON)
        } else {
            evidence.has_any(CLOSED) || evidence.has(Clue::RightVerb)
        }
}

/// Whether a name stands between a title and a verb of speaking: 经理巩固说. Even an everyday word is a name there.
fn framed(evidence: &Evidence) -> bool {
    called(evidence) && evidence.has(Clue::RightVerb)
}

/// Whether a word for who somebody is stands before a name.
fn called(evidence: &Evidence) -> bool {
    const CALLED: Clues = Clues::of(&[Clue::LeftOffice, Clue::LeftTrade, Clue::LeftKin]);
    evidence.has_any(CALLED)
}

/// Whether a title stands before characters that no word is made of, and a word of several behind them: 民警 骆 亚 禾 走村.
/// A verb or the like at the end belongs to what follows (副部长 高 明 受 委托).
fn apart(letters: &Letters, name: &Shape, evidence: &Evidence) -> bool {
    const TITLED: Clues = Clues::of(&[Clue::LeftOffice, Clue::LeftTrade]);
    const LOOSE: Clues = Clues::of(&[Clue::Singles, Clue::FrontName, Clue::SurnameTwo]);
    const CUT: Clues = Clues::of(&[Clue::CutRight, Clue::CutRightName]);
    const LIKELY: Clues = Clues::of(&[Clue::SingleWeight2, Clue::SingleWeight3]);
    if !evidence.has_any(TITLED) || evidence.has_any(CUT) {
        return false;
    }
    let whole = |n: usize| {
        let word = letters.word(n);
        word.end - word.start > 1 && word.start == n && letters.letter(n)
    };
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    let loose = matches!(last.tag, Tag::Verb | Tag::Grammar | Tag::Time | Tag::Number | Tag::Side);
    (evidence.has_any(LOOSE) || evidence.has(Clue::GivenWord) && evidence.has(Clue::SurnameCommon))
        && if name.end - name.start > 2 {
            !loose && first.tag != Tag::Grammar
        } else {
            evidence.has_any(LIKELY) && evidence.has(Clue::RightOfVerb)
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
    let longest = if letters.roles[start].has(Role::DOUBLE) { 2 } else { 1 };
    for len in 1..=longest {
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
    if !letters.roles.get(start + 1).is_some_and(|role| role.has(Role::DOUBLE_SECOND)) {
        return None;
    }
    let text = letters.span(start, start + len).of(page.text());
    page.known.dictionary.rules.surnames.get(text).copied()
}

/// The clues of the sorts of surnames.
pub(super) const SURNAME: [Clue; 3] = [Clue::SurnameCommon, Clue::SurnameRare, Clue::SurnameAmbiguous];
/// The clues of the weights of a given name's characters, if there is one, and if there are two.
pub(super) const SINGLE: [Clue; 4] =
    [Clue::SingleWeight0, Clue::SingleWeight1, Clue::SingleWeight2, Clue::SingleWeight3];
pub(super) const GIVEN: [Clue; 4] =
    [Clue::GivenWeight0, Clue::GivenWeight1, Clue::GivenWeight2, Clue::GivenWeight3];

/// Tells the clues of a name's characters, and gives their points.
fn shape(page: &Page<'_>, letters: &Letters, name: &Shape, tell: &mut impl FnMut(Clue)) -> i32 {
    let given = name.end - name.given;
    let mut points = i32::from(name.surname.points);
    tell(Clue::Any);
    tell(if name.given - name.start == 2 { Clue::SurnameTwo } else { SURNAME[name.surname.sort()] });
    tell(if given == 1 { Clue::GivenOne } else { Clue::GivenTwo });
    for n in name.given..name.end {
        let character = page.known.characters.given(letters.chars[n]);
        let weight = character.sort();
        let (place, clue) = match (given, n - name.given) {
            (1, _) => (character.single, SINGLE[weight]),
            (_, 0) => (character.first, GIVEN[weight]),
            _ => (character.second, GIVEN[weight]),
        };
        points += i32::from(place);
        tell(clue);
    }
    points
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

/// Whether what follows makes a verb of the character before: 单晓 + 笑了, 金贵 + 催着.
fn done(letters: &Letters, end: usize) -> bool {
    let verb = || Words::shared().tag_of(letters.chars[end - 1]) == Tag::Verb;
    letters.char(end).is_some_and(|c| context::is_aspect(c) && (matches!(c, '了' | '着') || verb()))
        && letters.word(end).end == end + 1
}

fn ambiguous(name: &Shape) -> bool {
    SURNAME[name.surname.sort()] == Clue::SurnameAmbiguous
}

/// Whether the given name is a listed place.
fn place_given(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let (start, end) = (letters.at[name.given], letters.at[name.end]);
    let place = |hit: &Hit| hit.span.end == end && hit.uses.has(Use::PLACE);
    page.marks.name_starts(start) && page.marks.name_ends(end) && page.hits_at(start).iter().any(place)
}

/// Whether a word of grammar that is in few names stands last, or a verb or a number before another word: 吕钦 + 对, 李元 + 是, 田雨 +
/// 听完.
fn loose_end(page: &Page<'_>, letters: &Letters, last: &Word) -> bool {
    let given = page.known.characters.given(letters.chars[last.start]);
    let goes_on = || letters.letter(last.end) && !page.space_at(letters.at[last.end]);
    last.end == last.start + 1
        && given.sort() == 0
        && (last.tag == Tag::Grammar || matches!(last.tag, Tag::Verb | Tag::Number) && goes_on())
}

fn words(page: &Page<'_>, letters: &Letters, name: &Shape, tell: &mut impl FnMut(Clue)) {
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    if first.start == name.start && first.end == name.end {
        tell(if first.tag == Tag::Person { Clue::WholeName } else { Clue::WholeWord });
        return;
    }
    // 主任 + 何建设: a title parts what jieba joins (任何).
    if first.start < name.start && !context::title_across(page, letters, &first, name.start) {
        tell(Clue::CutLeft);
    }
    if last.end > name.end {
        tell(if last.tag == Tag::Person { Clue::CutRightName } else { Clue::CutRight });
    } else if name.end - name.start > 2 && (done(letters, name.end) || loose_end(page, letters, &last)) {
        tell(Clue::CutRight);
    }
    if first.start == name.start && first.end > name.given && first.end < name.end {
        tell(if first.tag == Tag::Person { Clue::FrontName } else { Clue::FrontWord });
    }
    // 来 + 福建: a place that somebody comes to.
    if ambiguous(name) && place_given(page, letters, name) {
        tell(Clue::CutLeft);
    }
    let given = letters.word(name.given);
    if name.end - name.given == 2 && given.start == name.given && given.end == name.end {
        tell(if matches!(given.tag, Tag::Person) { Clue::GivenName } else { Clue::GivenWord });
    }
    if (name.start..name.end).all(|n| letters.word(n).end - letters.word(n).start == 1) {
        tell(Clue::Singles);
    }
}

//! Where titles, words of address and the verbs of persons start and end, by the class that the word lists give them.

use crate::dictionary::{Cue, Hit, TitleClass, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::{Page, TITLE};

/// The classes of the words for who somebody is that stand after a surname: 师傅, 书记, 老师.
const ADDRESS: [TitleClass; 3] = [TitleClass::Address, TitleClass::Office, TitleClass::Trade];

/// Whether a title or a verb that names may follow at once ends at a byte: between 12岁的 and a name much may stand.
pub(in crate::recognise::rules) fn calling_ends(page: &Page<'_>, byte: u32) -> bool {
    page.title_ending(byte).is_some_and(|class| class != TitleClass::Age)
}

/// Whether a word for a person ends at a byte, and may stand before the name: no verb.
pub(in crate::recognise::rules) fn office_ends(page: &Page<'_>, byte: u32) -> bool {
    use TitleClass::{Age, Doing, Speech, Undertaking, Verb};
    page.title_ending(byte).is_some_and(|class| !matches!(class, Verb | Speech | Doing | Undertaking | Age))
}

/// Whether a word for what a person is ends at a byte: his office, his trade, whose kin he is.
pub(in crate::recognise::rules) fn person_ends(page: &Page<'_>, byte: u32) -> bool {
    page.title_ending(byte).is_some_and(|class| class.is_post() || class == TitleClass::Kin)
}

/// The end of the title of somebody who works for a body, if one starts at a byte.
pub(in crate::recognise::rules) fn workers_title(page: &Page<'_>, byte: u32) -> Option<u32> {
    let works = |cue: &Cue| matches!(cue, Cue::Title(title) if title.class.is_post());
    page.cue_at(byte, |cue| works(cue).then_some(())).map(|(hit, ())| hit.span.end)
}

/// Whether a title or verb that may stand after a name starts at a byte.
pub(in crate::recognise::rules) fn title_starts(page: &Page<'_>, byte: u32) -> bool {
    page.marks.title_starts(byte)
}

/// Whether a verb that persons do, and that stands after their names, starts at a byte (说, 介绍).
pub(in crate::recognise::rules) fn speech_starts(page: &Page<'_>, byte: u32) -> bool {
    longest(page, byte, |class| class == TitleClass::Speech).is_some()
}

/// Whether a title or a word of address that stands after surnames starts at a byte: 师傅, 书记.
pub(in crate::recognise::rules) fn address_starts(page: &Page<'_>, byte: u32) -> bool {
    starting(page, byte).is_some_and(|class| ADDRESS.contains(&class))
}

/// Whether a stretch is a word of address: 李 + 先生 is no name.
pub(in crate::recognise::rules) fn is_address(
    page: &Page<'_>,
    letters: &Letters,
    at: (usize, usize),
) -> bool {
    is_after(page, letters, at, &[TitleClass::Address])
}

/// Whether a stretch is a word for who somebody is, that stands after a surname: 邹 + 老师.
pub(in crate::recognise::rules) fn is_title(page: &Page<'_>, letters: &Letters, at: (usize, usize)) -> bool {
    is_after(page, letters, at, &ADDRESS)
}

/// Whether a stretch is the longest title of some classes that starts there and may stand after a name.
fn is_after(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
    classes: &[TitleClass],
) -> bool {
    longest(page, letters.at[start], |class| classes.contains(&class))
        .is_some_and(|(hit, _)| hit.span.end == letters.at[end])
}

/// The class of the longest title or verb that starts at a byte and may stand after a name.
pub(super) fn starting(page: &Page<'_>, byte: u32) -> Option<TitleClass> {
    longest(page, byte, |_| true).map(|(_, class)| class)
}

/// The longest title or verb of the wanted classes that starts at a byte and may stand after a name, with its class.
fn longest(page: &Page<'_>, byte: u32, wanted: impl Fn(TitleClass) -> bool) -> Option<(Hit, TitleClass)> {
    if !page.marks.title_starts(byte) {
        return None;
    }
    page.cue_at(byte, |cue| match cue {
        Cue::Title(title) if title.beside.after && wanted(title.class) => Some(title.class),
        _ => None,
    })
}

/// Whether a title that may stand before a name starts at a byte.
pub(in crate::recognise::rules) fn before_name_starts(page: &Page<'_>, byte: u32) -> bool {
    page.hits_at(byte).iter().any(|hit| hit.uses.has(Use::TITLE_BEFORE))
}

/// Whether a title begins before a word and ends inside it, at a character.
pub(in crate::recognise::rules) fn title_across(
    page: &Page<'_>,
    letters: &Letters,
    word: &Word,
    at: usize,
) -> bool {
    ends_title(page, letters, (word.start, at))
}

/// Whether the characters of a stretch are the last of a title that begins before them: 长 in 董事长 is no surname, and 程师
/// in 工程师 no name.
pub(in crate::recognise::rules) fn ends_title(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
) -> bool {
    let (start, end) = (letters.at[start], letters.at[end]);
    page.marks.title_ends(end) && {
        // 电工 of 输变电 + 工程 is none, 校长 of 小学校 + 长江 may be one.
        let office = |cue: &Cue| matches!(cue, Cue::Title(title) if title.class == TitleClass::Office);
        let whole = |hit: &Hit| {
            letters.border(letters.number(hit.span.start)) || page.form(hit.form).cues.iter().any(office)
        };
        let near = page.hits_ending(end, TITLE).take_while(|hit| hit.span.start < start);
        near.filter(|hit| hit.uses.has(Use::TITLE_BEFORE)).any(whole)
    }
}

//! What tells programmes wherever they stand: the head nouns they end in, the verbs they are the object of, the words that
//! part them from what stands before. What makes a name of them: `programme`, `undertaken`, `coined`, `quoted`.

use crate::dictionary::{Class, Cue, Head, HeadRole, Hit, Title, TitleClass, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::Span;

/// The end and sort of the longest head noun that starts at a character.
pub(super) fn head_at(page: &Page<'_>, letters: &Letters, at: usize) -> Option<(usize, Head)> {
    let (hit, head) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::Head(head) => Some(*head),
        _ => None,
    })?;
    Some((letters.number(hit.span.end), head))
}

/// Whether a hit is a head noun that is something besides.
pub(super) fn has_role(page: &Page<'_>, hit: &Hit, role: HeadRole) -> bool {
    let head = |cue: &Cue| matches!(cue, Cue::Head(head) if head.role.has(role));
    hit.uses.has(Use::HEAD) && page.form(hit.form).cues.iter().any(head)
}

/// Longest head noun that is looked for at the end of a stretch, in bytes.
const HEAD: u32 = 30;

/// Where the longest head noun with a role begins that ends a stretch of bytes.
pub(super) fn role_ends(page: &Page<'_>, stretch: Span, role: HeadRole) -> Option<u32> {
    let near = page.hits_ending(stretch.end, HEAD.min(stretch.len() as u32));
    near.filter(|hit| has_role(page, hit, role)).map(|hit| hit.span.start).next()
}

/// Whether what ends at a character is a contest or an award: of these the place in front is a part.
pub(super) fn contest(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    page.class(letters.chars[end - 1]).has(Class::CONTEST)
}

/// A verb that programmes are the object of.
pub(super) fn doing(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    use TitleClass::{Doing, Undertaking};
    let verb = |cue: &Cue| matches!(cue, Cue::Title(Title { class: Doing | Undertaking, .. }));
    page.hits_at(letters.at[at]).iter().any(|hit| page.form(hit.form).cues.iter().any(verb))
}

/// Bytes of the longest verb for carrying out.
const VERB: u32 = 12;

/// Whether a verb for carrying out ends with a word: 实施, 打 + 好.
pub(super) fn undertakes(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let end = letters.at[word.end];
    let carries = |cue: &Cue| matches!(cue, Cue::Title(title) if title.class == TitleClass::Undertaking);
    let mut ending = page.hits_ending(end, VERB).filter(|hit| hit.uses.has(Use::CUE));
    ending.any(|hit| page.form(hit.form).cues.iter().any(carries))
}

/// Lone characters that stand before a name.
pub(super) const PARTING: Class =
    Class::JOINT.with(Class::DIRECTION).with(Class::PARTICLE).with(Class::AUXILIARY);

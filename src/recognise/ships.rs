//! Ships that bear the name of a place or a person, and are neither: 巢湖 + 舰, “澜沧” + 号. Those in quotation marks: `Page::is_vessel`.

use super::candidate::{Candidate, Place, What};
use super::letters::Letters;
use super::page::Page;
use crate::dictionary::{Level, Use};
use crate::text::{HAN, is_han};

/// Whether ships are called so behind their name.
fn is_ship(c: char) -> bool {
    matches!(c, '舰' | '号')
}

/// Whether what ships are called by stands alone behind a place that is no state: 巢湖 + 舰, but 中国 + 舰 and 江苏 + 号召.
pub(super) fn bears(page: &mut Page<'_>, candidate: &Candidate) -> bool {
    // 鄱阳湖 + 舰 is not of 鄱阳 either.
    let longest = page.hits_at(candidate.span.start).first().filter(|hit| hit.uses.has(Use::PLACE));
    let end = longest.map_or(0, |hit| hit.span.end).max(candidate.span.end);
    if !page.after(end).is_some_and(is_ship) || page.space_at(end) {
        return false;
    }
    let state = match candidate.what {
        What::Listed { form } | What::Place(Place::Form { form, .. }) => {
            page.known.gazetteer.first_place(form).is_some_and(|(level, _)| level == Some(Level::Country))
        }
        _ => false,
    };
    !state && page.before(end).is_some_and(is_han) && page.word(end).len() == HAN as usize
}

/// Whether what looks like a name and ends at a character is that of a ship, or begins one: 鹤山 + 舰, 微山 + 湖舰.
pub(super) fn begins_one(letters: &Letters, end: usize) -> bool {
    let called = |n: usize| {
        let ship = letters.char(n).is_some_and(is_ship) && is_han(letters.chars[n - 1]);
        ship && letters.letter(n) && letters.word(n).end == n + 1
    };
    called(end) || letters.char(end) == Some('湖') && called(end + 1)
}

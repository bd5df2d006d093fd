//! Unlisted bodies and places that end as such names end: a core, then a suffix of the word lists.
//!
//! From the suffix the words to its left are taken up one by one; every start is proposed with its evidence.

mod clues;
mod endings;
mod listed;
mod told;
mod walk;

use endings::{doubled, endings, overlapped};
use walk::walk;

use super::Floor;
use super::evidence::{Clue, Evidence};
use crate::dictionary::{Cue, Names, PlaceClass, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;

/// What the lists say of a suffix.
#[derive(Clone, Copy, Debug)]
struct Shape {
    strength: Clue,
    class: Option<Clue>,
    /// Most characters of core.
    reach: u8,
    points: i16,
    /// Of a body that many of a sort are called by: it wants more than its state before it.
    common: bool,
    /// A word of its own that only looks like a suffix.
    never: bool,
}

/// The suffix of a possible name, in characters.
#[derive(Clone, Copy, Debug)]
struct Ending {
    start: usize,
    end: usize,
    shape: Shape,
}

/// Proposes bodies: start, end (characters), evidence.
pub(crate) fn organisations(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let endings = endings(page, letters, Use::BODY_SUFFIX, |cue| match cue {
        Cue::Suffix(suffix) => {
            let strength = match (suffix.strong, suffix.names == Names::Part) {
                (true, _) => Clue::SuffixStrong,
                (false, true) => Clue::SuffixUnit,
                (false, false) => Clue::SuffixWeak,
            };
            let common = suffix.min > 0 && !suffix.strong;
            Some(Shape {
                strength,
                class: None,
                reach: 18,
                points: suffix.points,
                common,
                never: suffix.never,
            })
        }
        _ => None,
    });
    walk_all(page, letters, &endings, floor, propose);
}

/// Proposes places.
pub(crate) fn places(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let endings = endings(page, letters, Use::PLACE_SUFFIX, |cue| match cue {
        Cue::PlaceSuffix(suffix) => {
            let (class, reach) = match suffix.class {
                PlaceClass::Division => (Clue::ClassDivision, 6),
                PlaceClass::Natural => (Clue::ClassNatural, 6),
                PlaceClass::Transport => (Clue::ClassTransport, 8),
                PlaceClass::Site => (Clue::ClassSite, 12),
                _ => (Clue::ClassZone, 12),
            };
            Some(Shape {
                strength: if suffix.strong { Clue::SuffixStrong } else { Clue::SuffixWeak },
                class: Some(class),
                reach,
                points: suffix.points,
                common: class != Clue::ClassDivision,
                never: suffix.never,
            })
        }
        _ => None,
    });
    walk_all(page, letters, &endings, floor, propose);
}

/// Walks from each of the suffixes that is one.
fn walk_all(
    page: &Page<'_>,
    letters: &Letters,
    endings: &[Ending],
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let mut evidence = Evidence::default();
    for (n, ending) in endings.iter().enumerate() {
        let behind = &endings[n + 1..];
        if !ending.shape.never
            && !doubled(page, letters, ending)
            && !overlapped(page, letters, behind, ending)
        {
            walk(page, letters, ending, floor, &mut evidence, propose);
        }
    }
}

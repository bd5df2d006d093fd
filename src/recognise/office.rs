//! The state or body that an office before a name is of: 西班牙首相 + 桑切斯, 国际奥委会主席 + 巴赫.

use super::page::{Page, TITLE};
use crate::dictionary::{EntityNo, Hit, Kind, Sign, Use};

/// Titles, joints and names between a name and its state at most.
const STEPS: usize = 8;
/// Bytes of the longest name of a state or a body that is looked for.
const OWNER: u32 = 60;
/// What joins an office to what stands before it.
const JOINTS: [char; 4] = ['、', '兼', '和', '及'];

/// What an office is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A listed place or body.
    Listed(EntityNo),
    /// A state named with its letter (美 + 国务卿): its canonical name may be any of those of the letter.
    Letter(char),
}

/// Calls `f` with the owners of the offices that end at a byte, the nearest first, until it says that one is enough, and with whether
/// another person has that office: 美国副总统拜登、国务卿 + 克里. Nothing but offices, their owners, and what joins them stands between;
/// the last office is a high one. O(names that end near the byte).
pub(super) fn owners(page: &Page<'_>, at: u32, mut f: impl FnMut(Owner, bool) -> bool) {
    if !page.signs().end(Sign::HighOffice, &page.text()[..at as usize]) {
        return;
    }
    let Some(mut end) = title(page, at) else { return };
    // Whether an owner has been told, so that only what is joined to it may follow.
    let (mut told, mut any, mut others) = (false, false, false);
    for _ in 0..STEPS {
        if !told && let Some((start, owner)) = owner(page, end) {
            if f(owner, others) {
                return;
            }
            (told, any, end) = (true, true, start);
        } else if let Some(length) = joint(page, end) {
            (told, end) = (false, end - length);
            if let Some(start) = person(page, end).filter(|_| !any) {
                (others, end) = (true, start);
            }
        } else if let Some(start) = title(page, end).filter(|_| !told) {
            end = start;
        } else {
            return;
        }
    }
}

/// The start of the longest office that ends at a byte.
fn title(page: &Page<'_>, at: u32) -> Option<u32> {
    let mut near = page.hits_ending(at, TITLE).filter(|hit| hit.uses.has(Use::TITLE_BEFORE));
    near.next().map(|hit| hit.span.start)
}

/// The bytes of what joins an office to what stands before it, or goes with it: 前, 新任.
fn joint(page: &Page<'_>, end: u32) -> Option<u32> {
    let before = &page.text()[..end as usize];
    let joint = || before.chars().next_back().filter(|c| JOINTS.contains(c)).map(|c| c.len_utf8() as u32);
    page.signs().ending(Sign::LeadsToOrgan, before).or_else(joint)
}

/// The start of the listed person who ends at a byte.
fn person(page: &Page<'_>, end: u32) -> Option<u32> {
    let mut near = page.hits_ending(end, OWNER);
    let wanted = |hit: &&Hit| hit.uses.has(Use::NAME) && page.names(hit.form, &Kind::PERSON);
    near.find(wanted).map(|hit| hit.span.start)
}

/// The longest listed place or body that ends at a byte, else the letter of a state, and where it starts.
fn owner(page: &Page<'_>, end: u32) -> Option<(u32, Owner)> {
    let wanted = |hit: &&Hit| {
        hit.uses.has(Use::NAME)
            && (page.names(hit.form, &Kind::PLACE) || page.names(hit.form, &Kind::ORGANISATION))
    };
    if let Some(hit) = page.hits_ending(end, OWNER).find(wanted) {
        let entity = page.known.gazetteer.only_entity(hit.form)?;
        return Some((hit.span.start, Owner::Listed(entity)));
    }
    let letter = page.before(end).filter(|&c| super::abbreviations::is_of_state(page, c))?;
    Some((end - letter.len_utf8() as u32, Owner::Letter(letter)))
}

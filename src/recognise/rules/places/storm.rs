//! Names of storms, which are written by sound as those of persons are: 飓风 + 桑迪, and every 桑迪 around it.

use memchr::memmem;

use crate::dictionary::{Role, Sign};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;

/// Characters before and behind a name among which its storm is looked for.
const NEAR: usize = 1_000;
/// Characters of the name of a storm at least.
const LEAST: usize = 2;

/// Whether a storm of the text around is called what a name of sounds begins with: “桑迪”来袭.
pub(in crate::recognise::rules) fn is_storm(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
) -> bool {
    let (text, at) = (page.text(), letters.at[start] as usize);
    if page.signs().end(Sign::Storm, &text[..at]) {
        return true;
    }
    let sounds = letters.roles[start..end].iter().take_while(|role| role.has(Role::SOUND)).count();
    if sounds < LEAST || page.quoted(letters.span(start, start + sounds)).is_none() && sounds < end - start {
        return false;
    }
    let name = letters.span(start, start + sounds).of(text);
    let near = letters.span(start.saturating_sub(NEAR), letters.len().min(start + NEAR)).of(text);
    memmem::find_iter(near.as_bytes(), name).any(|found| page.signs().end(Sign::Storm, &near[..found]))
}

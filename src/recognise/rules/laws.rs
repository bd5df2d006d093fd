//! What only looks like a body inside the title of a law: 《中华人民共和国居民委员会 + 组织法》. A listed body stands there too.

use crate::dictionary::Sign;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;

/// Most characters of a title before what makes it that of a law.
const TITLE: usize = 40;

/// Whether a word that ends the title of a law stands at a character, inside one.
pub(super) fn regulate(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    page.signs().begin(Sign::Law, &page.text()[letters.at[at] as usize..]) && entitled(letters, at)
}

/// Whether the last mark of a title before a character opens it.
fn entitled(letters: &Letters, at: usize) -> bool {
    let mut before = letters.chars[at.saturating_sub(TITLE)..at].iter().rev();
    before.find(|c| matches!(c, '《' | '》')) == Some(&'《')
}

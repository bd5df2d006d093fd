//! The marks that pages set before items, by-lines and continued articles.

const BULLETS: [char; 13] = ['■', '□', '●', '○', '◎', '▲', '△', '◆', '◇', '★', '☆', '▶', '►'];

/// Whether a character is such a mark.
#[must_use]
pub fn is_bullet(c: char) -> bool {
    BULLETS.contains(&c)
}

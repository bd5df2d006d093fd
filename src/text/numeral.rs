//! The numerals from one to ten: numbers are also written with others, which rules name where they take them.

/// 一 to 十, in their order.
pub(crate) const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Whether a character is one of them.
pub(crate) fn is_numeral(c: char) -> bool {
    NUMERALS.contains(&c)
}

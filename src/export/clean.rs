//! Text made fit for exchange: one line, NFC, nothing that a reader chokes on. Also plain decimal numbers.
//!
//! The rules are those under which the GraphML and GEXF importers of Gephi keep every character: white space collapsed,
//! control and invisible characters left out. JSON Lines, the format that gives data back unchanged, does not use them.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` on one line: white space of any kind becomes one space, outer space goes, characters that XML 1.0 forbids or
/// that nobody sees (controls, zero-width characters, direction marks, byte-order marks) go, the rest is put into NFC.
///
/// Idempotent. O(length).
///
/// ```
/// use guanxi::export::clean;
/// assert_eq!(clean(" 赤峰市\r\n\t总工会\u{0}\u{200B} "), "赤峰市 总工会");
/// ```
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_dropped(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    Cow::Owned(line.nfc().collect())
}

fn is_clean(text: &str) -> bool {
    let (mut space, mut inert) = (true, true);
    for c in text.chars() {
        if is_plain(c) {
            space = false;
            continue;
        }
        inert &= c == ' ';
        let is_space = c == ' ';
        if (is_space && space) || (!is_space && c.is_whitespace()) || is_dropped(c) {
            return false;
        }
        space = is_space;
    }
    (text.is_empty() || !space) && (inert || is_nfc_quick(text.chars()) == IsNormalized::Yes)
}

/// Characters that most Chinese text is made of, which are never dropped and never combine: it spares the tables.
fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3029}' | '\u{FF01}'..='\u{FF5E}')
        || matches!(c, '‘' | '’' | '“' | '”' | '…' | '—' | '·')
}

/// Characters that are neither text nor space here. White space is decided before.
fn is_dropped(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A finite number in the shortest decimal form that reads back as the same number: always with a point, never with an
/// exponent (`3.0`, `0.00001`), so that no reader takes a column for whole numbers.
///
/// ```
/// use guanxi::export::decimal;
/// assert_eq!(decimal(3.0), "3.0");
/// assert_eq!(decimal(-0.0), "0.0");
/// assert_eq!(decimal(1e-7), "0.0000001");
/// ```
#[must_use]
pub fn decimal(number: f64) -> String {
    let mut text = String::new();
    push_decimal(&mut text, number);
    text
}

/// The same at the end of a line that is being put together.
pub(super) fn push_decimal(line: &mut String, number: f64) {
    let before = line.len();
    // Most weights are whole: this spares them the search for the shortest form. A String takes all that is written.
    let _ = if number.fract() == 0.0 && number.abs() < EXACT {
        write!(line, "{}", number as i64)
    } else {
        write!(line, "{number}")
    };
    if !line[before..].contains('.') {
        line.push_str(".0");
    }
}

/// Whole numbers below this are the same as integers.
const EXACT: f64 = 9_007_199_254_740_992.0;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_line_of_plain_text_stays_and_the_rest_is_mended() {
        let cases = [
            ("", ""),
            ("赤峰市", "赤峰市"),
            ("a b", "a b"),
            (" a", "a"),
            ("a ", "a"),
            ("a  b", "a b"),
            ("a\u{3000}b", "a b"),
            ("a\r\nb\tc\u{85}d\u{2028}e", "a b c d e"),
            ("\u{1}\u{1F}\u{7F}\u{9F}", ""),
            ("a \u{1} b", "a b"),
            ("\u{FEFF}a\u{200B}\u{200F}\u{FFFE}\u{FFFF}", "a"),
            ("e\u{301}", "é"),
            ("e\u{200B}\u{301}", "é"),
            ("😀𠮷 مرحبا", "😀𠮷 مرحبا"),
            ("<&>\"']]>\\", "<&>\"']]>\\"),
        ];
        for (given, expected) in cases {
            assert_eq!(clean(given), expected, "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once).into_owned(), once.clone());
            prop_assert!(!once.chars().any(is_dropped));
            prop_assert_eq!(once.split(' ').filter(|w| w.is_empty()).count(), usize::from(once.is_empty()));
        }

        #[test]
        fn decimals_read_back(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
            let text = decimal(number);
            prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), (number + 0.0).to_bits());
            prop_assert!(text.contains('.') && !text.contains(['e', 'E']));
        }
    }
}

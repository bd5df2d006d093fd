//! Which characters are Han. The build script asks too: nothing else stands here.

/// Whether a character is a Han ideograph (CJK unified ideographs and their extensions, 〇 included).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '\u{F900}'..='\u{FAFF}' | '〇')
}

//! A look for some bytes in Chinese text.

/// The first byte of a UTF-8 text from one on that is in a set without bytes of Han characters: most characters are Han,
/// and passed over whole.
pub(crate) fn next_of(set: &[bool; 256], text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        // A branch that is foreseen from character to character: steps of computed length would wait for each other.
        while matches!(text.get(at), Some(0xE4..=0xE9)) {
            at += 3;
        }
        if set[usize::from(*text.get(at)?)] {
            return Some(at);
        }
        at += 1;
    }
}

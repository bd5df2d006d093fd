//! A look for some bytes in Chinese text.

/// The first byte of a UTF-8 text from one on that is in a set without bytes of Han characters: most characters are Han,
/// and passed over whole.
pub(crate) fn next_of(set: &[bool; 256], text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(&byte) = text.get(at) {
        if set[usize::from(byte)] {
            return Some(at);
        }
        at += if (0xE4..=0xE9).contains(&byte) { 3 } else { 1 };
    }
    None
}

//! From byte offsets to offsets in Unicode scalar values, which other programs count in.

/// Byte → character offsets of one text, counted from the place asked for last.
///
/// ```
/// use guanxi::corpus::CharOffsets;
/// let mut offsets = CharOffsets::new("赤峰 2023");
/// assert_eq!(offsets.at(6), 2);
/// assert_eq!(offsets.at(7), 3);
/// assert_eq!(offsets.at(3), 1);
/// ```
#[derive(Clone, Debug)]
pub struct CharOffsets<'a> {
    bytes: &'a [u8],
    byte: usize,
    chars: usize,
}

impl<'a> CharOffsets<'a> {
    /// Offsets of `text`.
    pub const fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), byte: 0, chars: 0 }
    }

    /// How many characters begin before byte `byte`. O(bytes between it and the one before it that was asked for).
    pub fn at(&mut self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.bytes.len());
        if byte < self.byte {
            self.chars -= begun(&self.bytes[byte..self.byte]);
        } else {
            self.chars += begun(&self.bytes[self.byte..byte]);
        }
        self.byte = byte;
        self.chars as u32
    }
}

/// How many characters begin in some bytes: eight at a time, since all the text of an article is counted.
fn begun(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let (eights, rest) = bytes.as_chunks::<8>();
    let goes_on = |&eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(eight);
        // A byte that begins no character has its highest bit set and the next one clear.
        (eight >> 7 & !(eight >> 6) & ONES).wrapping_mul(ONES) >> 56
    };
    let behind: u64 = eights.iter().map(goes_on).sum();
    let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
    eights.len() * 8 - behind as usize + rest.iter().filter(begins).count()
}

#[cfg(test)]
mod tests {
    use super::CharOffsets;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_characters(text in ".{0,60}", order in proptest::collection::vec(any::<prop::sample::Index>(), 0..8)) {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut offsets = CharOffsets::new(&text);
            for index in order {
                let byte = starts[index.index(starts.len())];
                prop_assert_eq!(offsets.at(byte as u32) as usize, text[..byte].chars().count());
            }
        }
    }
}

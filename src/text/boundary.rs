//! Where characters begin near a byte.

/// The last character boundary at a byte or before it.
pub(crate) fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at).rfind(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The first character boundary at a byte or behind it.
pub(crate) fn boundary_behind(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_not_parted() {
        let around = |at| (boundary_before("a赤峰", at), boundary_behind("a赤峰", at));
        assert_eq!(
            [0, 1, 2, 3, 4, 6, 7].map(around),
            [(0, 0), (1, 1), (1, 4), (1, 4), (4, 4), (4, 7), (7, 7)]
        );
        assert_eq!(around(9), (7, 7));
    }
}

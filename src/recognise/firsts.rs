//! Which hits of the matcher stand where: noted once for an article, so that nobody searches among them. What they start and
//! end: `marks`.

use crate::dictionary::{Hit, Use};

/// Bytes behind a hit that are noted at once, whatever the next one's start: most hits start that near to each other.
const AHEAD: usize = 32;

/// Notes for each byte of a text of `len` bytes the first hit that starts there or behind it.
pub(crate) fn note_firsts(hits: &[Hit], len: usize, firsts: &mut Vec<u32>) {
    // What is written too far the next hits write over.
    firsts.resize(len + AHEAD + 2, 0);
    let mut from = 0;
    for (number, hit) in (0..).zip(hits) {
        let start = hit.span.start as usize;
        loop {
            firsts[from..from + AHEAD].fill(number);
            if start < from + AHEAD {
                break;
            }
            from += AHEAD;
        }
        from = start + 1;
    }
    firsts[from..].fill(hits.len() as u32);
}

/// Notes the hits of letters that stand for places, without a branch that nobody can foresee.
pub(crate) fn note_abbreviations(hits: &[Hit], numbers: &mut Vec<u32>) {
    numbers.resize(hits.len(), 0);
    let mut count = 0;
    for (number, hit) in (0..).zip(hits) {
        numbers[count] = number;
        count += usize::from(hit.uses.has(Use::ABBREVIATION));
    }
    numbers.truncate(count);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn hit(start: u32, uses: Use) -> Hit {
        Hit { span: Span::new(start, start + 3), form: 0, uses }
    }

    #[test]
    fn every_byte_has_the_first_hit_at_or_behind_it() {
        for starts in [&[][..], &[0], &[0, 0, 3], &[5, 40, 40, 41, 200], &[31, 32, 33, 64], &[255]] {
            let hits: Vec<Hit> = starts.iter().map(|&start| hit(start, Use::NAME)).collect();
            let mut firsts = vec![7; 300];
            note_firsts(&hits, 255, &mut firsts);
            for at in 0..=256 {
                let expected = starts.iter().filter(|&&start| start < at).count();
                assert_eq!(firsts[at as usize] as usize, expected, "{starts:?} at {at}");
            }
        }
    }

    #[test]
    fn the_letters_of_places_are_noted() {
        let hits = [Use::NAME, Use::ABBREVIATION, Use::CUE, Use::ABBREVIATION].map(|uses| hit(0, uses));
        let mut numbers = vec![9; 9];
        note_abbreviations(&hits, &mut numbers);
        assert_eq!(numbers, [1, 3]);
    }
}

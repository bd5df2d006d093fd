//! Where the quotation marks of an article stand, and which quoted stretches are one list. What they enclose: `quoted`,
//! `honour`, `banded`, `founded`.

use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Gap;

/// Longest quoted name, in characters.
const QUOTED: usize = 22;

/// Quoted stretches of at most [`QUOTED`] characters, innermost, as their starts and ends.
pub(in crate::recognise::rules) fn quotes(page: &Page<'_>, letters: &Letters) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = None;
    for &(at, gap) in page.normal.gaps() {
        match gap {
            Gap::Open => open = Some(at),
            Gap::Close => {
                if let Some(start) = open.take() {
                    let (start, end) = (letters.number(start), letters.number(at));
                    if end > start + 1 && end - start <= QUOTED {
                        found.push((start, end));
                    }
                }
            }
            Gap::Space | Gap::Wide => {}
        }
    }
    found
}

/// Where the list of quoted names ends that each is in: “甲”“乙”, “甲”和“乙”.
pub(super) fn list_ends(letters: &Letters, quotes: &[(usize, usize)]) -> Vec<usize> {
    let mut ends: Vec<usize> = quotes.iter().map(|&(_, end)| end).collect();
    for n in (1..quotes.len()).rev() {
        let (end, start) = (quotes[n - 1].1, quotes[n].0);
        if start == end || (start == end + 1 && "、和及与".contains(letters.chars[end])) {
            ends[n - 1] = ends[n];
        }
    }
    ends
}

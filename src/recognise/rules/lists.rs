//! Lists of persons: what stands in a list beside a person is a person, if it has the shape of a name.
//!
//! 卢仁峰、戎鹏强、洪海涛 and 安蓓 谢希瑶 姜刚: a comma of lists or white space parts the names.

use std::collections::{BTreeMap, BTreeSet};

use super::Proposal;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;

/// Points for a name with list marks on both sides, one of them beside a person.
const BETWEEN: i32 = 60;
/// Points for the last name of a list.
const LAST: i32 = 25;

/// Raises the proposals that stand in a list beside a person, until none is left. `persons` are the spans (characters)
/// that are persons already.
pub(super) fn raise(
    page: &Page<'_>,
    letters: &Letters,
    proposals: &mut [Proposal],
    mut persons: BTreeSet<(usize, usize)>,
    threshold: i32,
) {
    let mut waiting: BTreeSet<usize> =
        (0..proposals.len()).filter(|&n| !spaced_wrongly(page, letters, &proposals[n])).collect();
    loop {
        let starts: BTreeMap<usize, usize> = persons.iter().map(|&(s, e)| (s, e)).collect();
        let ends: BTreeSet<usize> = persons.iter().map(|&(_, e)| e).collect();
        let mut raised = Vec::new();
        for &n in &waiting {
            let proposal = &proposals[n];
            let before = mark_before(page, letters, proposal.start);
            let after = mark_after(page, letters, proposal.end);
            let beside = before.is_some_and(|end| ends.contains(&end))
                || after.is_some_and(|start| starts.contains_key(&start));
            let points = match (before, after) {
                (Some(_), Some(_)) => BETWEEN,
                _ => LAST,
            };
            if beside && proposal.sum < threshold && proposal.sum + points >= threshold {
                raised.push((n, points));
            }
        }
        if raised.is_empty() {
            return;
        }
        for (n, points) in raised {
            waiting.remove(&n);
            proposals[n].sum += points;
            persons.insert((proposals[n].start, proposals[n].end));
        }
    }
}

/// The end of what stands before a list mark that ends at `at`.
fn mark_before(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    match at.checked_sub(1).map(|n| letters.chars[n]) {
        Some('、') => Some(at - 1),
        _ if page.space_at(letters.at[at]) => Some(at),
        _ => None,
    }
}

/// The start of what stands after a list mark that starts at `at`.
fn mark_after(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    match letters.char(at) {
        Some('、') => Some(at + 1),
        _ if page.space_at(letters.at[at]) => Some(at),
        _ => None,
    }
}

/// White space inside a name is right only between the two characters of a short one (李 明).
pub(super) fn spaced_wrongly(page: &Page<'_>, letters: &Letters, proposal: &Proposal) -> bool {
    let inside = page.space_inside(letters.span(proposal.start, proposal.end));
    inside && proposal.end - proposal.start != 2
}

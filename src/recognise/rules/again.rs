//! Quoted programmes that the article names without their head: “百室联创” + 行动, then “百室联创”.

use rustc_hash::FxHashSet;

use super::coined::closes;
use super::programme::role_ends;
use super::{Proposal, quoted};
use crate::dictionary::HeadRole;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Tag;

/// The rule's id on its mentions.
pub(super) const RULE: &str = "programme.again";
/// Points of such a name.
const POINTS: i32 = 10;

/// Fewest characters of a core with whatever head; a shorter one is somebody's who carries it out.
const LONG: usize = 3;
/// Heads of what has a name of its own besides: “小产权房”项目, “以房养老”试点.
const OTHER: HeadRole = HeadRole::PROJECT.with(HeadRole::BRAND).with(HeadRole::HONOUR).with(HeadRole::TRIAL);

/// Proposals for quoted stretches that stand before a head in one of the names found.
pub(super) fn programmes(page: &Page<'_>, letters: &Letters, found: &[Proposal]) -> Vec<Proposal> {
    let quotes = quoted::quotes(page, letters);
    let of = |&(start, end): &(usize, usize)| letters.span(start, end).of(page.text());
    let headed = |&(start, end): &(usize, usize)| {
        let mut around = found.iter().filter(|p| p.start <= start && p.end > end);
        around.any(|p| names(page, letters, (start, end), p.end))
    };
    let cores: FxHashSet<&str> = quotes.iter().filter(|&quote| headed(quote)).map(of).collect();
    let alone = |&(start, end): &(usize, usize)| {
        !found.iter().any(|p| p.start < end && p.end > start)
            && closes(page, letters, end)
            && !page.is_vessel(letters.span(start, end))
    };
    let again = quotes.iter().filter(|quote| cores.contains(of(quote)) && alone(quote));
    again.map(|&(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

/// Whether what is quoted before a head that ends at a character is a name of its own: no number (“十四五”规划), no sentence, no
/// day (“读书日”活动), nor what something else is done with (“荐股软件”从事咨询活动).
fn names(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), head: usize) -> bool {
    let rest = letters.span(end, head);
    let verb = (end..head).any(|n| letters.word(n).tag == Tag::Verb && letters.word(n).end < head);
    letters.word(start).tag != Tag::Number
        && (start..end).all(|n| letters.letter(n))
        && letters.chars[end - 1] != '日'
        && !verb
        && role_ends(page, rest, OTHER).is_none()
        && (end - start >= LONG || role_ends(page, rest, HeadRole::UNDERTAKEN).is_some())
}

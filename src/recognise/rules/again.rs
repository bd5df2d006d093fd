//! Quoted programmes that the article names without their head: “百室联创” + 行动, then “百室联创”.

use memchr::memmem;
use rustc_hash::FxHashSet;

use super::Proposal;
use super::coined::closes;
use super::programme::role_ends;
use crate::dictionary::HeadRole;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Gap, Span, Tag};

/// The rule's id on its mentions.
pub(super) const RULE: &str = "programme.again";
/// Points of such a name.
const POINTS: i32 = 10;

/// Fewest characters of a core with whatever head; a shorter one is somebody's who carries it out.
const LONG: usize = 3;
/// Heads of what has a name of its own besides: “小产权房”项目, “以房养老”试点.
const OTHER: HeadRole = HeadRole::PROJECT.with(HeadRole::BRAND).with(HeadRole::HONOUR).with(HeadRole::TRIAL);

/// Proposals for quoted stretches that stand before a head in one of the names found.
pub(super) fn programmes(
    page: &Page<'_>,
    letters: &Letters,
    quotes: &[(usize, usize)],
    found: &[Proposal],
) -> Vec<Proposal> {
    let of = |&(start, end): &(usize, usize)| letters.span(start, end).of(page.text());
    let headed = |&(start, end): &(usize, usize)| {
        let mut around = found.iter().filter(|p| p.start <= start && p.end > end);
        around.any(|p| names(page, letters, (start, end), p.end))
    };
    let whole = |&(start, end): &(usize, usize)| found.iter().any(|p| (p.start, p.end) == (start, end));
    let honours: FxHashSet<&str> = quotes.iter().filter(|&quote| whole(quote)).map(of).collect();
    let cores: FxHashSet<&str> = quotes.iter().filter(|&quote| headed(quote)).map(of).collect();
    let alone = |&(start, end): &(usize, usize)| {
        !found.iter().any(|p| p.start < end && p.end > start)
            && (closes(page, letters, end)
                || honours.contains(of(&(start, end)))
                || letters.chars[end - 1] == '杯')
            && !page.is_vessel(letters.span(start, end))
    };
    let known = |quote: &(usize, usize)| cores.contains(of(quote)) || honours.contains(of(quote));
    let again = quotes.iter().filter(|quote| known(quote) && alone(quote));
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

/// Fewest characters of the end of a name by which an article calls it.
const TAIL: usize = 4;

/// Proposals for the last word and the head of a name where a clause has them alone: 工会夜校拓荒计划, then 拓荒计划.
pub(super) fn tails(page: &Page<'_>, letters: &Letters, found: &[Span]) -> Vec<Proposal> {
    let tails: FxHashSet<&str> = found.iter().filter_map(|&name| tail(page, letters, name)).collect();
    let mut again = Vec::new();
    for tail in tails {
        for at in memmem::find_iter(page.text().as_bytes(), tail) {
            let (start, end) = (letters.number(at as u32), letters.number((at + tail.len()) as u32));
            let inside = found.iter().any(|name| name.start <= at as u32 && name.end > at as u32);
            if !inside && letters.border(start) && begins(page, letters, start) && closes(page, letters, end)
            {
                again.push(Proposal { start, end, sum: POINTS });
            }
        }
    }
    again
}

/// The last word of a name and its head, if they are less than the name and not any name's.
fn tail<'a>(page: &Page<'a>, letters: &Letters, name: Span) -> Option<&'a str> {
    let head = letters.number(role_ends(page, name, HeadRole::COINED)?);
    let (start, end) = (letters.word(head.checked_sub(1)?).start, letters.number(name.end));
    let word = letters.word(start);
    let text = letters.span(start, head).of(page.text());
    let named = !page.known.dictionary.rules.not_programmes.contains(text);
    let short = letters.at[start] > name.start && end - start >= TAIL && word.end == head;
    let own = matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Verb | Tag::None | Tag::Proper);
    let quoted = page.quote_at(letters.at[head], Gap::Close);
    (short && named && own && !quoted).then(|| letters.span(start, end).of(page.text()))
}

/// Whether a clause begins at a character.
fn begins(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    start == 0 || !letters.letter(start - 1) || page.space_at(letters.at[start])
}

//! Quoted programmes that the article names without their head: “百室联创” + 行动, then “百室联创”.

use rustc_hash::FxHashSet;

use super::cores::closes;
use super::heads::{doing, has_role, role_ends, undertakes};
use crate::dictionary::{HeadRole, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::recognise::rules::found::Found;
use crate::text::{Gap, Span, Tag};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "programme.again";
/// Points of such a name.
const POINTS: i32 = 10;

/// Fewest characters of a core with whatever head; a shorter one is somebody's who carries it out.
const LONG: usize = 3;
/// Heads of what has a name of its own besides: “小产权房”项目, “以房养老”试点.
const OTHER: HeadRole = HeadRole::PROJECT.with(HeadRole::BRAND).with(HeadRole::HONOUR).with(HeadRole::TRIAL);

/// Proposals for quoted stretches that stand before a head in one of the names found.
pub(in crate::recognise::rules) fn programmes(
    page: &Page<'_>,
    letters: &Letters,
    quotes: &[(usize, usize)],
    found: &Found,
) -> Vec<Proposal> {
    let of = |&(start, end): &(usize, usize)| letters.span(start, end).of(page.text());
    let headed = |&(start, end): &(usize, usize)| {
        let mut around = found.around((start, end)).filter(|&(_, head)| head > end);
        !is_opposed(page, letters, start) && around.any(|(_, head)| names(page, letters, (start, end), head))
    };
    let whole = |quote: &(usize, usize)| found.around(*quote).any(|name| name == *quote);
    let honours: FxHashSet<&str> = quotes.iter().filter(|&quote| whole(quote)).map(of).collect();
    let cores: FxHashSet<&str> = quotes.iter().filter(|&quote| headed(quote)).map(of).collect();
    let alone = |&(start, end): &(usize, usize)| {
        !found.touches((start, end))
            && !is_opposed(page, letters, start)
            && !is_numbered(letters, end)
            && (closes(page, letters, end)
                || honours.contains(of(&(start, end)))
                || letters.chars[end - 1] == '杯')
            && !page.is_vessel(letters.span(start, end))
    };
    let known = |quote: &(usize, usize)| cores.contains(of(quote)) || honours.contains(of(quote));
    let again = quotes.iter().filter(|quote| known(quote) && alone(quote));
    again.map(|&(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

/// Whether a verb stands before the opening mark that is no programme's own: 打击 + “黄牛”行动.
fn is_opposed(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&n| letters.letter(n)) else { return false };
    let verb = letters.word(before);
    let text = letters.span(verb.start, verb.end).of(page.text());
    matches!(verb.tag, Tag::Verb | Tag::VerbalNoun)
        && page.known.dictionary.rules.not_programmes.contains(text)
        && !undertakes(page, letters, &verb)
        && !doing(page, letters, verb.start)
}

/// Whether a quoted stretch is a common word: “黄牛”行动.
fn is_word(letters: &Letters, (start, end): (usize, usize)) -> bool {
    let word = letters.word(start);
    word.end == end
        && matches!(word.tag, Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Adjective | Tag::Modifier)
}

/// Whether a quoted stretch ends as the names of vessels and units do: “嫦娥四号”任务, “红一连”活动.
fn is_numbered(letters: &Letters, end: usize) -> bool {
    let last = letters.chars[end - 1];
    "号连队".contains(last) || last.is_ascii_digit()
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
        && !is_word(letters, (start, end))
        && role_ends(page, rest, OTHER).is_none()
        && (end - start >= LONG || role_ends(page, rest, HeadRole::UNDERTAKEN).is_some())
}

/// Fewest characters of the end of a name by which an article calls it.
const TAIL: usize = 4;

/// Proposals for the last word and the head of a name where a clause has them alone: 工会夜校拓荒计划, then 拓荒计划.
pub(in crate::recognise::rules) fn tails(
    page: &Page<'_>,
    letters: &Letters,
    found: &[Span],
) -> Vec<Proposal> {
    let tails: FxHashSet<&str> = found.iter().filter_map(|&name| tail(page, letters, name)).collect();
    if tails.is_empty() {
        return Vec::new();
    }
    let number = |name: &Span| (letters.number(name.start), letters.number(name.end));
    let found = Found::of(found.iter().map(number));
    let heads = letters.hits(Use::HEAD).iter().filter(|hit| has_role(page, hit, HeadRole::COINED));
    let again = heads.filter_map(|hit| {
        let (head, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        let start = letters.word(head.checked_sub(1)?).start;
        let tail = tails.contains(letters.span(start, end).of(page.text()));
        let alone = || !found.touches((start, end)) && begins(page, letters, start);
        (tail && alone() && closes(page, letters, end)).then_some(Proposal { start, end, sum: POINTS })
    });
    again.collect()
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

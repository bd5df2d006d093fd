//! Unlisted programmes: a quoted name with a head noun (“暖边北疆行”活动), several quoted names with one head, and a
//! proper core with a head of its own after a verb of doing (实施…工程).

use super::Proposal;
use crate::dictionary::{Cue, Head, Title, Use};
use crate::recognise::letters::Letters;
use crate::recognise::listed;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// Longest quoted name, in characters.
const QUOTED: usize = 22;

/// Proposals for quoted names.
pub(super) fn quoted(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let quotes = quotes(page, letters);
    let mut found = Vec::new();
    for (n, &(start, end)) in quotes.iter().enumerate() {
        if !name_like(page, letters, start, end) {
            continue;
        }
        if let Some(head) = head_after(page, letters, end).filter(|&head| !of_body(page, letters, head)) {
            found.push(Proposal { start: prefix(page, letters, start), end: head, sum: 20 });
        } else if shares_head(page, letters, &quotes, n) {
            found.push(Proposal { start, end, sum: 10 });
        }
    }
    found
}

/// Whether what follows makes a body of it: “小板凳”宣讲 + 队.
fn of_body(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    end < letters.len()
        && !page.space_at(letters.at[end])
        && page.cue_at(letters.at[end], |cue| matches!(cue, Cue::Suffix(_)).then_some(())).is_some()
}

/// Quoted stretches, innermost, in characters.
fn quotes(page: &Page<'_>, letters: &Letters) -> Vec<(usize, usize)> {
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
            Gap::Space => {}
        }
    }
    found
}

fn name_like(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let text = letters.span(start, end).of(page.text());
    let sentence = letters.chars[start..end].iter().any(|c| "。！？；：\n…".contains(*c));
    !sentence && !page.known.dictionary.rules.not_programmes.contains(text)
}

/// The end and sort of the longest head noun that starts at a character.
fn head_at(page: &Page<'_>, letters: &Letters, at: usize) -> Option<(usize, Head)> {
    let (hit, head) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::Head(head) => Some(*head),
        _ => None,
    })?;
    Some((letters.number(hit.span.end), head))
}

/// Most characters from the closing mark to the head.
const REACH: usize = 10;

/// The end of the head noun of a quoted name, words between taken along: “金蓝领”培育工程, “新疆好物”品牌提升行动.
fn head_after(page: &Page<'_>, letters: &Letters, end: usize) -> Option<usize> {
    let mut found = None;
    let mut at = end;
    while at < letters.len() && at - end <= REACH {
        if let Some((head, _)) = head_at(page, letters, at) {
            found = Some(head);
            at = head;
            continue;
        }
        let word = letters.word(at);
        let fits = matches!(
            word.tag,
            Tag::Noun | Tag::VerbalNoun | Tag::Modifier | Tag::Proper | Tag::Number | Tag::None
        ) || word.tag == Tag::Verb
            && word.end - word.start == 2
            && (found.is_none() || word.end < letters.len() && head_at(page, letters, word.end).is_some());
        if !fits || word.start != at || !letters.letter(at) {
            break;
        }
        at = word.end;
    }
    found
}

/// What belongs to the name before its opening mark: 第十四届“赢在未来”…, 浙江省“最美护水人”….
fn prefix(page: &Page<'_>, letters: &Letters, start: usize) -> usize {
    let byte = letters.at[start];
    let from = page.hits.partition_point(|hit| hit.span.start + 30 < byte);
    let ends_here =
        page.hits[from..].iter().take_while(|hit| hit.span.start < byte).filter(|hit| hit.span.end == byte);
    let mut places = ends_here.filter(|hit| listed::places_of(page, hit.form).next().is_some());
    if let Some(place) = places.next() {
        return letters.number(place.span.start);
    }
    let ordinal = letters.chars[..start].iter().rposition(|&c| c == '第').filter(|&n| start - n <= 5);
    match ordinal {
        Some(n) if letters.chars[start - 1] == '届' => n,
        _ => start,
    }
}

/// “甲”“乙”等主题活动: the head stands after the last of several quoted names.
fn shares_head(page: &Page<'_>, letters: &Letters, quotes: &[(usize, usize)], n: usize) -> bool {
    let mut end = quotes[n].1;
    for &(start, next_end) in &quotes[n + 1..] {
        let list_mark = start == end || (start == end + 1 && "、和及与".contains(letters.chars[end]));
        if !list_mark {
            break;
        }
        end = next_end;
    }
    letters.char(end) == Some('等') && head_at(page, letters, end + 1).is_some()
        || end != quotes[n].1 && head_at(page, letters, end).is_some()
}

/// Proposals for names that are not quoted: a core of one to four words before a head that needs no quotation marks,
/// after a verb of doing or a place.
pub(super) fn plain(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    for hit in page.hits.iter().filter(|hit| hit.uses.has(Use::HEAD)) {
        let own = page.form(hit.form).chars > 2
            && page.form(hit.form).cues.iter().any(|cue| matches!(cue, Cue::Head(head) if !head.quoted));
        if own {
            let (start, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
            found.extend(core(page, letters, start).map(|start| Proposal { start, end, sum: 0 }));
        }
    }
    found
}

/// Where the core before a head begins, if what stands before the core bears it out.
fn core(page: &Page<'_>, letters: &Letters, head: usize) -> Option<usize> {
    let mut at = head;
    for _ in 0..5 {
        let before = at.checked_sub(1)?;
        let word = letters.word(before);
        let core = letters.span(at, head).of(page.text());
        let long_enough = head - at >= 3 && !page.known.dictionary.rules.not_programmes.contains(core);
        if letters.char(before) == Some('”') || word.end > head {
            return None;
        }
        if matches!(word.tag, Tag::Verb) && doing(page, letters, word.start) {
            return long_enough.then_some(at);
        }
        match word.tag {
            Tag::Noun
            | Tag::VerbalNoun
            | Tag::Modifier
            | Tag::Proper
            | Tag::Place
            | Tag::Latin
            | Tag::Abbreviation => {}
            _ => return None,
        }
        if page.space_at(letters.at[word.start]) {
            return None;
        }
        at = word.start;
    }
    None
}

/// A verb that programmes are the object of.
fn doing(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let verb = |cue: &Cue| matches!(cue, Cue::Title(Title { class, .. }) if class == "doing");
    page.hits_at(letters.at[at]).iter().any(|hit| page.form(hit.form).cues.iter().any(verb))
}

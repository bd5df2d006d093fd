//! Departments and crews behind a body that was found, whatever words their own name is made of: 汤旺县林业局有限公司 + 扑火队, 国投普安煤业公司 +
//! 通风队. What stands behind ends them: a mark, a word of grammar, a title, a verb.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Listed, branch, context, item, placed, stops, township};
use crate::dictionary::{Class, Cue, Hit, Kind, Names, Role, Sign, Suffix, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Tag, Words};

/// The rule's id on its mentions.
const RULE: &str = "organisation.department";
/// Most characters from the body to the end of the department.
const REACH: usize = 12;
/// Most departments of departments.
const DEEPEST: usize = 2;
/// Characters of a body and its department that are too few.
const LEAST: usize = 3;
/// Points, and what it is worth beyond its length, so that it wins over its parts one by one.
const POINTS: i32 = 6;
const TOGETHER: i32 = 10;

/// Pushes the departments of the bodies that were found.
pub(super) fn candidates(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    let bodies = out.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION);
    let known = |c: &&Candidate| matches!(c.what, What::Body { .. } | What::Listed { .. });
    let own: FxHashSet<u32> = bodies.clone().filter(known).map(|c| c.span.start).collect();
    let mut starts: FxHashMap<usize, usize> = FxHashMap::default();
    for body in bodies.filter(|c| branch::has_parts(c)) {
        let (start, end) = (letters.number(body.span.start), letters.number(body.span.end));
        if is_torn(page, letters, (start, end)) {
            continue;
        }
        let first = starts.entry(end).or_insert(start);
        *first = start.min(*first);
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (&at, &start) in &starts {
        let next = |&at: &usize| end(page, letters, at, &own);
        found.extend(std::iter::successors(next(&at), next).take(DEEPEST).map(|end| (start, end)));
    }
    found.sort_unstable();
    found.dedup();
    // A part of a part is one body: 国网山东省电力公司 + 菏泽供电公司 + 单县客户服务中心.
    let parts = out.iter().filter(|c| c.open() && c.rule == Some(branch::RULE));
    let parts: FxHashMap<u32, u32> = parts.map(|c| (c.span.end, c.span.start)).collect();
    for (start, end) in found {
        let span = letters.span(start, end);
        let longer = parts.get(&span.end).is_some_and(|&first| first < span.start);
        if !longer && !listed.contains(&span) && end - start > LEAST {
            let score = 10 * (end - start) as i32 - 4 + TOGETHER;
            let body = Candidate::made(page.text(), span, Kind::ORGANISATION, RULE);
            out.push(body.scored(score).supported(POINTS));
        }
    }
}

/// Whether the last character of a body is the first of a name or a word behind a verb: 联合 + 国家林草局 is no 联合国.
fn is_torn(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let Some(last) = end.checked_sub(1).filter(|&last| last > start + 1 && letters.letter(end)) else {
        return false;
    };
    let text = |from: usize, to: usize| letters.span(from, to).of(page.text());
    let across = |hit: &Hit| hit.uses.has(Use::NAME) && letters.number(hit.span.end) > end + 1;
    let goes_on = || {
        Words::shared().tag(text(last, end + 1)) == Tag::Noun
            || page.hits_at(letters.at[last]).iter().any(across)
    };
    Words::shared().tag(text(last - 2, last)) == Tag::Verb && goes_on()
}

/// The end of the longest department that begins at a character, right behind a body.
fn end(page: &Page<'_>, letters: &Letters, at: usize, own: &FxHashSet<u32>) -> Option<usize> {
    let titled =
        || context::title_starts(page, letters.at[at]) || context::ends_title(page, letters, (at, at + 1));
    if at >= letters.len() || own.contains(&letters.at[at]) || titled() {
        return None;
    }
    let mut found = None;
    for n in at..letters.len().min(at + REACH) {
        if page.space_at(letters.at[n])
            || n > at && own.contains(&letters.at[n])
            || !holds(page, letters, at, n)
        {
            break;
        }
        let end = n + 1;
        let whole = || letters.border(end) || township::leader_starts(page, letters, end);
        let ends = |(form, suffix)| fits(page, letters, (at, form, end), suffix);
        if page.marks.body_ends(letters.at[end])
            && whole()
            && suffix(page, letters, end).is_some_and(ends)
            && placed::is_over(page, letters, end)
        {
            found = Some(end);
        }
    }
    found
}

/// The longest suffix of a body that ends before a character, and where it begins.
fn suffix(page: &Page<'_>, letters: &Letters, end: usize) -> Option<(usize, Suffix)> {
    let hits = page.hits_ending(letters.at[end], stops::SUFFIX).filter(|hit| hit.uses.has(Use::BODY_SUFFIX));
    let cue = |cue: &Cue| if let Cue::Suffix(suffix) = cue { Some(*suffix) } else { None };
    let mut named = hits.filter_map(|hit| {
        let suffix = page.form(hit.form).cues.iter().find_map(cue)?;
        let governs = suffix.names == Names::Body && suffix.min == 0 && branch::governs(page, hit);
        Some((letters.number(hit.span.start), suffix)).filter(|_| !governs)
    });
    named.next().filter(|(_, suffix)| !suffix.never)
}

/// Whether enough stands between a body and a suffix, and no verb that does something to what the suffix names.
fn fits(page: &Page<'_>, letters: &Letters, (at, form, end): (usize, usize, usize), suffix: Suffix) -> bool {
    let enough = form >= at + usize::from(suffix.min);
    let long = |n: usize| letters.word(n).end - letters.word(n).start > 1;
    // 慰问 + 福利院 and 驻 + 伊朗 do something; 扑火 + 队 and 播 + 控 + 中心 are of the name.
    let acts = |word: &Word| match word.tag {
        Tag::Verb if word.end == word.start + 1 => word.start == at && word.end < form && long(word.end),
        Tag::Verb => word.end < form || word.end == form && end > form + 1,
        _ => false,
    };
    let mut n = at;
    while n < form {
        let word = letters.word(n);
        if acts(&word)
            || founds(page, letters, &word)
            || word.end < form && item::leads(page, letters.at[word.end])
        {
            return false;
        }
        n = word.end;
    }
    let foreign = |n: usize| !long(n) && page.role(letters.chars[n]).has(Role::SOUND);
    let sound = end == form + 1 && foreign(form - 1) && foreign(form - 2);
    // 海域 + 3 + 处 counts, 第3 + 队 does not.
    let digit = |n: usize| letters.chars[n].is_ascii_digit();
    let counted = end == form + 1 && digit(form - 1) && !(at..form).any(|n| letters.chars[n] == '第');
    enough
        && !sound
        && !counted
        && !stops::cut_short(page, letters, (form, end))
        && !stops::is_crew(page, letters, end)
}

fn founds(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    page.signs().has(Sign::Founds, letters.span(word.start, word.end).of(page.text()))
}

/// Whether a character may stand in the name of a department.
fn holds(page: &Page<'_>, letters: &Letters, at: usize, n: usize) -> bool {
    let word = letters.word(n);
    let tag = |n: usize| letters.char(n).map(|c| Words::shared().tag_of(c));
    let year = letters.chars[n] == '年' && n > at && letters.roles[n - 1].has(Role::NUMBER);
    let counts = year || word.tag == Tag::Number && matches!(tag(word.end), Some(Tag::Measure | Tag::Time));
    letters.letter(n)
        && !matches!(word.tag, Tag::Grammar | Tag::Time | Tag::Side)
        && !counts
        && !page.class(letters.chars[n]).has(Class::POINTER.with(Class::JOINT))
        && item::fits(page, letters, (at, n))
        && !(n > at && letters.border(n) && branch::own_body(page, letters, n))
}

//! Departments and crews behind a body that was found, whatever words their own name is made of: 汤旺县林业局有限公司 + 扑火队, 国投普安煤业公司 +
//! 通风队. What stands behind ends them: a mark, a word of grammar, a title, a verb.

use std::cell::LazyCell;

use rustc_hash::FxHashMap;

use super::raise::NAMED_RULE;
use super::{Listed, THRESHOLD, branch, context, item, placed, stops, township};
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
    let own = LazyCell::new(|| known_starts(out));
    let mut starts: FxHashMap<usize, usize> = FxHashMap::default();
    let mut first: FxHashMap<usize, Option<usize>> = FxHashMap::default();
    for body in out.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION && branch::has_parts(page, c))
    {
        let (start, body_end) = (letters.number(body.span.start), letters.number(body.span.end));
        // Behind most bodies no department stands.
        if !may_stand(page, letters, body_end) {
            continue;
        }
        let first = first.entry(body_end).or_insert_with(|| end(page, letters, body_end, &own));
        if first.is_some() && !is_torn(page, letters, (start, body_end)) {
            let first = starts.entry(body_end).or_insert(start);
            *first = start.min(*first);
        }
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (&at, &start) in &starts {
        let next = |&at: &usize| end(page, letters, at, &own);
        found.extend(std::iter::successors(first[&at], next).take(DEEPEST).map(|end| (start, end)));
    }
    if found.is_empty() {
        return;
    }
    found.sort_unstable();
    found.dedup();
    // A part of a part is one body: 国网山东省电力公司 + 菏泽供电公司 + 单县客户服务中心.
    let parts = out.iter().filter(|c| c.open() && c.rule == Some(branch::RULE));
    let parts: FxHashMap<u32, u32> = parts.map(|c| (c.span.end, c.span.start)).collect();
    let whole = whole_by_end(out);
    for (start, end) in found {
        let span = letters.span(start, end);
        // 淮南市 + 农业银行田东城市信用社.
        let longer =
            [&parts, &whole].iter().any(|ends| ends.get(&span.end).is_some_and(|&first| first < span.start));
        if !longer && !listed.contains(&span) && end - start > LEAST {
            let score = 10 * (end - start) as i32 - 4 + TOGETHER;
            let body = Candidate::made(page.text(), span, Kind::ORGANISATION, RULE);
            out.push(body.scored(score).supported(POINTS));
        }
    }
}

/// Where the known bodies begin, and the last byte of the longest of each.
type Own = FxHashMap<u32, u32>;

fn known_starts(out: &[Candidate]) -> Own {
    let known = |c: &&Candidate| {
        c.open() && c.kind == Kind::ORGANISATION && matches!(c.what, What::Body { .. } | What::Listed { .. })
    };
    let mut own = Own::default();
    for body in out.iter().filter(known) {
        let end = own.entry(body.span.start).or_insert(body.span.end);
        *end = body.span.end.max(*end);
    }
    own
}

/// The first byte of the longest body by its suffix that ends at each.
fn whole_by_end(out: &[Candidate]) -> FxHashMap<u32, u32> {
    let sure = |c: &&Candidate| {
        c.open() && c.kind == Kind::ORGANISATION && c.rule == Some(NAMED_RULE) && c.evidence >= THRESHOLD
    };
    let mut whole = FxHashMap::default();
    for body in out.iter().filter(sure) {
        let start = whole.entry(body.span.end).or_insert(body.span.start);
        *start = body.span.start.min(*start);
    }
    whole
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

/// Whether a department may begin at a character: the suffix of a body ends behind it, or it is said to belong to what is before.
fn may_stand(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    letters.letter(at) && (last_end(page, letters, (at, at)).is_some() || attached(page, letters, at) > at)
}

/// The last character with which a suffix of bodies ends that is near enough to what a department has of its own.
fn last_end(page: &Page<'_>, letters: &Letters, (at, free): (usize, usize)) -> Option<usize> {
    (at..letters.len().min(free + REACH)).rev().find(|&n| page.marks.body_ends(letters.at[n + 1]))
}

/// The end of the longest department that begins at a character, right behind a body.
fn end<F: FnOnce() -> Own>(
    page: &Page<'_>,
    letters: &Letters,
    at: usize,
    own: &LazyCell<Own, F>,
) -> Option<usize> {
    let titled =
        || context::title_starts(page, letters.at[at]) || context::ends_title(page, letters, (at, at + 1));
    if !may_stand(page, letters, at) || own.contains_key(&letters.at[at]) || titled() {
        return None;
    }
    let free = attached(page, letters, at);
    if free > at
        && let Some(&end) = letters.at.get(free).and_then(|byte| own.get(byte))
    {
        return Some(letters.number(end));
    }
    let mut found = None;
    for n in at..=last_end(page, letters, (at, free))? {
        let another = n > at && starts_own(page, letters, n, own);
        if page.space_at(letters.at[n]) || another || !holds(page, letters, (at, free), n) {
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

/// Where what a body has of its own begins: behind the word that says so (附属), or at once.
fn attached(page: &Page<'_>, letters: &Letters, at: usize) -> usize {
    let word = letters.word(at);
    let says = || page.signs().has(Sign::Attached, letters.span(word.start, word.end).of(page.text()));
    if word.start == at && says() { word.end } else { at }
}

/// Whether another body begins at a character: 第 + 七〇二研究所 is none.
fn starts_own(page: &Page<'_>, letters: &Letters, n: usize, own: &Own) -> bool {
    letters.chars[n - 1] != '第'
        && (own.contains_key(&letters.at[n]) || letters.border(n) && branch::own_body(page, letters, n))
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
        Tag::Verb if trades(page, letters, word) => false,
        Tag::Verb => word.end < form || word.end == form && end > form + 1,
        _ => false,
    };
    let mut n = attached(page, letters, at);
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
    // 文化和旅游局 + 副局 + 长.
    let deputy = form > at && page.class(letters.chars[form - 1]).has(Class::DEPUTY);
    enough
        && !deputy
        && !sound
        && !counted
        && !stops::cut_short(page, letters, (form, end))
        && !stops::is_crew(page, letters, end)
}

/// Whether a verb tells what a department does: 输电 + 运检中心.
fn trades(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    page.signs().has(Sign::Trade, letters.span(word.start, word.end).of(page.text()))
}

fn founds(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    page.signs().has(Sign::Founds, letters.span(word.start, word.end).of(page.text()))
}

/// Whether a character may stand in the name of a department, whose own begins at `free`.
fn holds(page: &Page<'_>, letters: &Letters, (at, free): (usize, usize), n: usize) -> bool {
    let word = letters.word(n);
    let tag = |n: usize| letters.char(n).map(|c| Words::shared().tag_of(c));
    let year = letters.chars[n] == '年' && n > at && letters.roles[n - 1].has(Role::NUMBER);
    let measure = || matches!(tag(word.end), Some(Tag::Measure | Tag::Time));
    let persons = || page.class(letters.chars[word.end - 1]).has(Class::PERSONS);
    let counts = year || word.tag == Tag::Number && (measure() || persons());
    let grammar = word.tag == Tag::Grammar && !(n > at && is_sound(page, letters, n))
        || page.class(letters.chars[n]).has(Class::JOINT);
    letters.letter(n)
        && !matches!(word.tag, Tag::Time | Tag::Side)
        && !(grammar && !(n > at && joins(page, letters, n)))
        && !counts
        && !page.class(letters.chars[n]).has(Class::POINTER)
        && item::fits(page, letters, (free, n))
}

/// Whether a lone word of grammar behind a lone character that is no word may be of a name: 孝 + 直 + 派出所.
fn is_sound(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let alone = |n: usize| letters.word(n).end - letters.word(n).start == 1;
    let before = letters.word(n - 1);
    let acts = Class::PARTICLE.with(Class::DIRECTION).with(Class::AUXILIARY).with(Class::ONWARD);
    let name = matches!(before.tag, Tag::Noun | Tag::None | Tag::Person | Tag::Proper | Tag::Place);
    alone(n) && alone(n - 1) && name && !page.class(letters.chars[n]).has(acts)
}

/// Whether a conjunction joins what one department is of: 资源 + 与 + 化工学院, but neither two bodies nor persons.
fn joins(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let people = |n: usize| page.class(letters.chars[n]).has(Class::SORT.with(Class::TRADE));
    branch::joint(letters, n)
        && !stops::ends_body(page, letters, n)
        && !people(n - 1)
        && !context::person_ends(page, letters.at[n])
}

//! Parts named after the body right before them: 兰州农村商业银行股份有限公司 + 七里河支行, 莱阳市人民医院 + “天使之翼”志愿服务队.

use std::cell::LazyCell;
use std::iter::successors;

use rustc_hash::{FxHashMap, FxHashSet};

use super::strongest::push;
use super::{Listed, Proposal, THRESHOLD, chain, established, headed, stops, township};
use crate::dictionary::{Class, Cue, Hit, Kind, Names, Role, Use};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Tag;

/// The rule's id on its mentions.
pub(super) const RULE: &str = "organisation.part";
/// Most parts of parts.
const DEEPEST: usize = 3;
/// Most characters from the body to the end of the part.
const REACH: usize = 14;
/// Least points of a body by rule that parts are looked for behind.
const LEAST: i32 = -8;
/// Bytes of the longest end that bodies of places and parts of firms share (支行).
const SHORT: usize = 9;
/// Bytes of a suffix that does not stand right behind a village's name (中心), longer ones do (山歌队).
const PAIR: usize = 6;
/// Bytes behind the word for the place in the shortest body that has parts (医院).
const LEVEL: usize = 5;

/// Pushes bodies with their parts.
pub(super) fn candidates(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    behind(page, letters, listed, out, |c| c.open() && c.kind == Kind::ORGANISATION && has_parts(page, c));
}

/// The same behind the short forms that the article has introduced: 株昇集团 + 工会.
pub(super) fn behind_known(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let known = |c: &Candidate| c.open() && c.kind == Kind::ORGANISATION && c.rule == Some(established::RULE);
    if out.iter().any(known) {
        behind(page, letters, &Listed::default(), out, known);
    }
}

/// The bodies of villages and townships that the article has named before: 荷叶村 + 党总支.
pub(super) fn of_places(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let known = |c: &&Candidate| {
        c.open()
            && c.kind == Kind::PLACE
            && (c.rule.is_some_and(|rule| [established::RULE, chain::RULE].contains(&rule))
                || c.rule == Some(chain::SUFFIXED) && c.evidence >= THRESHOLD)
    };
    let mut found = Vec::new();
    let widest = LazyCell::new(|| widest_by_end(out));
    for place in out.iter().filter(known) {
        let (start, at) = (letters.number(place.span.start), letters.number(place.span.end));
        if at >= letters.len()
            || page.space_at(letters.at[at])
            || !page.class(letters.chars[at - 1]).has(Class::GRASSROOTS)
        {
            continue;
        }
        let own = |cue: &Cue| match cue {
            Cue::Suffix(suffix) if !suffix.never => Some(suffix.min < 2),
            _ => None,
        };
        let body = page.cue_at(letters.at[at], own).filter(|(hit, alone)| *alone || hit.span.len() > PAIR);
        let tail = || township::tail(page, letters, at);
        let whole = |end: &usize| letters.border(*end) && *end > at + 1;
        let own = body.map(|(hit, _)| letters.number(hit.span.end)).filter(whole);
        let Some(end) = own.or_else(tail) else { continue };
        let longer = widest.get(&letters.at[end]).is_some_and(|&start| start <= place.span.start);
        if !longer {
            found.push(Proposal { start, end, sum: 5 });
        }
    }
    push(page, letters, RULE, &Kind::ORGANISATION, found, out);
}

/// The first byte of the longest body that ends at each.
pub(super) fn widest_by_end(out: &[Candidate]) -> FxHashMap<u32, u32> {
    let mut widest = FxHashMap::default();
    for body in out.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION) {
        let start = widest.entry(body.span.end).or_insert(body.span.start);
        *start = body.span.start.min(*start);
    }
    widest
}

fn behind(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
    whole: impl Fn(&Candidate) -> bool,
) {
    // 教育局 of a place is a body of its own, whatever stands before it; 供电公司 is a part of the firm before it.
    let regular = |c: &&Candidate| {
        c.open() && matches!(c.what, What::Body { .. }) && !c.span.of(page.text()).ends_with("公司")
    };
    let own: LazyCell<FxHashSet<u32>, _> =
        LazyCell::new(|| out.iter().filter(regular).map(|c| c.span.start).collect());
    let is_own = |byte: u32| own.contains(&byte);
    let (mut found, mut firsts) = (Vec::new(), FxHashMap::default());
    for body in out.iter().filter(|c| whole(c)) {
        let (start, end) = (letters.number(body.span.start), letters.number(body.span.end));
        let unlisted = |&end: &usize| !listed.contains(&letters.span(start, end));
        let sum = body.evidence.max(0) + 5;
        let parts = parts(page, letters, end, &is_own).filter(unlisted);
        for end in parts {
            if matches!(body.what, What::Listed { .. }) {
                let first = firsts.entry(end).or_insert(start);
                *first = start.min(*first);
            }
            found.push(Proposal { start, end, sum });
        }
    }
    // What is listed stands before what rules find inside it: 国网福建省电力有限公司 + 泉州供电公司.
    found.retain(|part| firsts.get(&part.end).is_none_or(|&first| part.start <= first));
    let before = out.len();
    push(page, letters, RULE, &Kind::ORGANISATION, found, out);
    if out.len() == before {
        return;
    }
    let (bodies, parts) = out.split_at_mut(before);
    // 自治区总工会 leads back to its full name; what the text names in full keeps to it.
    let deictic =
        |c: &&Candidate| c.open() && matches!(c.what, What::Body { place: Place::Deictic { .. }, .. });
    let mut heads: FxHashMap<u32, &Candidate> = FxHashMap::default();
    for head in bodies.iter().filter(deictic) {
        let longest = heads.entry(head.span.start).or_insert(head);
        if head.span.len() >= longest.span.len() {
            *longest = head;
        }
    }
    for part in parts {
        if let What::Made { name } = &part.what
            && let Some(&head) = heads.get(&part.span.start)
        {
            part.what = What::Part { head: Box::new(head.clone()), name: name.clone() };
        }
    }
}

/// Whether a candidate is sure enough, and a body of more than its level: 市医院, not 市委.
pub(super) fn has_parts(page: &Page<'_>, body: &Candidate) -> bool {
    match &body.what {
        What::Made { .. } | What::Part { .. } => body.evidence >= LEAST,
        What::Body { place: Place::Deictic { word, .. }, .. } => {
            let tail = body.span.len() - word.len();
            // 州政府 + 中心工作.
            tail > LEVEL && (tail > LEVEL + 1 || page.before(body.span.end) != Some('府'))
        }
        _ => true,
    }
}

/// The ends of the parts that follow each other from a character on: 第二采油厂 + 第六作业区.
fn parts(
    page: &Page<'_>,
    letters: &Letters,
    start: usize,
    own: &impl Fn(u32) -> bool,
) -> impl Iterator<Item = usize> {
    let next = |&end: &usize| part(page, letters, end, own);
    successors(next(&start), next).take(DEEPEST)
}

/// The end of the longest part that begins at a character: a place or nouns, then a suffix of parts; behind a place any
/// suffix of bodies will do (恩施 + 卷烟厂), unless a body of its `own` begins there.
fn part(page: &Page<'_>, letters: &Letters, start: usize, own: &impl Fn(u32) -> bool) -> Option<usize> {
    // Behind most bodies no suffix ends that is near enough.
    if !letters.letter(start)
        || !(start..letters.len().min(start + REACH)).any(|n| page.marks.body_ends(letters.at[n + 1]))
    {
        return None;
    }
    let placed = place_end(page, letters, start).is_some() && !own(letters.at[start]);
    let mut found = None;
    let mut at = start;
    while at < letters.len() && at - start < REACH && !page.space_at(letters.at[at]) {
        if let Some(end) = suffix(page, letters, start, at, placed) {
            found = Some(end);
        }
        let other = placed && found.is_none() && at > start && stops::ends_body(page, letters, at);
        if other || at == start && any_title_starts(page, letters.at[at]) {
            break;
        }
        let listed = own_body(page, letters, at) && !(placed && at == start);
        let joins = found.is_none() && at > start && joint(letters, at);
        let behind = if joins { Some(at + 1) } else { next(page, letters, at, at == start) };
        let Some(behind) = behind.filter(|_| !listed) else {
            found = found.or_else(|| office(page, letters, start).filter(|_| at == start));
            break;
        };
        // The suffix may be the end of a word: 第二 + 采油厂, but not 网 + 站.
        let inner = (at + 1..behind).filter(|_| behind - at > 2 && !(placed && at == start));
        let mut ends = inner.filter_map(|n| suffix(page, letters, start, n, placed));
        found = ends.find(|&end| end == behind && stops::ends_body(page, letters, end)).or(found);
        at = behind;
        if found.is_some_and(|end| end < at) {
            break;
        }
    }
    found
}

/// The end of the suffix of a part at a character, if a part that began before may end with it.
fn suffix(page: &Page<'_>, letters: &Letters, start: usize, at: usize, placed: bool) -> Option<usize> {
    let (hit, names) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::Suffix(suffix) if !suffix.never => {
            (suffix.names != Names::Body || placed && !suffix.strong).then_some(suffix.names)
        }
        _ => None,
    })?;
    let end = letters.number(hit.span.end);
    if stops::is_party_title(page, letters, (at, end)) {
        return None;
    }
    // 柏林镇 + 人民政府 is no part of the body before it, 恩施 + 卷烟厂 is.
    if placed && (names == Names::Body || hit.span.len() > SHORT) && governs(page, &hit) {
        return None;
    }
    // 卢申 + 科, but 种植业 + 科; 急诊科 + 科左中旗.
    let lone = |n: usize| letters.word(n).end - letters.word(n).start == 1;
    let sound = end == at + 1
        && (at > start && lone(at - 1) && page.role(letters.chars[at - 1]).has(Role::SOUND)
            || page.marks.name_starts(letters.at[at]));
    // 保障部 + 副部长, 基础处 + 处长: jieba cuts otherwise.
    let titled = any_title_starts(page, letters.at[end]);
    let whole = titled || letters.border(end) && !sound && !stops::cut_short(page, letters, (at, end));
    (whole && end - start > 1 && end - start <= REACH && !stops::is_crew(page, letters, end)).then_some(end)
}

/// Whether a suffix is that of a body which places have, but no firm: 人民政府, 公安局.
pub(super) fn governs(page: &Page<'_>, suffix: &Hit) -> bool {
    suffix.uses.has(Use::BODY_TAIL) && !suffix.span.of(page.text()).ends_with("公司")
}

/// The end of an office that is named after what it does, before the title of who leads it (查验科 + 科长), or before what is
/// no word (熔铸厂).
fn office(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let word = letters.word(start);
    let does = word.tag == Tag::Verb && word.end < letters.len() && !stops::in_no_body(page, &word);
    let end = does.then(|| suffix(page, letters, start, word.end, false)).flatten()?;
    let open = !letters.letter(end) || page.space_at(letters.at[end]);
    let closes = || open && word.end - start > 1 && stops::ends_body(page, letters, end);
    (any_title_starts(page, letters.at[end]) || closes()).then_some(end)
}

/// Whether a title starts at a byte, or a verb that stands beside names or programmes (担任, 开展).
fn any_title_starts(page: &Page<'_>, byte: u32) -> bool {
    page.cue_at(byte, |cue| matches!(cue, Cue::Title(_)).then_some(())).is_some()
}

/// The end of the listed place that begins at a character.
fn place_end(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let byte = letters.at[at];
    let place = |hit: &&Hit| hit.uses.has(Use::PLACE);
    let hit = page.marks.name_starts(byte).then(|| page.hits_at(byte).iter().find(place)).flatten()?;
    Some(letters.number(hit.span.end))
}

/// Whether the word at a character may stand between a person and the workroom named after him.
pub(super) fn fits(letters: &Letters, at: usize) -> bool {
    let word = letters.word(at);
    !matches!(word.tag, Tag::Grammar | Tag::Time | Tag::Measure)
        && (word.tag != Tag::Verb || word.end - word.start > 1)
}

/// Where what may stand in the name of a part ends: a listed place, a noun, a lone character of a name. None begins with a
/// verb (联合 + 衡阳技师学院).
fn next(page: &Page<'_>, letters: &Letters, at: usize, first: bool) -> Option<usize> {
    if let Some(end) = place_end(page, letters, at) {
        return Some(end);
    }
    let word = letters.word(at);
    let fits = match word.tag {
        Tag::Noun | Tag::VerbalNoun | Tag::Proper | Tag::Place | Tag::Person | Tag::Modifier => true,
        Tag::Abbreviation | Tag::Body | Tag::Number => true,
        Tag::Verb => !first && word.end - word.start > 1 && !headed::moves(page, letters, &word),
        _ => false,
    };
    let never = stops::in_no_body(page, &word);
    (fits && !never && letters.letter(at)).then(|| if word.start == at { word.end } else { at + 1 })
}

/// Whether a conjunction joins two nouns at a character: 劳动 + 和 + 经济 + 工作部.
pub(super) fn joint(letters: &Letters, at: usize) -> bool {
    let noun =
        |n: usize| matches!(letters.word(n).tag, Tag::Noun | Tag::VerbalNoun | Tag::Proper | Tag::Body);
    matches!(letters.chars[at], '和' | '与')
        && letters.word(at).end == at + 1
        && letters.letter(at + 1)
        && noun(at - 1)
        && noun(at + 1)
}

/// Whether a listed body begins at a character: that one is no part.
pub(super) fn own_body(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let body = |hit: &Hit| hit.uses.has(Use::NAME) && page.names(hit.form, &Kind::ORGANISATION);
    page.marks.name_starts(letters.at[at]) && page.hits_at(letters.at[at]).iter().any(body)
}

//! What the borders of words, white space and word lists say of a candidate, and what it is worth in the cover.

use super::abbreviations;
use super::bearing;
use super::candidate::{Candidate, Place, Reason, What};
use super::inside::{
    body_in, ends_listed, governed, is_parted_off, is_shore, noun_behind, titled, two_words,
};
use super::longer;
use super::page::Page;
use super::ships;
use crate::dictionary::{Class, Hit, Kind, Sign, Use};
use crate::text::{Gap, HAN, Span, Tag, Words};

/// Scores every open candidate or drops it with a reason.
pub(crate) fn judge(page: &mut Page<'_>, candidates: &mut [Candidate]) {
    for candidate in candidates.iter_mut().filter(|c| c.open()) {
        match worth(page, candidate) {
            Ok(score) => candidate.score = score,
            Err(reason) => candidate.drop_for(reason),
        }
    }
}

/// Ten a character, four for the mention itself taken off, so that one long name beats two short ones.
pub(crate) fn base(chars: usize) -> i32 {
    10 * chars as i32 - 4
}

fn worth(page: &mut Page<'_>, candidate: &Candidate) -> Result<i32, Reason> {
    let span = candidate.span;
    let chars = span.of(page.text()).chars().count();
    if page.space_inside(span) && chars < 4 && candidate.kind != Kind::PERSON {
        return Err(Reason::BrokenBySpace);
    }
    if deictic(candidate) && general(page, span) {
        return Err(Reason::General);
    }
    if matches!(candidate.what, What::Listed { .. } | What::Body { place: Place::Form { .. }, .. })
        && joined(page, span)
    {
        return Err(Reason::Joined);
    }
    if begins_in_date(page, span) {
        return Err(Reason::CommonWord);
    }
    if [Kind::PLACE, Kind::PERSON].contains(&candidate.kind) && page.is_vessel(span) {
        return Err(Reason::Vessel);
    }
    if candidate.kind == Kind::PLACE && ships::bears(page, candidate) {
        return Err(Reason::Vessel);
    }
    if let Some(word) = longer::word(page, candidate).or_else(|| longer::sounds(page, candidate)) {
        return Err(Reason::CutsWord(word));
    }
    if let What::Listed { form } = candidate.what
        && (common_word(page, form, span)
            || chars < 3 && (figure(page, candidate) || bearing::is_bearing(page, form, span)))
    {
        return Err(Reason::CommonWord);
    }
    // 中日关系 is one word: that rule has looked at the borders of the whole run.
    let looked = candidate.rule == Some(abbreviations::RULE);
    let penalty = if looked { 0 } else { borders(page, candidate, chars)? };
    let score = base(chars) + candidate.score - penalty + preference(&candidate.kind) + own(page, candidate);
    Ok(score.max(1))
}

/// A listed form that is an everyday word (经济, 第一) names something only between marks, unless a list says that it
/// was checked.
fn common_word(page: &Page<'_>, form: u32, span: Span) -> bool {
    let shipped = page.known.gazetteer.uses(form).has(Use::SHIPPED);
    let form = page.form(form);
    if shipped || form.chars > 2 || page.known.dictionary.rules.checked_names.contains(form.text()) {
        return false;
    }
    let marked = page.quote_at(span.start, Gap::Open) || page.before(span.start) == Some('《');
    let tag = Words::shared().tag(form.text());
    let common = matches!(
        tag,
        Tag::Noun
            | Tag::Verb
            | Tag::VerbalNoun
            | Tag::Adjective
            | Tag::Modifier
            | Tag::Number
            | Tag::Time
            | Tag::Grammar
    );
    common && !marked
}

/// Whether a name begins with the day of a date, and the word behind that day with its rest: 2月11 + 日本栏, but 3·11 + 日本地震.
fn begins_in_date(page: &Page<'_>, span: Span) -> bool {
    let counted = || {
        let before = &page.text()[..span.start as usize];
        let month = before.trim_end_matches(|c: char| c.is_ascii_digit());
        month.len() < before.len() && month.ends_with('月')
    };
    page.after(span.start) == Some('日') && counted() && page.normal.gaps_at(span.start).is_empty()
}

/// Most bytes of what ends a body: 委员会, 人民检察院.
const BODY_END: u32 = 24;

/// Whether a conjunction and a level word look like a place behind a body or a level: 县政府 + 和 + 县科协, 市 + 和 + 县.
fn joined(page: &Page<'_>, span: Span) -> bool {
    let Some(c) = page.after(span.start).filter(|&c| page.class(c).has(Class::JOINT)) else { return false };
    let level = |hit: &Hit| hit.uses.has(Use::BARE);
    let ends = |hit: &Hit| hit.uses.has(Use::BODY_TAIL) || hit.uses.has(Use::BODY_SUFFIX) || level(hit);
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    let before = || page.hits_ending(span.start, BODY_END);
    !page.space_at(span.start)
        && page.hits_at(span.start + c.len_utf8() as u32).iter().any(level)
        && before().any(ends)
        && !before().any(place)
}

/// Whether a place ends what a list says is a figure of speech (绿色长城), or a name begins what one says is something else: 辽宁舰,
/// 孔子 + 学院.
fn figure(page: &Page<'_>, candidate: &Candidate) -> bool {
    let (text, Span { start, end }) = (page.text(), candidate.span);
    let listed = |from: u32, to: u32| {
        let word = text.get(from as usize..to as usize);
        word.is_some_and(|word| page.known.dictionary.rules.stronger_words.contains(word))
    };
    candidate.kind == Kind::PLACE && start >= 2 * HAN && listed(start - 2 * HAN, end)
        || page.after(end).is_some() && listed(start, end + HAN)
}

/// Listed short names need clean borders; what is long or built of parts carries its own evidence.
fn whole_word(candidate: &Candidate) -> bool {
    matches!(candidate.what, What::Listed { .. } | What::Place(_))
}

/// Where a form is of two kinds, and the user says nothing of it: places before programmes before bodies before persons.
fn preference(kind: &Kind) -> i32 {
    match kind.as_str() {
        "place" => 3,
        "programme" => 2,
        "organisation" => 1,
        _ => 0,
    }
}

/// What a kind is preferred for that a row of the user's gives to a form of several. Who is called as a place is told by what stands beside him.
fn own(page: &Page<'_>, candidate: &Candidate) -> i32 {
    const FIRST: i32 = 4;
    let What::Listed { form } = candidate.what else { return 0 };
    if page.known.gazetteer.only_kind(form).is_some() || candidate.kind == Kind::PERSON {
        return 0;
    }
    let mut entities = page.form(form).entities.iter().map(|&(e, _)| page.known.dictionary.entity(e));
    if entities.any(|e| !e.shipped && e.named.kind == candidate.kind) { FIRST } else { 0 }
}

/// What crossed borders cost, or why they rule the candidate out.
fn borders(page: &mut Page<'_>, candidate: &Candidate, chars: usize) -> Result<i32, Reason> {
    let (span, whole) = (candidate.span, whole_word(candidate));
    if is_parted(page, candidate) {
        return Ok(LEVEL);
    }
    if let Some(word) = taken_on(page, candidate) {
        return Err(Reason::CutsWord(word));
    }
    let left = page.borders.cut_left(page.normal, span);
    let right = page.borders.cut_right(page.normal, span);
    match (left, right) {
        (None, None) => Ok(0),
        (Some(word), Some(_)) if chars < 5 => Err(Reason::CutsWord(word)),
        (Some(word), None) if word.end == span.end && two_words(page, word, span) => Ok(0),
        (Some(word), None) if chars > 1 && governed(page, candidate, word) => Ok(0),
        (None, Some(word)) if titled(page, candidate) && word.start > span.start => Ok(0),
        (Some(word), None) if whole && chars < 4 => Err(Reason::CutsWord(word)),
        (None, Some(word)) if is_parted_off(page, candidate, word) => Ok(0),
        (None, Some(word)) if outbids(page, candidate, word) => Err(Reason::CutsWord(word)),
        (None, Some(word)) if deictic(candidate) && tail_fits(page, span, word) => Ok(0),
        (None, Some(word)) if (word.start == span.start || !whole) && tail_fits(page, span, word) => Ok(0),
        (None, Some(word)) if word.start >= span.start && noun_behind(page, candidate, word) => Ok(0),
        (None, Some(word))
            if (word.start == span.start || ends_listed(page, span, word))
                && body_in(page, candidate, word) =>
        {
            Ok(0)
        }
        (None, Some(word)) if is_shore(page, candidate, word) => Ok(0),
        (None, Some(word)) if whole && chars < 3 => Err(Reason::CutsWord(word)),
        (None, Some(word)) if whole && chars < 4 && word.start == span.start => Err(Reason::CutsWord(word)),
        (Some(_), Some(_)) => Ok(12),
        _ => Ok(8),
    }
}

/// More than the character of a level is worth.
const LEVEL: i32 = 12;

/// Whether a word of the lists begins with the level of a place that is listed without it too: 珲春 + 市区.
fn is_parted(page: &mut Page<'_>, candidate: &Candidate) -> bool {
    let span = candidate.span;
    let level = span.end.saturating_sub(HAN);
    if candidate.kind != Kind::PLACE || level <= span.start {
        return false;
    }
    let word = Span::new(level, span.end + HAN);
    let Some(text) = page.text().get(word.start as usize..word.end as usize) else { return false };
    let listed = page.signs().has(Sign::Town, text);
    // 吉林 + 市区 would be the province.
    let entities = |form: u32| page.form(form).entities.iter().map(|&(entity, _)| entity);
    let same = |form: u32| match candidate.what {
        What::Listed { form: full } | What::Place(Place::Form { form: full, .. }) => {
            entities(form).all(|entity| entities(full).any(|other| other == entity))
        }
        _ => false,
    };
    let shorter = |hit: &Hit| hit.span.end == level && hit.uses.has(Use::PLACE) && same(hit.form);
    let bare = listed && page.hits_at(span.start).iter().any(shorter);
    // 舟曲县 + 城关镇.
    bare && page.word(span.end).end == word.end
}

/// Whether a word that begins with the last character of a candidate leaves nothing of it: 部门 in 工信部门, and 国内 in
/// 日本国内, where 日本 is listed too.
fn outbids(page: &Page<'_>, candidate: &Candidate, word: Span) -> bool {
    let span = candidate.span;
    if Span::new(word.start, span.end).of(page.text()).chars().nth(1).is_some() {
        return false;
    }
    let text = word.of(page.text());
    let begins = text.char_indices().nth(2).map_or(text, |(at, _)| &text[..at]);
    let stronger = &page.known.dictionary.rules.stronger_words;
    stronger.contains(text)
        || stronger.contains(begins)
        || candidate.kind == Kind::PLACE && page.fills(Span::new(span.start, word.start), Use::PLACE)
}

/// The word of the lists that the last character of a body or a place and the next one make, where jieba reads them apart or as
/// the end of a longer word: 部署 in 教育部 + 署, 部门 in 埃及卫生部门.
fn taken_on(page: &mut Page<'_>, candidate: &Candidate) -> Option<Span> {
    let end = candidate.span.end;
    let word = across(page, end).filter(|_| candidate.kind != Kind::PERSON)?;
    (page.word(end).end == word.end).then_some(word)
}

/// The word of `stronger-words.tsv` that the characters on both sides of a byte make.
pub(super) fn across(page: &Page<'_>, at: u32) -> Option<Span> {
    let word = Span::new(at.checked_sub(HAN)?, at + HAN);
    let text = page.text().get(word.start as usize..word.end as usize)?;
    page.known.dictionary.rules.stronger_words.contains(text).then_some(word)
}

fn deictic(candidate: &Candidate) -> bool {
    matches!(candidate.what, What::Place(Place::Deictic { .. }))
}

/// Whether a word that begins with the candidate goes on as names do: 中国式, 北京人, 蒙古族.
fn tail_fits(page: &Page<'_>, span: Span, word: Span) -> bool {
    let rest = Span::new(span.end, word.end).of(page.text());
    page.known.dictionary.rules.after_name.contains(rest)
}

/// 省、自治区、直辖市 and 各自治区 mean no definite place.
fn general(page: &Page<'_>, span: Span) -> bool {
    let text = page.text();
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    before.ends_with(|c| page.class(c).has(Class::ANY))
        || before.ends_with("省、")
        || after.starts_with("、直辖市")
        || after.starts_with("级")
}

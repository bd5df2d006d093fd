//! Zones, works and waters whose form says what they are, between a verb or a mark and what follows: 进入 + 普光经济开发区, 翻越 +
//! 孔雀山垭口. Their own name is no word, or a name to jieba too.

use super::{between, short};
use crate::dictionary::{Class, Hit, Level, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, stops};
use crate::text::{Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.zone";
/// Points of such a place.
const POINTS: i32 = 8;
/// Most characters between a place and its zone, and most bytes of the place.
const TRADE: usize = 6;
const PLACE: u32 = 36;
/// Bytes of the shortest form that says enough.
const FORM: usize = 6;
/// Most lone characters of a name.
const MOST: usize = 3;

/// Proposals for places with such forms.
pub(in crate::recognise::rules) fn places(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let forms = letters.hits(Use::SITE).iter().filter(|hit| hit.span.len() >= FORM);
    let mut found: Vec<Proposal> = Vec::new();
    for hit in forms {
        let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        // Of forms with one end the longest comes first.
        if found.last().is_some_and(|last| last.end >= end) || !letters.border(end) {
            continue;
        }
        let placed = behind_place(page, letters, hit);
        if let Some(start) = placed.filter(|&start| !ignored(page, letters, (start, form, end))) {
            found.push(Proposal { start, end, sum: POINTS });
        } else if let Some(start) = core(page, letters, form)
            .filter(|&start| stands(page, letters, start))
            .or_else(|| named_by_towns(page, letters, form))
            // 印度铁路 is any there.
            && !page.fills(letters.span(start, form), Use::PLACE)
            && !ignored(page, letters, (start, form, end))
        {
            found.push(Proposal { start, end, sum: POINTS });
        }
    }
    found
}

/// Where the listed place begins that stands before a park, or before what it is for: 曾都 + 经济开发区, 荆门 + 化工循环 + 产业园.
fn behind_place(page: &Page<'_>, letters: &Letters, zone: &Hit) -> Option<usize> {
    if !page.signs().has(Sign::Park, zone.span.of(page.text())) {
        return None;
    }
    let form = letters.number(zone.span.start);
    let mut at = form;
    while at > 1 && form - at <= TRADE && letters.letter(at - 1) && !page.space_at(letters.at[at]) {
        if page.marks.name_ends(letters.at[at]) {
            let mut places = page.hits_ending(letters.at[at], PLACE).filter(|hit| hit.uses.has(Use::PLACE));
            let place = places.find(|hit| letters.border(letters.number(hit.span.start)));
            // 浙江 + 开发区 are many.
            let many = |hit: &&Hit| {
                let level = short::level(page, hit.form);
                level == Some(Level::Country) || at == form && level == Some(Level::Province)
            };
            return place.filter(|hit| !many(hit)).map(|hit| letters.number(hit.span.start));
        }
        let word = letters.word(at - 1);
        // 鲁南 + 智造 + 产业园: lone characters are of a word that jieba lacks, but 鲁南 + 建 + 产业园, 湖北 + 人 + 爱 + 新城.
        let before = word.start.checked_sub(1).map(|n| letters.word(n));
        let local = |n: usize| page.signs().has(Sign::Local, letters.span(n, n + 1).of(page.text()));
        let lacking = before.is_some_and(|b| b.end == b.start + 1 && b.tag != Tag::Verb && !local(b.start));
        let part = word.end - word.start == 1
            && !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Side)
            && (word.tag != Tag::Verb || lacking);
        let noun = part || matches!(word.tag, Tag::Noun | Tag::Proper | Tag::None);
        if !noun && !page.marks.name_ends(letters.at[at]) || stops::in_no_body(page, &word) {
            return None;
        }
        at = word.start;
    }
    None
}

/// Where the name before a form begins: a word that is a name, two or three lone characters, or a noun and the end of a
/// mountain or water (草堂 + 河 + 水库).
fn core(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    let last = letters.word(form.checked_sub(1)?);
    if last.end != form || page.space_at(letters.at[form]) {
        return None;
    }
    if last.end - last.start > 1 {
        return is_name(&last).then_some(last.start);
    }
    let before = letters.word(last.start.checked_sub(1)?);
    let wide = before.end - before.start == 2 && (is_name(&before) || before.tag == Tag::Noun);
    if wide && page.marks.place_ends(letters.at[form]) {
        return Some(before.start);
    }
    let lone = |n: &usize| {
        let word = letters.word(*n);
        let plain = !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure | Tag::Verb | Tag::Side);
        // 在 + 金积 + 工业园区, but 要建 + 工业园区.
        let named = *n + 1 == form && word.tag == Tag::Verb && *n > 1 && letters.chars[n - 2] == '在';
        word.end - word.start == 1 && (plain || named) && letters.letter(*n)
    };
    let run = (form.saturating_sub(MOST + 1)..form).rev().take_while(lone).count();
    let ends = || named_by_ends(page, letters, form);
    (2..=MOST).contains(&run).then_some(form - run).or_else(ends)
}

/// Where a road or railway begins that two lone characters name, one of each end: 保泸 + 高速, 宝中 + 铁路, but 出省 + 高速.
fn named_by_ends(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    let start = form.checked_sub(2)?;
    let never = Class::DIVISION.with(Class::ONWARD).with(Class::POINTER).with(Class::JOINT);
    let end = |n: usize| {
        let word = letters.word(n);
        let grammar = matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure | Tag::Adjective);
        let acts = word.tag == Tag::Verb && n > start;
        let plain = page.class(letters.chars[n]).has(never);
        word.end - word.start == 1 && is_han(letters.chars[n]) && !grammar && !acts && !plain
    };
    ((start..form).all(end) && is_line(page, letters, form)).then_some(start)
}

/// Whether the word for a road or railway stands at a character.
fn is_line(page: &Page<'_>, letters: &Letters, form: usize) -> bool {
    page.hits_at(letters.at[form]).iter().any(|hit| between::is_line(page, hit))
}

/// Where a road or railway begins that the first characters of two towns name, whatever word stands before: 新建 + 铜吉铁路, 邢左 +
/// 铁路复线; but 港 + 铁路.
fn named_by_towns(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    let start = form.checked_sub(2)?;
    let alone = |n: usize| letters.word(n).end - letters.word(n).start == 1;
    let sort = matches!(
        letters.word(start).tag,
        Tag::Grammar | Tag::Number | Tag::Measure | Tag::Verb | Tag::Adjective | Tag::Side
    );
    let apart = start == 0 || !letters.letter(start - 1) || !alone(start - 1);
    // 分钟内 + 上高速, 图定 + 高铁, 港 + 和 + 铁路.
    let never = Class::JOINT.with(Class::ONWARD).with(Class::WHEN);
    let town = |n: usize| {
        let acts = n > start && matches!(letters.word(n).tag, Tag::Verb | Tag::Side);
        let c = letters.chars[n];
        alone(n) && !acts && !page.class(c).has(never) && page.known.gazetteer.begins_town(c)
    };
    (!sort && apart && is_line(page, letters, form) && (start..form).all(town)).then_some(start)
}

fn is_name(word: &Word) -> bool {
    word.end - word.start < 4 && matches!(word.tag, Tag::Place | Tag::Person | Tag::Proper | Tag::None)
}

/// Whether nothing that a name could go on from stands before a character: a verb, a word of grammar, or no letter.
fn stands(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return true };
    let word = letters.word(before);
    let loose = word.end == start && matches!(word.tag, Tag::Verb | Tag::Grammar);
    page.normal.gaps_at(letters.at[start]).is_empty() && (!letters.letter(before) || loose)
}

/// Whether a list says that the name, or the whole, is none.
fn ignored(page: &Page<'_>, letters: &Letters, (start, form, end): (usize, usize, usize)) -> bool {
    let ignore = &page.known.dictionary.rules.ignore;
    [form, end].into_iter().any(|end| ignore.contains_key(letters.span(start, end).of(page.text())))
}

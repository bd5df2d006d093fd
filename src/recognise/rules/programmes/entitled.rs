//! What a place calls those whom it honours, without marks: 江苏 + 大工匠, 甘南州 + 技术能手, 自治区 + 五一巾帼标兵岗. Awards that are
//! listed: `award`; those in quotation marks: `honour`.

use super::award::{level_word, nickname};
use super::cores::closes;
use super::heads::has_role;
use crate::dictionary::{HeadRole, Hit, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, places::township};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "programme.entitled";
/// What such an honour is worth, so that it wins over its place.
const POINTS: i32 = 20;
/// Longest form of a place that is looked for before an honour, in bytes.
const PLACE: u32 = 30;

/// Proposals for honours right behind the place or the level that gives them.
pub(in crate::recognise::rules) fn programmes(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let sorts = HeadRole::TITLE.with(HeadRole::CALLED);
    let titles = letters.hits(Use::HEAD).iter().filter(|hit| has_role(page, hit, sorts));
    let honours = titles.filter_map(|hit| {
        let (title, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        // 《甘肃省五一劳动奖评选办法》 is a document.
        let book = |start: &usize| *start == 0 || letters.chars[start - 1] != '《';
        let start = giver(page, letters, title).or_else(|| nicknamed(page, letters, title));
        let start = start.filter(|_| ends(page, letters, end)).filter(book)?;
        if !has_role(page, hit, HeadRole::TITLE) && !is_given(page, letters, start) {
            return None;
        }
        Some(Proposal { start, end, sum: POINTS })
    });
    honours.collect()
}

/// Whether an honour is whole at a character, or what becomes of it follows: 技术创新成果 + 名单, but + 交流活动.
fn ends(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let behind = || &page.text()[letters.at[end] as usize..];
    closes(page, letters, end)
        || letters.border(end)
            && (page.signs().begin(Sign::Stage, behind()) || page.signs().begin(Sign::Honours, behind()))
}

/// Where what a region is called besides its name begins behind a verb that gives honours: 被评为 + 八闽工匠.
fn nicknamed(page: &Page<'_>, letters: &Letters, title: usize) -> Option<usize> {
    let start = letters.number(nickname(page, letters.at[title])?);
    (is_given(page, letters, start) && !page.space_inside(letters.span(start, title))).then_some(start)
}

/// Whether a verb that gives honours ends before a character: 当选 + 潍坊工匠.
fn is_given(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let before = &page.text()[..letters.at[start] as usize];
    [Sign::Awards, Sign::Styles].into_iter().any(|sign| page.signs().end(sign, before))
}

/// Where what gives an honour begins: the country, a place or the word for a level.
fn giver(page: &Page<'_>, letters: &Letters, title: usize) -> Option<usize> {
    let byte = letters.at[title];
    if page.space_at(byte) || !page.normal.gaps_at(byte).is_empty() {
        return None;
    }
    let before = &page.text()[..byte as usize];
    let national = page.known.dictionary.rules.national.iter().find(|of| before.ends_with(of.as_str()));
    let national = national.map(|of| letters.number(byte - of.len() as u32));
    national.or_else(|| place(page, letters, byte)).or_else(|| level(page, letters, byte))
}

/// The start of the places that end at a byte, the outermost one.
fn place(page: &Page<'_>, letters: &Letters, byte: u32) -> Option<usize> {
    let whole = |hit: &&Hit| {
        let (start, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        hit.uses.has(Use::PLACE) && end > start + 1 && letters.border(start)
    };
    let place = page.hits_ending(byte, PLACE).find(whole)?;
    Some(township::outermost(page, letters, letters.number(place.span.start)))
}

/// The start of the word for a level that ends at a byte: 省 + 技术能手.
fn level(page: &Page<'_>, letters: &Letters, byte: u32) -> Option<usize> {
    level_word(page, byte).map(|word| letters.number(word.span.start))
}

//! What stands right before a firm and is none of its name: its side in a contract or a case (承建方, 被告), and what another
//! body does with it (诉, 收购).

use crate::dictionary::{Hit, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::stops;
use crate::text::{Span, Tag};

/// Whether a `firm` may begin at a character, since what ends there is no part of a firm behind it; another body begins so with its
/// place: 破产管理人 + 湖南人和律师事务所.
pub(in crate::recognise::rules) fn begin(page: &Page<'_>, letters: &Letters, at: usize, firm: bool) -> bool {
    if !firm {
        return starts_place(page, letters, at) && is_side(page, letters, at);
    }
    is_side(page, letters, at) || is_deal(page, letters, at) || is_company(page, letters, at)
}

/// Whether a side of a contract or a case ends before a character: 被告 + 亮畅新光源工程有限公司.
fn is_side(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let side = || {
        let text = before(page, letters, at);
        page.signs().ending(Sign::Party, text).map(|len| letters.number(text.len() as u32 - len))
    };
    // 上海 + 股东汇网络科技有限公司.
    let apart = |side: usize| letters.border(side) && !page.marks.name_ends(letters.at[side]);
    at > 1 && letters.border(at) && side().is_some_and(apart)
}

/// Whether a verb ends before a character, and before that verb a body, or behind it a place: 南通海阔 + 诉 + 无锡锡北特钢贸易有限公司.
/// What firms are also named with (投资) wants the legal form of a company or a verb's own word before a place.
fn is_deal(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    if at < 2 || !letters.border(at) {
        return false;
    }
    let text = before(page, letters, at);
    let Some(len) = page.signs().ending(Sign::Deals, text) else {
        return acts_for_company(page, letters, at);
    };
    let verb = letters.number(text.len() as u32 - len);
    if verb == 0 || !letters.border(verb) {
        return false;
    }
    let trade = page.signs().has(Sign::Trade, &text[text.len() - len as usize..]);
    let body = || stops::ends_body(page, letters, verb);
    let placed = || starts_place(page, letters, at);
    if trade {
        body() && placed() || is_company(page, letters, verb)
    } else {
        placed() || body() && is_brand(letters, at)
    }
}

/// Whether what firms are called begins at a character, and no everyday word: 锡北 + 特钢, but 国药集团采购 + 服务有限公司.
fn is_brand(letters: &Letters, at: usize) -> bool {
    let word = letters.word(at);
    word.end == at + 1 || matches!(word.tag, Tag::Proper | Tag::Person | Tag::Place | Tag::None)
}

/// Whether a verb of any sort ends before a character, right behind a company.
fn acts_for_company(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let word = letters.word(at - 1);
    matches!(word.tag, Tag::Verb | Tag::VerbalNoun) && is_company(page, letters, word.start)
}

/// Whether a company ends before a character, as the law has it.
fn is_company(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    stops::ends_body(page, letters, at) && is_legal(page, before(page, letters, at))
}

/// Whether a text ends as companies do by law: 控股集团有限公司 is one too.
pub(in crate::recognise::rules) fn is_legal(page: &Page<'_>, text: &str) -> bool {
    page.known.dictionary.rules.company_forms.iter().any(|form| text.ends_with(form.as_str()))
}

/// Whether a company by law stands behind another one, or behind a body's verb, and is no part of it: 汝康生物制药有限公司 +
/// 平舆匠人世家皮具有限公司, 海阔集团 + 重组 + 锡北特钢贸易有限公司.
pub(super) fn is_other_company(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let (from, to) = (letters.at[start], letters.at[end]);
    is_legal(page, before(page, letters, end))
        && (is_legal(page, before(page, letters, start))
            || page.signs().beginning(Sign::Deals, page.text(), from, to).is_some_and(|len| {
                let verb = Span::new(from, from + len);
                let behind = letters.number(verb.end);
                !page.signs().has(Sign::Trade, verb.of(page.text())) || starts_place(page, letters, behind)
            }))
}

/// Whether a listed place starts at a character.
fn starts_place(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let byte = letters.at[at];
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    page.marks.name_starts(byte) && page.hits_at(byte).iter().any(place)
}

/// The normal text before a character.
fn before<'a>(page: &Page<'a>, letters: &Letters, at: usize) -> &'a str {
    &page.text()[..letters.at[at] as usize]
}

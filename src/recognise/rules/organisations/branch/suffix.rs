//! The suffixes of parts (支行, 作业区), and what stands on both sides of them; which words may stand before one, `part` says.

use super::REACH;
use crate::dictionary::{Cue, Hit, Names, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{organisations::parties, stops};

/// Bytes of the longest end that bodies of places and parts of firms share (支行).
const SHORT: usize = 9;

/// Characters of the word for a firm.
const FIRM: usize = 2;

/// Where a part begins, and whether with a place.
#[derive(Clone, Copy)]
pub(super) struct Begin {
    pub(super) start: usize,
    pub(super) placed: bool,
}

/// The end of the suffix of a part at a character, if a part that began before may end with it.
pub(super) fn end(page: &Page<'_>, letters: &Letters, part: Begin, at: usize) -> Option<usize> {
    let (hit, names) = starting(page, letters.at[at], part.placed)?;
    let end = letters.number(hit.span.end);
    // 柏林镇 + 人民政府 is no part of the body before it, 恩施 + 卷烟厂 is.
    let own = || part.placed && (names == Names::Body || hit.span.len() > SHORT) && governs(page, &hit);
    if stops::is_party_title(page, letters, (at, end)) || own() {
        return None;
    }
    // 工业公司 + 总部.
    let firm = part.start.saturating_sub(FIRM);
    let headquarters = || stops::is_apart(page, (letters.at[firm], letters.at[end]));
    if headquarters() || parties::is_other_company(page, letters, (part.start, end)) {
        return None;
    }
    // 保障部 + 副部长, 基础处 + 处长: jieba cuts otherwise.
    let whole = any_title_starts(page, letters.at[end])
        || letters.border(end)
            && !is_sound(page, letters, part.start, (at, end))
            && !stops::cut_short(page, letters, (at, end));
    let long = (2..=REACH).contains(&(end - part.start));
    (whole && long && !stops::is_crew(page, letters, end)).then_some(end)
}

/// The longest suffix of parts that starts at a byte, or of bodies if a place stands before it, and what it names.
fn starting(page: &Page<'_>, byte: u32, placed: bool) -> Option<(Hit, Names)> {
    page.cue_at(byte, |cue| match cue {
        Cue::Suffix(suffix) if !suffix.never => {
            (suffix.names != Names::Body || placed && !suffix.strong).then_some(suffix.names)
        }
        _ => None,
    })
}

/// Whether a suffix of one character is only a sound of a name: 卢申 + 科, 急诊科 + 科左中旗, but 种植业 + 科.
fn is_sound(page: &Page<'_>, letters: &Letters, start: usize, (at, end): (usize, usize)) -> bool {
    let lone = |n: usize| letters.word(n).end - letters.word(n).start == 1;
    end == at + 1
        && (at > start && lone(at - 1) && page.role(letters.chars[at - 1]).has(Role::SOUND)
            || page.marks.name_starts(letters.at[at]))
}

/// Whether a suffix is that of a body which places have, but no firm: 人民政府, 公安局.
pub(in crate::recognise::rules) fn governs(page: &Page<'_>, suffix: &Hit) -> bool {
    suffix.uses.has(Use::BODY_TAIL) && !suffix.span.of(page.text()).ends_with("公司")
}

/// Whether a title starts at a byte, or a verb that stands beside names or programmes (担任, 开展).
pub(super) fn any_title_starts(page: &Page<'_>, byte: u32) -> bool {
    page.cue_at(byte, |cue| matches!(cue, Cue::Title(_)).then_some(())).is_some()
}

//! The suffixes of bodies or places in a text, and those among them that only look like one.

use super::{Ending, Shape};
use crate::dictionary::{Class, Cue, Hit, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::stops;

/// Suffixes that most texts have at most.
const MOST_ENDINGS: usize = 40;

/// The longest suffix at each end, in order, with those that only look like one.
pub(super) fn endings<'a>(
    page: &Page<'a>,
    letters: &Letters,
    sort: Use,
    wanted: impl Fn(&'a Cue) -> Option<Shape>,
) -> Vec<Ending> {
    let mut found: Vec<Ending> = Vec::with_capacity(MOST_ENDINGS);
    for hit in letters.hits(sort) {
        if let Some(shape) = page.form(hit.form).cues.iter().find_map(&wanted) {
            let (start, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
            // 全局 is the end of no body, yet 安全局 has one; no place ends in 漏洞, nor in 安全漏洞.
            if !shape.never || letters.border(start) || sort == Use::PLACE_SUFFIX {
                found.push(Ending { start, end, shape });
            }
        }
    }
    found.sort_unstable_by_key(|ending| (ending.end, ending.start));
    found.dedup_by_key(|ending| ending.end);
    found
}

/// Most characters of a suffix that begins with the last one of another.
const LONGEST: usize = 4;

/// Whether a suffix of one character only begins what follows, or is the town of the place before it: 佐治亚州 + 州务卿, 桐山村 +
/// 村医, 吉林市 + 区, 纽约 + 市长.
pub(super) fn doubled(page: &Page<'_>, letters: &Letters, ending: &Ending) -> bool {
    let Some(before) = ending.start.checked_sub(1).filter(|before| before + 2 == ending.end) else {
        return false;
    };
    let level = |n: usize| page.class(letters.chars[n]).has(Class::LEVEL);
    // 纽约 + 市长: the office is told of the place before.
    let office = |hit: &Hit| hit.uses.has(Use::TITLE_BEFORE) && hit.span.end > letters.at[ending.end];
    if level(ending.start) && page.hits_at(letters.at[ending.start]).iter().any(office) {
        return true;
    }
    let town = || page.signs().has(Sign::Town, letters.span(before, ending.end).of(page.text()));
    letters.chars[before] == letters.chars[ending.start] || level(before) && town()
}

/// Whether the last character of a suffix begins another one, or all of it a longer one of a place or one that is none:
/// 第十二中 + 学 is one 中学, 沿海 + 港 + 口 no 港, 贵州 + 乡 + 村 no 乡.
pub(super) fn overlapped(page: &Page<'_>, letters: &Letters, behind: &[Ending], ending: &Ending) -> bool {
    let near = behind.iter().take_while(|other| other.end <= ending.end + LONGEST);
    let begins = |other: &Ending| other.start + 1 == ending.end && other.start > ending.start;
    // 工业公司 + 总部.
    let apart = |other: &Ending| stops::is_apart(page, (letters.at[ending.end], letters.at[other.end]));
    let longer = |other: &Ending| {
        let none = || other.shape.never && !apart(other);
        other.start == ending.start && (ending.shape.class.is_some() || none())
    };
    near.into_iter().any(|other| (begins(other) || longer(other)) && letters.border(other.end))
}

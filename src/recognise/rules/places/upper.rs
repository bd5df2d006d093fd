//! Villages whose name begins with a side, right behind their township: 太华镇 + 上坪头村. jieba reads 镇上; that the village stands
//! elsewhere, without the township, tells that the side is its own.

use memchr::memmem;

use super::{chain, township};
use crate::dictionary::{Class, Kind, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Listed;
use crate::text::{Tag, is_han};

/// Characters behind the side and before the suffix of a village.
const CORE: std::ops::RangeInclusive<usize> = 1..=3;
/// Points of such a place, and what it is worth beyond its length.
const POINTS: i32 = 20;
const TOGETHER: i32 = 24;

/// Pushes such villages with what stands before them.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let text = page.text();
    for township in letters.hits(Use::TOWNSHIP) {
        let side = letters.number(township.span.end);
        if !matches!(letters.char(side), Some('上' | '下')) {
            continue;
        }
        let Some(end) = village(page, letters, side) else { continue };
        let own = letters.span(side, end - 1);
        let Some(start) = township::start(page, letters, township) else { continue };
        let span = letters.span(township::outermost(page, letters, start), end);
        if stands_alone(page, own.of(text)) && !listed.contains(&span) {
            let score = 10 * (end - letters.number(span.start)) as i32 + TOGETHER;
            let village = Candidate::made(text, span, Kind::PLACE, chain::RULE);
            out.push(village.scored(score).supported(POINTS));
        }
    }
}

/// The end of the village that begins with a side: lone characters or a name, then the suffix.
fn village(page: &Page<'_>, letters: &Letters, side: usize) -> Option<usize> {
    let name = |n: usize| {
        let word = letters.word(n);
        let lone =
            word.end == word.start + 1 && !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure);
        is_han(letters.chars[n])
            && (lone || matches!(word.tag, Tag::None | Tag::Person | Tag::Place | Tag::Proper))
    };
    let ends = CORE.map(|core| side + 1 + core);
    let village = |n: &usize| letters.char(*n).is_some_and(|c| page.class(c).has(Class::VILLAGE));
    let suffix = ends.into_iter().find(village)?;
    let whole = (side + 1..suffix).all(name) && letters.border(suffix + 1);
    let gapless = page.normal.gaps_inside(letters.span(side - 1, suffix + 1)).is_empty();
    (whole && gapless).then_some(suffix + 1)
}

/// Whether a name stands in the text where no township ends before it.
fn stands_alone(page: &Page<'_>, name: &str) -> bool {
    let level = |at: usize| page.before(at as u32).is_some_and(|c| page.class(c).has(Class::GRASSROOTS));
    memmem::find_iter(page.text().as_bytes(), name).any(|at| !level(at))
}

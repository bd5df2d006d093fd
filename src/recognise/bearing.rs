//! Sides of the world that are a direction and no region: 大马士革 + 西北.

use super::page::Page;
use crate::dictionary::{Class, Hit, Sign, Use};
use crate::text::Span;

/// Bytes of the longest place that a direction is told from.
const SEEN_FROM: u32 = 36;

/// Whether sides of the world are a direction and no region: 大马士革 + 西北, 西北 + 方向, 西北约25公里. 中国西北 is the region.
pub(super) fn is_bearing(page: &Page<'_>, form: u32, span: Span) -> bool {
    let side = |c: char| page.class(c).has(Class::CONTRAST_SIDE);
    if page.known.gazetteer.is_canonical(form) || !span.of(page.text()).chars().all(side) {
        return false;
    }
    let dictionary = &page.known.dictionary;
    let entities = page.form(form).entities.iter();
    let within: Vec<&str> =
        entities.filter_map(|&(e, _)| dictionary.entity(e).named.within.as_deref()).collect();
    let other = |hit: &Hit| {
        let mut places = page.form(hit.form).entities.iter();
        hit.uses.has(Use::ANY_PLACE)
            && !page.before(hit.span.end).is_some_and(side)
            && places.all(|&(e, _)| !within.contains(&dictionary.entity(e).named.name.as_str()))
    };
    let (before, behind) = (&page.text()[..span.start as usize], &page.text()[span.end as usize..]);
    let far = behind.trim_start_matches('约');
    let far = far.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '多' | '余'));
    let counted = far.len() < behind.len() && page.signs().begin(Sign::Distance, far);
    counted
        || page.signs().begin(Sign::Bearing, behind) && !page.signs().end(Sign::Locates, before)
        || page.marks.name_ends(span.start)
            && page.normal.gaps_at(span.start).is_empty()
            && page.hits_ending(span.start, SEEN_FROM).any(other)
}

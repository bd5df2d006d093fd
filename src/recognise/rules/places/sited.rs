//! What is named after the place it lies in: 榕江县 + 工业园区, 武汉 + 天兴洲长江大桥, 泰州 + 港. Which places are gone on from:
//! `chain`.

use super::short::is_province;
use crate::dictionary::{Cue, Hit, Level, PlaceClass, Sign, Use};
use crate::recognise::candidate::Place;
use crate::recognise::letters::{Letters, Word};
use crate::recognise::listed::PlaceAt;
use crate::recognise::page::Page;
use crate::recognise::rules::{organisations::staffed, stops};
use crate::text::{Span, Tag};

/// The end of what is built at a place or named after it and stands behind a chain that ends at a character.
pub(in crate::recognise::rules) fn end(
    page: &Page<'_>,
    letters: &Letters,
    place: &PlaceAt,
    at: usize,
) -> Option<usize> {
    if !letters.letter(at) {
        return None;
    }
    let near = ends_near(letters, at);
    let bridge = || near.then(|| bridge(page, letters, place, at)).flatten();
    let built = bridge().or_else(|| of_town(page, letters, place, (at, near)));
    built.or_else(|| {
        near.then(|| site(page, letters, at)).flatten().filter(|&end| !any(page, letters, place, (at, end)))
    })
}

/// Whether what lies right behind a province is any of a sort: 贵州 + 高速公路, but 海南 + 自由贸易试验区.
fn any(page: &Page<'_>, letters: &Letters, place: &PlaceAt, (at, end): (usize, usize)) -> bool {
    let Place::Form { form, .. } = place.place else { return false };
    let roads = |cue: &Cue| {
        matches!(cue, Cue::PlaceSuffix(suffix) if suffix.class == PlaceClass::Transport).then_some(())
    };
    let whole =
        || page.cue_at(letters.at[at], roads).is_some_and(|(hit, ())| hit.span.end == letters.at[end]);
    letters.at[at] == place.span.end && whole() && is_province(page, form)
}

/// Whether the suffix of something built or of a zone begins near a character: behind most places none does.
fn ends_near(letters: &Letters, at: usize) -> bool {
    let last = letters.at[letters.len().min(at + SITE)];
    // Hits stand in the order of their starts.
    let sites = letters.hits(Use::SITE);
    let from = sites.partition_point(|hit| hit.span.start < letters.at[at]);
    sites.get(from).is_some_and(|hit| hit.span.start <= last)
}

/// The end of a bridge, an airport and the like that is named by its place alone: 黑龙江大桥.
fn bridge(page: &Page<'_>, letters: &Letters, place: &PlaceAt, end: usize) -> Option<usize> {
    // 广东高速 is any, 黑龙江大桥 one.
    let wide =
        place.level == Some(Level::Province) && !place.span.of(page.text()).ends_with(['江', '河', '湖']);
    let bare = letters.number(place.span.end) == end && end < letters.len() && !wide;
    let named = |cue: &Cue| match cue {
        Cue::PlaceSuffix(suffix) => {
            (suffix.strong && suffix.min < 2 && suffix.class == PlaceClass::Transport).then_some(())
        }
        _ => None,
    };
    let (hit, ()) = bare.then(|| page.cue_at(letters.at[end], named)).flatten()?;
    let stop = letters.number(hit.span.end);
    (stop - end > 1 && letters.border(stop) && !page.space_at(letters.at[end])).then_some(stop)
}

/// The end of a port, a station or a zone that bears the name of its city or county: 泰州 + 港, 德化 + 站, 于都 + 工业园; but 北京 +
/// 港资, and 系列赛 + 北京站.
fn of_town(page: &Page<'_>, letters: &Letters, place: &PlaceAt, (end, near): (usize, bool)) -> Option<usize> {
    let town = matches!(place.level, Some(Level::Prefecture | Level::County));
    let bare = town && letters.number(place.span.end) == end && end < letters.len();
    if !bare || page.space_at(letters.at[end]) || is_covered(page, place) {
        return None;
    }
    let alone = letters.word(end).end - letters.word(end).start == 1;
    match letters.chars[end] {
        '港' if alone => Some(end + 1),
        '站' if alone && stops_at(page, letters, place, end) => Some(end + 1),
        _ => near.then(|| zone(page, letters, end)).flatten(),
    }
}

/// Whether a longer listed name holds a place: 舟山 in 宁波舟山港, 文昌 in 谷文昌.
fn is_covered(page: &Page<'_>, place: &PlaceAt) -> bool {
    let Span { start, end } = place.span;
    let near = page.hits_from(start.saturating_sub(COVER)).iter().take_while(|hit| hit.span.start <= start);
    let longer = |hit: &Hit| hit.span.end > end || hit.span.end == end && hit.span.start < start;
    near.into_iter().any(|hit| longer(hit) && hit.uses.has(Use::NAME))
}

/// Bytes before a place in which a name that holds it begins.
const COVER: u32 = 18;
/// Most bytes of the town's name in that of its station.
const TOWN: usize = 12;
/// Most characters looked back on for the word of a contest that goes from town to town.
const TOUR: usize = 20;

/// Whether a station is what trains stop at: a mark or a number follows or what is done with it (but 起来), or a word for where
/// something is stands before; and no contest does.
fn stops_at(page: &Page<'_>, letters: &Letters, place: &PlaceAt, at: usize) -> bool {
    let start = letters.number(place.span.start);
    let before = letters.span(start.saturating_sub(TOUR), start).of(page.text());
    let tour = before.contains(['赛', '杯', '演', '节', '展'])
        || before.ends_with(|c: char| c.is_ascii_alphanumeric());
    let behind = at + 1;
    let located = page.signs().end(Sign::Locates, &page.text()[..place.span.start as usize]);
    let free = behind >= letters.len() || !letters.letter(behind) || {
        let word = letters.word(behind);
        let turn = matches!(letters.chars[word.end - 1], '来' | '去');
        let acts = word.tag == Tag::Verb && (word.end - word.start > 1 || located);
        (acts || word.tag == Tag::Number) && !turn
    };
    !tour && free
}

/// The end of the station of a listed town right behind its line: 雄商高铁 + 清河西站.
pub(super) fn station(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let byte = *letters.at.get(at)?;
    let short = |hit: &&Hit| hit.uses.has(Use::ANY_PLACE);
    let town = page.hits_at(byte).iter().find(|hit| short(hit) && hit.span.len() <= TOWN)?;
    let mut end = letters.number(town.span.end);
    end += usize::from(letters.char(end).is_some_and(|c| matches!(c, '东' | '南' | '西' | '北')));
    (letters.char(end) == Some('站') && letters.border(end + 1) && !page.space_at(byte)).then_some(end + 1)
}

/// The end of the form of a zone, or of what a town has one of, that stands at a character: 工业园, 动物园, 大峡谷.
fn zone(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let sorts = [PlaceClass::Zone, PlaceClass::Site, PlaceClass::Natural];
    let zone =
        |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.strong && sorts.contains(&suffix.class));
    let (hit, ()) = page.cue_at(letters.at[at], |cue| zone(cue).then_some(()))?;
    let end = letters.number(hit.span.end);
    (end - at > 2 && letters.border(end)).then_some(end)
}

/// Most characters of a site's own name between its place and its suffix.
const SITE: usize = 12;

/// The end of a site that is named after the place right before it: nouns and names, then the strong suffix of a zone, a
/// site or a road.
fn site(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let mut at = start;
    while at < letters.len() && at - start <= SITE && !page.space_at(letters.at[at]) {
        if let Some(end) = suffix_end(page, letters, start, at) {
            return Some(end);
        }
        if at > start && stops::ends_body(page, letters, at) {
            return None;
        }
        let word = letters.word(at);
        if word.start != at {
            at += 1;
            continue;
        }
        if !is_part(page, &word) || !letters.letter(at) {
            return None;
        }
        // The suffix may lie inside a name that is one word (长江大桥).
        at += if word.tag == Tag::Noun { word.end - word.start } else { 1 };
    }
    None
}

/// The end of the suffix of a site that stands at a character, if what begins at `start` may be its name.
fn suffix_end(page: &Page<'_>, letters: &Letters, start: usize, at: usize) -> Option<usize> {
    let (hit, min) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::PlaceSuffix(suffix) if suffix.strong && !suffix.class.is_land() => Some(usize::from(suffix.min)),
        _ => None,
    })?;
    let end = letters.number(hit.span.end);
    let long = at - start >= min || end - at >= 4;
    (long && letters.border(end) && !staffed::is_led(page, letters, (start, end))).then_some(end)
}

/// Whether a word may stand in the name of a site.
fn is_part(page: &Page<'_>, word: &Word) -> bool {
    let noun = matches!(
        word.tag,
        Tag::Noun | Tag::Place | Tag::Proper | Tag::Person | Tag::Body | Tag::Modifier | Tag::Abbreviation
    );
    noun && !stops::in_no_body(page, word) || word.end - word.start == 1 && word.tag == Tag::Adjective
}

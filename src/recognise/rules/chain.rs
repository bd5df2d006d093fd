//! Chains that go on below the listed places: 安徽省黄山市歙县 + 深渡镇, 从江县 + 丙妹镇 + 岜扒村, and sites named after the
//! place they lie in: 榕江县 + 工业园区, 武汉 + 天兴洲长江大桥.

use std::iter::successors;

use rustc_hash::FxHashMap;

use super::{Listed, below, stops, township};
use crate::dictionary::{Class, Cue, Kind, Level, Role, Use};
use crate::recognise::candidate::{Candidate, Place};
use crate::recognise::letters::Letters;
use crate::recognise::listed::PlaceAt;
use crate::recognise::page::Page;
use crate::text::{Gap, Span, Tag};

/// What a chain is worth beyond its length, so that it wins over its links one by one.
const TOGETHER: i32 = 24;
/// Points of a chain.
const POINTS: i32 = 20;

/// The rule's id on its mentions.
pub(super) const RULE: &str = "place.chain";

/// Most characters between the listed place and the next link's suffix.
const LINK: usize = 5;
/// The same where the township is that of a people: 布朗山 + 布朗族乡.
const PEOPLE: usize = 7;

/// Pushes chains whose last links are not listed.
pub(super) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    places: &[PlaceAt],
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    // Places stand in the order of their starts: of those with one end the last told is the first.
    let widest: FxHashMap<u32, u32> = places.iter().rev().map(|p| (p.span.end, p.span.start)).collect();
    for place in places {
        let start = letters.number(place.span.start);
        let mut end = letters.number(place.span.end);
        let whole = letters.border(end) && !matches!(place.place, Place::Deictic { .. });
        // 兴和县 + 店子镇 is none of 和县.
        let inside = widest.get(&place.span.end).is_some_and(|&start| start < place.span.start);
        if place.level == Some(Level::Country) || !whole || inside {
            continue;
        }
        let last = page.before(place.span.end);
        let division = || last.is_some_and(|c| c == '区' || page.class(c).has(Class::TOWNSHIP));
        let holds = place.full && (place.level.is_some() || division());
        // 渭源 + 会川镇: a county's short name is followed by townships only.
        let short = !place.full && place.level == Some(Level::County);
        let township =
            |&next: &usize| holds || short && next > end + 2 && is_township(page, letters.span(end, next));
        if !beside(places, place)
            && let Some(next) = link(page, letters, end, true).filter(township)
        {
            end = last_link(page, letters, next);
        }
        let built = bridge(page, letters, place, end).or_else(|| of_town(page, letters, place, end));
        end = built.or_else(|| site(page, letters, end)).unwrap_or(end);
        let span = letters.span(start, end);
        // Places stand in the order of their starts.
        let from = places.partition_point(|p| p.span.start < span.start);
        let mut alike = places[from..].iter().take_while(|p| p.span.start == span.start);
        let longer = alike.any(|p| p.span.end > span.end);
        if span.end > place.span.end
            && !longer
            && !quoted_inside(page, span)
            && !listed.contains(&span)
            && !is_line(page, place)
        {
            out.push(made(page, letters, (start, end)));
        }
    }
}

/// Whether a place of the same level stands right behind one: 岷县 + 漳县 are two.
fn beside(places: &[PlaceAt], place: &PlaceAt) -> bool {
    let from = places.partition_point(|p| p.span.start < place.span.end);
    let mut next = places[from..].iter().take_while(|p| p.span.start == place.span.end);
    place.level.is_some() && next.any(|p| p.full && p.level == place.level)
}

/// Whether a quotation mark stands in a chain: “新县海员”“新县农技师”.
fn quoted_inside(page: &Page<'_>, span: Span) -> bool {
    page.normal.gaps_inside(span).iter().any(|&(_, gap)| matches!(gap, Gap::Open | Gap::Close))
}

/// Pushes chains that begin with an unlisted township: 沙溪镇 + 石龙村.
pub(super) fn below_townships(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    let township = |c: &&Candidate| {
        let ends = || c.rule == Some(SUFFIXED) && is_township(page, c.span);
        c.open() && (c.rule == Some(township::RULE) || ends())
    };
    let mut found = Vec::new();
    for candidate in out.iter().filter(township) {
        let (start, end) = (letters.number(candidate.span.start), letters.number(candidate.span.end));
        let last = last_link(page, letters, end);
        // 大均乡 + 派人到李家村.
        let told = candidate.rule == Some(township::RULE) && (end..last).any(|n| moves(letters, n));
        if last > end && !told && !listed.contains(&letters.span(start, last)) {
            found.push(made(page, letters, (start, last)));
        }
    }
    out.append(&mut found);
}

/// Whether a verb or a word of grammar stands at a character: no part of a village's name.
fn moves(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.start == n && matches!(word.tag, Tag::Verb | Tag::Grammar)
}

/// The rule of places that end in a suffix of the lists.
pub(super) const SUFFIXED: &str = "place.suffix";

/// Most links behind each other: more are no address, and each would be walked from all before it.
const LINKS: usize = 16;

/// The end of the last of the links that begin at a character.
fn last_link(page: &Page<'_>, letters: &Letters, start: usize) -> usize {
    let next =
        |&end: &usize| link(page, letters, end, false).or_else(|| township::village(page, letters, end));
    successors(Some(start), next).take(LINKS + 1).last().unwrap_or(start)
}

/// Whether a place is a railway or road: what stands behind it is a name of its own (大瑞铁路 + 高黎贡山隧道).
fn is_line(page: &Page<'_>, place: &PlaceAt) -> bool {
    place.span.of(page.text()).ends_with(['路', '线'])
}

/// The end of a bridge, an airport and the like that is named by its place alone: 黑龙江大桥.
fn bridge(page: &Page<'_>, letters: &Letters, place: &PlaceAt, end: usize) -> Option<usize> {
    // 广东高速 is any, 黑龙江大桥 one.
    let wide =
        place.level == Some(Level::Province) && !place.span.of(page.text()).ends_with(['江', '河', '湖']);
    let bare = letters.number(place.span.end) == end && end < letters.len() && !wide;
    let named = |cue: &Cue| match cue {
        Cue::PlaceSuffix(suffix) => {
            (suffix.strong && suffix.min < 2 && suffix.class == "transport").then_some(())
        }
        _ => None,
    };
    let (hit, ()) = bare.then(|| page.cue_at(letters.at[end], named)).flatten()?;
    let stop = letters.number(hit.span.end);
    (stop - end > 1 && letters.border(stop) && !page.space_at(letters.at[end])).then_some(stop)
}

/// The end of a port, a station or a zone that bears the name of its city or county: 泰州 + 港, 德化 + 站, 于都 + 工业园; but 北京 +
/// 港资, and 系列赛 + 北京站.
fn of_town(page: &Page<'_>, letters: &Letters, place: &PlaceAt, end: usize) -> Option<usize> {
    let town = matches!(place.level, Some(Level::Prefecture | Level::County));
    let bare = town && letters.number(place.span.end) == end && end < letters.len();
    if !bare || page.space_at(letters.at[end]) || is_covered(page, place) {
        return None;
    }
    let alone = letters.word(end).end - letters.word(end).start == 1;
    match letters.chars[end] {
        '港' if alone => Some(end + 1),
        '站' if alone && stops_at(page, letters, place, end) => Some(end + 1),
        _ => zone(page, letters, end),
    }
}

/// Whether a longer listed name holds a place: 舟山 in 宁波舟山港.
fn is_covered(page: &Page<'_>, place: &PlaceAt) -> bool {
    let Span { start, end } = place.span;
    let near = page.hits_from(start.saturating_sub(COVER)).iter().take_while(|hit| hit.span.start <= start);
    near.into_iter().any(|hit| hit.span.end > end && hit.uses.has(Use::NAME))
}

/// Bytes before a place in which a name that holds it begins.
const COVER: u32 = 18;

/// Most characters looked back on for the word of a contest that goes from town to town.
const TOUR: usize = 20;

/// Whether a station is what trains stop at: a mark follows or what is done with it (but 起来), and no contest stands before.
fn stops_at(page: &Page<'_>, letters: &Letters, place: &PlaceAt, at: usize) -> bool {
    let start = letters.number(place.span.start);
    let before = letters.span(start.saturating_sub(TOUR), start).of(page.text());
    let tour = before.contains(['赛', '杯', '演']) || before.ends_with(|c: char| c.is_ascii_alphanumeric());
    let behind = at + 1;
    let free = behind >= letters.len() || !letters.letter(behind) || {
        let word = letters.word(behind);
        let turn = matches!(letters.chars[word.end - 1], '来' | '去');
        word.tag == Tag::Verb && word.end - word.start > 1 && !turn
    };
    !tour && free
}

/// The end of the form of a zone that stands at a character.
fn zone(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let zone = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.strong && suffix.class == "zone");
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
        let suffix = page.cue_at(letters.at[at], |cue| match cue {
            Cue::PlaceSuffix(suffix)
                if suffix.strong && suffix.class != "division" && suffix.class != "natural" =>
            {
                Some(usize::from(suffix.min))
            }
            _ => None,
        });
        if let Some((hit, min)) = suffix {
            let end = letters.number(hit.span.end);
            if (at - start >= min || end - at >= 4) && letters.border(end) {
                return Some(end);
            }
        }
        if at > start && stops::ends_body(page, letters, at) {
            return None;
        }
        let word = letters.word(at);
        if word.start != at {
            at += 1;
            continue;
        }
        let never = stops::in_no_body(page, &word);
        let part = !never
            && matches!(
                word.tag,
                Tag::Noun
                    | Tag::Place
                    | Tag::Proper
                    | Tag::Person
                    | Tag::Body
                    | Tag::Modifier
                    | Tag::Abbreviation
            )
            || word.end - word.start == 1 && matches!(word.tag, Tag::Adjective);
        if !part || !letters.letter(at) {
            return None;
        }
        // The suffix may lie inside a name that is one word (长江大桥).
        at += if word.tag == Tag::Noun { word.end - word.start } else { 1 };
    }
    None
}

fn made(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Candidate {
    let span = letters.span(start, end);
    let score = 10 * (end - start) as i32 + TOGETHER;
    Candidate::made(page.text(), span, Kind::PLACE, RULE).scored(score).supported(POINTS)
}

/// The end of the link that starts at a character: some characters, then 镇, 村, 社区 or 路; if there is none, 山, 岛 and the
/// like, if they are `natural` there.
fn link(page: &Page<'_>, letters: &Letters, start: usize, natural: bool) -> Option<usize> {
    if let Some(end) = township::end(page, letters, start) {
        return Some(end);
    }
    // White space parts the columns of a table.
    if start < letters.len() && page.space_at(letters.at[start]) {
        return None;
    }
    let last = (start + PEOPLE).min(letters.len().saturating_sub(1));
    // 下党乡走 + 到 + 福安市.
    let until = |n: usize| page.class(letters.chars[n]).has(Class::UNTIL);
    let parts = |n: usize| until(n) || n > start && page.space_at(letters.at[n]);
    let stop = (start..=last).find(|&n| !plain(page, letters, n) || parts(n));
    let ends = |class: &'static str| {
        let near = start + 1..=stop.unwrap_or(last);
        near.filter_map(move |at| suffix_end(page, letters, start, at, class))
    };
    // 石屯 + 镇: the village that gave a town its name ends in a suffix too; what is listed is whole.
    let whole = |mut end: usize| {
        if is_name(page, letters.span(start, end)) {
            return end;
        }
        while let Some(next) = suffix_end(page, letters, start, end, "division") {
            end = next;
        }
        end
    };
    let division = ends("division").next().map(whole).or_else(|| below::end(page, letters, start));
    division.or_else(|| ends("natural").next_back().filter(|_| natural))
}

/// The end of a suffix of a class at `at`, if what begins at `start` may be its name.
fn suffix_end(page: &Page<'_>, letters: &Letters, start: usize, at: usize, class: &str) -> Option<usize> {
    let natural = class == "natural";
    if at - start > LINK && letters.chars[at - 1] != '族' || natural && at - start < 2 {
        return None;
    }
    let (hit, ()) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::PlaceSuffix(suffix) => (suffix.min < 2 && suffix.class == class).then_some(()),
        _ => None,
    })?;
    let end = letters.number(hit.span.end);
    let word = letters.word(at);
    let part = matches!(word.tag, Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Time)
        || natural && word.tag == Tag::Person;
    let inside = word.start < at && part;
    // A river or a mountain that is listed lies in many places.
    let other = natural && (is_name(page, letters.span(start, end)) || acts(page, letters, start, at));
    // 礼县 + 两县: a count, and no name.
    let counts = at == start + 1
        && letters.roles[start].has(Role::NUMBER)
        && page.class(letters.chars[at]).has(Class::LEVEL.with(Class::TOWNSHIP));
    let free = !inside && !other && !counts;
    (free && letters.border(end) && own(page, letters, start, at, end)).then_some(end)
}

fn is_name(page: &Page<'_>, span: Span) -> bool {
    page.hits_at(span.start).iter().any(|hit| hit.span.end == span.end && hit.uses.has(Use::NAME))
}

/// Whether a verb or a body stands in a range (讨 + 小海, 公安局 + 七里河), or one word fills it and its suffix.
fn acts(page: &Page<'_>, letters: &Letters, start: usize, at: usize) -> bool {
    let verb = |n: usize| matches!(letters.word(n).tag, Tag::Verb | Tag::VerbalNoun);
    letters.word(start).end > at || (start..at).any(|n| verb(n) || stops::ends_body(page, letters, n + 1))
}

/// Longest suffix of divisions that is looked for, in bytes.
const LONGEST: u32 = 60;

/// Whether a name ends as townships and villages do.
pub(super) fn is_township(page: &Page<'_>, name: Span) -> bool {
    page.marks.place_ends(name.end) && {
        let mut suffixes = page.hits_ending(name.end, LONGEST.min(name.len() as u32));
        suffixes.any(|hit| hit.uses.has(Use::DIVISION) && hit.span.start > name.start)
    }
}

/// Characters of names: lone characters that are no words of grammar, or parts of names and of short nouns.
fn plain(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let ends = |n: usize| ends_in(page, letters, n, Class::TOWNSHIP);
    let counts = || matches!(letters.word((word.end).min(letters.len() - 1)).tag, Tag::Measure | Tag::Noun);
    letters.letter(n)
        && match (word.end - word.start, word.tag) {
            (1, Tag::Grammar) => page.role(letters.chars[n]).has(Role::SOUND),
            // 鸠江区 + 二坝镇.
            (1, Tag::Number) => !counts() || letters.word(word.end).tag == Tag::Noun && ends(n + 2),
            // 旬邑县 + 张洪镇, but 三个镇.
            (1, Tag::Measure) => n > 0 && letters.word(n - 1).tag == Tag::Place,
            (2, Tag::Number) => numbered(page, letters, word.end),
            (1, _) => true,
            (2, Tag::Adjective) => goes_on(page, letters, word.end),
            // 长安镇 + 前进村, but 推进村务.
            (2, Tag::Verb) => ends_village(page, letters, word.end) && !stops::in_no_body(page, &word),
            (2, tag) => !matches!(
                tag,
                Tag::Grammar | Tag::Number | Tag::Verb | Tag::Side | Tag::Adjective | Tag::Time
            ),
            (_, tag) => matches!(tag, Tag::Place | Tag::Person | Tag::Proper | Tag::Body),
        }
}

/// Whether the last character of villages and townships stands there, a word of its own.
fn ends_village(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let ends = ends_in(page, letters, at, Class::VILLAGE.with(Class::TOWNSHIP));
    ends && letters.border(at) && letters.border(at + 1)
}

/// Whether a character of a class stands there.
fn ends_in(page: &Page<'_>, letters: &Letters, at: usize, class: Class) -> bool {
    letters.char(at).is_some_and(|c| page.class(c).has(class))
}

/// Whether a township's own name ends in a number there (三排 + 镇), and nothing is counted (三个 + 镇).
fn numbered(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let counts = page.class(letters.chars[end - 1]).has(Class::RECKONED);
    !counts && ends_in(page, letters, end, Class::TOWNSHIP)
}

/// Whether a lone character that is no suffix follows: 太平 + 溪镇, but not 文明 + 村.
fn goes_on(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let division = |cue: &Cue| match cue {
        Cue::PlaceSuffix(suffix) if suffix.class == "division" => Some(()),
        _ => None,
    };
    letters.letter(at) && letters.word(at).end == at + 1 && page.cue_at(letters.at[at], division).is_none()
}

/// The core is no word that a list says is never a name (周边, 农村), nor is it with its suffix.
fn own(page: &Page<'_>, letters: &Letters, start: usize, at: usize, end: usize) -> bool {
    let ignore = &page.known.dictionary.rules.ignore;
    let text = |end: usize| letters.span(start, end).of(page.text());
    !ignore.contains_key(text(at)) && !ignore.contains_key(text(end)) && text(end) != "行政区"
}

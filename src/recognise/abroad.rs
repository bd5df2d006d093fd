//! Organs that have the same name in another state: 外交部 of 伊朗总统莱希、外交部长阿卜杜拉希扬 is Iran's, though the list
//! knows only one by that name alone.

use super::page::Page;
use crate::dictionary::{EntityNo, Hit, Kind, Level, Role, Sign, Use};
use crate::text::{HAN, Span, boundary_behind};

/// Bytes that stand between a state and its organ at most.
const NEAR: u32 = 60;
/// Bytes of the longest name of a state.
const STATE_BYTES: u32 = STATE as u32 * HAN;
/// Ends the name of a ministry.
const MINISTRY: char = '部';
/// Bytes of a paragraph that is looked through at most.
const PARAGRAPH: u32 = 3_000;
/// What joins an organ to what stands before it.
const JOINTS: [char; 6] = ['、', '和', '及', '与', '兼', '前'];
/// Characters of the longest name of a state.
const STATE: usize = 8;
/// Fewest sounds of a foreigner's name.
const SOUNDS: usize = 3;
/// What ends a sentence.
const SENTENCE: [char; 2] = ['。', '\n'];
/// Bytes of a sentence that tells who came along with a guest, and the last character of the words that do.
const RETINUE: u32 = 600;
const HAS: char = '有';
/// What ends the clause that an organ stands in.
const STOPS: [char; 9] = ['，', '。', '；', '：', '！', '？', ',', ';', '\n'];

/// The full name of an organ that the list has as one of the home state, its party or its army, where the clause names another
/// state before it, or a party or body of one: 越共中央政治局委员、中央书记处书记. O(hits in the clause).
pub(super) fn organ(page: &Page<'_>, span: Span, entity: EntityNo) -> Option<String> {
    let (form, dictionary) = (span.of(page.text()), &page.known.dictionary);
    let name = |entity: EntityNo| &dictionary.entity(entity).named.name;
    let owner = name(entity).strip_suffix(form).filter(|owner| !owner.is_empty())?;
    let home = state_in(page, owner).filter(|&home| dictionary.rules.national.contains(name(home)))?;
    let of_power = page.signs().end(Sign::Power, owner);
    let of_state = || page.known.gazetteer.number_of(owner).is_some_and(|form| is_state(page, form));
    if !of_power && !of_state() {
        return None;
    }
    let Some((hit, state)) = nearest(page, span).filter(|&(_, state)| state != home) else {
        let ministry = || form.ends_with(MINISTRY) && of_state();
        let owner = if of_state() { of_guest(page, span, home) } else { None };
        let owner = owner.or_else(|| ministry().then(|| told(page, span, home)).flatten());
        return owner.map(|owner| format!("{owner}{form}"));
    };
    let alike = page.hits_at(hit.span.start).iter().filter(|hit| hit.span.end <= span.start);
    let mut owners = alike.filter_map(|hit| page.known.gazetteer.only_entity(hit.form));
    let power = owners.find(|&owner| page.signs().end(Sign::Power, name(owner)));
    Some(format!("{}{form}", name(power.filter(|_| of_power).unwrap_or(state))))
}

/// The name of the other state that is named most nearby, the first of several, where a sentence tells who came along with a guest:
/// 陪同塞西访华的有 + 外交部长. Empty if none is. O(hits nearby).
fn of_guest<'a>(page: &Page<'a>, span: Span, home: EntityNo) -> Option<&'a str> {
    let from = boundary_behind(page.text(), span.start.saturating_sub(RETINUE) as usize);
    let before = &page.text()[from..span.start as usize];
    let sentence = &before[before.rfind(SENTENCE).unwrap_or(0)..];
    let tells = |(at, has): (usize, &str)| page.signs().end(Sign::Retinue, &sentence[..at + has.len()]);
    if !sentence.match_indices(HAS).any(tells) {
        return None;
    }
    let mut states: Vec<(EntityNo, usize)> = Vec::new();
    let near = page.hits_from(span.start.saturating_sub(PARAGRAPH)).iter();
    let near = near.take_while(|hit| hit.span.start < span.start + PARAGRAPH);
    for hit in near.filter(|hit| hit.uses.has(Use::NAME)) {
        let Some(state) = state_of(page, hit).filter(|&state| state != home) else { continue };
        match states.iter_mut().find(|(other, _)| *other == state) {
            Some((_, times)) => *times += 1,
            None => states.push((state, 1)),
        }
    }
    let most = states.iter().rev().max_by_key(|(_, times)| times);
    Some(most.map_or("", |&(state, _)| &page.known.dictionary.entity(state).named.name))
}

/// The name of the only state that the sentence names before an organ, where the paragraph names nothing of the home state: 埃及总统穆尔西任命
/// 塞西为 + 国防部长. Empty where there are several (法国、西班牙等国 + 外交部), or none and a foreigner leads it (国防部长巴拉克). O(hits in the
/// paragraph).
fn told<'a>(page: &Page<'a>, span: Span, home: EntityNo) -> Option<&'a str> {
    let text = page.text();
    let before = &text[..span.start as usize];
    let begin = |stops: &[char]| last_of(before, PARAGRAPH, stops);
    let (paragraph, sentence) = (begin(&['\n'])?, begin(&['。', '！', '？', '\n'])?);
    let near = &text.as_bytes()[span.end as usize..text.len().min((span.end + PARAGRAPH) as usize)];
    let end = span.end + memchr::memchr(b'\n', near).unwrap_or(near.len()) as u32;
    let foreign = is_led_by_foreigner(page, span);
    let cut = before.ends_with(STOPS) && !foreign && !goes_on(page, span, paragraph);
    if end - paragraph > PARAGRAPH || cut || page.signs().end(Sign::Ours, before) {
        return None;
    }
    let (mut states, mut covered) = (Vec::new(), 0);
    for hit in page.hits_from(paragraph).iter().take_while(|hit| hit.span.start < end) {
        if !hit.uses.has(Use::NAME) || hit.span.end <= covered {
            continue;
        }
        if !foreign && is_of(page, hit, home) {
            return None;
        }
        if let Some(state) = state_of(page, hit) {
            covered = hit.span.end;
            if (sentence..span.start).contains(&hit.span.start) && !states.contains(&state) {
                states.push(state);
            }
        }
    }
    match states[..] {
        [] => foreign.then_some(""),
        [state] => Some(&page.known.dictionary.entity(state).named.name),
        _ => (foreign || before.ends_with(['国', '家', '的'])).then_some(""),
    }
}

/// Where the last of some marks stands in the last bytes of a text; its beginning where all of it was looked at, else none.
pub(super) fn last_of(text: &str, bytes: u32, marks: &[char]) -> Option<u32> {
    let from = boundary_behind(text, text.len().saturating_sub(bytes as usize));
    let found = text[from..].rfind(marks).map(|at| (from + at) as u32);
    found.or((from == 0).then_some(0))
}

/// Whether a name written by sound stands behind an organ and the word for who leads it: 国防部长 + 巴拉克.
fn is_led_by_foreigner(page: &Page<'_>, span: Span) -> bool {
    let Some(name) = page.text()[span.end as usize..].strip_prefix('长') else { return false };
    let sounds = name.chars().take_while(|&c| c == '·' || page.role(c).has(Role::SOUND)).count();
    let first = name.chars().next().unwrap_or_default();
    let surname = page.known.characters.surname(first).is_some_and(|surname| !surname.rare);
    sounds >= SOUNDS && !surname
}

/// Whether an organ that begins a clause is told of a state all the same: who leads it follows, or the paragraph has named it with its state
/// (苏丹卫生部表示，…，卫生部正设法…).
fn goes_on(page: &Page<'_>, span: Span, paragraph: u32) -> bool {
    let text = page.text();
    let form = span.of(text);
    let named = |at: u32| page.hits_ending(at, STATE_BYTES).any(|hit| state_of(page, hit).is_some());
    let before = &text[paragraph as usize..span.start as usize];
    let mut earlier = before.match_indices(form).map(|(at, _)| paragraph + at as u32);
    text[span.end as usize..].starts_with('长') || earlier.any(named)
}

/// Whether a name is that of a state, of a place in it or of a body whose full name begins with it.
fn is_of(page: &Page<'_>, hit: &Hit, state: EntityNo) -> bool {
    let inside = |place| page.known.gazetteer.lies_in(place, state);
    let place = page.known.gazetteer.only_entity(hit.form).filter(|_| hit.uses.has(Use::PLACE));
    place.is_some_and(inside) || state_of(page, hit) == Some(state)
}

/// The last name before an organ in its clause that tells a state and is tied to it.
fn nearest<'a>(page: &Page<'a>, span: Span) -> Option<(&'a Hit, EntityNo)> {
    let before = &page.text()[..span.start as usize];
    let clause = last_of(before, NEAR, &STOPS).unwrap_or(span.start.saturating_sub(NEAR));
    let hits = page.hits_from(clause).iter().take_while(|hit| hit.span.start < span.start);
    let hosted =
        |hit: &Hit| page.before(hit.span.start).is_some_and(|c| page.role(c).has(Role::FRAME_BEFORE));
    let names = hits.filter(|hit| hit.uses.has(Use::NAME) && hit.span.end <= span.start);
    let mut last: Option<(&Hit, EntityNo)> = None;
    for hit in names {
        // 俄罗斯 of 白俄罗斯 is none; of two that begin together the shorter is the state.
        if last.is_some_and(|(other, _)| other.span.end >= hit.span.end && other.span.start < hit.span.start)
        {
            continue;
        }
        last = state_of(page, hit).map(|state| (hit, state)).or(last);
    }
    // 朝鲜劳动党 begins as 朝鲜 does.
    let tied = |hit: &Hit| {
        let mut alike = page.hits_at(hit.span.start).iter().filter(|hit| hit.uses.has(Use::NAME));
        alike.any(|hit| hit.span.end <= span.start && is_tied(page, hit.span.end, span.start))
    };
    last.filter(|(hit, _)| !hosted(hit) && tied(hit))
}

/// Whether nothing but words that lead to an organ stands between a state and it (俄罗斯武装力量 + 总参谋部), or an office, a body and
/// whatever else is joined to it, and no verb: 总统莱希、.
fn is_tied(page: &Page<'_>, from: u32, to: u32) -> bool {
    let signs = page.signs();
    let mut at = from;
    while let Some(length) = signs.beginning(Sign::LeadsToOrgan, page.text(), at, to) {
        at += length;
    }
    let between = &page.text()[at as usize..to as usize];
    let leads = |hit: &Hit| {
        hit.uses.has(Use::TITLE_BEFORE)
            || hit.uses.has(Use::NAME) && page.names(hit.form, &Kind::ORGANISATION)
    };
    let verb = |c: char| signs.has(Sign::Unties, c.encode_utf8(&mut [0; 4]));
    between.is_empty()
        || between.ends_with(JOINTS) && page.hits_at(at).iter().any(leads) && !between.chars().any(verb)
}

/// The state that a name is, or whose name the full name of a body begins with. Organs by their bare names tell none.
fn state_of(page: &Page<'_>, hit: &Hit) -> Option<EntityNo> {
    let entity = page.known.gazetteer.only_entity(hit.form)?;
    if page.known.gazetteer.first_place(hit.form).is_some() {
        return is_state(page, hit.form).then_some(entity);
    }
    let name = &page.known.dictionary.entity(entity).named.name;
    let bare = name.len() > hit.span.len() && name.ends_with(hit.span.of(page.text()));
    state_in(page, name).filter(|_| !bare)
}

/// The state whose name a text begins with.
fn state_in(page: &Page<'_>, text: &str) -> Option<EntityNo> {
    let gazetteer = &page.known.gazetteer;
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(STATE);
    let state = |end: usize| {
        let form = gazetteer.number_of(&text[..end]).filter(|&form| is_state(page, form))?;
        gazetteer.only_entity(form)
    };
    ends.skip(1).filter_map(state).last()
}

/// Whether a form names a state.
fn is_state(page: &Page<'_>, form: u32) -> bool {
    let place = page.known.gazetteer.first_place(form);
    place.is_some_and(|(level, _)| level == Some(Level::Country))
}

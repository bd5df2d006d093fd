//! Awards of a place that the whole country has too: 自治区 + 五一劳动奖章, 黑龙江省 + 工人先锋号, 省 + 五一劳动奖状, 天中 + 五一劳动奖章.

use rustc_hash::FxHashMap;

use crate::dictionary::{Class, Cue, Hit, Kind, Levels, Sign, Use};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::listed;
use crate::recognise::page::Page;
use crate::text::{Span, Tag, Words, is_han};

/// The rule's id on its mentions.
const RULE: &str = "programme.award";
/// What such an award is worth beyond its length, so that it wins over its place and the award of the country.
const TOGETHER: i32 = 24;
/// Pushes listed awards with the place before them.
pub(in crate::recognise::rules) fn candidates(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let listed = |c: &&Candidate| {
        c.open()
            && c.kind == Kind::PROGRAMME
            && matches!(c.what, What::Listed { .. })
            && !page.space_at(c.span.start)
    };
    let awards: Vec<Span> = out.iter().filter(listed).map(|c| c.span).collect();
    if awards.is_empty() {
        return;
    }
    let (places, mut found) = (longest_places(page, out), Vec::new());
    for award in awards {
        let placed =
            places.get(&award.start).map(|&place| place.clone()).or_else(|| level_word(page, award.start));
        let span = |head: &Candidate| Span::new(head.span.start, award.end);
        let own = |head: &Candidate| {
            let listed = page.known.gazetteer.number_of(span(head).of(page.text())).is_some();
            !listed && !shared(page, head.span.start) && has_level(page, award)
        };
        if let Some(head) = placed.filter(own) {
            let span = span(&head);
            let name = span.of(page.text()).to_owned();
            let score = 10 * name.chars().count() as i32 + TOGETHER;
            let what = What::Part { head: Box::new(head), name };
            found.push(Candidate::new(span, Kind::PROGRAMME, what).by_rule(RULE).scored(score));
        } else if let Some(span) = nicknamed(page, award).filter(|_| has_level(page, award)) {
            let score = 10 * span.of(page.text()).chars().count() as i32 + TOGETHER;
            found.push(Candidate::made(page.text(), span, Kind::PROGRAMME, RULE).scored(score));
        }
    }
    out.append(&mut found);
}

/// Characters of what a region is called besides its name.
const NICKNAME: usize = 2;

/// An award with what its region is called besides its name, behind a verb that gives it or 的: 颁发的 + 天中 + 五一劳动奖章.
fn nicknamed(page: &Page<'_>, award: Span) -> Option<Span> {
    let given = |before: &str| before.ends_with('的') || page.signs().end(Sign::Awards, before);
    let start = nickname(page, award.start).filter(|&start| given(&page.text()[..start as usize]))?;
    Some(Span::new(start, award.end)).filter(|&span| !page.space_inside(span))
}

/// Where what a region is called besides its name begins that ends at a byte: 天中, 八闽.
pub(super) fn nickname(page: &Page<'_>, end: u32) -> Option<u32> {
    let before = &page.text()[..end as usize];
    let (start, _) = before.char_indices().rev().nth(NICKNAME - 1)?;
    let (name, words) = (&before[start..], Words::shared());
    let other = Class::LEVEL.with(Class::POINTER);
    let plain = |c: char| is_han(c) && !page.class(c).has(other);
    let counts = || name.chars().any(|c| words.tag_of(c) == Tag::Number);
    let own = || matches!(words.tag(name), Tag::Proper | Tag::Place | Tag::Abbreviation);
    let fits = if words.has(name) { own() } else { !counts() && !is_person(page, name) };
    (name.chars().all(plain) && fits).then_some(start as u32)
}

/// Whether two characters may be somebody, or a word of grammar and more: 王强, 小王, 她的.
fn is_person(page: &Page<'_>, name: &str) -> bool {
    let (words, characters) = (Words::shared(), &page.known.characters);
    let mut chars = name.chars();
    let (first, last) = (chars.next().unwrap_or_default(), chars.next_back().unwrap_or_default());
    let named =
        characters.surname(first).is_some_and(|surname| !surname.rare) && characters.given(last).sort() > 0;
    let loose = |c: char| page.class(c).has(Class::PARTICLE) || words.tag_of(c) == Tag::Grammar;
    named || matches!(first, '小' | '老') || loose(first) || loose(last)
}

/// Whether the country has the award by a longer name: 全国 + 工人先锋号.
fn has_level(page: &Page<'_>, award: Span) -> bool {
    let longer = |of: &String| page.known.gazetteer.number_of(&format!("{of}{}", award.of(page.text())));
    page.known.dictionary.rules.national.iter().any(|of| longer(of).is_some())
}

/// Whether the award is that of the country too: 全国和 + 自治区五一劳动奖章.
fn shared(page: &Page<'_>, place: u32) -> bool {
    let before = &page.text()[..place as usize];
    let national =
        |before: &str| page.known.dictionary.rules.national.iter().any(|of| before.ends_with(of.as_str()));
    before.strip_suffix(['和', '、', '及', '与']).is_some_and(national)
}

/// The longest place that ends at each byte: 内蒙古自治区赤峰市, not 赤峰市.
fn longest_places<'c>(page: &Page<'_>, out: &'c [Candidate]) -> FxHashMap<u32, &'c Candidate> {
    let listed = |form: u32| page.known.gazetteer.first_place(form).is_some();
    let place = |c: &&Candidate| {
        c.open()
            && match c.what {
                What::Place(Place::Deictic { .. }) => true,
                What::Place(Place::Form { form, .. }) => listed(form),
                What::Listed { form } => c.kind == Kind::PLACE && listed(form),
                _ => false,
            }
    };
    let mut places: FxHashMap<u32, &Candidate> = FxHashMap::default();
    for candidate in out.iter().filter(place) {
        let longest = places.entry(candidate.span.end).or_insert(candidate);
        if candidate.span.len() >= longest.span.len() {
            *longest = candidate;
        }
    }
    places
}

/// The word for a level that ends at a byte and stands for the place of the article: 省 + 五一劳动奖章.
pub(in crate::recognise::rules) fn level_word(page: &Page<'_>, end: u32) -> Option<Candidate> {
    let start = end - page.before(end)?.len_utf8() as u32;
    let bare =
        |hit: &&Hit| hit.span.end == end && hit.uses.has(Use::BARE) && listed::stands_alone(page, hit.span);
    let hit = page.hits_at(start).iter().find(bare)?;
    let levels = |cue: &Cue| if let Cue::BareDeictic(levels) = cue { Some(*levels) } else { None };
    let levels: Levels = page.form(hit.form).cues.iter().find_map(levels)?;
    let what = What::Place(Place::Deictic { levels, word: hit.span });
    Some(Candidate::new(hit.span, Kind::PLACE, what))
}

//! Short forms of counties and districts that are no aliases, since they are words or names too: 大兴 right behind 北京, 通渭
//! in a list of places, 福鼎 where the article speaks of 福建.

use rustc_hash::FxHashSet;

use crate::dictionary::{Class, Cue, EntityNo, Hit, Kind, Level, Levels, Role, ShortForm, Sign, Use};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::home::Home;
use crate::recognise::letters::Letters;
use crate::recognise::listed::{self, PlaceAt, places_of};
use crate::recognise::page::Page;
use crate::text::{Span, Tag, Words, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.short";
/// Least votes of what contains a place for its short form to be believed where nothing else bears it out.
const VOTES: u32 = 2;

/// What a chain is worth beyond its length, so that it wins over its links: 山东德州.
const TOGETHER: i32 = 8;

/// What a short form beside a place of a list is worth more, so that it is no person: 同心、西吉、海原.
const BESIDE: i32 = 12;
/// Bytes before a short form in which a listed name that holds it begins.
const COVER: u32 = 18;

/// What may mean a place in short.
struct Short {
    span: Span,
    /// The form of the full name.
    form: u32,
    /// It is an everyday word too, or has a bearer that is better known.
    common: bool,
    /// It is so everyday that 在 bears nothing out (在 + 和平…).
    word: bool,
    /// The votes of what contains it.
    votes: u32,
    /// The article names it in full too.
    named: bool,
}

/// Pushes the short forms that something bears out.
pub(crate) fn candidates(page: &mut Page<'_>, letters: &Letters, home: &Home, out: &mut Vec<Candidate>) {
    // 和田 is listed as the prefecture's, not the county's.
    let short = |hit: &&Hit| !hit.uses.has(Use::PLACE);
    let mut hits: Vec<Hit> = letters.hits(Use::SHORT_FORM).iter().filter(short).copied().collect();
    hits.retain(|hit| whole(page, hit.span));
    if hits.is_empty() {
        return;
    }
    let mut places: Vec<Span> =
        out.iter().filter(|c| c.open() && c.kind == Kind::PLACE).map(|c| c.span).collect();
    places.sort_unstable_by_key(|span| (span.end, span.start));
    let (mut listable, mut chains) = (Vec::new(), Vec::new());
    let meant: FxHashSet<u32> =
        hits.iter().flat_map(|&hit| full_names(page, hit)).map(|(form, _)| form).collect();
    let full = letters.hits(Use::PLACE).iter().map(|hit| hit.form);
    let named: FxHashSet<u32> = full.filter(|form| meant.contains(form)).collect();
    for hit in hits {
        if let Some(chain) = chained(page, &places, hit) {
            chains.push(chain.span);
            out.push(chain);
        } else if let Some(short) = best(page, home, &named, hit) {
            bodies(page, &short, out);
            listable.push(short);
        }
    }
    places.append(&mut chains);
    borne_out(page, &places, listable, out);
}

/// Short forms hold no white space, are words of their own, and go on in no longer name (秀英 + 港).
fn whole(page: &mut Page<'_>, span: Span) -> bool {
    let suffix = |hit: &Hit| hit.uses.has(Use::PLACE_SUFFIX);
    !page.space_inside(span)
        && !counted_or_named(page, span.start)
        && !is_torn(page, span)
        && (page.space_at(span.end) || !page.hits_at(span.end).iter().any(suffix))
        && page.borders.cut_left(page.normal, span).is_none()
        && page.borders.cut_right(page.normal, span).is_none()
}

/// Whether the last character makes a verb with the lone one behind it: 永 + 安居、有饭吃.
fn is_torn(page: &mut Page<'_>, span: Span) -> bool {
    let text = page.normal.text();
    let Some(last) = page.before(span.end).map(char::len_utf8) else { return false };
    let Some(next) = page.after(span.end).filter(|&c| is_han(c)).map(char::len_utf8) else { return false };
    let pair = Span::new(span.end - last as u32, span.end + next as u32).of(text);
    let verb = matches!(Words::shared().tag(pair), Tag::Verb | Tag::VerbalNoun);
    // 能 + 改则改.
    let told_twice = page.before(span.end) == Some('则') && page.after(span.start) == page.after(span.end);
    told_twice || verb && Words::shared().has(pair) && page.word(span.end).len() == next
}

/// Whether a count of things or a lone surname stands right before a byte: 一对 + 石狮, 陈 + 大田, but 一名 + 石狮人.
fn counted_or_named(page: &mut Page<'_>, at: u32) -> bool {
    let Some(c) = page.before(at).filter(|&c| is_han(c) && !page.space_at(at)) else { return false };
    let thing = page.class(c).has(Class::THING);
    if !thing && !page.role(c).has(Role::BEGINS_SURNAME) {
        return false;
    }
    let word = page.word(at - c.len_utf8() as u32);
    let tag = Words::shared().tag(word.of(page.normal.text()));
    let surname = word.len() == c.len_utf8() && page.role(c).has(Role::BEGINS_SURNAME);
    thing && matches!(tag, Tag::Measure | Tag::Number) || surname && matches!(tag, Tag::Person | Tag::None)
}

/// The full names that a short form may mean.
fn full_names<'a>(page: &Page<'a>, hit: Hit) -> impl Iterator<Item = (u32, &'a ShortForm)> + use<'a> {
    let (gazetteer, cues) = (&page.known.gazetteer, &page.form(hit.form).cues);
    cues.iter().filter_map(move |cue| match cue {
        Cue::ShortForm(short) => gazetteer.number_of(&short.name).map(|form| (form, short)),
        _ => None,
    })
}

/// Pushes the regular bodies of a place by its short form (福贡 + 一中): an everyday word needs more votes (日照 + 中院).
fn bodies(page: &mut Page<'_>, short: &Short, out: &mut Vec<Candidate>) {
    // 和田 + 地区委员会 is of the prefecture.
    let longer = |hit: &Hit| hit.uses.has(Use::PLACE) && hit.span.end > short.span.end;
    if short.common && short.votes < VOTES || page.hits_at(short.span.start).iter().any(longer) {
        return;
    }
    let place = Place::Form { form: short.form, outer: None };
    let level = level(page, short.form);
    let at = PlaceAt { span: short.span, place, level, levels: Levels::default(), full: false };
    let before = out.len();
    listed::bodies(page, &at, out);
    // 日照一 + 中午.
    let mut found = out.split_off(before);
    found.retain(|body| page.borders.cut_right(page.normal, body.span).is_none());
    out.extend(found.into_iter().map(|body| Candidate { score: worth(body.span), ..body }));
}

/// Ten for each character, less four for the mention itself.
fn worth(span: Span) -> i32 {
    10 * (span.len() as i32 / MARK as i32) - 4
}

/// A short form right behind a place that contains it, together with that: 北京大兴.
fn chained(page: &Page<'_>, places: &[Span], hit: Hit) -> Option<Candidate> {
    let from = places.partition_point(|place| place.end < hit.span.start);
    let before = places[from..].iter().take_while(|place| place.end == hit.span.start);
    for outer in before {
        let names = page.hits_from(outer.start).iter().take_while(|inner| inner.span.start < outer.end);
        for container in names.filter(|inner| inner.span.end == outer.end && inner.uses.has(Use::PLACE)) {
            let inside = full_names(page, hit).filter(|&(form, _)| lies_in(page, form, container.form));
            if let Some((form, _)) = inside.min_by_key(|&(form, _)| level(page, form)) {
                let span = Span::new(outer.start, hit.span.end);
                let chain = candidate(span, form, Some(container.form));
                // 江苏 + 句容茅山.
                let longer = |other: &Hit| other.uses.has(Use::PLACE) && other.span.end > hit.span.end;
                let whole = !page.hits_at(hit.span.start).iter().any(longer);
                return Some(Candidate { score: chain.score + if whole { TOGETHER } else { 0 }, ..chain });
            }
        }
    }
    None
}

/// The level of a form's first place; 辽宁朝阳 is the city before the county.
pub(in crate::recognise::rules) fn level(page: &Page<'_>, form: u32) -> Option<Level> {
    page.known.gazetteer.first_place(form).and_then(|(level, _)| level)
}

/// Whether a form means a province and nothing else: 四川, but neither 吉林 nor 天津.
pub(in crate::recognise::rules) fn is_province(page: &Page<'_>, form: u32) -> bool {
    let dictionary = &page.known.dictionary;
    let province = |name: &str| name.ends_with('省') || name.ends_with("自治区");
    let mut places = places_of(page, form).map(|place| dictionary.entity(place)).peekable();
    places.peek().is_some() && places.all(|e| e.level == Some(Level::Province) && province(&e.named.name))
}

fn lies_in(page: &Page<'_>, inner: u32, outer: u32) -> bool {
    let gazetteer = &page.known.gazetteer;
    if level(page, outer).is_none_or(|level| level == Level::Country) {
        return false;
    }
    let mut pairs = places_of(page, inner).flat_map(|one| places_of(page, outer).map(move |out| (one, out)));
    pairs.any(|(one, out)| one != out && gazetteer.lies_in(one, out))
}

/// What a short form means by the votes of what contains it.
fn best(page: &Page<'_>, home: &Home, named: &FxHashSet<u32>, hit: Hit) -> Option<Short> {
    // What the article names in full it may name in short.
    let named = |form: u32| if named.contains(&form) { VOTES } else { 0 };
    let support = |form: u32| {
        let of_containers = places_of(page, form).map(|place| votes(page, home, place)).max();
        of_containers.unwrap_or(0).max(named(form))
    };
    let all = full_names(page, hit).map(|(form, short)| (support(form), form, short));
    let (votes, form, short) = all.max_by_key(|&(votes, form, _)| (votes, std::cmp::Reverse(form)))?;
    let ShortForm { common, word, .. } = *short;
    let named = named(form) > 0;
    (votes > 0).then_some(Short { span: hit.span, form, common, word, votes, named })
}

/// The most votes of the provinces and cities that contain a place.
fn votes(page: &Page<'_>, home: &Home, place: EntityNo) -> u32 {
    let dictionary = &page.known.dictionary;
    let within = dictionary.containers(place).skip(1);
    let near =
        within.filter(|&one| dictionary.entity(one).level.is_some_and(|level| level != Level::Country));
    near.map(|one| home.votes(one)).max().unwrap_or(0)
}

/// Keeps what the article speaks of often enough, and what stands in a list beside a place.
fn borne_out(page: &Page<'_>, places: &[Span], mut waiting: Vec<Short>, out: &mut Vec<Candidate>) {
    let mut lists = Lists::of(page, places, &waiting);
    loop {
        let bears_out = |short: &Short| is_enough(page, short) || lists.bear_out(page, short);
        let (kept, left): (Vec<Short>, Vec<Short>) = waiting.into_iter().partition(bears_out);
        if kept.is_empty() {
            return;
        }
        waiting = left;
        // 天津 + 盘山 is a mountain.
        let beside = |short: &Short| lists.bear_out(page, short) && !is_in_longer(page, short);
        let beside: Vec<bool> = kept.iter().map(beside).collect();
        for (short, beside) in kept.into_iter().zip(beside) {
            lists.take(short.span);
            let found = candidate(short.span, short.form, None);
            let score = found.score + if beside { BESIDE } else { 0 };
            out.push(found.scored(score));
        }
    }
}

/// Where places stand beside which a short form may stand in a list.
struct Lists {
    starts: FxHashSet<u32>,
    ends: FxHashSet<u32>,
    /// Where the short forms begin that bear each other out.
    together: FxHashSet<u32>,
}

impl Lists {
    fn of(page: &Page<'_>, places: &[Span], waiting: &[Short]) -> Self {
        let starts = places.iter().map(|place| place.start).collect();
        let ends = places.iter().map(|place| place.end).collect();
        Self { starts, ends, together: together(page, waiting) }
    }

    fn take(&mut self, place: Span) {
        self.starts.insert(place.start);
        self.ends.insert(place.end);
    }

    /// Whether a list bears a short form out. A word wants more than to stand beside a place.
    fn bear_out(&self, page: &Page<'_>, short: &Short) -> bool {
        let together = self.together.contains(&short.span.start);
        together || (!short.word || short.votes >= VOTES) && self.stand_beside(page, short.span)
    }

    /// Whether a mark of a list stands between a place and a span.
    fn stand_beside(&self, page: &Page<'_>, span: Span) -> bool {
        let (before, behind) = around(page, span);
        before.ends_with('、') && self.ends.contains(&(span.start - MARK))
            || behind.starts_with('、') && self.starts.contains(&(span.end + MARK))
    }
}

/// What stands before a span, and what behind it.
fn around<'p>(page: &Page<'p>, span: Span) -> (&'p str, &'p str) {
    let text = page.text();
    (&text[..span.start as usize], &text[span.end as usize..])
}

/// Whether the article speaks often enough of what contains a place. Where the place heads a line, once is enough.
fn is_enough(page: &Page<'_>, short: &Short) -> bool {
    let heads = heads_line(page, short.span);
    let votes = if heads { 1 } else { VOTES };
    short.votes >= votes && (!short.common || !short.word && (is_located(page, short) || heads))
}

/// Whether a span heads a line: 高密：小手套织出大市场.
fn heads_line(page: &Page<'_>, span: Span) -> bool {
    let (before, behind) = around(page, span);
    behind.starts_with('：') && (before.is_empty() || before.ends_with('\n'))
}

/// Whether what stands beside a short form says that it is a place. Behind 在 even an everyday word is one, where the article
/// speaks of what contains it.
fn is_located(page: &Page<'_>, short: &Short) -> bool {
    let (before, behind) = around(page, short.span);
    // 天门的棉桃 begins a clause, 生态 + 资源的保护 does not.
    let begins = || {
        before
            .chars()
            .next_back()
            .is_none_or(|c| !page.role(c).has(Role::LETTER) || page.class(c).has(Class::JOINT) && c != '的')
    };
    let local = || (!behind.starts_with('的') || begins()) && page.signs().begin(Sign::Local, behind);
    let told = || page.signs().end(Sign::Toward, before) || local();
    page.signs().end(Sign::Locates, before) || short.named && told()
}

/// Whether a listed name that is longer holds a short form.
fn is_in_longer(page: &Page<'_>, short: &Short) -> bool {
    let near = page.hits_from(short.span.start.saturating_sub(COVER)).iter();
    let mut near = near.take_while(|hit| hit.span.start <= short.span.start);
    near.any(|hit| {
        hit.uses.has(Use::NAME) && hit.span.contains(short.span) && hit.span.len() > short.span.len()
    })
}

/// Fewest short forms of a list of nothing else that bear each other out: 修水、武宁、德安.
const TOGETHER_LEAST: usize = 3;

/// Where the short forms begin that stand in a row, list marks between them; all but one are no everyday words.
fn together(page: &Page<'_>, all: &[Short]) -> FxHashSet<u32> {
    let mut found = FxHashSet::default();
    let mut from = 0;
    let beside = |pair: &[Short]| {
        pair[0].span.end + MARK == pair[1].span.start
            && page.text()[pair[0].span.end as usize..].starts_with('、')
    };
    for to in 1..=all.len() {
        if to < all.len() && beside(&all[to - 1..=to]) {
            continue;
        }
        let row = &all[from..to];
        let plain = row.iter().filter(|short| short.common || short.word).count();
        if row.len() >= TOGETHER_LEAST && plain < 2 {
            found.extend(row.iter().map(|short| short.span.start));
        }
        from = to;
    }
    found
}

/// Bytes of the mark between the items of a list.
const MARK: u32 = '、'.len_utf8() as u32;

fn candidate(span: Span, form: u32, outer: Option<u32>) -> Candidate {
    let what = What::Place(Place::Form { form, outer });
    let meant = Candidate::new(span, Kind::PLACE, what);
    Candidate::new(span, Kind::PLACE, What::Known(Box::new(meant))).by_rule(RULE).scored(worth(span))
}

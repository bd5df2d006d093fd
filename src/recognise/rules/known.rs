//! Names that one place of an article establishes are found in the whole article: a person named with a title, a body
//! found by its ending, a short form. What establishes them: `established`, `introduced`.

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use super::established::{Known, Names, RULE, bare, established, last_part, townships};
use super::organisations::introduced::{introduced, without_place};
use super::{context, organisations::company, places::shore};
use crate::dictionary::{Class, Hit, Kind, Sign, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed::PlaceAt;
use crate::recognise::page::Page;
use crate::text::{Span, Tag, Words, is_han};

/// What a name is worth beyond its length where the text says what it stands for: 京能赤峰公司 is no 京 and 赤峰公司.
const TOLD: i32 = 6;
/// Names looked for in one article at most; more would be a list of names, whose names stand in it anyway.
const MOST: usize = 2_000;

/// Pushes a candidate wherever an established name stands without one.
pub(crate) fn candidates(
    page: &mut Page<'_>,
    letters: &Letters,
    places: &[PlaceAt],
    out: &mut Vec<Candidate>,
) {
    let names = names(page, letters, places, out);
    let again = standing(page, &names);
    let open = spans(out, &again);
    let mut found = Vec::new();
    for (span, known) in again {
        let first = known.first;
        let Some(score) = score(page, &open, span, known) else { continue };
        if known.bare && goes_on(page, letters, span) {
            continue;
        }
        if whole(page, span, known) && borne_out(page, span, first) {
            let what = What::Known(Box::new(first.clone()));
            found.push(Candidate::new(span, first.kind.clone(), what).by_rule(RULE).scored(score));
        }
    }
    company::short_forms(page, out, &mut found);
    out.extend(found);
}

/// The names that an article establishes.
fn names<'a>(page: &Page<'a>, letters: &Letters, places: &[PlaceAt], out: &'a [Candidate]) -> Names<'a> {
    let mut names = Names::new();
    for candidate in out.iter().filter(|c| c.open()) {
        established(page, letters, candidate, &mut names);
        last_part(page, candidate, &mut names);
    }
    townships(page, places, out, &mut names);
    without_place(page, out, &mut names);
    introduced(page, letters, out, &mut names);
    bare(page, out, &mut names);
    names
}

/// Wherever the established names stand.
fn standing<'a>(page: &Page<'_>, names: &Names<'a>) -> Vec<(Span, Known<'a>)> {
    let mut found = Vec::new();
    for (text, &known) in names.iter().take(MOST) {
        let starts = memmem::find_iter(page.text().as_bytes(), text);
        found.extend(starts.map(|at| (Span::from_usize(at, at + text.len()), known)));
    }
    found
}

/// The score of an established name where it stands again; none where something better stands already.
fn score(page: &Page<'_>, open: &Open, span: Span, Known { first, told, bare }: Known<'_>) -> Option<i32> {
    // 赤峰市 + 云帆协会 is another one, or the long form itself.
    if told && page.marks.name_ends(span.start) {
        return None;
    }
    let length = 10 * span.of(page.text()).chars().count() as i32;
    // 陈林 of 陈林村 may well be somebody.
    let person = |score: i32, kind: &Kind| bare && *kind == Kind::PERSON && score < length;
    match open.get(&span) {
        None => Some(length + if told { TOLD } else { 0 }),
        Some(Some((score, kind))) if told && *kind == first.kind || person(*score, kind) => Some(score + 1),
        Some(_) => None,
    }
}

/// Where candidates stand that begin like one of those names, with the best score of those that only rules found, and its kind; none where one is listed.
type Open = FxHashMap<Span, Option<(i32, Kind)>>;

fn spans(candidates: &[Candidate], again: &[(Span, Known<'_>)]) -> Open {
    let mut open = Open::default();
    let starts: FxHashSet<u32> = again.iter().map(|(span, _)| span.start).collect();
    if starts.is_empty() {
        return open;
    }
    for candidate in candidates.iter().filter(|c| c.open() && starts.contains(&c.span.start)) {
        let found = (!super::is_listed(candidate)).then(|| (candidate.score, candidate.kind.clone()));
        let best = open.entry(candidate.span).or_insert_with(|| found.clone());
        *best = best.take().zip(found).map(|(best, other)| if other.0 > best.0 { other } else { best });
    }
    open
}

/// Whether a bare name is another one or none: the ending of a place or a body, a name or a noun stands right behind it (烟店 +
/// 小学, 碗窑 + 星火陶坊), but for those who live there (烟店 + 人); or it is a word, and nothing beside it tells a place (大桥合龙).
fn goes_on(page: &Page<'_>, letters: &Letters, span: Span) -> bool {
    let (before, rest) = (&page.text()[..span.start as usize], &page.text()[span.end as usize..]);
    let (signs, behind) = (page.signs(), letters.number(span.end));
    let local = signs.begin(Sign::Local, rest);
    let told = || local || signs.end(Sign::Locates, before) || signs.end(Sign::Toward, before);
    if Words::shared().has(span.of(page.text())) && !told() {
        return true;
    }
    if behind >= letters.len() || !letters.letter(behind) || page.space_at(span.end) {
        return false;
    }
    let ends = |hit: &Hit| {
        hit.uses.has(Use::PLACE_SUFFIX) || hit.uses.has(Use::BODY_SUFFIX) || hit.uses.has(Use::PLACE)
    };
    let tag = letters.word(behind).tag;
    let plain = matches!(tag, Tag::Verb | Tag::Grammar | Tag::Side | Tag::Number | Tag::Time);
    !(plain || local) || page.hits_at(span.end).iter().any(ends)
}

/// Borders must be those of words; a longer name may be cut on one side, but for what only the shore tells (秦巴山 + 区)
/// and for bare names (集美 + 学校, where 集美学 is a village).
fn whole(page: &mut Page<'_>, span: Span, Known { first, bare, .. }: Known<'_>) -> bool {
    let text = span.of(page.text());
    if !bare && !text.starts_with(is_han) {
        return true;
    }
    let left = page.borders.cut_left(page.normal, span).is_some();
    let right = page.borders.cut_right(page.normal, span);
    // 马克思 + 主义.
    let never = |word: Span| {
        let ignored = || page.is_never(word.of(page.text()), &Kind::PERSON);
        first.kind == Kind::PERSON && word.start == span.start && ignored()
    };
    if right.is_some_and(never) {
        return false;
    }
    let right = right.is_some();
    // 米兰市 + 民, 夏茂镇 + 长.
    let level = |c: char| page.class(c).has(Class::LEVEL.with(Class::GRASSROOTS));
    let people = |c: char| c == '民' || page.class(c).has(Class::LEADER);
    let divided =
        first.kind == Kind::PLACE && text.ends_with(level) && page.after(span.end).is_some_and(people);
    match text.chars().count() {
        _ if divided && right => false,
        0..=2 => !left && !right,
        _ if bare || first.rule == Some(shore::RULE) => !left && !right,
        _ => !(left && right),
    }
}

/// A person named with an everyday word (简单), or whose name is written spread elsewhere (安 然), is meant only where a
/// title or speech stands beside it, or where a paragraph begins with it as a portrait does: 危险，女.
fn borne_out(page: &Page<'_>, span: Span, first: &Candidate) -> bool {
    let text = span.of(page.text());
    let words = Words::shared();
    let ignored = || page.is_never(text, &Kind::PERSON);
    let everyday = words.has(text) && (words.tag(text) != Tag::Person || ignored());
    if first.kind != Kind::PERSON || !everyday && (!page.space_inside(first.span) || page.space_inside(span))
    {
        return true;
    }
    portrayed(page, span)
        || acts(page, span)
        || context::office_ends(page, span.start)
        || context::speech_starts(page, span.end)
}

/// Whether a clause begins with a name that goes on as one about a person does: 方圆和徒弟们….
pub(super) fn acts(page: &Page<'_>, span: Span) -> bool {
    let starts = page.before(span.start).is_none_or(|c| matches!(c, '\n' | '。' | '，' | '；' | '！' | '？'));
    starts && page.signs().begin(Sign::GoesOn, &page.text()[span.end as usize..])
}

/// Whether a portrait begins with a name: 车到山，… at the start of a paragraph, 危险，女，… at that of a sentence.
fn portrayed(page: &Page<'_>, span: Span) -> bool {
    let before = page.before(span.start);
    let behind = &page.text()[span.end as usize..];
    match before {
        None | Some('\n') => behind.starts_with(['，', '（']),
        Some('。') => behind.starts_with("，女，") || behind.starts_with("，男，"),
        _ => false,
    }
}

//! Places named by one character: 皖浙 as one place, 中美 as two, 访美, 美方, and 俄 where it is a word of its own.

use super::candidate::{Candidate, What};
use super::page::Page;
use crate::dictionary::{Abbreviation, AbbreviationUse, Class, Kind, Role, Use};
use crate::text::{Span, Tag, Words, is_han};

/// The rule's id on its mentions.
pub(crate) const RULE: &str = "place.abbreviation";

/// Pushes a candidate for every abbreviation that its surroundings bear out.
pub(crate) fn candidates(page: &mut Page<'_>, out: &mut Vec<Candidate>) {
    let mut run: Vec<(Span, char)> = Vec::new();
    for hit in page.hits.iter().filter(|hit| hit.uses.has(Use::ABBREVIATION)) {
        let span = hit.span;
        let Some(c) = page.after(span.start) else { continue };
        if run.last().is_some_and(|(last, _)| last.end < span.start) {
            decide(page, &run, out);
            run.clear();
        }
        run.push((span, c));
    }
    if !run.is_empty() {
        decide(page, &run, out);
    }
}

fn decide(page: &mut Page<'_>, run: &[(Span, char)], out: &mut Vec<Candidate>) {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    if within_listed(page, whole) {
        return;
    }
    if run.len() >= 2 && borders(page, run) && together(page, run, out) {
        return;
    }
    for &(span, c) in run {
        if let Some(name) = framed(page, span, c) {
            push(span, &name, out);
        }
    }
}

/// Pushes a run as provinces or as states, if it may be that, and says so.
fn together(page: &mut Page<'_>, run: &[(Span, char)], out: &mut Vec<Candidate>) -> bool {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    let all = |country: bool| run.iter().all(|&(_, c)| of(page, c, country).is_some());
    let twice = run.windows(2).any(|pair| pair[0].1 == pair[1].1);
    let (provinces, countries) = (all(false) && !twice, all(true) && !twice);
    let fits = provinces || !everyday(page, run);
    if fits {
        if !provinces && run.len() == 2 && run[0].1 != '中' && named(page, whole) {
            return true;
        }
        if provinces && !countries {
            let names: Vec<&str> =
                run.iter().filter_map(|&(_, c)| of(page, c, false)).map(|a| a.name.as_str()).collect();
            push(whole, &names.join("、"), out);
        } else if countries
            && run.iter().any(|&(_, c)| {
                c == '中' || of(page, c, true).is_some_and(|place| place.use_of == AbbreviationUse::Alone)
            })
        {
            for &(span, c) in run {
                if let Some(place) = of(page, c, true) {
                    push(span, &place.name, out);
                }
            }
        }
    }
    fits
}

/// Whether a run of states is another word (美德), ends as a phrase does (竞争法中, 比赛中以), or holds a letter that counts only where
/// the two deal with each other (中波两国), and nothing says that they do.
fn everyday(page: &Page<'_>, run: &[(Span, char)]) -> bool {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    let loose = |&(_, c): &(Span, char)| matches!(Words::shared().tag_of(c), Tag::Side | Tag::Grammar);
    let paired = |&(_, c): &(Span, char)| {
        of(page, c, true).is_some_and(|place| place.use_of == AbbreviationUse::Paired)
    };
    let ignored = || page.known.dictionary.rules.ignored_as(whole.of(page.text()), &Kind::PLACE).is_some();
    (run.last().is_some_and(loose) || run.iter().any(paired) || ignored()) && !deals(page, whole.end)
}

/// Whether a lone surname stands before a run of states that deal with nobody: 蓝 + 美英.
fn named(page: &mut Page<'_>, whole: Span) -> bool {
    let surnames = &page.known.dictionary.rules.surnames;
    let sure = |c: &char| surnames.get(&*c.to_string()).is_some_and(|surname| !surname.ambiguous);
    let surname = |c: &char| page.role(*c).has(Role::SURNAME) && sure(c) && !page.space_at(whole.start);
    let Some(c) = page.before(whole.start).filter(surname) else { return false };
    let loose = matches!(Words::shared().tag_of(c), Tag::Grammar | Tag::Verb | Tag::Side);
    !loose && page.word(whole.start - c.len_utf8() as u32).len() == c.len_utf8() && !deals(page, whole.end)
}

/// Whether what stands at a byte tells of two sides: 两国, 关系, 边境.
fn deals(page: &Page<'_>, at: u32) -> bool {
    let rest = &page.text()[at as usize..];
    let two = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
    page.known.dictionary.rules.frames.get(&rest[..two]) == Some(&false)
}

fn of<'a>(page: &Page<'a>, c: char, country: bool) -> Option<&'a Abbreviation> {
    page.known
        .dictionary
        .rules
        .abbreviations
        .get(&c)?
        .iter()
        .find(|place| place.country == country && place.use_of != AbbreviationUse::Single)
}

fn push(span: Span, name: &str, out: &mut Vec<Candidate>) {
    let what = What::Made { name: name.to_owned() };
    out.push(Candidate::new(span, Kind::PLACE, what).by_rule(RULE).scored(8));
}

/// Whether a listed name that is no less long covers the run or a part of it.
fn within_listed(page: &Page<'_>, run: Span) -> bool {
    let near = page.hits_from(run.start.saturating_sub(24)).iter().take_while(|hit| hit.span.start < run.end);
    let mut names = near.filter(|hit| hit.uses.has(Use::NAME));
    names.any(|hit| hit.span.overlaps(run) && hit.span.len() >= run.len())
}

/// Whether the run is made of whole words, the last of which may go on with a frame (中美关系).
fn borders(page: &mut Page<'_>, run: &[(Span, char)]) -> bool {
    let (start, end) = (run[0].0.start, run[run.len() - 1].0.end);
    if page.word(start).start != start {
        return false;
    }
    let last = page.word(run[run.len() - 1].0.start);
    last.end == end || follows(page, Span::new(end, last.end))
}

fn follows(page: &Page<'_>, rest: Span) -> bool {
    page.known.dictionary.rules.frames.get(rest.of(page.text())) == Some(&false)
}

/// Characters of a number plate behind its place.
const PLATE: usize = 6;

/// Whether a letter counts cases or cars: （2023）闽0921民初1087号, 湘LS0379, but 俄S-400.
fn numbered(page: &Page<'_>, span: Span) -> bool {
    let before = page.text()[..span.start as usize].strip_suffix(['）', '〕']);
    let closed = before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    let sign = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let code = page.text()[span.end as usize..].bytes().take_while(sign);
    let digits = code.clone().filter(u8::is_ascii_digit).count();
    let plate = code.clone().count() >= PLATE && digits > 0 && digits < code.count();
    !page.space_at(span.end) && (plate || closed && digits > 0)
}

/// One character alone: a word of its own that may stand alone, or a word with its frame (访美, 美方).
fn framed(page: &mut Page<'_>, span: Span, c: char) -> Option<String> {
    // 何某 + 英.
    let nobody = |c: Option<char>| c.is_some_and(|c| page.class(c).has(Class::ANONYMOUS));
    if numbered(page, span) || nobody(page.before(span.start)) || nobody(page.after(span.end)) {
        return None;
    }
    let places = page.known.dictionary.rules.abbreviations.get(&c)?;
    let may_frame = places.iter().any(|place| place.use_of.framed()) && frame_beside(page, span);
    if !may_frame && !places.iter().any(|place| place.use_of == AbbreviationUse::Alone) {
        return None;
    }
    let word = page.word(span.start);
    if word == span {
        let going = may_frame && goes_to(page, span);
        let place = places
            .iter()
            .find(|place| place.use_of == AbbreviationUse::Alone || going && place.use_of.framed())?;
        return (!single_beside(page, span) && !predicate(page, span)).then(|| place.name.clone());
    }
    let (before, after) = (Span::new(word.start, span.start), Span::new(span.end, word.end));
    let frames = &page.known.dictionary.rules.frames;
    // 在京举行 is one word.
    let whole = after.is_empty() || after.len() >= 6 && Words::shared().has(after.of(page.text()));
    let fits = (whole && frames.get(before.of(page.text())) == Some(&true))
        || (before.is_empty() && follows(page, after));
    places.iter().find(|place| fits && place.use_of.framed()).map(|place| place.name.clone())
}

/// Whether a verb of going or dealing stands right before it, and it is no everyday word itself: 赴 + 台, 涉 + 台.
fn goes_to(page: &mut Page<'_>, span: Span) -> bool {
    let Some(c) = page.before(span.start).filter(|&c| page.role(c).has(Role::FRAME_BEFORE)) else {
        return false;
    };
    let tag = |span: Span| Words::shared().tag(span.of(page.normal.text()));
    let own = tag(span);
    let word = page.word(span.start - c.len_utf8() as u32);
    word.len() == c.len_utf8()
        && Words::shared().tag_of(c) == Tag::Verb
        && !matches!(own, Tag::Grammar | Tag::Verb | Tag::Side | Tag::Number)
}

/// Whether it says what the noun before it is like, at the end of a clause (农村美), or goes on with a name.
fn predicate(page: &mut Page<'_>, span: Span) -> bool {
    let Some(c) = page.before(span.start).filter(|&c| is_han(c) && !page.space_at(span.start)) else {
        return false;
    };
    // 北部湾 + 港, 白马 + 港 end names that are longer.
    let ends = page.hits_at(span.start).iter().any(|hit| hit.uses.has(Use::PLACE_SUFFIX));
    if ends && (page.marks.name_ends(span.start) || named_before(page, span.start)) {
        return true;
    }
    if page.after(span.end).is_some_and(is_han) {
        return false;
    }
    let word = page.word(span.start - c.len_utf8() as u32);
    Words::shared().tag(word.of(page.normal.text())) == Tag::Noun
}

/// Whether a word that may be a name ends at a byte: 白马 + 港, but no 驶入 + 港.
fn named_before(page: &mut Page<'_>, at: u32) -> bool {
    let Some(c) = page.before(at) else { return false };
    let word = page.word(at - c.len_utf8() as u32);
    let tag = Words::shared().tag(word.of(page.normal.text()));
    word.len() > c.len_utf8() && matches!(tag, Tag::Noun | Tag::Person | Tag::Place | Tag::Proper)
}

/// Whether a frame may stand beside it, by the look of one character.
fn frame_beside(page: &Page<'_>, span: Span) -> bool {
    let may = |c: Option<char>, role| c.is_some_and(|c| page.role(c).has(role));
    may(page.before(span.start), Role::FRAME_BEFORE) || may(page.after(span.end), Role::FRAME_AFTER)
}

/// Whether a lone character stands beside it: then it is more likely part of a name that no list has.
fn single_beside(page: &mut Page<'_>, span: Span) -> bool {
    let before =
        page.before(span.start).filter(|&c| is_han(c)).map(|c| page.word(span.start - c.len_utf8() as u32));
    let after = page.after(span.end).filter(|&c| is_han(c)).map(|_| page.word(span.end));
    let lone = |word: Span| {
        word.len() == 3
            && !matches!(
                Words::shared().tag(word.of(page.normal.text())),
                Tag::Grammar | Tag::Verb | Tag::Side
            )
    };
    before.is_some_and(lone) || after.is_some_and(lone)
}

//! One letter that is no part of a run: a word of its own, or in a frame (访美, 美方), or before a body of its state (韩 + 国防部).

use super::super::page::Page;
use super::follows;
use super::states::States;
use crate::dictionary::{Abbreviation, AbbreviationUse, Class, Role, Sign, Use};
use crate::text::{Span, Tag, Words, is_han};

/// What the government of China has by the same name, behind the letter of another state: 韩 + 国防部.
pub(super) fn organ<'a>(
    page: &mut Page<'a>,
    states: &States<'a>,
    span: Span,
    c: char,
) -> Option<(Span, String)> {
    if c == '中' || !page.marks.name_starts(span.end) {
        return None;
    }
    let (state, named) = states.of(page, c)?;
    let hosted = page.before(span.start).is_some_and(|c| page.role(c).has(Role::FRAME_BEFORE));
    // 以国土资源部部长为组长.
    let loose = matches!(Words::shared().tag_of(c), Tag::Side | Tag::Grammar);
    let sure = (named || state.use_of.framed() && !loose) && !hosted;
    let hit = page.hits_at(span.end).iter().find(|hit| sure && hit.uses.has(Use::NAME))?;
    let (organ, form) = (hit.span, hit.span.of(page.text()));
    let entity = page.known.gazetteer.only_entity(hit.form)?;
    let last = page.word(organ.end - page.before(organ.end)?.len_utf8() as u32);
    // 国防部 + 长, but 司法 + 部门.
    let behind = page.text().get(organ.end as usize..last.end as usize).unwrap_or_default();
    if !behind.is_empty() && !page.known.dictionary.rules.after_name.contains(behind) {
        return None;
    }
    let of_china =
        page.known.dictionary.entity(entity).named.name.strip_prefix("中华人民共和国") == Some(form);
    let whole = Span::new(span.start, organ.end);
    (of_china && page.word(span.start).start == span.start).then(|| (whole, format!("{}{form}", state.name)))
}

/// Characters of a number plate behind its place.
const PLATE: usize = 6;

/// Whether a letter counts cases or cars: （2023）闽0921民初1087号, 湘LS0379, but 俄S-400.
fn numbered(page: &Page<'_>, span: Span) -> bool {
    let before = page.text()[..span.start as usize].strip_suffix(['）', '〕']);
    let closed = before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    let sign = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let behind = &page.text()[span.end as usize..];
    let code = behind.bytes().take_while(sign);
    let (digits, length) = (code.clone().filter(u8::is_ascii_digit).count(), code.count());
    let plate = length >= PLATE && digits > 0 && digits < length;
    // 豫N + 牌照.
    let region = length == 1 && digits == 0 && behind[1..].starts_with(['牌', '照', '字']);
    !page.space_at(span.end) && (plate || region || closed && digits > 0)
}

/// A letter that may stand for a place, and what is known of it.
struct Letter<'a> {
    span: Span,
    c: char,
    places: &'a [Abbreviation],
    /// The place that it stands for alone.
    alone: Option<&'a Abbreviation>,
    /// The place that the article names in full, where a frame stands beside the letter.
    told: Option<&'a Abbreviation>,
    /// The letter may stand in a frame.
    may_frame: bool,
}

/// One character alone: a word of its own that may stand alone, or a word with its frame (访美, 美方). What the article names
/// in full has the frames too that the character has not everywhere (斯方, 叙政府军).
pub(super) fn framed<'a>(page: &mut Page<'a>, states: &States<'a>, span: Span, c: char) -> Option<&'a str> {
    let places = page.known.dictionary.rules.abbreviations.get(&c)?;
    let alone = places.iter().find(|place| place.use_of == AbbreviationUse::Alone);
    let beside = frame_beside(page, span);
    if !beside && alone.is_none() || is_else(page, span, places) {
        return None;
    }
    let told = beside.then(|| states.named(page, c)).flatten();
    let may_frame = told.is_some() || beside && places.iter().any(|place| place.use_of.framed());
    if !may_frame && alone.is_none() {
        return None;
    }
    let letter = Letter { span, c, places, alone, told, may_frame };
    let word = page.word(span.start);
    let place = if word == span { as_word(page, states, &letter) } else { in_word(page, &letter, word) };
    place.map(|place| place.name.as_str())
}

/// The place of a letter that is a word of its own.
fn as_word<'a>(page: &mut Page<'a>, states: &States<'a>, letter: &Letter<'a>) -> Option<&'a Abbreviation> {
    let &Letter { span, c, places, alone, told, may_frame } = letter;
    if told.is_some() && acts(page, span) {
        return told;
    }
    let told = told.filter(|_| page.before(span.start) != Some('进'));
    let going = may_frame && goes_to(page, span);
    let framed = || places.iter().find(|place| place.use_of.framed());
    let going_to = if going { told.or_else(framed) } else { None };
    let place = going_to
        .or_else(|| alone.map(|place| states.named(page, c).filter(|_| place.country).unwrap_or(place)))?;
    let quality = ends_clause(page, span) && !going && states.named(page, c).is_none();
    (!single_beside(page, span) && !predicate(page, span) && !quality).then_some(place)
}

/// The place of a letter inside a word that is its frame besides: 在京举行 is one word.
fn in_word<'a>(page: &mut Page<'a>, letter: &Letter<'a>, word: Span) -> Option<&'a Abbreviation> {
    let &Letter { span, c, places, told, .. } = letter;
    // 乱加 + 承诺.
    if Words::shared().tag_of(c) == Tag::Verb && Words::shared().tag(word.of(page.text())) == Tag::Verb {
        return None;
    }
    let (before, after) = (Span::new(word.start, span.start), Span::new(span.end, word.end));
    let frames = &page.known.dictionary.rules.frames;
    let whole = after.is_empty() || after.len() >= 6 && Words::shared().has(after.of(page.text()));
    let fits = (whole && frames.get(before.of(page.text())) == Some(&true))
        || (before.is_empty() && follows(page, after));
    let told = told.filter(|_| coined(page, word));
    told.or_else(|| places.iter().find(|place| place.use_of.framed())).filter(|_| fits)
}

/// Whether a letter stands for no place: somebody who is not named (何某 + 英), a case or a car, another word, a language.
fn is_else(page: &Page<'_>, span: Span, places: &[Abbreviation]) -> bool {
    let nobody = |c: Option<char>| c.is_some_and(|c| page.class(c).has(Class::ANONYMOUS));
    nobody(page.before(span.start))
        || nobody(page.after(span.end))
        || numbered(page, span)
        || is_other(page, span, places)
        || of_language(page, span)
}

/// Whether what stands beside a letter makes another word of it: 更 + 美, 回港 + 避风.
fn is_other(page: &Page<'_>, span: Span, places: &[Abbreviation]) -> bool {
    let (before, behind) = (&page.text()[..span.start as usize], &page.text()[span.end as usize..]);
    let framed = |c: Option<char>, role| c.is_some_and(|c| c == '、' || page.role(c).has(role));
    let frames = [
        framed(page.before(span.start), Role::FRAME_BEFORE),
        framed(page.after(span.end), Role::FRAME_AFTER),
    ];
    places.iter().any(|place| place.is_other(before, behind, frames))
}

/// Whether it is a language, alone or in a list of them: 缅 + 文版, 英、法、俄等8种文字.
fn of_language(page: &Page<'_>, span: Span) -> bool {
    let mut rest = &page.text()[span.end as usize..];
    while let Some(item) = rest.strip_prefix('、') {
        let mut chars = item.chars();
        if chars.next().is_none_or(|c| !page.known.dictionary.rules.abbreviations.contains_key(&c)) {
            return false;
        }
        rest = chars.as_str();
    }
    is_language(page, rest)
}

/// Whether a text begins with a word for languages, perhaps behind their number.
pub(super) fn is_language(page: &Page<'_>, text: &str) -> bool {
    let counted = text.strip_prefix('等').unwrap_or(text);
    let counted = counted.trim_start_matches(|c| page.role(c).has(Role::NUMBER) || matches!(c, '多' | '余'));
    page.signs().begin(Sign::Language, counted.strip_prefix('种').unwrap_or(counted))
}

/// Whether a word is no everyday one: 斯方, and 秘方 where a clause begins or something is dealt with (愿同 + 秘方), but 西方 is a side
/// whatever Spain does.
fn coined(page: &mut Page<'_>, word: Span) -> bool {
    let begins = |page: &Page<'_>| !page.before(word.start).is_some_and(is_han) || page.space_at(word.start);
    match Words::shared().tag(word.of(page.text())) {
        Tag::None | Tag::Abbreviation | Tag::Place | Tag::Proper => true,
        Tag::Noun => begins(page) || dealt_with(page, word.start),
        _ => false,
    }
}

/// Whether a word right before a byte says that somebody deals with what follows: 同, 向, 支持, but 的, and not the 打 of 打比方.
fn dealt_with(page: &mut Page<'_>, at: u32) -> bool {
    let Some(c) = page.before(at).filter(|&c| c != '的') else { return false };
    let word = page.word(at - c.len_utf8() as u32);
    match Words::shared().tag(word.of(page.text())) {
        Tag::Grammar => true,
        Tag::Verb => word.len() > c.len_utf8(),
        _ => false,
    }
}

/// Whether the word behind a letter is what a state has or does: 军, 外长, 政府军. Of what is a quality or a word of grammar only an army or
/// a side is told (以军方, but 以首都为中心, 新总理).
fn acts(page: &mut Page<'_>, letter: Span) -> bool {
    let word = page.word(letter.end);
    let army = || matches!(page.before(word.end), Some('军' | '方'));
    let fits = match Words::shared().tag(letter.of(page.text())) {
        Tag::Adjective | Tag::Grammar | Tag::Side => army(),
        _ => true,
    };
    fits && word.start == letter.end && follows(page, word)
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

/// Whether it says what the noun before it is like, at the end of a clause (农村美), or goes on with a name, or 之
/// makes a quality of it (自然之美).
fn predicate(page: &mut Page<'_>, span: Span) -> bool {
    let Some(c) = page.before(span.start).filter(|&c| is_han(c) && !page.space_at(span.start)) else {
        return false;
    };
    if c == '之' {
        return true;
    }
    // 北部湾 + 港, 白马 + 港 end names that are longer.
    let ends = page.hits_at(span.start).iter().any(|hit| hit.uses.has(Use::PLACE_SUFFIX));
    // 到 + 港, 在 + 港 + 里.
    let framed = frame_beside(page, span) && page.after(span.end) != Some('里');
    if ends && (!framed || page.marks.name_ends(span.start) || named_before(page, span.start)) {
        return true;
    }
    if page.after(span.end).is_some_and(is_han) {
        return false;
    }
    let word = page.word(span.start - c.len_utf8() as u32);
    Words::shared().tag(word.of(page.normal.text())) == Tag::Noun
}

/// Whether a clause or an item ends with a letter, and does not begin with it: what no full name bears out is a quality there (城市在变 + 美,
/// 农村更 + 美、农民更富, but 与 + 美、乌等国).
fn ends_clause(page: &Page<'_>, span: Span) -> bool {
    let behind = page.text()[span.end as usize..].trim_start_matches('、');
    let letter = |c: char| page.known.dictionary.rules.abbreviations.contains_key(&c);
    let goes_on = match page.after(span.end) {
        Some('、') => behind.starts_with(letter),
        Some(c) => is_han(c) || c.is_ascii_alphanumeric(),
        None => false,
    };
    !goes_on && page.before(span.start).is_some_and(is_han)
}

/// Whether a word that may be a name ends at a byte: 白马 + 港, but no 驶入 + 港.
fn named_before(page: &mut Page<'_>, at: u32) -> bool {
    let Some(c) = page.before(at) else { return false };
    let word = page.word(at - c.len_utf8() as u32);
    let tag = Words::shared().tag(word.of(page.normal.text()));
    word.len() > c.len_utf8() && matches!(tag, Tag::Noun | Tag::Person | Tag::Place | Tag::Proper)
}

/// Whether a frame may stand beside it, by the look of one character.
pub(super) fn frame_beside(page: &Page<'_>, span: Span) -> bool {
    let may = |c: Option<char>, role| c.is_some_and(|c| page.role(c).has(role));
    may(page.before(span.start), Role::FRAME_BEFORE) || may(page.after(span.end), Role::FRAME_AFTER)
}

/// Whether a lone character stands beside it: then it is more likely part of a name that no list has.
pub(super) fn single_beside(page: &mut Page<'_>, span: Span) -> bool {
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

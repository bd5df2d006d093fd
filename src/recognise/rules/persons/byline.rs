//! By-lines: （记者 安蓓 谢希瑶 通讯员 石 敏）, 新华社记者 殷刚 摄, □乌云塔娜 格日勒图. Here even an everyday word is a name, and
//! white space parts names or, between two lone characters, spreads one. Those that a body or a word behind the name tells: `credited`;
//! those that no listed surname begins: `unlisted`.

use super::{credited, unlisted};
use crate::dictionary::{Cue, Hit, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, Words, is_bullet, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.byline";
/// Points of a name in a by-line.
pub(super) const POINTS: i32 = 40;
/// Most characters between the bracket and the word that begins the by-line.
pub(super) const BRACKET: usize = 24;

/// The first byte of the marks with which a by-line may begin.
const BULLET: u8 = 0xe2;

/// Proposals for the names of all by-lines.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    let words = letters.hits(Use::BYLINE).iter().filter(|hit| hit.uses.has(Use::TITLE_BEFORE));
    // A line of nothing but such words is walked once.
    let mut walked = 0;
    for hit in words {
        let at = letters.number(hit.span.end);
        let open = opened(letters, letters.number(hit.span.start));
        // The word may stand last: （字 强　摄影报道）.
        if let Some(from) = open.filter(|from| from + 1 < letters.number(hit.span.start)) {
            found.extend(block(page, letters, from + 1, true).0);
        }
        let apart = || letters.char(at) == Some('：') || at < letters.len() && page.space_at(letters.at[at]);
        if at >= walked && (open.is_some() || apart()) {
            let (names, end) = block(page, letters, at, open.is_some());
            found.extend(names);
            walked = end;
        }
    }
    found.extend(credited::names(page, letters));
    for n in letters.all::<'（'>() {
        if n > 0 && signs(page, letters, n) {
            found.extend(block(page, letters, n + 1, true).0);
        }
    }
    let marks = memchr::memchr_iter(BULLET, page.text().as_bytes()).map(|at| letters.number(at as u32));
    for n in marks.filter(|&n| is_bullet(letters.chars[n])) {
        let (names, end) = block(page, letters, n + 1, false);
        if !is_rubric(letters, &names, end) {
            found.extend(names);
        }
    }
    found
}

/// Whether one everyday noun fills the line behind a bullet: ● + 简讯, ■ + 公 示.
fn is_rubric(letters: &Letters, names: &[Proposal], end: usize) -> bool {
    let [Proposal { start, end: last, .. }] = *names else { return false };
    let text: String = letters.chars[start..last].iter().collect();
    let word = matches!(Words::shared().tag(&text), Tag::Noun | Tag::Verb | Tag::VerbalNoun);
    word && last == end && matches!(letters.char(end), None | Some('\n'))
}

/// Whether a bracket says who wrote: behind the dateline (…3日讯（谯雨）), or behind the last stop of a paragraph or on a line
/// of its own, and with no everyday word in it.
fn signs(page: &Page<'_>, letters: &Letters, bracket: usize) -> bool {
    let end = piece(page, letters, bracket + 1);
    let everyday = end <= bracket + 1
        || letters.word(bracket + 1).end >= end && letters.word(bracket + 1).tag != Tag::Person;
    let closes = letters.char(end) == Some('）') && matches!(letters.char(end + 1), None | Some('\n'));
    match letters.chars[bracket - 1] {
        '讯' | '电' => true,
        '。' | '！' | '？' => {
            closes && !everyday && !is_thing(page, letters, (bracket + 1, end))
                || several(page, letters, bracket + 1)
        }
        '\n' => several(page, letters, bracket + 1),
        _ => false,
    }
}

/// Whether a rare surname begins what ends as given names do not: 越文版.
fn is_thing(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let characters = &page.known.characters;
    let rare = characters.surname(letters.chars[start]).is_none_or(|surname| surname.rare);
    rare && characters.given(letters.chars[end - 1]).sort() == 0
}

/// Whether several names fill a bracket that ends a line: （贾 石 司徒岚 何 首）.
fn several(page: &Page<'_>, letters: &Letters, from: usize) -> bool {
    let (mut at, mut names, mut likely) = (from, 0, 0);
    while let Some(end) = name(page, letters, at).filter(|_| at < from + BRACKET) {
        names += 1;
        likely += usize::from(surname(page, letters, at, 1) && !is_everyday(letters, at, end));
        at = end;
    }
    let at = word(page, letters, at).unwrap_or(at);
    let ends = letters.char(at) == Some('）') && matches!(letters.char(at + 1), None | Some('\n'));
    ends && names > 1 && 2 * likely >= names
}

/// Whether one everyday word fills a stretch: 高兴, but 钟 + 声.
pub(super) fn is_everyday(letters: &Letters, start: usize, end: usize) -> bool {
    let word = letters.word(start);
    word.end >= end && word.tag != Tag::Person
}

/// The open bracket that stands not far before a character.
fn opened(letters: &Letters, at: usize) -> Option<usize> {
    let mut before = (at.saturating_sub(BRACKET)..at).rev();
    let mark = before.find(|&n| matches!(letters.chars[n], '（' | '）' | '。' | '\n'))?;
    (letters.chars[mark] == '（').then_some(mark)
}

/// The names from `at` to the end of the by-line, and that end; none where it does not end as by-lines do or holds something
/// else.
pub(super) fn block(page: &Page<'_>, letters: &Letters, at: usize, bracket: bool) -> (Vec<Proposal>, usize) {
    let mut found = Vec::new();
    // 校对：谢冰　投稿邮箱.
    let labelled = letters.char(at) == Some('：');
    let mut at = at;
    loop {
        // 核稿：宁静　编辑：苏展.
        at += usize::from(letters.char(at) == Some('：'));
        if let Some(end) = word(page, letters, at) {
            // 文/图.
            let joined = is_slash(letters, end) && word(page, letters, end + 1).is_some();
            at = end + usize::from(joined);
        } else if let Some(end) =
            name(page, letters, at).or_else(|| unlisted::end(page, letters, at, bracket)).filter(|&end| {
                letters.char(end) != Some('：') && !is_word(page, letters, at, end, !found.is_empty())
            })
        {
            found.push(Proposal { start: at, end, sum: POINTS });
            at = end;
        } else {
            break;
        }
        if letters.char(at) == Some('、') {
            at += 1;
        }
    }
    let ended = match letters.char(at) {
        None | Some('\n' | '）' | '*') => true,
        Some('（') => page.space_at(letters.at[at]),
        Some('/' | '／' | '，' | '；') => bracket,
        // 本报记者 李明 王红 发自兰州.
        Some(_) => {
            page.space_at(letters.at[at]) && (labelled || closes(page, letters, at) || labels(letters, at))
        }
    };
    (if ended { found } else { Vec::new() }, at)
}

/// Whether a slash of either width stands at a character.
fn is_slash(letters: &Letters, at: usize) -> bool {
    matches!(letters.char(at), Some('/' | '／'))
}

/// Whether a word and a colon stand at a character: 美编　于　洋　电话：.
fn labels(letters: &Letters, at: usize) -> bool {
    letters.char(letters.word(at).end) == Some('：')
}

/// Whether an everyday word, or what ends as a body or a place, stands behind a colon: 审核：通过, 供稿：党政办. Beside other names
/// a word that begins with a surname is one too: 责编：陈 果　美编：江海.
pub(super) fn is_word(page: &Page<'_>, letters: &Letters, at: usize, end: usize, among: bool) -> bool {
    let word = letters.word(at);
    let acts = matches!(word.tag, Tag::Verb | Tag::VerbalNoun | Tag::Grammar);
    let named =
        || !acts && surname(page, letters, at, 1) && (among || self::word(page, letters, end).is_some());
    let fills = word.start == at && word.end >= end && word.tag != Tag::Person && !named();
    let place = |hit: &Hit| hit.uses.has(Use::PLACE_SUFFIX) || hit.uses.has(Use::PLACE);
    let suffix = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) || place(hit) && !named();
    let ends = || page.hits_ending(letters.at[end], 12).any(suffix);
    letters.char(at.wrapping_sub(1)) == Some('：') && (fills || ends())
}

/// Whether a word that only stands behind the names of a by-line starts at a character.
fn closes(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let behind = |cue: &Cue| {
        let Cue::Title(title) = cue else { return false };
        title.class == "byline" && title.beside.after && !title.beside.before
    };
    page.cue_at(letters.at[at], |cue| behind(cue).then_some(())).is_some()
}

/// Whether a word of by-lines that is in no given name stands at a character: 摄, but not 文.
pub(super) fn signs_off(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    closes(page, letters, at) && page.known.characters.given(letters.chars[at]).sort() == 0
}

/// The end of a word of by-lines that starts at a character (通讯员, 摄).
fn word(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let hits = page.hits_at(*letters.at.get(at)?).iter();
    let hit = hits.into_iter().find(|hit| hit.uses.has(Use::BYLINE))?;
    let end = letters.number(hit.span.end);
    // 文 may begin a name: as a word of by-lines it stands alone.
    (end - at > 1 && !closes(page, letters, at) || piece(page, letters, at) == end).then_some(end)
}

/// Where the characters that stand together from `at` on end: at white space or what is no letter.
pub(super) fn piece(page: &Page<'_>, letters: &Letters, at: usize) -> usize {
    let inside = |n: &usize| letters.char(*n).is_some_and(|c| is_han(c) || c == '·');
    let apart = |n: &usize| *n > at && page.space_at(letters.at[*n]);
    (at..letters.len()).find(|n| !inside(n) || apart(n)).unwrap_or(letters.len())
}

/// Whether a surname of a length starts at a character.
pub(super) fn surname(page: &Page<'_>, letters: &Letters, at: usize, len: usize) -> bool {
    at + len < letters.len() && {
        let text = letters.span(at, at + len).of(page.text());
        page.known.dictionary.rules.surnames.contains_key(text)
    }
}

/// The end of a name that starts at a character: one piece, or two lone characters.
pub(super) fn name(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let end = piece(page, letters, at);
    let surname = |len: usize| surname(page, letters, at, len);
    let fits = match end - at {
        1 => return spread(page, letters, at).filter(|&end| is_own(page, letters, at, end)),
        2 => surname(1),
        3 => surname(1) || surname(2),
        _ if dotted(letters, at, end) => true,
        6 if are_two(page, letters, at) => return Some(at + 3),
        4 if surname(2) => true,
        // 牙尔古白.
        _ => foreign(page, letters, at + usize::from(surname(1)), end) || foreign(page, letters, at, end),
    };
    fits.then_some(end)
}

/// Whether two names of three characters stand together, where a line ended between them: 郝丽英 + 闫小川.
fn are_two(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let own = |n: usize| {
        let word = letters.word(n);
        word.end == word.start + 1 || word.tag == Tag::Person
    };
    let names = [at, at + 3].into_iter().all(|at| surname(page, letters, at, 1));
    names && letters.border(at + 3) && (at..at + 6).all(own) && !foreign(page, letters, at, at + 6)
}

/// Whether spread characters are no everyday word, or begin with a surname: 图 片.
fn is_own(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let text: String = letters.chars[start..end].iter().collect();
    surname(page, letters, start, 1)
        || !Words::shared().has(&text)
        || Words::shared().tag(&text) == Tag::Person
}

/// The end of a name of lone characters: of three where three or five stand together, else of two.
fn spread(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let lone = |n: usize| piece(page, letters, n) == n + 1 && letters.chars[n] != '·';
    // 姜 辉 摄, but 姜 小 文.
    // 盛 夏 文/图.
    let labels = |n: usize| is_slash(letters, n + 1) && word(page, letters, n).is_some();
    let closed = |n: usize| n > at + 1 && (signs_off(page, letters, n) || labels(n));
    let run = (at..letters.len().min(at + 6)).take_while(|&n| lone(n) && !closed(n)).count();
    match run {
        0 | 1 => None,
        3 | 5 => Some(at + 3),
        _ => Some(at + 2),
    }
}

/// Whether a dot parts two pieces of two characters or more: 阿依努尔·买买提.
fn dotted(letters: &Letters, start: usize, end: usize) -> bool {
    let mut parts = letters.chars[start..end].split(|&c| c == '·');
    letters.chars[start..end].contains(&'·') && parts.all(|part| (2..=8).contains(&part.len()))
}

/// Whether all characters, none of them in a common word, are such as foreign names and the names of minorities are written with.
fn foreign(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let common = |n: usize| {
        let word = letters.word(n);
        word.end - word.start > 1
            && matches!(word.tag, Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Adjective)
    };
    end > start
        && !(start..end).any(common)
        && letters.chars[start..end].iter().all(|&c| {
            let role = page.role(c);
            c == '·' || [Role::SOUND, Role::COMMON, Role::PART].into_iter().any(|wanted| role.has(wanted))
        })
}

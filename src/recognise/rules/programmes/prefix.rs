//! What belongs to a quoted name before its opening mark: an ordinal, its place, the field it is in. What follows the
//! closing mark: `headed`.

use super::heads::{role_ends, undertakes};
use super::ordinal::place_before;
use crate::dictionary::{Class, HeadRole, Kind, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// Most characters that belong to a name before its opening mark.
const FIELD: usize = 10;
/// Most characters of a quoted name that says little alone.
const PLAIN: usize = 6;

/// What belongs to the name before its opening mark: 第十四届“赢在未来”…, 浙江省“最美护水人”….
pub(super) fn prefix(page: &Page<'_>, letters: &Letters, start: usize, head: usize) -> usize {
    let name = letters.span(start, head);
    // 第三届“青山科技奖”: the marks enclose the name.
    let outside = !page.quote_at(letters.at[head], Gap::Close);
    let near = start.saturating_sub(5);
    let ordinal = letters.chars[near..start].iter().rposition(|&c| c == '第').map(|n| near + n);
    let start = ordinal.filter(|_| outside && letters.chars[start - 1] == '届').unwrap_or(start);
    let own = outside || says_little(page, letters, start, head);
    if let Some(field) = field(page, letters, start, head).filter(|_| own) {
        return field;
    }
    // 浙江省“最美护水人”评选, but 和田地区 + “三北”工程, 青山县 + “暖途”行动.
    let carried_out = || outside && role_ends(page, name, HeadRole::UNDERTAKEN).is_some();
    let of_place = || {
        role_ends(page, name, HeadRole::OF_PLACE).is_some()
            || !carried_out() && !holds_listed(page, letters, start, head)
    };
    place_before(page, letters, start).filter(|_| of_place()).unwrap_or(start)
}

/// Whether a quoted name is a number of days or years with a head, as many have: “百日行动”, “三年攻坚战”.
fn says_little(page: &Page<'_>, letters: &Letters, start: usize, head: usize) -> bool {
    head - start <= PLAIN
        && page.class(letters.chars[start]).has(Class::CONTRAST_NUMBER)
        && matches!(letters.chars[start + 1], '日' | '年')
}

/// Whether a listed programme begins with a name: that one is known without its place.
fn holds_listed(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let hits = page.hits_at(letters.at[start]).iter();
    let mut inside = hits.filter(|hit| hit.uses.has(Use::NAME) && hit.span.end <= letters.at[end]);
    inside.any(|hit| page.names(hit.form, &Kind::PROGRAMME))
}

/// The start of the nouns between a verb for carrying out and the opening mark (开展 + 夏季治安整治“回头看”行动), if neither
/// they nor the name hold a listed one.
fn field(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    while at > 0 && start - at <= FIELD {
        let word = letters.word(at - 1);
        if undertakes(page, letters, &word) {
            return (at < start && is_own(page, letters, at, end)).then_some(at);
        }
        let noun = matches!(word.tag, Tag::Noun | Tag::VerbalNoun | Tag::Modifier | Tag::Proper | Tag::Time)
            || matches!(word.tag, Tag::Verb | Tag::Place) && word.end - word.start == 2
            || word.tag == Tag::Phrase && word.end - word.start == 4;
        if !noun || !letters.letter(word.start) || page.space_at(letters.at[at]) {
            return None;
        }
        at = word.start;
    }
    None
}

/// Whether a stretch begins with no verb, says more than common words and holds no listed name.
fn is_own(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let from = letters.at[start];
    let near = page.hits_from(from).iter().take_while(|hit| hit.span.start < letters.at[end]);
    let mut listed = near.filter(|hit| hit.uses.has(Use::NAME));
    !matches!(letters.word(start).tag, Tag::Verb | Tag::Modifier)
        && !all_common(page, letters, start)
        && listed.next().is_none()
}

/// Whether every word from a character to the opening mark is a common one: 职工 + “…”, but 职工 + 技术创新 + “…”.
fn all_common(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let mut at = start;
    while at == start || at < letters.len() && !page.quote_at(letters.at[at], Gap::Open) {
        let end = letters.word(at).end;
        if !page.known.dictionary.rules.not_programmes.contains(letters.span(at, end).of(page.text())) {
            return false;
        }
        at = end;
    }
    true
}

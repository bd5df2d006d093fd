//! Unlisted programmes that are not quoted: a proper core with a head of its own after a verb of doing (开展…专项行动), an
//! ordinal or with a place in front. Those with a short head: `undertaken`. Here are their heads, in `core` what stands before these.

mod core;

use super::heads::{contest, head_at};
use crate::dictionary::{Class, Cue, Kind, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::Tag;

/// Proposals for names that are not quoted: a core of a few words before a head that needs no quotation marks, after
/// a verb of doing, an ordinal (第七届) or with a place in front.
pub(in crate::recognise::rules) fn plain(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    for hit in letters.hits(Use::HEAD) {
        let own = |cue: &Cue| matches!(cue, Cue::Head(head) if !head.quoted);
        let (start, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        let goes_on = head_at(page, letters, end.min(letters.len() - 1)).is_some();
        // A document is none; 挂牌奖补办法: a head of one character is a word of its own before what is none of its name.
        let book = letters.char(end) == Some('》')
            || page.signs().begin(Sign::Outgrows, &page.text()[hit.span.end as usize..]);
        let cut = book || end - start == 1 && letters.letter(end) && !is_counted(page, letters, end);
        if page.form(hit.form).cues.iter().any(own) && letters.border(end) && !goes_on && !cut {
            // A place and a listed award are less than the award of the place.
            let sum = if contest(page, letters, end) { 10 } else { 0 };
            found.extend(core::start(page, letters, start, end).map(|start| Proposal { start, end, sum }));
        }
    }
    found
}

/// Whether a rank or a count of awards stands at a character, or what becomes of them: 科学技术进步奖 + 二等奖, + 4项, + 得主.
fn is_counted(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    page.class(letters.chars[at]).has(Class::RANK)
        || letters.chars[at].is_ascii_digit()
        || page.signs().begin(Sign::Honours, &page.text()[letters.at[at] as usize..])
}

/// Where the word that ends in an award begins, if it begins before it (五一劳动奖章), or the head; a verb or a rank is no
/// name (颁奖, 二等奖).
pub(super) fn word_of(page: &Page<'_>, letters: &Letters, head: usize, end: usize) -> Option<usize> {
    let word = letters.word(head);
    if word.end != end || word.start == head {
        return Some(head);
    }
    let rules = &page.known.dictionary.rules;
    let text = |end: usize| letters.span(word.start, end).of(page.text());
    let rank = page.is_never(text(end), &Kind::PROGRAMME) || rules.not_programmes.contains(text(head));
    let award = page.class(letters.chars[end - 1]).has(Class::AWARD);
    (award && !rank && matches!(word.tag, Tag::Noun | Tag::Phrase | Tag::Proper)).then_some(word.start)
}

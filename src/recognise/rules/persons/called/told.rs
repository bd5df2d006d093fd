//! Names that both sides tell: a word for who somebody is before them, and a verb of speaking (律师 + 易安然 + 当庭表示) or a word of
//! address (年级组长 + 海舟 + 老师) behind. Here jieba's words count for little.

use super::words::is_noun;
use super::{LONG, Name};
use crate::dictionary::{Class, Cue, Hit, Kind, Sign, TitleClass, Use};
use crate::recognise::letters::Letters;
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::text::{Tag, Words};

/// Whether a verb of speaking starts at a character.
pub(super) fn says(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    at < letters.len() && letters.letter(at) && context::speech_starts(page, letters.at[at])
}

/// Whether a verb of speaking starts at a character, or behind a word that tells how and when: 当庭 + 表示.
pub(super) fn speaks(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let starts = |n: usize| says(page, letters, n);
    let how = || {
        let word = letters.word(at);
        let adverb = matches!(word.tag, Tag::Grammar | Tag::Time | Tag::None | Tag::Adjective | Tag::Noun);
        (adverb && word.start == at && word.end == at + 2).then_some(word.end)
    };
    at < letters.len() && letters.letter(at) && (starts(at) || how().is_some_and(starts))
}

/// Most characters of a firm behind its first three.
const FIRM: usize = 20;

impl Name<'_, '_> {
    /// Whether both sides tell that it is a name, and its words do not say otherwise.
    pub(super) fn is_told(&self) -> bool {
        (self.is_spoken() || self.is_addressed() || self.is_party()) && !self.is_ignored()
    }

    /// Whether it is one side of a case, and no firm: 被执行人 + 白朝政 + 所有的.
    pub(super) fn is_party(&self) -> bool {
        let &Self { page, letters, start, end, surname, .. } = self;
        let weight = |n: usize| page.known.characters.given(letters.chars[n]).sort();
        let before = || &page.text()[..letters.at[start] as usize];
        end - start == LONG
            && !surname.rare
            && page.signs().end(Sign::Party, before())
            && (start + 1..end).all(|n| weight(n) > 0)
            && (start + 1..end).all(|n| is_noun(letters.word(n)))
            && !self.begins_body()
    }

    /// Whether a body ends before the next mark, or what belongs to the person.
    fn begins_body(&self) -> bool {
        let &Self { page, letters, end, .. } = self;
        let over = |n: usize| !letters.letter(n) || letters.chars[n] == '的';
        let stop = (end..letters.len().min(end + FIRM)).find(|&n| over(n));
        let stop = letters.at[stop.unwrap_or(letters.len().min(end + FIRM))];
        let near = page.hits_from(letters.at[end]).iter().take_while(|hit| hit.span.end <= stop);
        let body = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) && hit.span.start > letters.at[end];
        near.into_iter().any(body)
    }

    /// Whether a verb of speaking stands behind a name of three characters that ends as names do: 方向明 + 说.
    pub(super) fn is_spoken(&self) -> bool {
        let &Self { page, letters, start, end, surname, .. } = self;
        let weight = |n: usize| page.known.characters.given(letters.chars[n]).sort();
        let spoken = match end - start {
            LONG => speaks(page, letters, end),
            // 李明 + 说.
            _ => !surname.ambiguous && !letters.border(end) && says(page, letters, end),
        };
        spoken && (start + 1..end).all(|n| weight(n) > 0) && self.is_open()
    }

    /// Whether its last character rather belongs to the verb of speaking: 赵敏 + 来说, 张科 + 却说.
    pub(super) fn leads_on(&self) -> bool {
        let &Self { page, letters, end, .. } = self;
        let last = letters.word(end - 1);
        let grammar =
            last.tag == Tag::Grammar || Words::shared().tag_of(letters.chars[end - 1]) == Tag::Grammar;
        let loose = last.start == end - 1 && grammar;
        end - self.start == LONG && loose && says(page, letters, end)
    }

    /// Whether a word of address stands behind a name.
    fn is_addressed(&self) -> bool {
        let &Self { page, letters, end, .. } = self;
        let of_address = |class| matches!(class, TitleClass::Address | TitleClass::Trade);
        let address =
            |cue: &Cue| matches!(cue, Cue::Title(title) if title.beside.after && of_address(title.class));
        let whole = |hit: &&Hit| letters.border(letters.number(hit.span.end));
        let addressed = |hit: &Hit| page.form(hit.form).cues.iter().any(address);
        let beside = || page.hits_at(letters.at[end]).iter().filter(whole).any(addressed);
        end < letters.len() && self.weight() > 0 && self.is_open() && beside()
    }

    /// Whether no word of grammar and no verb stands in it: 经理 + 向大家 + 介绍, 队长 + 时常 + 说.
    fn is_open(&self) -> bool {
        let &Self { letters, start, end, .. } = self;
        let first = letters.word(start);
        let lone = first.end == start + 1;
        let joins = self.page.class(letters.chars[start]).has(Class::JOINT);
        let leads = joins || lone && first.tag == Tag::Grammar && letters.word(start + 1).end > start + 2;
        let noun = |n: usize| {
            let word = letters.word(n);
            let inside = word.start >= start && word.end <= end && word.end > word.start + 1;
            let name = matches!(word.tag, Tag::Noun | Tag::None | Tag::Person | Tag::Place | Tag::Proper);
            !inside || name || n > start && word.start > start && word.tag == Tag::Adjective
        };
        !leads && (start..end).all(noun)
    }

    /// Whether the title before it is that of a listed person: 习近平总书记 + 关心.
    pub(super) fn is_behind_titled(&self) -> bool {
        let &Self { page, letters, start, .. } = self;
        let person = |hit: &Hit| page.names(hit.form, &Kind::PERSON);
        let title = |hit: &Hit| {
            hit.uses.has(Use::TITLE_BEFORE)
                && page.marks.name_ends(hit.span.start)
                && page.hits_ending(hit.span.start, LISTED).any(person)
        };
        page.hits_ending(letters.at[start], LISTED).any(title)
    }
}

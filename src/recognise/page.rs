//! One article under recognition: its normal text, the hits of the matcher, the borders of words.

use std::cell::RefCell;

use super::boundary::Borders;
use super::knowledge::Knowledge;
use super::made::Made;
use super::marks::Marks;
use super::vocabulary::PointsNo;
use crate::dictionary::{Class, Cue, Form, Hit, Kind, Role, Sign, Signs, TitleClass, Use, WordPoints};
use crate::text::{Gap, Normal, Span};

/// Bytes of the longest title that is looked for before a name.
pub(crate) const TITLE: u32 = 24;

/// Bytes of the longest quoted name that is looked for around a span.
const QUOTED: u32 = 24;

/// A view of the article that the steps share.
pub(crate) struct Page<'a> {
    pub(crate) known: &'a Knowledge,
    pub(crate) normal: &'a Normal,
    pub(crate) hits: &'a [Hit],
    /// The first hit that starts at or behind each byte of the text.
    pub(super) firsts: &'a [u32],
    /// The numbers of the hits of places' letters.
    pub(super) abbreviations: &'a [u32],
    pub(crate) marks: &'a Marks,
    pub(crate) borders: &'a mut Borders,
    /// Entities that no list has.
    pub(crate) made: &'a RefCell<Made>,
}

impl<'a> Page<'a> {
    pub(crate) fn text(&self) -> &'a str {
        self.normal.text()
    }

    pub(crate) fn form(&self, number: u32) -> Form<'a> {
        self.known.gazetteer.form(number)
    }

    /// Whether a form names an entity of a kind.
    pub(crate) fn names(&self, form: u32, kind: &Kind) -> bool {
        // Most forms have one kind: entities lie far apart in memory.
        if let Some(only) = self.known.gazetteer.only_kind(form) {
            return only == kind;
        }
        let mut entities = self.form(form).entities.iter();
        entities.any(|&(entity, _)| self.known.dictionary.entity(entity).named.kind == *kind)
    }

    /// The hits that start at a byte, longest first.
    pub(crate) fn hits_at(&self, at: u32) -> &'a [Hit] {
        match self.firsts.get(at as usize..) {
            Some(&[first, next, ..]) => &self.hits[first as usize..next as usize],
            _ => &[],
        }
    }

    /// Whether a form with a use, or with one of several, fills a span.
    pub(crate) fn fills(&self, span: Span, uses: Use) -> bool {
        self.hits_at(span.start).iter().any(|hit| hit.span.end == span.end && hit.uses.has(uses))
    }

    /// The hits that start at a byte or behind it.
    pub(crate) fn hits_from(&self, at: u32) -> &'a [Hit] {
        self.firsts.get(at as usize).map_or(&[], |&first| &self.hits[first as usize..])
    }

    /// The hits that end at a byte, longest first, of forms of at most `reach` bytes.
    pub(crate) fn hits_ending(&self, end: u32, reach: u32) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let near = self.hits_from(end.saturating_sub(reach)).iter();
        near.take_while(move |hit| hit.span.start < end).filter(move |hit| hit.span.end == end)
    }

    /// The hits of letters that stand for places: 京, 美.
    pub(crate) fn abbreviations(&self) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let hits = self.hits;
        self.abbreviations.iter().map(move |&number| &hits[number as usize])
    }

    /// What a character may be.
    pub(crate) fn role(&self, c: char) -> Role {
        self.known.characters.role(c)
    }

    /// The classes of a character.
    pub(crate) fn class(&self, c: char) -> Class {
        self.known.characters.class(c)
    }

    /// What single words tell.
    pub(crate) fn signs(&self) -> &Signs {
        &self.known.dictionary.rules.signs
    }

    /// Whether a list says that a text is never a name of a kind.
    pub(crate) fn is_never(&self, text: &str, kind: &Kind) -> bool {
        self.known.dictionary.rules.ignored_as(text, kind).is_some()
    }

    /// The character that ends at a byte.
    pub(crate) fn before(&self, at: u32) -> Option<char> {
        self.text()[..at as usize].chars().next_back()
    }

    /// The character that starts at a byte.
    pub(crate) fn after(&self, at: u32) -> Option<char> {
        self.text()[at as usize..].chars().next()
    }

    /// Whether white space was left out at a byte.
    #[inline]
    pub(crate) fn space_at(&self, at: u32) -> bool {
        self.normal.gaps_at(at).iter().any(|&(_, gap)| is_space(gap))
    }

    /// Whether the gap between two cells of a row was left out at a byte.
    pub(crate) fn wide_at(&self, at: u32) -> bool {
        self.normal.gaps_at(at).iter().any(|&(_, gap)| gap == Gap::Wide)
    }

    /// The first byte, from one on, at which white space was left out.
    pub(crate) fn next_space(&self, from: u32) -> Option<u32> {
        let gaps = self.normal.gaps();
        let before = gaps.partition_point(|&(at, _)| at < from);
        gaps[before..].iter().find(|&&(_, gap)| is_space(gap)).map(|&(at, _)| at)
    }

    /// Whether a quotation mark of this sort was left out at a byte.
    pub(crate) fn quote_at(&self, at: u32, quote: Gap) -> bool {
        self.normal.gaps_at(at).iter().any(|&(_, gap)| gap == quote)
    }

    /// Whether a name in quotation marks is that of a ship, a train, a sort of them: “南昌”号.
    pub(crate) fn is_vessel(&self, span: Span) -> bool {
        let close = self.quoted(span).map(|quoted| quoted.end as usize);
        close.is_some_and(|close| self.signs().begin(Sign::Vessel, &self.text()[close..]))
    }

    /// What the nearest quotation marks around a span set apart, if they do.
    pub(crate) fn quoted(&self, span: Span) -> Option<Span> {
        let gaps = self.normal.gaps();
        let (before, behind) = gaps.split_at(gaps.partition_point(|&(at, _)| at < span.end));
        let mark = |(_, gap): &&(u32, Gap)| matches!(gap, Gap::Open | Gap::Close);
        let close = behind.iter().take_while(|&&(at, _)| at <= span.start + QUOTED).find(mark);
        let open = before.iter().rev().take_while(|&&(at, _)| at + QUOTED >= span.end).find(mark);
        match (open, close) {
            (Some(&(open, Gap::Open)), Some(&(close, Gap::Close))) if open <= span.start => {
                Some(Span::new(open, close))
            }
            _ => None,
        }
    }

    /// The class of the longest title that ends at a byte and may stand before a name.
    pub(crate) fn title_ending(&self, at: u32) -> Option<TitleClass> {
        if !self.marks.title_ends(at) {
            return None;
        }
        let before = |cue: &'a Cue| match cue {
            Cue::Title(title) if title.beside.before => Some(title.class),
            _ => None,
        };
        let mut near = self.hits_ending(at, TITLE).filter(|hit| hit.uses.has(Use::TITLE_BEFORE));
        near.find_map(|hit| self.form(hit.form).cues.iter().find_map(before))
    }

    /// Whether white space was left out inside a span.
    pub(crate) fn space_inside(&self, span: Span) -> bool {
        self.normal.gaps_inside(span).iter().any(|&(_, gap)| is_space(gap))
    }

    /// The bytes inside a span at which gaps between the cells of a row were left out.
    pub(crate) fn wide_inside(&self, span: Span) -> impl Iterator<Item = u32> {
        let gaps = self.normal.gaps_inside(span).iter();
        gaps.filter(|&&(_, gap)| gap == Gap::Wide).map(|&(at, _)| at)
    }

    /// Whether a hit at `at` has a cue that `wanted` accepts; the longest such hit.
    pub(crate) fn cue_at<T>(&self, at: u32, wanted: impl Fn(&'a Cue) -> Option<T>) -> Option<(Hit, T)> {
        if !self.marks.cue_starts(at) {
            return None;
        }
        let hits = self.hits_at(at).iter().filter(|hit| hit.uses.has(Use::CUE));
        hits.into_iter()
            .find_map(|hit| self.form(hit.form).cues.iter().find_map(&wanted).map(|cue| (*hit, cue)))
    }

    /// What a word says of names in and beside which it stands.
    pub(crate) fn points(&self, word: PointsNo) -> &'a WordPoints {
        self.known.vocabulary.points(word)
    }

    pub(crate) fn word(&mut self, at: u32) -> Span {
        self.borders.word(self.normal, at)
    }
}

/// Whether white space was left out.
fn is_space(gap: Gap) -> bool {
    matches!(gap, Gap::Space | Gap::Wide)
}

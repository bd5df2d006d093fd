//! One article under recognition: its normal text, the hits of the automaton, the borders of words.

use super::boundary::Borders;
use super::candidate::Candidate;
use super::rules::Rule;
use crate::dictionary::{Cue, Dictionary, Form, Gazetteer, Hit};
use crate::text::{Gap, Normal, Span};

/// What the recogniser knows, shared by all articles.
pub(crate) struct Knowledge {
    pub(crate) dictionary: Dictionary,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) rules: Vec<Rule>,
}

/// Memory that is used again for every article.
#[derive(Default)]
pub struct Scratch {
    pub(crate) normal: Normal,
    pub(crate) hits: Vec<Hit>,
    pub(crate) borders: Borders,
    pub(crate) candidates: Vec<Candidate>,
}

/// A view of the article that the steps share.
pub(crate) struct Page<'a> {
    pub(crate) known: &'a Knowledge,
    pub(crate) normal: &'a Normal,
    pub(crate) hits: &'a [Hit],
    pub(crate) borders: &'a mut Borders,
}

impl<'a> Page<'a> {
    pub(crate) fn text(&self) -> &'a str {
        self.normal.text()
    }

    pub(crate) fn form(&self, number: u32) -> &'a Form {
        self.known.gazetteer.form(number)
    }

    /// The hits that start at a byte, longest first.
    pub(crate) fn hits_at(&self, at: u32) -> &'a [Hit] {
        let from = self.hits.partition_point(|hit| hit.span.start < at);
        let len = self.hits[from..].iter().take_while(|hit| hit.span.start == at).count();
        &self.hits[from..from + len]
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
    pub(crate) fn space_at(&self, at: u32) -> bool {
        self.normal.gaps_at(at).iter().any(|&(_, gap)| gap == Gap::Space)
    }

    /// Whether a quotation mark of this sort was left out at a byte.
    pub(crate) fn quote_at(&self, at: u32, quote: Gap) -> bool {
        self.normal.gaps_at(at).iter().any(|&(_, gap)| gap == quote)
    }

    /// Whether white space was left out inside a span.
    pub(crate) fn space_inside(&self, span: Span) -> bool {
        self.normal.gaps_inside(span).iter().any(|&(_, gap)| gap == Gap::Space)
    }

    /// Whether a hit at `at` has a cue that `wanted` accepts; the longest such hit.
    pub(crate) fn cue_at<T>(&self, at: u32, wanted: impl Fn(&'a Cue) -> Option<T>) -> Option<(Hit, T)> {
        self.hits_at(at)
            .iter()
            .find_map(|hit| self.form(hit.form).cues.iter().find_map(&wanted).map(|cue| (*hit, cue)))
    }

    pub(crate) fn word(&mut self, at: u32) -> Span {
        self.borders.word(self.normal, at)
    }
}

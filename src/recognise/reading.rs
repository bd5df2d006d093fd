//! An article under recognition: what the steps that it passes have found so far. The steps: `steps`.

use super::candidate::{Candidate, Fate};
use super::desk::Opened;
use super::home::{Filed, Home};
use super::letters::Letters;
use super::listed::PlaceAt;
use super::page::Page;
use super::rules::{Ruling, Table};

/// A part of an article under recognition, with what the steps have found so far.
pub(crate) struct Reading<'a> {
    pub(crate) page: Page<'a>,
    pub(crate) letters: &'a mut Letters,
    pub(crate) candidates: &'a mut Vec<Candidate>,
    /// The places of the text, listed or not.
    pub(crate) places: Vec<PlaceAt>,
    pub(crate) ruling: Ruling<'a>,
    pub(crate) home: Home,
    /// The rules that weigh evidence.
    pub(crate) table: &'a Table,
    pub(super) filed: Option<Filed<'a>>,
    /// The home that the options give.
    pub(super) told: Option<&'a str>,
}

/// A step over one article.
pub(crate) type Step = for<'a> fn(&mut Reading<'a>);

impl<'a> Reading<'a> {
    /// A text that no step has passed.
    pub(crate) fn new(
        (page, candidates, letters): Opened<'a>,
        table: &'a Table,
        filed: Option<Filed<'a>>,
        told: Option<&'a str>,
    ) -> Self {
        let (places, ruling, home) = Default::default();
        Self { page, letters, candidates, places, ruling, home, table, filed, told }
    }

    /// How many candidates are mentions.
    pub(crate) fn kept(&self) -> usize {
        self.candidates.iter().filter(|c| c.fate == Fate::Kept).count()
    }
}

//! Memory for articles under recognition, used again for the next ones; from a text to its page.

use std::cell::RefCell;

use super::boundary::Borders;
use super::candidate::Candidate;
use super::firsts::{note_abbreviations, note_firsts};
use super::knowledge::Knowledge;
use super::letters::Letters;
use super::made::Made;
use super::marks::Marks;
use super::page::Page;
use crate::dictionary::Hit;
use crate::text::Normal;

/// Memory that is used again for every article.
#[derive(Default)]
pub struct Scratch {
    desks: Vec<Desk>,
    /// What was made for all of them.
    made: RefCell<Made>,
}

/// A page, with a place for its candidates and its letters.
pub(crate) type Opened<'a> = (Page<'a>, &'a mut Vec<Candidate>, &'a mut Letters);

impl Scratch {
    /// The page of a text.
    pub(crate) fn page<'a>(&'a mut self, known: &'a Knowledge, text: &str) -> Opened<'a> {
        let (desks, made) = self.start(known, 1);
        desks[0].page(known, made, text)
    }

    /// The pages of several texts at once.
    pub(crate) fn pages<'a>(
        &'a mut self,
        known: &'a Knowledge,
        texts: impl ExactSizeIterator<Item = &'a str>,
    ) -> impl Iterator<Item = Opened<'a>> {
        let (desks, made) = self.start(known, texts.len());
        desks.iter_mut().zip(texts).map(move |(desk, text)| desk.page(known, made, text))
    }

    /// Room for so many articles, and what was made with this knowledge.
    fn start(&mut self, known: &Knowledge, count: usize) -> (&mut [Desk], &RefCell<Made>) {
        self.made.get_mut().start(known);
        if self.desks.len() < count {
            self.desks.resize_with(count, Desk::default);
        }
        (&mut self.desks, &self.made)
    }
}

/// Memory for one article.
#[derive(Default)]
struct Desk {
    normal: Normal,
    hits: Vec<Hit>,
    firsts: Vec<u32>,
    abbreviations: Vec<u32>,
    marks: Marks,
    borders: Borders,
    candidates: Vec<Candidate>,
    letters: Letters,
}

impl Desk {
    fn page<'a>(&'a mut self, known: &'a Knowledge, made: &'a RefCell<Made>, text: &str) -> Opened<'a> {
        let Self { normal, hits, firsts, abbreviations, marks, borders, candidates, letters } = self;
        normal.refill(text);
        letters.read(normal.text());
        known.gazetteer.scan_chars(&letters.chars, &letters.at, hits);
        note_firsts(hits, normal.text().len(), firsts);
        note_abbreviations(hits, abbreviations);
        marks.start(normal.text().len());
        for hit in hits.iter() {
            marks.note(hit);
        }
        borders.start(normal.text().len());
        candidates.clear();
        (Page { known, normal, hits, firsts, abbreviations, marks, borders, made }, candidates, letters)
    }
}

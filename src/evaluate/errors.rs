//! Errors with the text around them; what is said alike is told once, the most frequent first.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::score::Fault;
use crate::corpus::Source;

/// Characters of the source shown on either side of an error.
const CONTEXT: usize = 15;
/// Places kept of one error.
const EXAMPLES: usize = 3;

/// Where an error stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The source as given; for sentences of a gold file with the line.
    pub source: String,
    /// The line of a page, from 1; none for a sentence of a gold file.
    pub line: Option<u64>,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What stands before it.
    pub before: String,
    /// The characters themselves.
    pub text: String,
    /// What stands behind it.
    pub after: String,
}

/// An error, as often as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorGroup {
    /// What was asked, what was found instead; as in its first place.
    pub fault: Fault,
    /// How often.
    pub count: u64,
    /// Its first places, at most three.
    pub examples: Vec<Place>,
}

/// Errors as they come.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    known: FxHashMap<(&'static str, String, String), usize>,
    groups: Vec<ErrorGroup>,
}

impl Errors {
    pub(super) fn add(&mut self, fault: Fault, place: Place) {
        let key = (fault.sort, fault.gold.clone(), fault.found.clone());
        let at = *self.known.entry(key).or_insert_with(|| {
            self.groups.push(ErrorGroup { fault, count: 0, examples: Vec::new() });
            self.groups.len() - 1
        });
        self.groups[at].count += 1;
        if self.groups[at].examples.len() < EXAMPLES {
            self.groups[at].examples.push(place);
        }
    }

    /// The most frequent first; equally frequent ones in the order of the text.
    #[must_use]
    pub fn ranked(mut self) -> Vec<ErrorGroup> {
        self.groups.sort_by_key(|group| Reverse(group.count));
        self.groups
    }
}

/// The place of a fault, with the text around it.
pub(super) fn place(source: &Source, fault: &Fault) -> Place {
    let slice = |from: usize, to: usize| -> String {
        let characters = source.text.chars().skip(from).take(to.saturating_sub(from));
        characters.filter(|c| !matches!(c, '\n' | '\r')).collect()
    };
    Place {
        source: source.name.clone(),
        line: (!source.record).then(|| line_of(&source.text, fault.start)),
        start: fault.start,
        end: fault.end,
        before: slice(fault.start.saturating_sub(CONTEXT), fault.start),
        text: slice(fault.start, fault.end),
        after: slice(fault.end, fault.end + CONTEXT),
    }
}

/// The line on which a character stands, from 1.
fn line_of(text: &str, character: usize) -> u64 {
    1 + text.chars().take(character).filter(|c| *c == '\n').count() as u64
}

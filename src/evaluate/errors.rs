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

/// Tells where the faults of a source stand. From one to a later one it goes on from where it was.
pub(super) struct Places<'s> {
    source: &'s Source,
    character: usize,
    byte: usize,
    line: u64,
}

impl<'s> Places<'s> {
    pub(super) fn of(source: &'s Source) -> Self {
        Self { source, character: 0, byte: 0, line: 1 }
    }

    /// The place of a fault, with the text around it.
    pub(super) fn place(&mut self, fault: &Fault) -> Place {
        let from = fault.start.saturating_sub(CONTEXT);
        self.go_to(from);
        let rest = &self.source.text[self.byte..];
        let slice = |begin: usize, end: usize| -> String {
            let characters = rest.chars().skip(begin - from).take(end.saturating_sub(begin));
            characters.filter(|c| !matches!(c, '\n' | '\r')).collect()
        };
        let newlines = rest.chars().take(fault.start - from).filter(|c| *c == '\n').count();
        Place {
            source: self.source.name.clone(),
            line: (!self.source.record).then_some(self.line + newlines as u64),
            start: fault.start,
            end: fault.end,
            before: slice(from, fault.start),
            text: slice(fault.start, fault.end),
            after: slice(fault.end.max(from), fault.end + CONTEXT),
        }
    }

    fn go_to(&mut self, character: usize) {
        if character < self.character {
            (self.character, self.byte, self.line) = (0, 0, 1);
        }
        for c in self.source.text[self.byte..].chars().take(character - self.character) {
            self.byte += c.len_utf8();
            self.line += u64::from(c == '\n');
        }
        self.character = character;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_placed_in_any_order() {
        let text = format!("{}\n市长王明\n到包头。", "赤".repeat(40));
        let source = Source { name: "a.txt".to_owned(), text, ..Source::default() };
        let mut places = Places::of(&source);
        let mut told = |start: usize, end: usize| {
            let fault = Fault {
                start,
                end,
                sort: "missed",
                gold: String::new(),
                found: String::new(),
                row: String::new(),
            };
            let place = places.place(&fault);
            (place.line.unwrap(), format!("{}[{}]{}", place.before, place.text, place.after))
        };
        assert_eq!(told(43, 45), (2, format!("{}市长[王明]到包头。", "赤".repeat(12))));
        assert_eq!(told(47, 49), (3, format!("{}市长王明到[包头]。", "赤".repeat(8))));
        assert_eq!(told(0, 2), (1, format!("[赤赤]{}", "赤".repeat(15))));
        assert_eq!(told(90, 92), (3, "[]".to_owned()));
    }
}

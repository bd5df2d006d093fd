//! Where words begin and end, as evidence for or against a candidate.
//!
//! Only the clauses that hold a candidate are segmented: white space, punctuation and quotation marks end a clause, and
//! no word of jieba's crosses them, so the answer is that of segmenting everything.

use std::collections::BTreeMap;

use crate::text::{Normal, Span, Words, is_han};

/// The words of the clauses that were asked for, in one article.
#[derive(Default)]
pub(crate) struct Borders {
    clauses: BTreeMap<u32, Clause>,
}

struct Clause {
    span: Span,
    /// Ends of the words, in the normal text.
    ends: Vec<u32>,
}

fn in_word(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

impl Borders {
    pub(crate) fn clear(&mut self) {
        self.clauses.clear();
    }

    /// The clause around a byte of the normal text.
    pub(crate) fn clause(normal: &Normal, at: u32) -> Span {
        let text = normal.text();
        let at = at as usize;
        let left =
            text[..at].char_indices().rev().take_while(|&(_, c)| in_word(c)).last().map_or(at, |(n, _)| n);
        let right = text[at..].char_indices().find(|&(_, c)| !in_word(c)).map_or(text.len(), |(n, _)| at + n);
        let gaps = normal.gaps();
        let before = gaps.partition_point(|&(g, _)| g as usize <= at);
        let left = gaps[..before].last().map_or(left, |&(g, _)| left.max(g as usize));
        let right = gaps[before..].first().map_or(right, |&(g, _)| right.min(g as usize));
        Span::from_usize(left, right)
    }

    fn of(&mut self, normal: &Normal, at: u32) -> &Clause {
        let inside = self.clauses.range(..=at).next_back().is_some_and(|(_, clause)| at < clause.span.end);
        if !inside {
            let span = Self::clause(normal, at);
            let mut ends = Vec::new();
            Words::shared().cut(span.of(normal.text()), &mut ends);
            for end in &mut ends {
                *end += span.start;
            }
            self.clauses.insert(span.start, Clause { span, ends });
        }
        self.clauses.range(..=at).next_back().map(|(_, clause)| clause).expect("the clause was just put in")
    }

    /// The word that holds the byte at `at` (a character's first byte inside a clause).
    pub(crate) fn word(&mut self, normal: &Normal, at: u32) -> Span {
        let clause = self.of(normal, at);
        let n = clause.ends.partition_point(|&end| end <= at);
        let start = if n == 0 { clause.span.start } else { clause.ends[n - 1] };
        Span::new(start, clause.ends.get(n).copied().unwrap_or(clause.span.end))
    }

    /// The word that crosses the left border of a span, if one does.
    pub(crate) fn cut_left(&mut self, normal: &Normal, span: Span) -> Option<Span> {
        Some(self.word(normal, span.start)).filter(|word| word.start < span.start)
    }

    /// The word that crosses the right border of a span, if one does.
    pub(crate) fn cut_right(&mut self, normal: &Normal, span: Span) -> Option<Span> {
        let last = normal.text()[..span.end as usize]
            .char_indices()
            .next_back()
            .map_or(span.start, |(n, _)| n as u32);
        Some(self.word(normal, last)).filter(|word| word.end > span.end)
    }
}

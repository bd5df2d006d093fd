//! Records of mentions from another program: what must be in them, and numbers for those that say none.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::facts::{Known, UNNUMBERED};
use crate::corpus::Problem;
use crate::recognise::ArticleRecord;
use crate::store::ArticleFacts;

/// First of the numbers for records that say none: below it all are theirs that do, however they are mixed.
const FIRST_FREE: u32 = 1 << 31;

/// A record with all that must be there.
pub(super) struct Given<'a>(ArticleRecord<'a>);

/// Which fields are there.
#[derive(Deserialize)]
struct Outline {
    article: Option<IgnoredAny>,
    mentions: Option<IgnoredAny>,
}

/// Why a line gives no facts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// What is wrong with the record.
    Broken(String),
    /// It is a record without mentions.
    NoMentions,
}

impl Fault {
    pub(super) fn at(&self, path: &str, line: u64) -> Problem {
        let (message, cure) = match self {
            Self::Broken(what) => (
                format!("not a record of mentions: {what}"),
                "give one JSON object a line, as \"guanxi tag\" prints it",
            ),
            Self::NoMentions => (
                "record has no \"mentions\"".to_owned(),
                "give the list, [] if there are none; build documents without --mentions",
            ),
        };
        Problem::at(path, line, message, cure)
    }
}

impl<'a> Given<'a> {
    /// # Errors
    /// If the line is no record, or one without mentions.
    pub(super) fn read(json: &'a str) -> Result<Self, Fault> {
        let broken = |error: serde_json::Error| Fault::Broken(words_of(&error));
        let mut record: ArticleRecord<'a> = serde_json::from_str(json).map_err(broken)?;
        if record.article >= FIRST_FREE {
            return Err(Fault::Broken(format!("its \"article\" is above {}", FIRST_FREE - 1)));
        }
        // A field that is not there reads as nothing: only where it may be missing is the line looked at again.
        if record.article == 0 || record.mentions.is_empty() {
            let outline: Outline = serde_json::from_str(json).map_err(broken)?;
            if outline.mentions.is_none() {
                return Err(Fault::NoMentions);
            }
            if outline.article.is_none() {
                record.article = UNNUMBERED;
            }
        }
        Ok(Self(record))
    }

    /// The facts of the record; `name` is the source of those that name none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn facts(&self, known: &mut Known<'_>, name: &str) -> Result<ArticleFacts, Fault> {
        known.facts(&self.0, name).map_err(Fault::Broken)
    }
}

/// What the parser says, without the line: it always reads one.
fn words_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The numbers of the articles of a source that came in this run: ranges, since most come in order.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Last number by first number; no two ranges meet.
    ranges: BTreeMap<u32, u32>,
}

impl Numbers {
    /// The number of a record that says none: one more than the highest of those.
    pub(super) fn next(&self) -> u32 {
        self.ranges.last_key_value().map_or(0, |(_, last)| last.saturating_add(1)).max(FIRST_FREE)
    }

    /// Notes a number; whether it is new.
    pub(super) fn take(&mut self, number: u32) -> bool {
        let below = self.ranges.range(..=number).next_back().map(|(&first, &last)| (first, last));
        if below.is_some_and(|(_, last)| number <= last) {
            return false;
        }
        let first = below.filter(|(_, last)| last + 1 == number).map_or(number, |(first, _)| first);
        let last = number.checked_add(1).and_then(|next| self.ranges.remove(&next)).unwrap_or(number);
        self.ranges.insert(first, last);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_must_have_mentions_and_may_have_a_number() {
        let number = |json| Given::read(json).map(|given| given.0.article);
        assert_eq!(number(r#"{"article": 3, "mentions": []}"#), Ok(3));
        assert_eq!(number(r#"{"mentions": []}"#), Ok(UNNUMBERED));
        for json in [r#"{"id": "1", "text": "赤峰下雪。"}"#, "{}"] {
            assert_eq!(number(json), Err(Fault::NoMentions), "{json}");
        }
        for json in [r#"{"mentions": 3}"#, r#"{"article": 4294967295, "mentions": []}"#] {
            assert!(matches!(number(json), Err(Fault::Broken(_))), "{json}");
        }
    }

    #[test]
    fn numbers_are_new_once() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.next(), FIRST_FREE);
        for number in [0, 1, 2, 7, 5, 6, u32::MAX] {
            assert!(numbers.take(number) && !numbers.take(number), "{number}");
        }
        assert_eq!(numbers.ranges, BTreeMap::from([(0, 2), (5, 7), (u32::MAX, u32::MAX)]));
        assert!(numbers.take(3) && numbers.take(4) && !numbers.take(6));
        assert_eq!(numbers.ranges.len(), 2);
    }
}

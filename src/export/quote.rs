//! Evidence as it is written: a sentence, where it stands, and the short form that goes into one cell.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::text::Span;

use super::{QuoteError, clean};

/// One sentence that joins both ends of a relation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// The sentence.
    pub text: String,
    /// The source as given.
    pub source: String,
    /// The record's own id in that source, if it has one.
    pub record: Option<String>,
    /// Line of the source on which the sentence begins, from 1, if known.
    pub line: Option<u32>,
    /// Title of the article; may be empty.
    pub title: String,
    /// Date of the article.
    pub date: Option<Date>,
    /// Where the text names the lower end, in bytes of `text`.
    pub a: Vec<Span>,
    /// Where the text names the higher end.
    pub b: Vec<Span>,
}

/// Gives the first sentences of a relation, at most as many as asked for, in the store's order.
pub type Quotes<'a> = dyn FnMut(u32, usize) -> Result<Vec<Quote>, QuoteError> + 'a;

/// No evidence at all: for graphs without a store behind them.
///
/// # Errors
/// Never.
pub fn no_quotes(_relation: u32, _limit: usize) -> Result<Vec<Quote>, QuoteError> {
    Ok(Vec::new())
}

/// What parts the sentences in one cell.
pub(super) const BETWEEN: &str = " ‖ ";

/// The sentences in one cell, each cleaned, cut to `chars` around both names, followed by where it stands:
/// `… [2024-03-01 news/page3.txt:12]`.
pub(super) fn cell(quotes: &[Quote], chars: usize) -> String {
    let mut cell = String::new();
    for quote in quotes {
        if !cell.is_empty() {
            cell.push_str(BETWEEN);
        }
        let date = quote.date.map_or(String::new(), |date| format!("{date} "));
        let line = quote.line.map_or(String::new(), |line| format!(":{line}"));
        let before = cell.len();
        cell.push_str(&clean(&excerpt(quote, chars)));
        if cell.len() > before {
            cell.push(' ');
        }
        for part in ["[", &date, &clean(&quote.source), &line, "]"] {
            cell.push_str(part);
        }
    }
    cell
}

/// The sentence if it has at most `chars` characters, else so many of it around the nearest two names, with `…` where
/// it was cut. O(length + names).
pub(super) fn excerpt(quote: &Quote, chars: usize) -> Cow<'_, str> {
    let text = quote.text.as_str();
    if text.len() <= chars {
        return Cow::Borrowed(text);
    }
    let total = text.chars().count();
    if total <= chars {
        return Cow::Borrowed(text);
    }
    let (from, to) = nearest(quote).unwrap_or((0, 0));
    let position = |byte: u32| text.char_indices().take_while(|(at, _)| *at < byte as usize).count();
    let (from, to) = (position(from), position(to));
    let margin = chars.saturating_sub(to - from) / 2;
    let start = from.saturating_sub(margin).min(total - chars);
    let mut cut: String = text.chars().skip(start).take(chars).collect();
    if start > 0 {
        cut.insert(0, '…');
    }
    if start + chars < total {
        cut.push('…');
    }
    Cow::Owned(cut)
}

/// The shortest stretch from a name of one end to a name of the other; spans outside the text are passed over.
fn nearest(quote: &Quote) -> Option<(u32, u32)> {
    let mut ends: Vec<(u32, u32, bool)> = Vec::new();
    for (spans, which) in [(&quote.a, false), (&quote.b, true)] {
        let inside = spans.iter().filter(|s| s.start <= s.end && s.end as usize <= quote.text.len());
        ends.extend(inside.map(|s| (s.start, s.end, which)));
    }
    ends.sort_unstable();
    let pairs = ends.windows(2).filter(|w| w[0].2 != w[1].2).map(|w| (w[0].0, w[0].1.max(w[1].1)));
    pairs.min_by_key(|(from, to)| (to - from, *from)).or_else(|| ends.first().map(|e| (e.0, e.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(text: &str, a: &str, b: &str) -> Quote {
        let spans = |name: &str| {
            text.match_indices(name).map(|(at, _)| Span::from_usize(at, at + name.len())).collect::<Vec<_>>()
        };
        Quote {
            text: text.to_owned(),
            source: "news/a.txt".to_owned(),
            line: Some(7),
            a: spans(a),
            b: spans(b),
            ..Quote::default()
        }
    }

    #[test]
    fn a_long_sentence_is_cut_around_both_names() {
        let long = format!("{}赤峰和敖汉{}", "前".repeat(50), "后".repeat(50));
        let cases =
            [(10, "…前前赤峰和敖汉后后后…"), (5, "…赤峰和敖汉…"), (3, "…赤峰和…"), (200, long.as_str())];
        for (chars, expected) in cases {
            assert_eq!(excerpt(&quote(&long, "赤峰", "敖汉"), chars), expected);
        }
        assert_eq!(excerpt(&quote("abcdef", "z", "z"), 2), "ab…");
        assert_eq!(excerpt(&quote("前后赤峰", "赤峰", "z"), 2), "…赤峰");
    }

    #[test]
    fn a_cell_says_where_each_sentence_stands() {
        let mut first = quote("赤峰\n敖汉", "赤峰", "敖汉");
        first.date = Some(jiff::civil::date(2024, 3, 1));
        let second = quote("敖汉在赤峰", "赤峰", "敖汉");
        assert_eq!(
            cell(&[first, second], 300),
            "赤峰 敖汉 [2024-03-01 news/a.txt:7] ‖ 敖汉在赤峰 [news/a.txt:7]"
        );
        assert_eq!(cell(&[], 300), "");
    }

    #[test]
    fn spans_outside_the_text_do_no_harm() {
        let mut odd = quote("赤峰和敖汉", "赤峰", "敖汉");
        odd.a = vec![Span::new(9, 4), Span::new(90, 99), Span::new(1, 2)];
        assert_eq!(excerpt(&odd, 4).chars().count(), 5);
    }
}

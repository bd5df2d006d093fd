//! A place in a text, cut out so that a person can judge it.

use crate::text::Span;

/// Characters of context on either side.
const CONTEXT: usize = 15;

/// A place in a text that shows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The source.
    pub source: String,
    /// Line of it on which the sentence begins; 0 where unknown.
    pub line: u32,
    /// What stands before.
    pub before: String,
    /// The mention.
    pub surface: String,
    /// What stands behind.
    pub after: String,
}

impl Example {
    /// The characters of `text` at `span`, with some on either side; line breaks become blanks.
    pub(super) fn of(text: &str, span: Span, source: &str, line: u32) -> Self {
        let (start, end) = (span.start as usize, span.end as usize);
        let one_line = |text: &str| text.replace('\n', " ");
        let from = text[..start].char_indices().rev().take(CONTEXT).last().map_or(start, |(at, _)| at);
        let to = text[end..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| end + at);
        Self {
            source: source.to_owned(),
            line,
            before: one_line(&text[from..start]),
            surface: one_line(&text[start..end]),
            after: one_line(&text[end..to]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_cut_at_characters() {
        let text = "一二三四五六七八九十一二三四五六\n甲乙旁边";
        let at = text.find('甲').unwrap() as u32;
        let example = Example::of(text, Span::new(at, at + 6), "x.txt", 2);
        assert_eq!(example.before, "三四五六七八九十一二三四五六 ");
        assert_eq!((example.surface.as_str(), example.after.as_str()), ("甲乙", "旁边"));
    }
}

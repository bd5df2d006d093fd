//! Copies the text of a line without what is not text in it: marks of Markdown, spaces set by justification, bars between cells.

use super::cues::width;
use super::rows::BAR;
use super::weave::Weave;
use crate::text::{Span, WIDE, is_han};

/// Characters that are white space or nothing at all.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    /// Spaces part words.
    Words,
    /// Spaces and strokes part letters: none is text.
    Letters,
    /// Bars part the cells of a table.
    Cells,
    /// Wide gaps part the cells of a row, narrow ones words or letters.
    Wide,
}

/// Copies `text`, which stands at `at` of `page`, without what is not text in it.
pub(super) fn copy_clean(page: &Weave, at: usize, text: &str, spacing: Spacing, out: &mut Weave) {
    let special = |c: char| is_blank(c) || matches!(c, '*' | '`' | '[' | ']' | '|' | '_' | '/' | '／' | BAR);
    let (mut start, mut begun) = (0, false);
    while let Some(found) = text[start..].find(special) {
        let mark = start + found;
        out.copy(page, Span::from_usize(at + start, at + mark));
        let (before, rest) = text.split_at(mark);
        begun |= found > 0;
        let done = Special { page, at: at + mark, before, begun, rest, spacing }.copy(out);
        begun |= rest[..done].contains(|c| c != BAR);
        start = mark + done;
    }
    out.copy(page, Span::from_usize(at + start, at + text.len()));
}

/// A character that may be no text.
struct Special<'t> {
    page: &'t Weave,
    /// Where it stands in the page.
    at: usize,
    /// Its line before it.
    before: &'t str,
    /// Something but bars stands there.
    begun: bool,
    /// Its line from it on.
    rest: &'t str,
    spacing: Spacing,
}

impl Special<'_> {
    /// Copies what is text in it, or puts what it stands for: how many bytes are done.
    fn copy(&self, out: &mut Weave) -> usize {
        match self.rest.chars().next().unwrap_or_default() {
            c if is_blank(c) => self.blank(out),
            '/' | '／' if self.spacing == Spacing::Letters => self.letter(),
            '[' => self.link(out),
            '`' => self.letter(),
            '*' | '_' => self.emphasis(out),
            BAR if self.spacing == Spacing::Wide => self.bar(!self.before.is_empty(), out),
            '|' if self.spacing == Spacing::Cells => self.bar(true, out),
            _ => self.itself(out),
        }
    }

    /// The bytes of the character.
    fn letter(&self) -> usize {
        self.rest.chars().next().map_or(1, char::len_utf8)
    }

    fn span(&self, length: usize) -> Span {
        Span::from_usize(self.at, self.at + length)
    }

    fn itself(&self, out: &mut Weave) -> usize {
        out.copy(self.page, self.span(self.letter()));
        self.letter()
    }

    /// White space is a gap between words or cells, or nothing.
    fn blank(&self, out: &mut Weave) -> usize {
        let behind = self.rest.trim_start_matches(is_blank);
        let gap = &self.rest[..self.rest.len() - behind.len()];
        // The bar behind it parts.
        if self.spacing == Spacing::Cells && behind.starts_with('|') {
            return gap.len();
        }
        let wide = self.spacing == Spacing::Wide && is_wide(self.before, gap, behind);
        if self.parts(gap, behind, wide) && !out.text.ends_with([' ', WIDE]) {
            out.put(if wide { WIDE } else { ' ' }, self.page.map.to_source(self.span(gap.len())));
        }
        gap.len()
    }

    /// Whether a gap with this behind it parts anything.
    fn parts(&self, gap: &str, behind: &str, wide: bool) -> bool {
        let words = || parts_words(self.before.chars().next_back(), behind.chars().next());
        self.spacing != Spacing::Letters
            && gap.contains(char::is_whitespace)
            && self.begun
            && (wide || words() || is_row_number(self.before, gap))
            && (self.spacing == Spacing::Wide || !parts_letters(self.before, behind))
    }

    /// Of a link its text is text.
    fn link(&self, out: &mut Weave) -> usize {
        let Some(link) = link(self.rest) else { return self.itself(out) };
        let start = self.at + '['.len_utf8();
        out.copy(self.page, Span::from_usize(start, start + link.text));
        link.length
    }

    /// Marks of emphasis are none.
    fn emphasis(&self, out: &mut Weave) -> usize {
        if self.rest.starts_with("**") || self.rest.starts_with("__") {
            return 2;
        }
        if self.rest.starts_with('*') && is_emphasis(self.before, self.rest) {
            return self.letter();
        }
        self.itself(out)
    }

    /// A bar with a cell on both sides is a gap.
    fn bar(&self, behind_cell: bool, out: &mut Weave) -> usize {
        let letter = self.letter();
        if behind_cell && self.rest.len() > letter && !out.text.ends_with(WIDE) {
            out.put(WIDE, self.page.map.to_source(self.span(letter)));
        }
        letter
    }
}

/// Whether a space between these two parts words; one between Han and a number or Latin word only sets a line's width.
pub(super) fn parts_words(before: Option<char>, behind: Option<char>) -> bool {
    let (Some(before), Some(behind)) = (before, behind) else { return false };
    let (han, latin) = (is_han, |c: char| c.is_ascii_alphanumeric() || c == '%');
    !(han(before) && latin(behind) || latin(before) && han(behind))
}

/// Whether a gap parts the cells of a row: two blanks, but for those between two letters of a name (苏  奴) beside which a wider gap,
/// a mark or the end of the line stands.
fn is_wide(before: &str, gap: &str, behind: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), behind.chars().next()) else { return true };
    let (left, right) = (&before[..before.len() - last.len_utf8()], &behind[first.len_utf8()..]);
    let beside = |inner: Option<char>, blanks: u32| match inner {
        Some(c) if is_han(c) && blanks == 0 => None,
        Some(c) if is_han(c) => Some(blanks),
        _ => Some(u32::MAX),
    };
    let (outer_left, outer_right) = (left.trim_end_matches(is_blank), right.trim_start_matches(is_blank));
    let sides = beside(outer_left.chars().next_back(), width(&left[outer_left.len()..]))
        .zip(beside(outer_right.chars().next(), width(&right[..right.len() - outer_right.len()])));
    let letters =
        is_han(last) && is_han(first) && sides.is_some_and(|(left, right)| width(gap) < left.max(right));
    width(gap) > 1 && !letters
}

/// Most digits of the number of a row.
const ROW: usize = 3;

/// Whether a line has begun with a number alone, and a wide gap follows: the number of a row.
fn is_row_number(before: &str, gap: &str) -> bool {
    let digits = (1..=ROW).contains(&before.len()) && before.bytes().all(|byte| byte.is_ascii_digit());
    digits && (gap.contains(['\u{3000}', '\t']) || gap.chars().count() > 1)
}

/// Whether a space parts the two letters of a heading that print sets apart: 更 正. In running text it marks a name (陈 璐)
/// and stays.
fn parts_letters(before: &str, behind: &str) -> bool {
    let lone = |text: &str| text.chars().next().is_some_and(|c| is_han(c) && text.len() == c.len_utf8());
    lone(before) && lone(behind)
}

/// Whether the single asterisk that `rest` begins with marks emphasis: no Latin letter, digit or space stands beside it, and
/// another asterisk on its line.
fn is_emphasis(before: &str, rest: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !c.is_whitespace());
    let near = |bytes: &[u8]| bytes.contains(&b'*');
    let other = near(&before.as_bytes()[before.len().saturating_sub(NEAR)..])
        || near(&rest.as_bytes()[1..rest.len().min(NEAR)]);
    other && apart(before.chars().next_back()) && apart(rest[1..].chars().next())
}

/// How far marks that belong together stand apart at most, in bytes: bounds the work on lines of marks.
const NEAR: usize = 600;

struct Link {
    text: usize,
    length: usize,
}

/// `[text](address)` at the start of `text`.
fn link(text: &str) -> Option<Link> {
    let inner = text.strip_prefix('[')?;
    let until = |text: &str, mark: u8| text.as_bytes().iter().take(NEAR).position(|byte| *byte == mark);
    let close = until(inner, b']')?;
    let address = inner[close + 1..].strip_prefix('(')?;
    let end = until(address, b')')?;
    Some(Link { text: close, length: 1 + close + 1 + 1 + end + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(line: &str) -> String {
        let (mut page, mut out) = (Weave::default(), Weave::default());
        page.copy_source(line, Span::from_usize(0, line.len()));
        copy_clean(&page, 0, line, Spacing::Wide, &mut out);
        out.text
    }

    #[test]
    fn bars_before_a_line_part_nothing_however_many_they_are() {
        assert_eq!(cleaned("││　甲"), format!("{WIDE}甲"));
        let long = cleaned(&format!("{}{}", "│".repeat(400_000), " a".repeat(400_000)));
        assert!(long.ends_with("a a"));
    }
}

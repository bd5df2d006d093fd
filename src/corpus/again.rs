//! Paragraphs of a source that was read before, read again from its text.

use super::Layout;
use super::html::read_html;
use super::lines::{Line, Lines, lines_of};
use super::page::parted;
use super::weave::Weave;
use crate::text::{OffsetMap, Span, boundary_behind};

/// The working text of these paragraphs of `text`, parted by `\n`, with the way back to its bytes: marks and spaces that are
/// no text are left out (of HTML if the layout says so), lines joined. A paragraph that holds nothing else stands as it is.
/// The paragraphs are in order. O(n).
///
/// ```
/// use guanxi::corpus::{Layout, paragraphs_again};
/// use guanxi::text::Span;
/// let text = "在**赤峰**\n市  王海 说";
/// assert_eq!(paragraphs_again(text, &[Span::from_usize(0, text.len())], Layout::Page).0, "在赤峰市 王海 说");
/// ```
#[must_use]
pub fn paragraphs_again(text: &str, paragraphs: &[Span], layout: Layout) -> (String, OffsetMap) {
    let page = match layout {
        Layout::Html => lines_of(&read_html(text).0),
        _ => lines_of(&Weave::identity(text.to_owned())),
    };
    let mut out = Weave::default();
    let mut next = 0;
    for &paragraph in paragraphs {
        if out.len() > 0 {
            out.put('\n', Span::new(paragraph.start, paragraph.start));
        }
        let begin = out.len();
        next = copy(&page, next, paragraph, &mut out);
        if out.len() == begin {
            out.copy_source(text, paragraph);
        }
    }
    (out.text, out.map)
}

/// Copies what the lines from `next` on have in a paragraph; gives the first line that goes on behind it.
fn copy(page: &Lines, mut next: usize, paragraph: Span, out: &mut Weave) -> usize {
    let mut before: Option<usize> = None;
    while let Some(line) = page.lines.get(next) {
        let source = page.clean.map.to_source(line.at);
        if source.start >= paragraph.end {
            break;
        }
        let here = if paragraph.contains(source) { line.at } else { within(page, line, paragraph) };
        if !here.is_empty() {
            if before.is_some_and(|before| parted(page.text(before), page.text(next))) {
                out.put(' ', Span::new(source.start, source.start));
            }
            out.copy(&page.clean, here);
            before = Some(next);
        }
        if source.end > paragraph.end {
            break;
        }
        next += 1;
    }
    next
}

/// The part of a cleaned line that stands in a paragraph. O(log line): what was cleaned stands in the order of its source.
fn within(page: &Lines, line: &Line, paragraph: Span) -> Span {
    let start = first_from(page, line, paragraph.start);
    Span::new(start, first_from(page, line, paragraph.end).max(start))
}

/// The first letter of a cleaned line that does not stand before a byte of the source; its end if all do.
fn first_from(page: &Lines, line: &Line, source: u32) -> u32 {
    let is_before = |at: u32| page.clean.map.to_source(Span::new(at, at)).start < source;
    let (mut from, mut until) = (line.at.start, line.at.end);
    while from < until {
        let middle = from.midpoint(until);
        if is_before(middle) { from = middle + 1 } else { until = middle }
    }
    boundary_behind(&page.clean.text, from as usize) as u32
}

//! A decoded text to its articles: lines, paragraphs, articles, dates.

use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::cues::is_running_head;
use super::date::{Dateline, dateline, full_date, stamp};
use super::join::{Part, Passage, line_passages, passages_of};
use super::lines::{Lines, lines_of};
use super::rows::is_row_of_names;
use super::runs::Page;
use super::split::{Piece, split};
use super::weave::Weave;
use super::{Article, ReadOptions};
use crate::text::{Span, is_han, sentences};

/// What is known of a page besides its text.
pub(super) struct Origin<'a> {
    pub(super) name: &'a str,
    pub(super) options: &'a ReadOptions,
    /// When it was published, if it says so outside its text.
    pub(super) date: Option<Date>,
}

/// Lines at the top of a page among which its running head stands.
const TOP: usize = 40;

/// The articles of a page; `page` is the decoded `source`, or what is text in it.
pub(super) fn articles_of(page: &Weave, source: &str, origin: &Origin<'_>) -> Vec<Article> {
    let running = running_head(&page.text);
    let lines = lines_of(page);
    let passages = passages_of(&lines);
    let page = Page { lines: &lines, passages: &passages };
    let paper = running.or_else(|| head_stamp(page, 0)).or_else(|| full_date(file_name(origin.name)));
    let mut counter = LineCounter { source, at: 0, line: 1 };
    let mut articles = Vec::new();
    for (number, piece) in split(page).iter().enumerate() {
        let mut article = weave(page, piece, origin);
        article.number = number as u32;
        article.lines = article
            .sentences
            .iter()
            .map(|span| counter.line_of(article.map.to_source(*span).start))
            .collect();
        let filed = dateline_of(page, piece);
        article.dateline = filed.map(|line| line.place.to_owned()).filter(|place| !place.is_empty());
        let own = origin.date.or_else(|| head_stamp(page, piece.passages.start)).or(paper);
        let published = own.or_else(|| signed(page, piece));
        article.date = filed.and_then(|line| line.date(published, origin.options.year)).or(published);
        articles.push(article);
    }
    articles
}

/// The date of a line that no article holds: 内蒙古日报 2024年5月6日 星期一 第3版.
fn running_head(text: &str) -> Option<Date> {
    text.lines().take(TOP).map(str::trim).filter(|line| is_running_head(line)).find_map(full_date)
}

/// When an article or a page was published, by a line of its own above its text.
fn head_stamp(page: Page<'_>, first: usize) -> Option<Date> {
    let mut head = (first..page.passages.len()).take_while(|&at| page.passages[at].part != Part::Body);
    head.find(|&at| page.passages[at].part == Part::Stamp).and_then(|at| stamp(page.text(at)))
}

/// When it was signed, by its last line.
fn signed(page: Page<'_>, piece: &Piece) -> Option<Date> {
    let last = piece.passages.clone().next_back();
    last.filter(|&at| page.passages[at].part == Part::Stamp).and_then(|at| stamp(page.text(at)))
}

/// Counts the lines of a source in one pass.
struct LineCounter<'a> {
    source: &'a str,
    at: usize,
    line: u32,
}

impl LineCounter<'_> {
    /// The line, from 1, on which byte `start` stands; to be asked in rising order.
    fn line_of(&mut self, start: u32) -> u32 {
        let start = (start as usize).max(self.at);
        self.line += memchr::memchr_iter(b'\n', &self.source.as_bytes()[self.at..start]).count() as u32;
        self.at = start;
        self.line
    }
}

/// A text known to be one article: it is cleaned, its lines are joined where they are `wrapped`, nothing is split off. The
/// numbers of lines are left to the caller.
pub(super) fn single_article(text: &Weave, wrapped: bool, origin: &Origin<'_>) -> Article {
    let lines = lines_of(text);
    let passages = if wrapped { passages_of(&lines) } else { line_passages(&lines) };
    weave(
        Page { lines: &lines, passages: &passages },
        &Piece { passages: 0..passages.len(), title: None },
        origin,
    )
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Where and when the article was filed: said at its head, or in a credit at its end.
fn dateline_of<'a>(page: Page<'a>, piece: &Piece) -> Option<Dateline<'a>> {
    let is = |part: Part| move |at: &usize| page.passages[*at].part == part;
    let first = piece.passages.clone().find(is(Part::Body)).and_then(|at| dateline(page.text(at)));
    first.or_else(|| {
        piece.passages.clone().rev().filter(is(Part::Credit)).find_map(|at| dateline(page.text(at)))
    })
}

/// Makes the working text of an article and marks what is in it.
fn weave(page: Page<'_>, piece: &Piece, origin: &Origin<'_>) -> Article {
    let mut article = Article { source: origin.name.to_owned(), ..Article::default() };
    let mut out = Weave::default();
    for passage in &page.passages[piece.passages.clone()] {
        let source = page.lines.source_of(passage.first);
        if out.len() > 0 {
            out.put('\n', Span::new(article.extent.end, source.start));
        } else {
            article.extent.start = source.start;
        }
        let start = out.len();
        article.extent.end = copy_passage(page.lines, passage, &mut out);
        article.paragraphs.push(Span::new(start, out.len()));
    }
    if let Some(at) = piece.title {
        let title = article.paragraphs.get(at - piece.passages.start);
        title.unwrap_or(&Span::default()).of(&out.text).clone_into(&mut article.title);
    }
    for paragraph in &article.paragraphs {
        article.sentences.extend(sentences(&out.text, *paragraph));
    }
    article.repeats = repeats(&out.text, &article.paragraphs);
    article.text = out.text;
    article.map = out.map;
    article
}

/// Joins the lines of a paragraph: where it ends in the source.
fn copy_passage(lines: &Lines, passage: &Passage, out: &mut Weave) -> u32 {
    let mut end = 0;
    for line in passage.first..=passage.last {
        let source = lines.source_of(line);
        if line > passage.first && is_apart(lines, passage, line) {
            out.put(' ', Span::new(end, source.start));
        }
        out.copy(&lines.clean, lines.lines[line].at);
        end = source.end;
    }
    end
}

/// Whether a space parts a line of a paragraph from the one before.
fn is_apart(lines: &Lines, passage: &Passage, line: usize) -> bool {
    let (before, behind) = (lines.text(line - 1), lines.text(line));
    parted(before, behind) || passage.is_set_apart(&lines.lines[line - 1]) && is_whole(before, behind)
}

impl Lines {
    fn source_of(&self, line: usize) -> Span {
        self.clean.map.to_source(self.lines[line].at)
    }
}

/// Whether a space parts two lines that are joined: between Latin words, and between the names of a by-line.
pub(super) fn parted(before: &str, behind: &str) -> bool {
    let (Some(a), Some(b)) = (before.chars().next_back(), behind.chars().next()) else { return false };
    let ends_word = a.is_alphabetic() && a < '\u{300}' || matches!(a, ',' | '.' | ';' | ':' | '!' | '?');
    let begins_word = b < '\u{300}' && b.is_alphanumeric();
    if ends_word && begins_word || a.is_ascii_digit() && b.is_ascii_alphabetic() {
        return true;
    }
    if is_row_of_names(before) && is_row_of_names(behind) {
        return true;
    }
    let names = before.starts_with(['（', '(']) && before.contains("记者 ") && !before.contains(['）', ')']);
    names && whole_name(before.split(' ').rev()) && whole_name(behind.split([' ', '）', ')']))
}

/// Whether each of two lines of a heading is a clause by itself, so that no name goes on in the second: the first closes a quotation.
fn is_whole(before: &str, behind: &str) -> bool {
    before.ends_with(['”', '》', '！', '？']) && behind.starts_with(is_han)
}

/// Whether words, read away from a line's end, begin with a whole name: 2 to 4 letters, or two lone ones (陈 璐).
fn whole_name<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    let mut letters = || words.next().map_or(0, |word| word.trim_end_matches(['）', ')']).chars().count());
    match letters() {
        1 => letters() == 1,
        count => (2..=4).contains(&count),
    }
}

/// Numbers of the paragraphs that stand word for word earlier in the article.
pub(super) fn repeats(text: &str, paragraphs: &[Span]) -> Vec<u32> {
    if paragraphs.len() < 2 {
        return Vec::new();
    }
    let mut seen = FxHashSet::with_capacity_and_hasher(paragraphs.len(), FxBuildHasher);
    let again = |(_, paragraph): &(usize, &Span)| !seen.insert(xxh3_64(paragraph.of(text).as_bytes()));
    paragraphs.iter().enumerate().filter(again).map(|(number, _)| number as u32).collect()
}

#[cfg(test)]
mod tests;

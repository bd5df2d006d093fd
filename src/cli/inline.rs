//! The working text with its names marked, for a person to read: in colour on a terminal, else 【赤峰|place 赤峰市】.
//!
//! The canonical name stands with a name that is not it; `?` stands for an ambiguous one.

use std::io::{self, Write};

use guanxi::corpus::{Article, Source};
use guanxi::dictionary::Kind;
use guanxi::pipeline::Spill;
use guanxi::recognise::{Mention, Recognised, without_space};
use guanxi::text::Span;

use super::screen::{Look, painted};
use super::table::plain;

/// How marks look.
#[derive(Clone, Copy)]
pub(super) struct Inline {
    pub(super) colour: bool,
}

impl Inline {
    /// Appends the articles of a source, each under a line that says what it is.
    pub(super) fn render(
        self,
        source: &Source,
        found: &[Recognised],
        out: &mut Vec<u8>,
        spill: Spill<'_>,
    ) -> io::Result<()> {
        for (article, found) in source.articles.iter().zip(found) {
            writeln!(out, "{}", self.header(article))?;
            let mut mentions = &found.mentions[..];
            for (number, paragraph) in (0u32..).zip(&article.paragraphs) {
                let here = mentions.partition_point(|mention| mention.span.start < paragraph.end);
                self.paragraph(article, *paragraph, &mentions[..here], out, &mut *spill)?;
                let repeats = article.repeats.contains(&number);
                let note = if repeats { " (repeated above, not counted)" } else { "" };
                writeln!(out, "{}", painted(note, Look::Dim, self.colour))?;
                mentions = &mentions[here..];
            }
            out.push(b'\n');
        }
        Ok(())
    }

    fn header(self, article: &Article) -> String {
        let title = if article.title.is_empty() { "(no title)" } else { &article.title };
        let date = article.date.map_or("no date".to_owned(), |date| date.to_string());
        let line = article.lines.first().map_or(1, |line| *line);
        let origin = painted(&format!("{date} · {}:{line}", article.source), Look::Dim, self.colour);
        format!("── {} · {origin}", painted(&plain(title), Look::Bold, self.colour))
    }

    fn paragraph(
        self,
        article: &Article,
        paragraph: Span,
        mentions: &[Mention],
        out: &mut Vec<u8>,
        spill: Spill<'_>,
    ) -> io::Result<()> {
        let mut at = paragraph.start;
        for mention in mentions {
            out.extend_from_slice(Span::new(at, mention.span.start).of(&article.text).as_bytes());
            out.extend_from_slice(self.mark(article, mention).as_bytes());
            spill(out)?;
            at = mention.span.end;
        }
        out.extend_from_slice(Span::new(at, paragraph.end.max(at)).of(&article.text).as_bytes());
        spill(out)
    }

    fn mark(self, article: &Article, mention: &Mention) -> String {
        let surface = mention.span.of(&article.text);
        let name = match &mention.entity {
            None => "?",
            Some(named) if named.name == without_space(surface) => "",
            Some(named) => &named.name,
        };
        let gap = if name.is_empty() { "" } else { " " };
        if !self.colour {
            return format!("【{surface}|{}{gap}{name}】", mention.kind);
        }
        let surface = painted(surface, look_of(&mention.kind), true);
        if name.is_empty() {
            surface
        } else {
            format!("{surface}{}", painted(&format!("〔{name}〕"), Look::Dim, true))
        }
    }
}

/// The look of a kind on a terminal.
pub(super) fn look_of(kind: &Kind) -> Look {
    match kind.as_str() {
        "organisation" => Look::Blue,
        "person" => Look::Yellow,
        "place" => Look::Green,
        _ => Look::Magenta,
    }
}

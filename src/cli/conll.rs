//! Mentions in the columns of `CoNLL`: one character a line with its IOB2 tag, an empty line between sentences.
//!
//! White space is no character here. Two columns, parted by a tab; a comment line names each article.

use std::io::{self, Write};

use guanxi::corpus::{Article, Source};
use guanxi::pipeline::Spill;
use guanxi::recognise::{Mention, Recognised};

use super::table::plain;

/// Appends the articles of a source.
pub(super) fn render(
    source: &Source,
    found: &[Recognised],
    out: &mut Vec<u8>,
    spill: Spill<'_>,
) -> io::Result<()> {
    for (article, found) in source.articles.iter().zip(found) {
        let (source, number, title) = (plain(&article.source), article.number, plain(&article.title));
        writeln!(out, "# {source} {number} {title}")?;
        columns(article, &found.mentions, out, spill)?;
    }
    Ok(())
}

fn columns(article: &Article, mentions: &[Mention], out: &mut Vec<u8>, spill: Spill<'_>) -> io::Result<()> {
    let mut mentions = mentions.iter().peekable();
    for sentence in &article.sentences {
        for (at, character) in sentence.of(&article.text).char_indices() {
            if character.is_whitespace() {
                continue;
            }
            let at = sentence.start + at as u32;
            while mentions.next_if(|mention| mention.span.end <= at).is_some() {}
            match mentions.peek() {
                Some(mention) if mention.span.start == at => writeln!(out, "{character}\tB-{}", mention.kind),
                Some(mention) if mention.span.start < at => writeln!(out, "{character}\tI-{}", mention.kind),
                _ => writeln!(out, "{character}\tO"),
            }?;
        }
        out.push(b'\n');
        spill(out)?;
    }
    Ok(())
}

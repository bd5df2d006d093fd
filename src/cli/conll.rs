//! Mentions as `CoNLL` columns: one character a line with its IOB2 tag, an empty line between sentences.
//!
//! White space is no character here. Two columns, parted by a tab; a comment line names each article.

use guanxi::corpus::{Article, Source};
use guanxi::recognise::{Mention, Recognised};

/// Appends the articles of a source.
pub(super) fn render(source: &Source, found: &[Recognised], out: &mut Vec<u8>) {
    let mut text = String::new();
    for (article, found) in source.articles.iter().zip(found) {
        text.push_str(&format!(
            "# {} {} {}\n",
            article.source,
            article.number,
            article.title.replace('\n', " ")
        ));
        columns(article, &found.mentions, &mut text);
    }
    out.extend_from_slice(text.as_bytes());
}

fn columns(article: &Article, mentions: &[Mention], text: &mut String) {
    let mut mentions = mentions.iter().peekable();
    for sentence in &article.sentences {
        for (at, character) in sentence.of(&article.text).char_indices() {
            if character.is_whitespace() {
                continue;
            }
            let at = sentence.start + at as u32;
            while mentions.next_if(|mention| mention.span.end <= at).is_some() {}
            text.push(character);
            match mentions.peek() {
                Some(mention) if mention.span.start == at => {
                    text.push_str(&format!("\tB-{}\n", mention.kind));
                }
                Some(mention) if mention.span.start < at => text.push_str(&format!("\tI-{}\n", mention.kind)),
                _ => text.push_str("\tO\n"),
            }
        }
        text.push('\n');
    }
}

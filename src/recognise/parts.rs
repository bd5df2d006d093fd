//! The parts in which a long article is recognised, so that memory has a bound however long an article is.

use crate::corpus::Article;
use crate::text::{Span, boundary_before};

/// Bytes of text that are recognised at a time, some 350,000 Han: more than any article of a newspaper, a fifth of a long novel.
/// A longer article is recognised in parts of half of it to all of it, each as an article of its own.
pub const MAX_PART_BYTES: usize = 1 << 20;

/// The parts of an article's text, in order and without gaps; one for all but very long articles. A part ends where a
/// paragraph does, else where a sentence does, else behind a mark, else between two characters.
pub(crate) fn parts(article: &Article) -> impl Iterator<Item = Span> + '_ {
    parts_of(article, MAX_PART_BYTES)
}

fn parts_of(article: &Article, most: usize) -> impl Iterator<Item = Span> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let end =
            if article.text.len() - from <= most { article.text.len() } else { end(article, from, most) };
        let part = Span::from_usize(from, end);
        from = end;
        (!part.is_empty()).then_some(part)
    })
}

/// Where the part from `from` on ends: in its second half, so that a heading is no part of its own.
fn end(article: &Article, from: usize, most: usize) -> usize {
    let [early, late] = [from + most / 2, from + most].map(|at| boundary_before(&article.text, at));
    let begins = |spans: &[Span]| {
        let next = spans.partition_point(|span| span.start as usize <= late).checked_sub(1)?;
        let start = spans[next].start as usize;
        (start > early && article.text.is_char_boundary(start)).then_some(start)
    };
    let mark = || {
        let text = &article.text[early..late];
        let (at, mark) = text.char_indices().rfind(|(_, c)| !c.is_alphanumeric())?;
        Some(early + at + mark.len_utf8())
    };
    begins(&article.paragraphs).or_else(|| begins(&article.sentences)).or_else(mark).unwrap_or(late)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::sentences;

    fn article(text: &str) -> Article {
        let mut article = Article { text: text.to_owned(), ..Article::default() };
        for line in text.split_inclusive('\n') {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            let paragraph = Span::from_usize(start, start + line.trim_end_matches('\n').len());
            if !paragraph.is_empty() {
                article.paragraphs.push(paragraph);
                article.sentences.extend(sentences(text, paragraph));
            }
        }
        article
    }

    fn told(article: &Article, most: usize) -> Vec<&str> {
        parts_of(article, most).map(|part| part.of(&article.text)).collect()
    }

    #[test]
    fn a_part_ends_with_a_paragraph_else_a_sentence_else_a_mark_else_anywhere() {
        for (text, most, parts) in [
            ("短文。", 30, vec!["短文。"]),
            ("", 30, vec![]),
            ("第一段。\n第二段。\n第三段。", 26, vec!["第一段。\n第二段。\n", "第三段。"]),
            ("题\n第一句。第二句。第三句。", 30, vec!["题\n第一句。第二句。", "第三句。"]),
            ("没有句号，没有句号，完", 24, vec!["没有句号，", "没有句号，完"]),
            ("甲乙丙丁戊己庚", 10, vec!["甲乙丙", "丁戊己", "庚"]),
        ] {
            assert_eq!(told(&article(text), most), parts);
        }
        let bare = Article { text: "一句。又一句。".to_owned(), ..Article::default() };
        assert_eq!(told(&bare, 15), ["一句。", "又一句。"]);
    }

    proptest! {
        #[test]
        fn parts_cover_the_text(text in "[赤峰市a，。\\n🀄]{0,60}", most in 8usize..40) {
            let article = article(&text);
            let parts = told(&article, most);
            prop_assert_eq!(parts.concat(), text);
            prop_assert!(parts.iter().all(|part| !part.is_empty() && part.len() <= most));
        }
    }
}

//! The working text of a record that came from outside: its lines re-joined by the spans it gives.
//!
//! Where a record has text but no spans, sentences are cut here. Mentions are numbered by where they stand, unless what they
//! say of themselves agrees: another program may leave the numbers out, or count from 1.

use std::path::Path;

use crate::corpus::{Layout, layout_of, paragraphs_again};
use crate::recognise::{ArticleRecord, MentionRecord};
use crate::text::{Span, sentences};

/// A record's text as the store keeps it. Without text all lists are empty.
#[derive(Debug, Default)]
pub(super) struct Rejoined {
    pub(super) text: String,
    pub(super) sentences: Vec<Span>,
    pub(super) paragraphs: Vec<Span>,
    pub(super) lines: Vec<u32>,
    /// First character in the source.
    start: u32,
    /// For each character of the record's text, and its end, the byte in the working text.
    at: Vec<u32>,
    /// Without text: where its sentences and paragraphs stand in the source.
    outside: [Vec<Span>; 2],
}

/// Where a mention stands in the working text.
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) sentence: u32,
    pub(super) paragraph: u32,
}

impl Rejoined {
    /// # Errors
    /// Which span lies outside of the text.
    pub(super) fn of(record: &ArticleRecord<'_>) -> Result<Self, String> {
        let Some(source) = record.text.as_deref() else {
            let spans = |ends: &[[u32; 2]]| ends.iter().map(|&[from, to]| Span::new(from, to)).collect();
            let outside = [spans(&record.sentences), spans(&record.paragraphs)];
            return Ok(Self { outside, ..Self::default() });
        };
        let mut rejoined = Self { start: record.start, ..Self::default() };
        let characters: Vec<char> = source.chars().collect();
        if u32::try_from(record.start as usize + characters.len()).is_err() {
            return Err(format!("start {} is beyond what a text may have", record.start));
        }
        let paragraphs = match &record.paragraphs[..] {
            [] => lines_of(&characters, record.start),
            given => given.to_vec(),
        };
        let layout = layout_of(Path::new(&*record.source)).unwrap_or(Layout::Unknown);
        rejoined.weave(source, &paragraphs, layout)?;
        if layout == Layout::Html && record.mentions.iter().any(|mention| rejoined.is_lost(mention)) {
            // Who wrote the record took the text out of the page: what looks like a tag is text.
            rejoined.weave(source, &paragraphs, Layout::Page)?;
        }
        let span = |(number, ends): (usize, &[u32; 2])| {
            rejoined.span(*ends).map_err(|what| format!("span {number}: {what}"))
        };
        let paragraphs: Vec<Span> = paragraphs.iter().enumerate().map(span).collect::<Result<_, _>>()?;
        let given: Vec<Span> = record.sentences.iter().enumerate().map(span).collect::<Result<_, _>>()?;
        rejoined.sentences = if given.is_empty() {
            paragraphs.iter().flat_map(|&paragraph| sentences(&rejoined.text, paragraph)).collect()
        } else {
            given
        };
        rejoined.paragraphs = paragraphs;
        rejoined.lines =
            if record.lines.len() == rejoined.sentences.len() { record.lines.clone() } else { Vec::new() };
        Ok(rejoined)
    }

    /// Reads the paragraphs as `build` reads them. What is left out stands where the next character does.
    fn weave(&mut self, source: &str, paragraphs: &[[u32; 2]], layout: Layout) -> Result<(), String> {
        let starts: Vec<u32> = source.char_indices().map(|(at, _)| at as u32).collect();
        let ends = || starts.iter().copied().chain([source.len() as u32]);
        let mut spans = Vec::with_capacity(paragraphs.len());
        let mut done = 0;
        for (number, &[from, to]) in paragraphs.iter().enumerate() {
            let (Some(from), Some(to)) = (from.checked_sub(self.start), to.checked_sub(self.start)) else {
                return Err(format!("paragraph {number} begins before the text"));
            };
            let (from, to) = (from as usize, to as usize);
            if from > to || to > starts.len() || from < done {
                return Err(format!("paragraph {number} lies outside the text or overlaps another"));
            }
            done = to;
            let byte = |at: usize| starts.get(at).map_or(source.len(), |&byte| byte as usize);
            spans.push(Span::from_usize(byte(from), byte(to)));
        }
        let (text, map) = paragraphs_again(source, &spans, layout);
        self.at.clear();
        let mut waiting = ends().peekable();
        for (at, c) in text.char_indices() {
            let from = map.to_source(Span::from_usize(at, at)).start;
            // A paragraph begins behind the mark that parts it from the one before.
            while waiting.next_if(|&byte| byte < from || byte == from && c != '\n').is_some() {
                self.at.push(at as u32);
            }
        }
        self.at.resize(starts.len() + 1, text.len() as u32);
        self.text = text;
        Ok(())
    }

    fn span(&self, [from, to]: [u32; 2]) -> Result<Span, String> {
        let at = |character: u32| self.at.get(character.checked_sub(self.start)? as usize).copied();
        match (at(from), at(to)) {
            (Some(start), Some(end)) if start <= end => {
                let trimmed = self.text[start as usize..end as usize].trim_end_matches('\n');
                Ok(Span::new(start, start + trimmed.len() as u32))
            }
            _ => Err(format!("{from}..{to} lies outside the text, which is {}..{}", self.start, self.end())),
        }
    }

    /// Whether a mention stands on nothing that was read.
    fn is_lost(&self, mention: &MentionRecord<'_>) -> bool {
        mention.start < mention.end
            && self.span([mention.start, mention.end]).is_ok_and(|span| span.start == span.end)
    }

    fn end(&self) -> u32 {
        self.start + (self.at.len() as u32).saturating_sub(1)
    }

    /// # Errors
    /// If the mention lies outside the text.
    pub(super) fn place(&self, mention: &MentionRecord<'_>) -> Result<Place, String> {
        let MentionRecord { start, end, sentence, paragraph, .. } = *mention;
        if self.at.is_empty() {
            let span = Span::new(mention.start_byte.unwrap_or(start), mention.end_byte.unwrap_or(end));
            if span.start > span.end {
                return Err(format!("{start}..{end} ends before it begins"));
            }
            let [sentences, paragraphs] = &self.outside;
            let stands = Span::new(start, end.max(start));
            let (sentence, paragraph) =
                (number(sentences, stands, sentence), number(paragraphs, stands, paragraph));
            return Ok(Place { span, sentence, paragraph });
        }
        let span = self.span([start, end])?;
        let (sentence, paragraph) =
            (number(&self.sentences, span, sentence), number(&self.paragraphs, span, paragraph));
        Ok(Place { span, sentence, paragraph })
    }
}

/// The number of the passage in which a mention begins: the one that it states if it stands there; else the one it stands in or
/// behind; the one that it states where no passages are known.
fn number(passages: &[Span], mention: Span, stated: u32) -> u32 {
    let holds = |passage: &Span| (passage.start..passage.end).contains(&mention.start);
    if passages.is_empty() || passages.get(stated as usize).is_some_and(holds) {
        return stated;
    }
    (passages.partition_point(|passage| passage.start <= mention.start) as u32).saturating_sub(1)
}

/// The lines that hold anything, as characters of the source.
fn lines_of(characters: &[char], start: u32) -> Vec<[u32; 2]> {
    let mut lines = Vec::new();
    let mut from = 0;
    for line in characters.split(|&c| c == '\n') {
        if line.iter().any(|c| !c.is_whitespace()) {
            lines.push([start + from as u32, start + (from + line.len()) as u32]);
        }
        from += line.len() + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::{Article, CharOffsets, ReadOptions, Reader, Source, inputs};
    use crate::recognise::{Recognised, RecordOptions, record};

    /// The sentence of each mention at these characters, with what it states of itself.
    fn sentences_of(record: &str, mentions: &[(u32, Option<u32>)]) -> Vec<u32> {
        let record: ArticleRecord<'_> = serde_json::from_str(record).unwrap();
        let rejoined = Rejoined::of(&record).unwrap();
        let sentence = |&(start, stated): &(u32, Option<u32>)| {
            let mut json =
                serde_json::json!({ "start": start, "end": start + 2, "kind": "place", "name": "赤峰" });
            if let Some(stated) = stated {
                json["sentence"] = stated.into();
            }
            let json = json.to_string();
            let mention: MentionRecord<'_> = serde_json::from_str(&json).unwrap();
            rejoined.place(&mention).unwrap().sentence
        };
        mentions.iter().map(sentence).collect()
    }

    #[test]
    fn mentions_without_a_sentence_are_numbered_by_where_they_stand() {
        let text = r#""text": "赤峰下雪。包头起风。\n赤峰放晴。""#;
        let spans = r#""sentences": [[0, 5], [5, 10], [11, 16]], "paragraphs": [[0, 10], [11, 16]]"#;
        let record = |fields: &[&str]| format!(r#"{{"source": "a", {}, "mentions": []}}"#, fields.join(", "));
        let silent = [(0, None), (5, None), (11, None)];
        for fields in [&[text, spans][..], &[text], &[spans]] {
            assert_eq!(sentences_of(&record(fields), &silent), [0, 1, 2], "{fields:?}");
            // Right numbers stay; those that count from 1 do not.
            assert_eq!(
                sentences_of(&record(fields), &[(0, Some(0)), (5, Some(1)), (11, Some(2))]),
                [0, 1, 2]
            );
            assert_eq!(
                sentences_of(&record(fields), &[(0, Some(1)), (5, Some(2)), (11, Some(3))]),
                [0, 1, 2]
            );
        }
        // Where nothing is known of sentences, what is stated counts.
        assert_eq!(sentences_of(&record(&[r#""article": 0"#]), &[(0, Some(4)), (5, None)]), [4, 0]);
    }

    #[test]
    fn plain_text_of_a_page_keeps_what_looks_like_a_tag() {
        for (text, names) in [
            ("若a<b，赤峰市下雪。\n包头市c>d。", &["赤峰市", "包头市"][..]),
            ("见<p赤峰市。", &["赤峰市"]),
            ("<b>赤峰市</b>&amp;包头市", &["赤峰市", "包头市"]),
        ] {
            let start =
                |name: &&str| text.chars().count() - text.split(*name).nth(1).unwrap().chars().count() - 3;
            let mentions: Vec<_> = names
                .iter()
                .map(|name| serde_json::json!({ "start": start(name), "end": start(name) + 3, "kind": "place", "name": name }))
                .collect();
            let json =
                serde_json::json!({ "source": "a.html", "text": text, "mentions": mentions }).to_string();
            let record: ArticleRecord<'_> = serde_json::from_str(&json).unwrap();
            let rejoined = Rejoined::of(&record).unwrap();
            let found: Vec<_> =
                record.mentions.iter().map(|m| rejoined.place(m).unwrap().span.of(&rejoined.text)).collect();
            assert_eq!(found, names, "{}", rejoined.text);
            assert_eq!(rejoined.text.contains('<'), !text.starts_with('<'), "{}", rejoined.text);
        }
    }

    /// What building reads of a file, beside what is made of the records of tagging it.
    fn both_ways(name: &str, bytes: &str) -> Vec<[[Vec<String>; 2]; 2]> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let (inputs, _) = inputs(&[folder.path().join(name)]);
        let options = ReadOptions::default();
        let items = Reader::new(inputs, options.clone());
        let sources: Vec<Source> = items.flat_map(|item| item.prepare(&options, &mut Vec::new())).collect();
        let told = RecordOptions { with_text: true, nested: false };
        let both = |source: &Source| {
            let mut chars = CharOffsets::new(&source.text);
            let pair = |article: &Article| {
                let none = Recognised::default();
                let again = Rejoined::of(&record(source, article, &none, told, &mut chars)).unwrap();
                let texts =
                    |text: &str, spans: &[Span]| spans.iter().map(|s| s.of(text).trim().to_owned()).collect();
                let of = |text: &str, lists: [&[Span]; 2]| lists.map(|spans| texts(text, spans));
                [
                    of(&article.text, [&article.sentences, &article.paragraphs]),
                    of(&again.text, [&again.sentences, &again.paragraphs]),
                ]
            };
            source.articles.iter().map(pair).collect::<Vec<_>>()
        };
        sources.iter().flat_map(both).collect()
    }

    #[test]
    fn a_mark_that_is_left_out_spaces_no_letters() {
        for [read, again] in both_ways("a.txt", "`/王 ] 明/王/峰。") {
            assert_eq!(read, again);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn a_record_is_read_as_its_source_was(lines in proptest::collection::vec(prop_oneof![
            "[赤峰市总工会昨日在，]{18,20}",
            "[赤峰王明 \u{3000}A9，。]{2,12}。?",
            "[赤峰\\[\\]`_/王明 b，。]{2,20}。",
            Just(String::new()),
        ], 1..12)) {
            let text = lines.join("\n");
            let json = serde_json::json!({ "text": text }).to_string();
            let html = format!("<h1>题目</h1><p>{}<p>A&amp;B<b>市</b>。", lines.join("</p><p>&emsp;<i>赤</i>峰&nbsp;"));
            for (name, bytes) in [("a.txt", &text), ("a.jsonl", &json), ("a.html", &html)] {
                for [read, again] in both_ways(name, bytes) {
                    prop_assert_eq!(read, again);
                }
            }
        }
    }
}

//! What the log holds of an article: its record, and one note for each place where it was found.
//!
//! Offsets are differences to what stands before, since spans and mentions come in order.

use crate::recognise::Origin;
use crate::text::Span;

use super::codec::{Bytes, put, put_maybe, put_signed, put_text};
use super::error::Damage;

/// A mention with the store's own numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// 0 if ambiguous.
    pub(crate) entity: u32,
    pub(crate) span: Span,
    pub(crate) origin: Origin,
    pub(crate) sentence: u32,
    pub(crate) paragraph: u32,
    /// Number of the surface if it is neither name nor alias, else 0.
    pub(crate) form: u32,
}

/// All of an article but its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) dateline: Option<String>,
    pub(crate) sentences: Vec<Span>,
    pub(crate) paragraphs: Vec<Span>,
    pub(crate) repeats: Vec<u32>,
    pub(crate) mentions: Vec<Kept>,
}

/// An article as the log holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) key: u128,
    /// Address of its text.
    pub(crate) text: u64,
    pub(crate) text_bytes: u32,
    pub(crate) body: Body,
}

/// The front of a document's record: enough to look at its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Front<'r> {
    /// Address of its text.
    pub(crate) text: u64,
    pub(crate) dateline: Option<&'r str>,
}

/// What one source says of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) record: Option<String>,
    pub(crate) title: String,
    pub(crate) day: u32,
    pub(crate) lines: Vec<u32>,
}

const ORIGINS: [Origin; 4] = [Origin::Dictionary, Origin::Alias, Origin::Context, Origin::Rule];

impl Body {
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        put_maybe(out, self.dateline.as_deref());
        put_spans(out, &self.sentences);
        put_spans(out, &self.paragraphs);
        put(out, self.repeats.len() as u64);
        self.repeats.iter().for_each(|&number| put(out, u64::from(number)));
        put(out, self.mentions.len() as u64);
        let mut last = Kept::NONE;
        for mention in &self.mentions {
            mention.encode(&last, out);
            last = *mention;
        }
    }

    fn decode(bytes: &mut Bytes<'_>) -> Result<Self, Damage> {
        let dateline = bytes.maybe()?.map(str::to_owned);
        let sentences = spans(bytes)?;
        let paragraphs = spans(bytes)?;
        let repeats = (0..bytes.count()?).map(|_| bytes.small()).collect::<Result<_, _>>()?;
        let count = bytes.count()?;
        let mut mentions: Vec<Kept> = Vec::with_capacity(count);
        let mut last = Kept::NONE;
        for _ in 0..count {
            last = Kept::decode(bytes, &last)?;
            mentions.push(last);
        }
        Ok(Self { dateline, sentences, paragraphs, repeats, mentions })
    }
}

impl Kept {
    /// What the first mention of an article differs from.
    const NONE: Self =
        Self { entity: 0, span: Span::new(0, 0), origin: Origin::Rule, sentence: 0, paragraph: 0, form: 0 };

    /// Flags: bits 0–1 origin, 2 has a form, 3 same sentence, 4 same paragraph as the mention before.
    fn encode(&self, last: &Self, out: &mut Vec<u8>) {
        let origin = ORIGINS.iter().position(|&origin| origin == self.origin).unwrap_or(0) as u8;
        let (form, sentence, paragraph) =
            (self.form != 0, self.sentence == last.sentence, self.paragraph == last.paragraph);
        out.push(origin | u8::from(form) << 2 | u8::from(sentence) << 3 | u8::from(paragraph) << 4);
        put(out, u64::from(self.entity));
        put_signed(out, i64::from(self.span.start) - i64::from(last.span.start));
        put(out, self.span.len() as u64);
        if form {
            put(out, u64::from(self.form));
        }
        if !sentence {
            put_signed(out, i64::from(self.sentence) - i64::from(last.sentence));
        }
        if !paragraph {
            put_signed(out, i64::from(self.paragraph) - i64::from(last.paragraph));
        }
    }

    fn decode(bytes: &mut Bytes<'_>, last: &Self) -> Result<Self, Damage> {
        let flags = bytes.byte()?;
        if flags >> 5 != 0 {
            return Err(Damage("a mention has unknown flags"));
        }
        let entity = bytes.small()?;
        let start = moved(last.span.start, bytes.signed()?)?;
        let end = start.checked_add(bytes.small()?).ok_or(Damage("a mention is too long"))?;
        let form = if flags & 4 != 0 { bytes.small()? } else { 0 };
        let sentence = if flags & 8 == 0 { moved(last.sentence, bytes.signed()?)? } else { last.sentence };
        let paragraph =
            if flags & 16 == 0 { moved(last.paragraph, bytes.signed()?)? } else { last.paragraph };
        Ok(Self {
            entity,
            span: Span::new(start, end),
            origin: ORIGINS[usize::from(flags & 3)],
            sentence,
            paragraph,
            form,
        })
    }
}

impl Document {
    /// The record, with a body that is encoded already.
    pub(crate) fn encode(key: u128, text: u64, text_bytes: u32, body: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(body.len() + 32);
        out.extend_from_slice(&key.to_le_bytes());
        put(&mut out, text);
        put(&mut out, u64::from(text_bytes));
        out.extend_from_slice(body);
        out
    }

    pub(crate) fn decode(record: &[u8]) -> Result<Self, Damage> {
        let mut bytes = Bytes::new(record);
        let key =
            bytes.take(16)?.try_into().map(u128::from_le_bytes).map_err(|_| Damage("a key is cut short"))?;
        let (text, text_bytes) = (bytes.number()?, bytes.small()?);
        let body = Body::decode(&mut bytes)?;
        bytes.end()?;
        Ok(Self { key, text, text_bytes, body })
    }
}

impl<'r> Front<'r> {
    pub(crate) fn decode(record: &'r [u8]) -> Result<Self, Damage> {
        let mut bytes = Bytes::new(record);
        bytes.take(16)?;
        let (text, _) = (bytes.number()?, bytes.small()?);
        Ok(Self { text, dateline: bytes.maybe()? })
    }
}

impl Note {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.title.len() + self.lines.len() + 16);
        put_maybe(&mut out, self.record.as_deref());
        put_text(&mut out, &self.title);
        put(&mut out, u64::from(self.day));
        put(&mut out, self.lines.len() as u64);
        let mut last = 0;
        for &line in &self.lines {
            put_signed(&mut out, i64::from(line) - i64::from(last));
            last = line;
        }
        out
    }

    pub(crate) fn decode(record: &[u8]) -> Result<Self, Damage> {
        let mut bytes = Bytes::new(record);
        let record = bytes.maybe()?.map(str::to_owned);
        let title = bytes.text()?.to_owned();
        let day = bytes.small()?;
        let count = bytes.count()?;
        let mut lines = Vec::with_capacity(count);
        let mut last = 0;
        for _ in 0..count {
            last = moved(last, bytes.signed()?)?;
            lines.push(last);
        }
        bytes.end()?;
        Ok(Self { record, title, day, lines })
    }
}

fn moved(from: u32, by: i64) -> Result<u32, Damage> {
    let to = i64::from(from).checked_add(by).ok_or(Damage("a position is out of range"))?;
    u32::try_from(to).map_err(|_| Damage("a position is out of range"))
}

fn put_spans(out: &mut Vec<u8>, spans: &[Span]) {
    put(out, spans.len() as u64);
    let mut last = 0;
    for span in spans {
        put_signed(out, i64::from(span.start) - i64::from(last));
        put_signed(out, i64::from(span.end) - i64::from(span.start));
        last = span.end;
    }
}

fn spans(bytes: &mut Bytes<'_>) -> Result<Vec<Span>, Damage> {
    let count = bytes.count()?;
    let mut spans = Vec::with_capacity(count);
    let mut last = 0;
    for _ in 0..count {
        let start = moved(last, bytes.signed()?)?;
        last = moved(start, bytes.signed()?)?;
        if last < start {
            return Err(Damage("a span ends before it begins"));
        }
        spans.push(Span::new(start, last));
    }
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span() -> impl Strategy<Value = Span> {
        (any::<u32>(), any::<u32>()).prop_map(|(x, y)| Span::new(x.min(y), x.max(y)))
    }

    fn kept() -> impl Strategy<Value = Kept> {
        (0u32..9, span(), 0usize..4, 0u32..5, 0u32..3, prop_oneof![Just(0u32), any::<u32>()]).prop_map(
            |(entity, span, origin, sentence, paragraph, form)| Kept {
                entity,
                span,
                origin: ORIGINS[origin],
                sentence,
                paragraph,
                form,
            },
        )
    }

    proptest! {
        #[test]
        fn records_come_back(
            dateline: Option<String>,
            sentences in prop::collection::vec(span(), 0..6),
            repeats in prop::collection::vec(any::<u32>(), 0..3),
            mentions in prop::collection::vec(kept(), 0..9),
            key: u128,
            lines in prop::collection::vec(any::<u32>(), 0..6),
        ) {
            let body = Body { dateline: dateline.clone(), paragraphs: sentences.clone(), sentences, repeats, mentions };
            let mut encoded = Vec::new();
            body.encode(&mut encoded);
            let record = Document::encode(key, 77, 5, &encoded);
            let front = Front { text: 77, dateline: dateline.as_deref() };
            prop_assert_eq!(Front::decode(&record), Ok(front));
            prop_assert_eq!(Document::decode(&record), Ok(Document { key, text: 77, text_bytes: 5, body }));
            let note = Note { record: dateline, title: "天骏计划".to_owned(), day: 9, lines };
            prop_assert_eq!(Note::decode(&note.encode()), Ok(note));
        }

        #[test]
        fn any_bytes_decode_without_panic(raw in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = (Document::decode(&raw), Front::decode(&raw));
            let _ = Note::decode(&raw);
        }
    }
}

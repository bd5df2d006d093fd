//! Records as JSON text, at the rate of memory. What is written is what serde would write, byte for byte.

use super::Origin;
use super::record::{ArticleRecord, MentionRecord};

/// Appends a record as one JSON object, without a line end.
///
/// ```
/// use guanxi::recognise::{ArticleRecord, write_record};
/// let mut out = Vec::new();
/// write_record(&ArticleRecord { title: "赤峰".into(), ..Default::default() }, &mut out);
/// let json = r#"{"source":"","article":0,"title":"赤峰","date":null,"start":0,"end":0,"mentions":[]}"#;
/// assert_eq!(String::from_utf8(out).unwrap(), json);
/// ```
pub fn write_record(record: &ArticleRecord<'_>, out: &mut Vec<u8>) {
    head(record, out);
    mentions(out, MENTIONS, &record.mentions);
    if let Some(nested) = &record.nested {
        mentions(out, NESTED, nested);
    }
    out.push(b'}');
}

/// What stands before the mentions and before those inside others.
pub(super) const MENTIONS: &str = ",\"mentions\":[";
pub(super) const NESTED: &str = ",\"nested\":[";

/// Appends a record up to its mentions.
pub(super) fn head(record: &ArticleRecord<'_>, out: &mut Vec<u8>) {
    text_field(out, b"{\"source\":", &record.source);
    number_field(out, b",\"article\":", record.article);
    if let Some(id) = &record.id {
        text_field(out, b",\"id\":", id);
    }
    text_field(out, b",\"title\":", &record.title);
    match record.date {
        Some(date) => text_field(out, b",\"date\":", &date.to_string()),
        None => out.extend_from_slice(b",\"date\":null"),
    }
    if let Some(dateline) = &record.dateline {
        text_field(out, b",\"dateline\":", dateline);
    }
    number_field(out, b",\"start\":", record.start);
    number_field(out, b",\"end\":", record.end);
    if let Some(text) = &record.text {
        text_field(out, b",\"text\":", text);
    }
    pairs(out, ",\"sentences\":[", &record.sentences);
    pairs(out, ",\"paragraphs\":[", &record.paragraphs);
    numbers(out, ",\"lines\":[", &record.lines);
    numbers(out, ",\"repeats\":[", &record.repeats);
}

fn mentions(out: &mut Vec<u8>, label: &str, mentions: &[MentionRecord<'_>]) {
    out.extend_from_slice(label.as_bytes());
    for (n, mention) in mentions.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        self::mention(out, mention);
    }
    out.push(b']');
}

/// Appends one mention.
pub(super) fn mention(out: &mut Vec<u8>, mention: &MentionRecord<'_>) {
    number_field(out, b"{\"start\":", mention.start);
    number_field(out, b",\"end\":", mention.end);
    optional_number(out, b",\"start_byte\":", mention.start_byte);
    optional_number(out, b",\"end_byte\":", mention.end_byte);
    text_field(out, b",\"surface\":", &mention.surface);
    word_field(out, b",\"kind\":", mention.kind.as_str());
    optional_text(out, b",\"entity\":", mention.entity.as_deref());
    optional_text(out, b",\"name\":", mention.name.as_deref());
    if let Some(within) = &mention.within {
        text_field(out, b",\"within\":", within);
    }
    for (n, candidate) in mention.candidates.iter().enumerate() {
        out.extend_from_slice(if n == 0 { b",\"candidates\":[" } else { b"," });
        text_field(out, b"", candidate);
    }
    if !mention.candidates.is_empty() {
        out.push(b']');
    }
    let origin = match mention.origin {
        Origin::Dictionary => "dictionary",
        Origin::Alias => "alias",
        Origin::Context => "context",
        Origin::Rule => "rule",
    };
    word_field(out, b",\"origin\":", origin);
    if let Some(rule) = &mention.rule {
        text_field(out, b",\"rule\":", rule);
    }
    number_field(out, b",\"sentence\":", mention.sentence);
    number_field(out, b",\"paragraph\":", mention.paragraph);
    out.push(b'}');
}

fn pairs(out: &mut Vec<u8>, label: &str, pairs: &[[u32; 2]]) {
    for (n, [start, end]) in pairs.iter().enumerate() {
        out.extend_from_slice(if n == 0 { label.as_bytes() } else { b"," });
        number_field(out, b"[", *start);
        number_field(out, b",", *end);
        out.push(b']');
    }
    if !pairs.is_empty() {
        out.push(b']');
    }
}

fn numbers(out: &mut Vec<u8>, label: &str, numbers: &[u32]) {
    for (n, number) in numbers.iter().enumerate() {
        out.extend_from_slice(if n == 0 { label.as_bytes() } else { b"," });
        self::number(out, *number);
    }
    if !numbers.is_empty() {
        out.push(b']');
    }
}

fn optional_number<const N: usize>(out: &mut Vec<u8>, label: &[u8; N], number: Option<u32>) {
    match number {
        Some(number) => number_field(out, label, number),
        None => null_field(out, label),
    }
}

fn optional_text<const N: usize>(out: &mut Vec<u8>, label: &[u8; N], text: Option<&str>) {
    match text {
        Some(text) => text_field(out, label, text),
        None => null_field(out, label),
    }
}

fn null_field<const N: usize>(out: &mut Vec<u8>, label: &[u8; N]) {
    out.extend_from_slice(label);
    out.extend_from_slice(b"null");
}

/// A label, whose length the compiler knows, and a number.
fn number_field<const N: usize>(out: &mut Vec<u8>, label: &[u8; N], number: u32) {
    out.extend_from_slice(label);
    self::number(out, number);
}

/// The digits of a number: so many bytes that no length has to be known, then those behind the last one are taken back.
fn number(out: &mut Vec<u8>, mut number: u32) {
    let (mut digits, mut count) = (0u128, 0);
    loop {
        digits = digits << 8 | u128::from(b'0' + (number % 10) as u8);
        count += 1;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    let end = out.len() + count;
    out.extend_from_slice(&digits.to_le_bytes());
    out.truncate(end);
}

/// A field of letters, digits and hyphens, which are written as they are.
fn word_field<const N: usize>(out: &mut Vec<u8>, label: &[u8; N], word: &str) {
    out.extend_from_slice(label);
    out.push(b'"');
    out.extend_from_slice(word.as_bytes());
    out.push(b'"');
}

fn text_field<const N: usize>(out: &mut Vec<u8>, label: &[u8; N], text: &str) {
    out.reserve(label.len() + text.len() + 2);
    out.extend_from_slice(label);
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = first_escaped(rest) {
        out.extend_from_slice(&rest[..at]);
        escape(out, rest[at]);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Where the first byte stands that is not written as it is. Most texts have none, which eight bytes at a time say.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let below = |eight: u64, least: u8| eight.wrapping_sub(ONES * u64::from(least)) & !eight;
    let plain = |&eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(eight);
        let mark = |mark: u8| below(eight ^ (ONES * u64::from(mark)), 1);
        (below(eight, 0x20) | mark(b'"') | mark(b'\\')) & (ONES << 7) == 0
    };
    let (eights, _) = bytes.as_chunks::<8>();
    let from = eights.iter().take_while(|eight| plain(eight)).count() * 8;
    // The last eight are looked at again where they overlap: the rest would be looked at one by one.
    if from + 8 > bytes.len() && bytes.last_chunk().is_some_and(plain) {
        return None;
    }
    let escaped = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    bytes[from..].iter().position(escaped).map(|at| from + at)
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0C => b'f',
        b'\r' => b'r',
        _ => {
            let hex = |n: u8| b"0123456789abcdef"[usize::from(n & 15)];
            return out.extend_from_slice(&[b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(byte)]);
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::dictionary::Kind;

    fn text() -> impl Strategy<Value = Cow<'static, str>> {
        "[\\x00-\\x22\\\\赤峰é𠮷\\x7f]{0,8}".prop_map(Cow::Owned)
    }

    fn some_text() -> impl Strategy<Value = Option<Cow<'static, str>>> {
        proptest::option::of(text())
    }

    prop_compose! {
        fn mention()(
            numbers in any::<[u32; 4]>(),
            bytes in any::<[Option<u32>; 2]>(),
            surface in text(),
            texts in [some_text(), some_text(), some_text(), some_text()],
            candidates in proptest::collection::vec(text(), 0..3),
            kind in 0..4usize,
            origin in 0..4usize,
        ) -> MentionRecord<'static> {
            let [start, end, sentence, paragraph] = numbers;
            let [entity, name, within, rule] = texts;
            let origin = [Origin::Dictionary, Origin::Alias, Origin::Context, Origin::Rule][origin];
            let kind = Cow::Owned(Kind::ALL[kind].clone());
            let [start_byte, end_byte] = bytes;
            MentionRecord {
                start, end, start_byte, end_byte, surface, kind, entity, name, within, candidates, origin, rule,
                sentence, paragraph,
            }
        }
    }

    proptest! {
        #[test]
        fn writes_what_serde_writes(
            texts in [text(), text()],
            options in [some_text(), some_text(), some_text()],
            numbers in any::<[u32; 3]>(),
            sentences in proptest::collection::vec(any::<[u32; 2]>(), 0..3),
            lines in proptest::collection::vec(any::<u32>(), 0..3),
            mentions in proptest::collection::vec(mention(), 0..3),
            nested in proptest::option::of(proptest::collection::vec(mention(), 0..2)),
            dated in any::<bool>(),
        ) {
            let [source, title] = texts;
            let [id, dateline, text] = options;
            let [article, start, end] = numbers;
            let record = ArticleRecord {
                source, article, id, title, date: dated.then(|| date(2022, 10, 3)), dateline, start, end, text,
                paragraphs: sentences.clone(), sentences, repeats: lines.clone(), lines, mentions, nested,
            };
            let mut written = Vec::new();
            write_record(&record, &mut written);
            prop_assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&record).unwrap());
        }
    }
}

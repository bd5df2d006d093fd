//! From bytes to text: which encoding it is, and what could not be decoded.
//!
//! A byte order mark decides; then UTF-8 if it is valid (or nearly so); then UTF-16 by its look; then chardetng, which
//! is asked only between the Chinese encodings, once a file.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A text as decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Name in the Encoding Standard.
    pub(super) encoding: &'static str,
    pub(super) damage: Option<Damage>,
}

/// Bytes that stand for no character in the encoding: replaced with U+FFFD.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damage {
    pub(super) first_line: u64,
    pub(super) places: usize,
}

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoText {
    Pdf,
    Archive,
    Binary,
}

/// What is known of the encoding of lines that are read in batches: they are of one file, and one batch may be a line long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// Only ASCII was seen.
    Open,
    /// UTF-8, or what a batch looks like.
    Usual,
    /// Of the Chinese encodings this one.
    Legacy(&'static Encoding),
    /// Made UTF-8 while it was read, with broken characters replaced.
    Transcoded(&'static Encoding),
}

impl Coding {
    /// Settles it by the first lines that are not ASCII. O(n) for these and those before.
    pub(super) fn settled_by(self, bytes: &[u8]) -> Self {
        if self != Self::Open || bytes.is_ascii() {
            return self;
        }
        match std::str::from_utf8(bytes) {
            Err(_) if !nearly_utf8(bytes) => Self::Legacy(legacy(bytes)),
            _ => Self::Usual,
        }
    }
}

/// Decodes a batch of lines. O(n).
pub(super) fn decode_lines(bytes: Vec<u8>, coding: Coding) -> Result<Decoded, NoText> {
    match coding {
        Coding::Transcoded(from) => finish(String::from_utf8_lossy(&bytes).into_owned(), from, true),
        Coding::Legacy(encoding) => decode_else(bytes, |_| encoding),
        Coding::Open | Coding::Usual => decode(bytes),
    }
}

/// Decodes `bytes`, which may be of any encoding of Chinese text. O(n).
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, NoText> {
    decode_else(bytes, legacy)
}

/// Decodes `bytes`; `legacy` tells between the Chinese encodings.
fn decode_else(mut bytes: Vec<u8>, legacy: impl Fn(&[u8]) -> &'static Encoding) -> Result<Decoded, NoText> {
    if bytes.starts_with(b"%PDF-") {
        return Err(NoText::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(NoText::Archive);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        bytes.drain(..mark);
        return decode_as(encoding, bytes);
    }
    if let Some(encoding) = utf16_by_look(&bytes) {
        return decode_as(encoding, bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => finish(text, UTF_8, false),
        Err(error) => {
            let bytes = error.into_bytes();
            let encoding = if nearly_utf8(&bytes) { UTF_8 } else { legacy(&bytes) };
            decode_as(encoding, bytes)
        }
    }
}

fn decode_as(encoding: &'static Encoding, bytes: Vec<u8>) -> Result<Decoded, NoText> {
    if encoding == UTF_8 {
        return match String::from_utf8(bytes) {
            Ok(text) => finish(text, UTF_8, false),
            Err(error) => finish(String::from_utf8_lossy(error.as_bytes()).into_owned(), UTF_8, true),
        };
    }
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes);
    finish(text.into_owned(), encoding, damaged)
}

/// A text is none where one place in twenty (more than three) could not be decoded, or one character in twenty is a control character.
fn finish(text: String, encoding: &'static Encoding, damaged: bool) -> Result<Decoded, NoText> {
    if controls(text.as_bytes()) * 60 > text.len() {
        return Err(NoText::Binary);
    }
    let damage = if damaged { damage_of(&text) } else { None };
    if damage.as_ref().is_some_and(|damage| damage.places > 3 && damage.places * 60 > text.len()) {
        return Err(NoText::Binary);
    }
    Ok(Decoded { text, encoding: encoding.name(), damage })
}

/// How many bytes are control characters that no text has. A count of few bytes fits into one, so that many are compared at
/// once.
fn controls(bytes: &[u8]) -> usize {
    let odd = |byte: &u8| u8::from(*byte < b' ') & u8::from(!matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c));
    bytes.chunks(128).map(|chunk| usize::from(chunk.iter().map(odd).sum::<u8>())).sum()
}

fn damage_of(text: &str) -> Option<Damage> {
    let first = text.find('\u{fffd}')?;
    let first_line = memchr::memchr_iter(b'\n', &text.as_bytes()[..first]).count() as u64 + 1;
    let places = memchr::memmem::find_iter(&text.as_bytes()[first..], "\u{fffd}").count();
    Some(Damage { first_line, places })
}

/// Whether the bytes are UTF-8 with a few broken places: ten characters of several bytes for each, or nearly all of what is
/// not ASCII is of characters of three bytes or more, which other encodings hardly ever look like.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken, mut wide, mut odd) = (0usize, 0usize, 0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        let leads = |from: u8| chunk.valid().bytes().filter(|byte| *byte >= from).count();
        whole += leads(0xc0);
        wide += 3 * leads(0xe0);
        odd += chunk.valid().bytes().filter(|byte| *byte >= 0x80).count() + chunk.invalid().len();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * 10 || wide * 5 >= odd * 4
}

/// UTF-16 without a mark: most of its units are Han, full-width or ASCII in one byte order, few in the other.
fn utf16_by_look(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if !bytes.len().is_multiple_of(2) || sample.len() < 8 || !sample.contains(&0) {
        return None;
    }
    let share = |high: usize| {
        let plain = |unit: &&[u8]| match unit[high] {
            0x4e..=0x9f | 0x30 | 0x20 | 0xff => true,
            0 => unit[1 - high] != 0 && unit[1 - high] < 0x80,
            _ => false,
        };
        sample.chunks_exact(2).filter(plain).count() * 10 / (sample.len() / 2)
    };
    match (share(1), share(0)) {
        (little, big) if little >= 8 && big < little => Some(UTF_16LE),
        (little, big) if big >= 8 && little < big => Some(UTF_16BE),
        _ => None,
    }
}

fn legacy(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    if detector.guess(None, chardetng::Utf8Detection::Deny) == BIG5 { BIG5 } else { GB18030 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = "赤峰市总工会昨日举办职工运动会。\n来自各旗县的代表参加了开幕式，共有1200人。\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn each_encoding_is_told_by_its_bytes() {
        let traditional = "內蒙古自治區總工會昨日舉辦職工運動會，來自各地的代表參加了開幕式。\n";
        let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases: Vec<(Vec<u8>, &str, &str)> = vec![
            (PAGE.into(), PAGE, "UTF-8"),
            (with_mark(b"\xef\xbb\xbf", PAGE.into()), PAGE, "UTF-8"),
            (GB18030.encode(PAGE).0.into_owned(), PAGE, "gb18030"),
            (
                GB18030.encode("𠮷林省的页面，四字节的字也在其中。").0.into_owned(),
                "𠮷林省的页面，四字节的字也在其中。",
                "gb18030",
            ),
            (BIG5.encode(traditional).0.into_owned(), traditional, "Big5"),
            (with_mark(b"\xff\xfe", utf16(PAGE, false)), PAGE, "UTF-16LE"),
            (with_mark(b"\xfe\xff", utf16(PAGE, true)), PAGE, "UTF-16BE"),
            (utf16(PAGE, false), PAGE, "UTF-16LE"),
            (utf16(PAGE, true), PAGE, "UTF-16BE"),
        ];
        for (bytes, text, encoding) in cases {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.damage), (text, encoding, None));
        }
    }

    #[test]
    fn broken_bytes_are_replaced_and_counted() {
        let mut bytes = PAGE.as_bytes().to_vec();
        bytes.insert(PAGE.find("旗县").unwrap(), 0xff);
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.damage, Some(Damage { first_line: 2, places: 1 }));
        assert_eq!(decoded.text.replace('\u{fffd}', ""), PAGE);
    }

    #[test]
    fn a_short_text_with_broken_bytes_stays_what_most_of_it_is() {
        let mut bytes = "赤峰市总工会举办职工运动会来自各旗县".as_bytes().to_vec();
        for at in [45, 24, 9] {
            bytes.insert(at, 0xff);
        }
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.damage.unwrap().places), ("UTF-8", 3));
        for text in ["赤峰市", "中国移动和联通", "习近平主席会见外宾，举行会谈。"] {
            assert_eq!(decode(GB18030.encode(text).0.into_owned()).unwrap().text, text);
        }
    }

    #[test]
    fn lines_are_of_the_encoding_that_the_first_of_them_settled() {
        let settled = |text: &str| Coding::Open.settled_by(&GB18030.encode(text).0);
        assert_eq!((settled("{}\n"), settled(PAGE)), (Coding::Open, Coding::Legacy(GB18030)));
        assert_eq!(Coding::Open.settled_by(PAGE.as_bytes()), Coding::Usual);
        // Two characters are too few to tell.
        let line = BIG5.encode("會議").0.into_owned();
        assert_eq!(decode(line.clone()).unwrap().encoding, "gb18030");
        let decoded = decode_lines(line.clone(), Coding::Legacy(BIG5).settled_by(&line)).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("會議", "Big5"));
        let decoded = decode_lines("赤峰\u{fffd}，包头".into(), Coding::Transcoded(UTF_16LE)).unwrap();
        assert_eq!(decoded.damage, Some(Damage { first_line: 1, places: 1 }));
        assert_eq!(decoded.encoding, "UTF-16LE");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(noise), Err(NoText::Binary));
        assert_eq!(decode(vec![0; 100]), Err(NoText::Binary));
        assert_eq!(decode(b"%PDF-1.7 ...".to_vec()), Err(NoText::Pdf));
        assert_eq!(decode(b"PK\x03\x04....".to_vec()), Err(NoText::Archive));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(decoded) = decode(bytes) {
                prop_assert!(["UTF-8", "gb18030", "Big5", "UTF-16LE", "UTF-16BE"].contains(&decoded.encoding));
            }
        }
    }
}

//! Where sentences end. Rules of Chinese and mixed newspaper text; no dictionary, no statistics.

use super::{Span, boundary_before};

/// Longest sentence in bytes (about 2,700 Han): a text without stops is cut here, at a comma where there is one, so that a
/// table or a file of one line cannot make one boundless window of neighbours.
pub const MAX_SENTENCE_BYTES: usize = 8192;

/// The sentences of `paragraph`, which is a span of `text`: they follow each other without gaps and cover it.
///
/// A sentence ends after 。！？!? or an ellipsis, together with the closing quotes and brackets behind it. It does not end
/// at ；, at a decimal point, inside a 《title》, or where the text goes on as only the middle of a sentence does
/// (`“为什么？”的追问`, `煤、电、气……等`). One pass over the bytes, O(n).
///
/// ```
/// use guanxi::text::{sentences, Span};
/// let text = "“走吧！”他说。第二天，产值达1.85亿元。";
/// let found: Vec<&str> = sentences(text, Span::new(0, text.len() as u32)).map(|span| span.of(text)).collect();
/// assert_eq!(found, ["“走吧！”", "他说。", "第二天，产值达1.85亿元。"]);
/// ```
pub fn sentences(text: &str, paragraph: Span) -> Sentences<'_> {
    Sentences { text, at: paragraph.start as usize, end: paragraph.end as usize, ascii: None }
}

/// Iterator over the sentences of a paragraph, made by [`sentences`].
#[derive(Clone, Debug)]
pub struct Sentences<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// Where the next ASCII stop stands, or up to where there is none; looked up anew when it is passed.
    ascii: Option<usize>,
}

impl Iterator for Sentences<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let window = boundary_before(self.text, self.end.min(start + MAX_SENTENCE_BYTES + 1));
        let stop = next_stop(&self.text[..window], start, &mut self.ascii);
        let whole =
            stop.or((window == self.end).then_some(window)).filter(|end| end - start <= MAX_SENTENCE_BYTES);
        let end = whole.unwrap_or_else(|| start + cut(&self.text[start..window]));
        if whole.is_none() {
            self.ascii = None;
        }
        self.at = end;
        Some(Span::from_usize(start, end))
    }
}

/// The next byte from `at` on that may begin a stop or a title mark: the lead bytes of …, of 。《》 and of ！？, or an ASCII
/// stop. ASCII stops are few in Chinese text, so the next one is looked up once and kept in `ascii`.
fn next_mark(bytes: &[u8], at: usize, ascii: &mut Option<usize>) -> Option<usize> {
    let wide = memchr::memchr3(0xe2, 0xe3, 0xef, &bytes[at..]).map_or(bytes.len(), |found| at + found);
    let narrow = match *ascii {
        // Up to the end of the last window there was none: what stands there now need not be one.
        Some(found) if found >= at && bytes.get(found).is_none_or(|byte| b"!?.".contains(byte)) => found,
        _ => memchr::memchr3(b'!', b'?', b'.', &bytes[at..]).map_or(bytes.len(), |found| at + found),
    };
    *ascii = Some(narrow);
    Some(wide.min(narrow)).filter(|mark| *mark < bytes.len())
}

/// The end of the first sentence of `text[start..]`, if a stop ends it.
fn next_stop(text: &str, start: usize, ascii: &mut Option<usize>) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut title = None;
    let mut at = start;
    loop {
        at = next_mark(bytes, at, ascii)?;
        let width = match &bytes[at..] {
            [0xe3, 0x80, 0x82, ..] | [0xef, 0xbc, 0x81 | 0x9f, ..] | [0xe2, 0x80, 0xa6, ..] => 3,
            [b'!' | b'?' | b'.', ..] => 1,
            [0xe3, 0x80, 0x8a, ..] => {
                title = Some(at);
                0
            }
            [0xe3, 0x80, 0x8b, ..] => {
                title = None;
                0
            }
            _ => 0,
        };
        if width > 0 && title.is_none_or(|opened| at - opened >= 180) {
            let end = behind_stops(text, at + width);
            if ends(text, start, at, end) {
                return Some(end);
            }
            at = end;
        } else {
            at += if bytes[at] < 0x80 { 1 } else { 3 };
        }
    }
}

/// Past further stops and the closing marks that belong to them.
fn behind_stops(text: &str, at: usize) -> usize {
    let behind = |mark: char| {
        matches!(mark, '。' | '！' | '？' | '!' | '?' | '…' | '”' | '’' | '」' | '』' | '）' | ')' | '】')
    };
    text[at..].find(|mark| !behind(mark)).map_or(text.len(), |length| at + length)
}

/// Whether the stop at `at`, whose closing marks end at `end`, ends the sentence that began at `start`.
fn ends(text: &str, start: usize, at: usize, end: usize) -> bool {
    let Some(next) = text[end..].chars().next() else { return true };
    let stop = text[at..].chars().next().unwrap_or(' ');
    match stop {
        '.' => end == at + 1 && full_stop(text, at, next),
        '!' | '?' if next.is_ascii_alphanumeric() || matches!(next, '=' | '&' | '/') => false,
        '…' => ellipsis(&text[start..at], next),
        _ => !goes_on(next),
    }
}

/// Marks and particles with which no sentence begins.
fn goes_on(next: char) -> bool {
    matches!(next, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '》' | '〉' | '—' | '的' | '地' | '等')
}

/// An ellipsis breaks off a list (goes on: 等, 的, 和 …), a word (我……我) or a sentence.
fn ellipsis(before: &str, next: char) -> bool {
    !goes_on(next)
        && !matches!(next, '了' | '着' | '和' | '与' | '及' | '或' | '吗' | '呢' | '吧' | '啊')
        && before.len() >= 24
}

/// A Latin full stop behind a small letter or Han, with white space behind it; not 1.85, e.g., example.com.
fn full_stop(text: &str, at: usize, next: char) -> bool {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let word = text[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    next.is_whitespace() && ((before as u32 >= 0x3400) || (before.is_ascii_lowercase() && word > 2))
}

/// Where to cut a stretch without stops: behind the last comma, semicolon or white space in its allowed length, or between
/// any two characters.
fn cut(long: &str) -> usize {
    let limit = boundary_before(long, MAX_SENTENCE_BYTES);
    let mark = |mark: char| matches!(mark, '；' | '，' | '、' | ';' | ',') || mark.is_whitespace();
    match long[..limit].char_indices().rev().find(|(_, c)| mark(*c)) {
        Some((at, mark)) => at + mark.len_utf8(),
        None => limit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut_at_bars(expected: &str) {
        let text = expected.replace('|', "");
        let found: Vec<&str> =
            sentences(&text, Span::from_usize(0, text.len())).map(|span| span.of(&text)).collect();
        assert_eq!(found.join("|"), expected);
    }

    #[test]
    fn stops_end_sentences_with_their_closing_marks() {
        for case in [
            "会议在赤峰召开。|代表们来自各地！|还有谁？",
            "他说：“明天再来。”|大家都笑了。",
            "（全文见第2版。）|会议结束。",
            "真的吗？！|当然。",
            "没有句号的一行",
            "一是抓生产；二是保安全；三是惠民生。|会议强调。",
            "What is it? It is done. Good.",
        ] {
            if case.starts_with("What") {
                cut_at_bars("What is it?| It is done.| Good.");
            } else {
                cut_at_bars(case);
            }
        }
    }

    #[test]
    fn a_mark_inside_a_sentence_is_no_stop() {
        for case in [
            "增长5.6%、1.85亿元，网址是example.com/a?id=3的页面。",
            "《你好！李焕英》上映。|观众很多。",
            "面对“怎么办？”的追问，“怎么干！”，他没有回答。",
            "煤、电、油、气、运输和通信……等行业都在其列。",
            "“我……我不知道。”",
            "在沙漠里种树，在草原上治沙……|各级工会积极行动起来。",
            "见附件（第3.2节）。",
        ] {
            cut_at_bars(case);
        }
    }

    #[test]
    fn a_stop_behind_a_cut_counts_whatever_stood_at_the_end_of_the_window() {
        // A stop was looked for up to the end of the first window, where `é` stands.
        for end in MAX_SENTENCE_BYTES - 2..MAX_SENTENCE_BYTES + 3 {
            let first = format!("{}。", "赤峰、".repeat(200));
            let text = format!("{first}{}é!赤峰。", "a".repeat(end - first.len()));
            let found: Vec<_> = sentences(&text, Span::from_usize(0, text.len())).collect();
            assert!(found.iter().any(|span| span.of(&text).ends_with("é!")), "{end}");
        }
    }

    #[test]
    fn a_text_without_stops_is_cut() {
        let text = "赤峰、".repeat(5000);
        let found: Vec<Span> = sentences(&text, Span::from_usize(0, text.len())).collect();
        assert!(found.iter().all(|span| span.len() <= MAX_SENTENCE_BYTES && span.of(&text).ends_with('、')));
        let solid = "赤".repeat(10_000);
        assert_eq!(sentences(&solid, Span::from_usize(0, solid.len())).next().unwrap().len(), 8190);
    }

    proptest! {
        #[test]
        fn sentences_tile_their_paragraph(text in "[赤峰。！？!?…”》《.， a1\n]{0,80}|.{0,80}") {
            let mut at = 0;
            for span in sentences(&text, Span::from_usize(0, text.len())) {
                prop_assert_eq!(span.start, at);
                prop_assert!(!span.is_empty() && text.is_char_boundary(span.end as usize));
                at = span.end;
            }
            prop_assert_eq!(at as usize, text.len());
        }
    }
}

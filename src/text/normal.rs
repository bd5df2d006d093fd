//! The normal form in which names are compared: width folded, middle dots and brackets unified, quotation marks and
//! white space inside names left out. What was left out is remembered as gaps. Never shown to anybody.

use super::han::is_han;
use super::seek::next_of;
use super::{OffsetMap, Span};

/// What was left out at a position of a normal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// White space.
    Space,
    /// White space that parts the cells of a row.
    Wide,
    /// An opening quotation mark.
    Open,
    /// A closing quotation mark.
    Close,
}

/// A text in normal form, with the way back.
///
/// ```
/// use guanxi::text::{Normal, Span};
/// let normal = Normal::of("“安康杯”竞赛");
/// assert_eq!(normal.text(), "安康杯竞赛");
/// assert_eq!(normal.to_source(Span::new(0, 9)), Span::new(3, 12));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Normal {
    text: String,
    map: OffsetMap,
    gaps: Vec<(u32, Gap)>,
    /// A bit for each byte of the normal text at which there are gaps; ends with the last of them.
    gapped: Vec<u64>,
    /// Where each gap stands in the source.
    sources: Vec<Span>,
}

enum Fold {
    Keep,
    Drop(Gap),
    To(char),
}

impl Normal {
    /// The normal form of `source`. O(bytes).
    #[must_use]
    pub fn of(source: &str) -> Self {
        let mut normal = Self { text: String::with_capacity(source.len()), ..Self::default() };
        normal.fill(source);
        normal
    }

    /// Makes this the normal form of `source`, keeping the memory it has.
    pub fn refill(&mut self, source: &str) {
        self.text.clear();
        self.gaps.clear();
        self.gapped.clear();
        self.sources.clear();
        self.map.clear();
        self.fill(source);
    }

    fn fill(&mut self, source: &str) {
        let bytes = source.as_bytes();
        let (mut kept, mut at) = (0, 0);
        let mut quotes = Quotes::default();
        while let Some(found) = next_special(bytes, at) {
            let c = source[found..].chars().next().unwrap_or('\0');
            let after = found + c.len_utf8();
            match fold(source, found, c, &mut quotes) {
                Fold::Keep => {}
                Fold::Drop(gap) => {
                    self.copy(source, kept, found);
                    self.note_gap(gap);
                    self.sources.push(Span::from_usize(found, after));
                    kept = after;
                }
                Fold::To(folded) => {
                    self.copy(source, kept, found);
                    self.text.push(folded);
                    self.map.replace(found as u32, c.len_utf8() as u32, folded.len_utf8() as u32);
                    kept = after;
                }
            }
            at = after;
        }
        self.copy(source, kept, source.len());
    }

    fn note_gap(&mut self, gap: Gap) {
        let at = self.text.len();
        self.gaps.push((at as u32, gap));
        self.gapped.resize(at / 64 + 1, 0);
        self.gapped[at / 64] |= 1 << (at % 64);
    }

    fn copy(&mut self, source: &str, from: usize, to: usize) {
        self.text.push_str(&source[from..to]);
        self.map.copy(from as u32, (to - from) as u32);
    }

    /// The text in normal form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span of the source that a span of the normal text came from.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        self.map.to_source(span)
    }

    /// All gaps, sorted by position in the normal text.
    #[must_use]
    pub fn gaps(&self) -> &[(u32, Gap)] {
        &self.gaps
    }

    /// The gaps strictly inside a span of the normal text.
    #[must_use]
    pub fn gaps_inside(&self, span: Span) -> &[(u32, Gap)] {
        // Most texts have few gaps and most spans none: the words of bits that the span touches say so at once.
        let words = span.start as usize / 64..self.gapped.len().min(span.end as usize / 64 + 1);
        if self.gapped.get(words).is_none_or(|words| words.iter().all(|&word| word == 0)) {
            return &[];
        }
        let from = self.gaps.partition_point(|&(at, _)| at <= span.start);
        let to = self.gaps.partition_point(|&(at, _)| at < span.end);
        &self.gaps[from..to.max(from)]
    }

    /// Where the quotation mark nearest before the character at `position` stands in the source.
    #[must_use]
    pub fn open_quote_at(&self, position: u32) -> Option<Span> {
        let to = self.gaps.partition_point(|&(at, _)| at <= position);
        let at = self.gaps[..to].iter().rposition(|&(at, gap)| at == position && gap == Gap::Open)?;
        Some(self.sources[at])
    }

    /// Where the first closing quotation mark right after a span that ends at `position` stands in the source.
    #[must_use]
    pub fn close_quote_at(&self, position: u32) -> Option<Span> {
        let from = self.gaps.partition_point(|&(at, _)| at < position);
        let at = self.gaps[from..]
            .iter()
            .take_while(|&&(at, _)| at == position)
            .position(|&(_, gap)| gap == Gap::Close)?;
        Some(self.sources[from + at])
    }

    /// The gaps exactly at a position.
    #[must_use]
    #[inline]
    pub fn gaps_at(&self, position: u32) -> &[(u32, Gap)] {
        let word = self.gapped.get(position as usize / 64).copied().unwrap_or(0);
        if word >> (position % 64) & 1 == 0 { &[] } else { self.found_at(position) }
    }

    /// Whether anything may have been left out from one byte to another, at most some sixty on; sure where it says no.
    #[must_use]
    #[inline]
    pub fn may_have_gaps(&self, first: u32, last: u32) -> bool {
        let word = |at: u32| self.gapped.get(at as usize / 64).copied().unwrap_or(0);
        word(first) | word(last) != 0
    }

    fn found_at(&self, position: u32) -> &[(u32, Gap)] {
        let from = self.gaps.partition_point(|&(at, _)| at < position);
        let to = self.gaps.partition_point(|&(at, _)| at <= position);
        &self.gaps[from..to]
    }
}

/// The normal form of a name, as the dictionary compares it.
#[must_use]
pub fn normal_form(name: &str) -> String {
    // Most names hold nothing that folds.
    if next_special(name.as_bytes(), 0).is_none() { name.to_owned() } else { Normal::of(name).text }
}

/// The form in which names are looked up: the normal form without blanks, in lower case.
#[must_use]
pub fn folded(name: &str) -> String {
    let lower = |character: char| (character != ' ').then_some(character.to_ascii_lowercase());
    normal_form(name).chars().filter_map(lower).collect()
}

/// Lead bytes of characters that may fold, and ASCII that may.
static SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let special: [u8; 12] = [b' ', b'\t', b'"', b'(', b')', b'.', b'\'', 0xC2, 0xE2, 0xE3, 0xEF, 0x0D];
    let mut i = 0;
    while i < special.len() {
        table[special[i] as usize] = true;
        i += 1;
    }
    table
};

fn next_special(bytes: &[u8], from: usize) -> Option<usize> {
    next_of(&SPECIAL, bytes, from)
}

fn fold(source: &str, at: usize, c: char, quotes: &mut Quotes) -> Fold {
    match c {
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            Fold::To(char::from_u32(c as u32 - 0xFEE0).unwrap_or(c))
        }
        '(' => Fold::To('（'),
        ')' => Fold::To('）'),
        '・' | '•' | '‧' | '∙' | '･' | '⋅' => Fold::To('·'),
        '.' | '．' if between_han(source, at, c) => Fold::To('·'),
        '“' | '「' | '『' => Fold::Drop(Gap::Open),
        '”' | '」' | '』' => Fold::Drop(Gap::Close),
        '‘' => Fold::Drop(Gap::Open),
        '’' => Fold::Drop(Gap::Close),
        '"' | '＂' => Fold::Drop(quotes.mark(source, at)),
        ' ' | '\t' | '\u{3000}' | '\u{A0}' | '\u{2002}'..='\u{200B}' | '\u{FEFF}' | '\u{202F}' | '\r' => {
            space(source, at, c)
        }
        _ => Fold::Keep,
    }
}

fn before(source: &str, at: usize) -> Option<char> {
    source[..at].chars().next_back()
}

fn after(source: &str, at: usize, c: char) -> Option<char> {
    source[at + c.len_utf8()..].chars().next()
}

/// The straight quotation marks of a line, counted as they come: a line may be as long as the text.
#[derive(Default)]
struct Quotes {
    /// Marks of the line before the byte `at`.
    count: usize,
    at: usize,
}

impl Quotes {
    /// What the mark at a byte is: it opens if the number of marks before it on its line is even.
    fn mark(&mut self, source: &str, at: usize) -> Gap {
        let between = &source[self.at..at];
        let line = between.rfind('\n');
        self.count = if line.is_some() { 0 } else { self.count };
        self.count += between[line.map_or(0, |end| end + 1)..].matches(['"', '＂']).count();
        self.at = at;
        if self.count.is_multiple_of(2) { Gap::Open } else { Gap::Close }
    }
}

/// The white space that parts the cells of a row: as wide as a character.
pub(crate) const WIDE: char = '\u{3000}';

/// White space between two ASCII words stays (one blank for any); elsewhere it is left out.
fn space(source: &str, at: usize, c: char) -> Fold {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if latin(before(source, at)) && latin(after(source, at, c)) {
        Fold::To(' ')
    } else {
        Fold::Drop(if c == WIDE { Gap::Wide } else { Gap::Space })
    }
}

fn between_han(source: &str, at: usize, c: char) -> bool {
    before(source, at).is_some_and(is_han) && after(source, at, c).is_some_and(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_as_the_table_says() {
        for (source, normal) in [
            ("赤峰市总工会", "赤峰市总工会"),
            ("Ａ股", "A股"),
            ("京能(赤峰)能源", "京能（赤峰）能源"),
            ("阿尔•帕西诺", "阿尔·帕西诺"),
            ("阿尔・帕西诺", "阿尔·帕西诺"),
            ("阿尔‧帕西诺", "阿尔·帕西诺"),
            ("阿尔.帕西诺", "阿尔·帕西诺"),
            ("3.5万", "3.5万"),
            ("“三北”工程", "三北工程"),
            ("「三北」工程", "三北工程"),
            ("薛　来", "薛来"),
            ("福 利 彩 票", "福利彩票"),
            ("iPhone 15 Pro", "iPhone 15 Pro"),
            ("，。、", "，。、"),
        ] {
            assert_eq!(normal_form(source), normal, "{source}");
        }
    }

    #[test]
    fn gaps_keep_what_was_left_out() {
        let normal = Normal::of("记者 安蓓");
        assert_eq!(normal.gaps(), &[(6, Gap::Space)]);
        assert_eq!(normal.to_source(Span::new(6, 12)), Span::new(7, 13));
        let quoted = Normal::of("\"三北\"工程");
        assert_eq!(quoted.gaps(), &[(0, Gap::Open), (6, Gap::Close)]);
        assert_eq!(quoted.gaps_inside(Span::new(0, 12)), &[(6, Gap::Close)]);
    }

    #[test]
    fn straight_marks_open_and_close_by_turns_on_a_line() {
        use Gap::{Close, Open};
        let kinds = |text: &str| Normal::of(text).gaps().iter().map(|&(_, gap)| gap).collect::<Vec<_>>();
        assert_eq!(kinds("\"三北\"和\"三\n北\"＂工程"), [Open, Close, Open, Open, Close]);
        let line = "\"".repeat(1 << 20);
        assert!(kinds(&line).chunks(2).all(|pair| pair == [Open, Close]));
    }

    proptest::proptest! {
        #[test]
        fn every_span_maps_inside_the_source(source in "\\PC{0,40}") {
            let normal = Normal::of(&source);
            let mut at = 0u32;
            for c in normal.text().chars() {
                let next = at + c.len_utf8() as u32;
                let back = normal.to_source(Span::new(at, next));
                proptest::prop_assert!(source.is_char_boundary(back.start as usize));
                proptest::prop_assert!(source.is_char_boundary(back.end as usize));
                proptest::prop_assert!(!back.is_empty());
                at = next;
            }
        }
    }
}

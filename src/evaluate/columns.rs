//! Gold in columns: a token and its tag a line, an empty line between sentences. Reads IOB1, BIO, BIOES and BMES, and what
//! `tag --format conll` writes.
//!
//! The last column is the tag (Tjong Kim Sang and De Meulder 2003). A mention that goes on without having begun, or under
//! another kind, begins there, as in their scorer.

use super::gold::{GoldError, GoldMention};
use super::kinds::KindMap;
use super::lines::Lines;
use crate::dictionary::Kind;

/// Token and tag of a line: two or more columns, parted by a tab or else by a space.
pub(super) fn token(line: &str) -> Option<(&str, &str)> {
    let parts =
        |mark| line.split_once(mark).and_then(|(token, rest)| Some((token, rest.rsplit(mark).next()?)));
    let (token, tag) = parts('\t').or_else(|| parts(' '))?;
    let tag = tag.trim();
    (!token.is_empty() && is_tag(tag)).then_some((token, tag))
}

fn is_tag(tag: &str) -> bool {
    let place = |c: char| matches!(c, 'B' | 'I' | 'E' | 'S' | 'M' | 'L' | 'U');
    let mut chars = tag.chars();
    match (chars.next(), chars.next()) {
        (Some('O'), None) => true,
        (Some(first), Some('-' | '_')) => place(first) && chars.next().is_some(),
        _ => false,
    }
}

/// A line that says something about the sentences behind it.
pub(super) fn is_comment(line: &str) -> bool {
    (line.starts_with("# ") && line.split(['\t', ' ']).count() != 2) || line.starts_with("-DOCSTART-")
}

/// The next sentence: its first line, its text, its mentions. Behind a faulty one the next begins after an empty line.
pub(super) fn sentence(
    lines: &mut Lines,
    map: &KindMap,
) -> Result<Option<(u64, String, Vec<GoldMention>)>, GoldError> {
    let read = whole(lines, map);
    if read.as_ref().is_err_and(GoldError::is_of_a_part) {
        lines.skip_sentence()?;
    }
    read
}

fn whole(lines: &mut Lines, map: &KindMap) -> Result<Option<(u64, String, Vec<GoldMention>)>, GoldError> {
    let mut sentence = Sentence::default();
    let mut first = None;
    while let Some(line) = lines.next()? {
        if is_comment(&line) {
            continue;
        }
        if line.trim().is_empty() {
            if first.is_some() {
                break;
            }
            continue;
        }
        let Some((token, tag)) = token(&line) else {
            let cure = "write the token, a tab and O, B-LOC, I-LOC, E-LOC, M-LOC or S-LOC";
            return Err(lines.malformed(format!("no token with a tag: \"{line}\""), cure));
        };
        first.get_or_insert(lines.line);
        let label = tag.get(2..).unwrap_or_default();
        let kind = if label.is_empty() { None } else { lines.kind(map, label)? };
        sentence.add(token, &tag[..1], kind);
        lines.short_enough(sentence.text.len())?;
    }
    Ok(first.map(|line| (line, sentence.text, sentence.mentions)))
}

/// A sentence under way.
#[derive(Default)]
struct Sentence {
    text: String,
    characters: usize,
    mentions: Vec<GoldMention>,
    /// The last mention may go on.
    open: bool,
    /// The tokens are words, not characters.
    words: bool,
}

impl Sentence {
    fn add(&mut self, token: &str, place: &str, kind: Option<Kind>) {
        let length = token.chars().count();
        self.words |= length > 1;
        let apart = self.parted(token);
        self.text.push_str(if apart { " " } else { "" });
        let start = self.characters + usize::from(apart);
        self.text.push_str(token);
        self.characters = start + length;
        let begins = matches!(place, "B" | "S" | "U");
        match (kind, self.mentions.last_mut()) {
            (None, _) => self.open = false,
            (Some(kind), Some(last)) if self.open && !begins && last.kind == kind => {
                last.surface.push_str(token);
                last.end = self.characters;
            }
            (Some(kind), _) => {
                self.mentions.push(GoldMention::new(start, self.characters, token.to_owned(), kind));
                self.open = true;
            }
        }
        self.open &= !matches!(place, "E" | "S" | "L" | "U");
    }

    /// Words of Latin letters have a space between them; Han have none, nor have letters that stand one by one.
    fn parted(&self, token: &str) -> bool {
        let before = self.text.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        self.words && before && token.starts_with(|c: char| c.is_ascii_alphanumeric())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &[(&str, &str)]) -> (String, Vec<(usize, usize, String)>) {
        let mut sentence = Sentence::default();
        for (token, tag) in rows {
            let kind = KindMap::default().kind(tag.get(2..).unwrap_or_default()).flatten();
            sentence.add(token, &tag[..1], kind.filter(|_| tag.len() > 1));
        }
        let found =
            sentence.mentions.into_iter().map(|m| (m.start, m.end, format!("{} {}", m.kind, m.surface)));
        (sentence.text, found.collect())
    }

    #[test]
    fn schemes_say_the_same() {
        let expected = vec![(0, 3, "place 赤峰市".to_owned()), (3, 4, "place 京".to_owned())];
        for tags in [
            ["B-LOC", "I-LOC", "I-LOC", "B-LOC", "O"],
            ["B-LOC", "M-LOC", "E-LOC", "S-LOC", "O"],
            ["B-LOC", "I-LOC", "E-LOC", "S-LOC", "O"],
            ["I-LOC", "I-LOC", "I-LOC", "B-LOC", "O"],
            ["B-place", "I-place", "I-place", "B-place", "O"],
        ] {
            let rows: Vec<_> = ["赤", "峰", "市", "京", "的"].into_iter().zip(tags).collect();
            assert_eq!(read(&rows), ("赤峰市京的".to_owned(), expected.clone()), "{tags:?}");
        }
    }

    #[test]
    fn words_of_letters_are_parted_and_letters_are_not() {
        let words = read(&[("Wang", "B-PER"), ("Wei", "I-PER"), ("在", "O"), ("北京", "B-LOC")]);
        let names = vec![(0, 8, "person WangWei".to_owned()), (9, 11, "place 北京".to_owned())];
        assert_eq!(words, ("Wang Wei在北京".to_owned(), names));
        assert_eq!(read(&[("1", "O"), ("9", "O"), ("年", "O")]).0, "19年");
    }

    #[test]
    fn lines_are_taken_apart() {
        assert_eq!(token("赤\tB-LOC"), Some(("赤", "B-LOC")));
        assert_eq!(token("赤 n B-LOC"), Some(("赤", "B-LOC")));
        assert_eq!(token("#\tO"), Some(("#", "O")));
        assert_eq!(token("赤\tX-LOC"), None);
        assert!(is_comment("# pages/1.txt 0 标题") && !is_comment("# O") && !is_comment("#\tO"));
    }
}

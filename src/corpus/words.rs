//! The words that tell the parts of a page, from `dictionaries/pages/words.tsv`.

use std::sync::LazyLock;

/// What a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Begins a dateline.
    Agency,
    /// Follows the day of a dateline.
    Filed,
    /// Names an editor of the page.
    Editor,
    /// Begins a line that only says who wrote.
    Byline,
    /// Ends what heads short items.
    Rubric,
    /// Continues an article of another page.
    Continued,
    /// Says on which page the article goes on.
    Turned,
    /// Stands before or behind the day of publication.
    Stamp,
    /// Ends the name of a body that fills a line.
    Body,
}

/// The uses by their names in the file, in the order of [`Use`].
const USES: [&str; 9] =
    ["agency", "filed", "editor", "byline", "rubric", "continued", "turned", "stamp", "body"];

/// Words by their uses.
type Lists = [Vec<&'static str>; USES.len()];

static WORDS: LazyLock<Lists> = LazyLock::new(|| read(include_str!("../../dictionaries/pages/words.tsv")));

/// The words of a use.
pub(super) fn words(of: Use) -> &'static [&'static str] {
    &WORDS[of as usize]
}

/// `text` behind the word of a use that begins it.
pub(super) fn behind(text: &str, of: Use) -> Option<&str> {
    words(of).iter().find_map(|word| text.strip_prefix(word))
}

fn read(file: &'static str) -> Lists {
    let mut lists = Lists::default();
    for (word, of) in file.lines().skip(1).filter_map(|row| row.split_once('\t')) {
        if let Some(at) = USES.iter().position(|known| *known == of) {
            lists[at].push(word);
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_use_and_no_word_hides_another() {
        let rows = include_str!("../../dictionaries/pages/words.tsv").lines().count() - 1;
        assert_eq!(rows, USES.iter().zip(WORDS.iter()).map(|(_, words)| words.len()).sum::<usize>());
        for words in WORDS.iter() {
            assert!(!words.is_empty());
            let hides = |word: &&str| words.iter().any(|other| other != word && other.starts_with(*word));
            assert!(!words.iter().any(hides), "{words:?}");
        }
    }
}

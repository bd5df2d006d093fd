//! Words of tables that are a letter or two from a known one: a slip of the hand, which would be read as a word of the user's own.

use super::Kind;

/// Letters from which on a word may differ in two.
const LONG: usize = 6;

/// The known word that another is a slip of: one letter away, or two where it is long and begins alike or has the same letters.
/// Words of fewer than four letters have too many neighbours.
pub(super) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let near = |known: &&str| known.is_ascii() && known.len() >= 4 && is_slip(word, known);
    known.into_iter().find(near)
}

/// The kind of the house that a kind of the user's own is a slip of.
#[must_use]
pub fn misspelt_kind(kind: &Kind) -> Option<Kind> {
    if Kind::ALL.contains(kind) {
        return None;
    }
    nearest(kind.as_str(), Kind::ALL.iter().map(Kind::as_str))?.parse().ok()
}

fn is_slip(word: &str, known: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<u8> = word.bytes().collect();
        letters.sort_unstable();
        letters
    };
    let alike = || word.as_bytes().first() == known.as_bytes().first() || letters(word) == letters(known);
    match distance(word.as_bytes(), known.as_bytes()) {
        0 => false,
        1 => true,
        2 => known.len() >= LONG && alike(),
        _ => false,
    }
}

/// Letters to put in, take out, change or swap with the next (optimal string alignment). O(a·b).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (x, row) in rows.iter_mut().enumerate() {
        row[0] = x;
    }
    rows[0] = (0..=b.len()).collect();
    for x in 1..=a.len() {
        for y in 1..=b.len() {
            let changed = rows[x - 1][y - 1] + usize::from(a[x - 1] != b[y - 1]);
            let mut least = changed.min(rows[x - 1][y] + 1).min(rows[x][y - 1] + 1);
            if x > 1 && y > 1 && a[x - 1] == b[y - 2] && a[x - 2] == b[y - 1] {
                least = least.min(rows[x - 2][y - 2] + 1);
            }
            rows[x][y] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_words_of_their_own() {
        let known = ["name", "aliases", "within", "id", "change", "place"];
        for (word, meant) in [
            ("nmae", Some("name")),
            ("alaises", Some("aliases")),
            ("twihin", Some("within")),
            ("chnge", Some("change")),
            ("places", Some("place")),
            ("name", None),
            ("date", None),
            ("qid", None),
            ("range", None),
            ("population", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }

    #[test]
    fn kinds_of_ones_own_are_far_from_ours() {
        for (kind, meant) in [
            ("persom", Some(Kind::PERSON)),
            ("programm", Some(Kind::PROGRAMME)),
            ("vessel", None),
            ("place", None),
        ] {
            assert_eq!(misspelt_kind(&kind.parse().unwrap()), meant, "{kind}");
        }
    }
}

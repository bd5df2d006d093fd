//! Which words the characters of a possible name are, and whether some of them rather belong to what stands beside it.

use super::{LONG, Name, Right};
use crate::recognise::letters::Word;
use crate::text::Tag;

impl Name<'_, '_> {
    pub(super) fn is_of_singles(&self) -> bool {
        self.words().all(|word| word.end == word.start + 1)
    }

    /// Whether its words rather belong to what stands before and behind it: 总统 + 任期 + 内.
    pub(super) fn is_parted(&self) -> bool {
        let &Self { letters, start, clear, right, .. } = self;
        let (word, singles) = (letters.word(start), self.is_of_singles());
        let front = word.start == start && word.end > start + 1;
        let verb = matches!(word.tag, Tag::Verb | Tag::VerbalNoun);
        let plain = front && word.tag != Tag::Person || !clear && !singles;
        let counts =
            |word: Word| word.end > word.start + 1 && matches!(word.tag, Tag::Side | Tag::Time | Tag::Number);
        self.ends_loosely(singles)
            || !clear && self.is_loose(start)
            || !singles && word.start < start
            || front && verb && right != Right::Closed
            || plain && self.weight() == 0
            || self.words().any(counts)
    }

    /// Whether a lone character behind two may be the third of the name: 镇长 + 李继 + 猛, 董事长 + 吴福 + 曾.
    pub(super) fn goes_on(&self) -> bool {
        let &Self { page, letters, start, end, right, .. } = self;
        end - start < LONG
            && right == Right::GoesOn
            && letters.word(end).end == end + 1
            && page.known.characters.given(letters.chars[end]).sort() > 0
    }

    /// Whether its last character rather belongs to what follows.
    fn ends_loosely(&self, singles: bool) -> bool {
        let &Self { letters, start, end, right, surname, .. } = self;
        let known = if end - start == LONG {
            right == Right::Closed && singles
        } else {
            !surname.ambiguous && end < letters.len() && letters.word(end).end > end + 1
        };
        !known && self.is_loose(end - 1)
    }

    /// Whether a lone character is a verb or a word of grammar, and hardly part of a name.
    fn is_loose(&self, n: usize) -> bool {
        let word = self.letters.word(n);
        let given = self.page.known.characters.given(self.letters.chars[n]).sort();
        let open = self.right != Right::Closed;
        word.end == word.start + 1
            && match word.tag {
                Tag::Grammar | Tag::Number | Tag::Side => given == 0 || open,
                Tag::Verb | Tag::Measure | Tag::Time => given == 0,
                _ => false,
            }
    }
}

/// Whether a word of several characters is a noun or a name.
pub(super) fn is_noun(word: Word) -> bool {
    word.end == word.start + 1
        || matches!(word.tag, Tag::Noun | Tag::None | Tag::Person | Tag::Place | Tag::Proper)
}

//! What a store notes of the dictionary and the options that its articles were recognised with.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::facts::ArticleKey;

/// What the articles of a store were recognised with: nothing yet, one dictionary with its options, several, or a change from
/// one to another that is under way. A number on disk and in notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DictionaryState(pub(super) u64);

impl DictionaryState {
    /// Nothing was noted.
    pub const NONE: Self = Self(0);
    /// Several dictionaries, or another program.
    pub const MIXED: Self = Self(1);

    /// The state that a text describes: the same for the same text, and neither [`Self::NONE`] nor [`Self::MIXED`].
    #[must_use]
    pub fn of(text: &str) -> Self {
        let ArticleKey(hash) = ArticleKey::of_text(text);
        Self((hash as u64).max(Self::MIXED.0 + 1))
    }

    /// Whether the articles were recognised with several dictionaries, or by another program.
    #[must_use]
    pub fn is_mixed(self) -> bool {
        self == Self::MIXED
    }
}

impl fmt::Display for DictionaryState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

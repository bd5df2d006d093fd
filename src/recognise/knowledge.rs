//! What the recogniser knows before it reads: dictionary, matcher, and what is looked up by word, character or name.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::vocabulary::Vocabulary;
use crate::dictionary::{Characters, Dictionary, EntityNo, Gazetteer};

/// What the recogniser knows, shared by all articles.
pub(crate) struct Knowledge {
    pub(crate) dictionary: Dictionary,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) characters: Characters,
    pub(crate) vocabulary: Vocabulary,
    /// Listed persons by the short names of their full names.
    pub(crate) bearers: FxHashMap<String, Vec<EntityNo>>,
    /// The forms that name states with a letter of their own.
    pub(crate) states: FxHashMap<u32, EntityNo>,
    /// Tells it apart from all other knowledge while anybody holds it.
    pub(crate) identity: Arc<()>,
}

//! What recognition gives: mentions, and the entities they were linked to.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dictionary::{Kind, Named};
use crate::text::Span;

/// How a mention came to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The canonical name of a listed entity.
    Dictionary,
    /// Another listed name.
    Alias,
    /// A form that holds only in this article: 自治区, 我市, a short form introduced in the text.
    Context,
    /// Not listed: found by a rule.
    Rule,
}

/// A surface at a span, linked to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the article's working text.
    pub span: Span,
    /// Kind of the entity, also where the entity is ambiguous.
    pub kind: Kind,
    /// The entity; none where several candidates are left.
    pub entity: Option<Arc<Named>>,
    /// The entities left where it is ambiguous (two or more), else empty.
    pub candidates: Vec<Arc<Named>>,
    /// How it was found.
    pub origin: Origin,
    /// The rule that found it or brought it into context, by its id.
    pub rule: Option<&'static str>,
    /// Number of the sentence in the article.
    pub sentence: u32,
    /// Number of the paragraph in the article.
    pub paragraph: u32,
}

/// The mentions of one article: flat, sorted by start, never overlapping; `nested` holds the inner ones on request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// Outermost mentions.
    pub mentions: Vec<Mention>,
    /// Mentions inside others, sorted by start then end; empty unless asked for.
    pub nested: Vec<Mention>,
}

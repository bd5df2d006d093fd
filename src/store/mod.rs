//! Facts on disk. sled lives here and nowhere else.

mod facts;
mod snapshot;

pub use facts::{ArticleFacts, ArticleKey, MentionFact, SourceRef};
pub use snapshot::{Arc, Dated, EntityRow, RelationRow, Snapshot};

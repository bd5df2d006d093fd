//! Facts on disk. sled lives here and nowhere else.

mod articles;
mod blocks;
mod body;
mod codec;
mod collect;
mod compaction;
mod day;
mod delta;
mod dictionary_state;
mod directory;
mod discard;
mod eager;
mod engine;
mod error;
mod evidence;
mod facts;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod guard;
mod head;
mod heads;
mod held;
mod known;
mod layout;
mod lock;
mod log;
mod look;
mod manifest;
mod names;
mod open;
mod packing;
mod parts;
mod passage;
mod patch;
mod pending;
mod publish;
mod published;
mod record;
mod retag;
mod rewrite;
mod rows;
mod runs;
mod sections;
mod segments;
mod settled;
mod shelf;
mod snapshot;
mod sound;
mod sources;
mod status;
mod verify;
mod writer;

pub use articles::{Reading, StoredArticle};
pub use dictionary_state::DictionaryState;
pub use error::StoreError;
pub use evidence::{Evidence, EvidenceOptions};
pub use facts::{ArticleFacts, ArticleKey, MentionFact, SourceRef};
pub use look::{Glimpse, Look};
pub use open::{OpenOptions, Store};
pub use rewrite::Rewritten;
pub use snapshot::{Arc, Arcs, Dated, EntityCounts, EntityRow, Period, Relation, RelationRow, Snapshot};
pub use sources::Forgotten;
pub use status::Status;
pub use verify::Report;
pub use writer::Writer;

#[cfg(test)]
mod fuzz_tests;
#[cfg(test)]
mod model_tests;

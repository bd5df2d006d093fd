//! What a store says of itself: how much it holds, and of which sources.

use super::dictionary_state::DictionaryState;
use super::directory::bytes_under;
use super::error::StoreError;
use super::names::{Names, texts};
use super::open::Store;
use super::segments::{AMBIGUOUS, HOLDINGS, NODES};
use crate::relate::Counting;

/// Rows of a table that are read in the time of one look-up.
const LOOK_UP_ROWS: u64 = 1000;

/// What a store holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    /// Commits so far.
    pub sequence: u64,
    /// Different articles.
    pub articles: u64,
    /// Sources that hold one at least.
    pub sources: u64,
    /// Mentions with an entity, repeated paragraphs left out.
    pub mentions: u64,
    /// Mentions that fit several entities.
    pub ambiguous: u64,
    /// Entities with a mention.
    pub entities: u64,
    /// Pairs of entities.
    pub relations: u64,
    /// Windows counted.
    pub windows: u64,
    /// Window and weighting.
    pub counting: Counting,
    /// What the articles were recognised with. In JSON a string: readers that know numbers as floats would round it.
    #[serde(serialize_with = "as_text")]
    pub dictionary: DictionaryState,
    /// Bytes of all files.
    pub bytes: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
fn as_text<S: serde::Serializer>(state: &DictionaryState, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(state)
}

impl Store {
    /// Counts what the store holds. Publishes the graph if it was not; else O(entities).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn status(&self) -> Result<Status, StoreError> {
        let snapshot = self.snapshot()?;
        let mut ambiguous = 0;
        for row in self.rows_of(NODES, u64::from(AMBIGUOUS), u64::from(AMBIGUOUS))? {
            ambiguous += row?.values[0].unsigned_abs();
        }
        Ok(Status {
            sequence: self.manifest.commit.sequence,
            articles: snapshot.articles(),
            sources: self.sources()?.len() as u64,
            mentions: (0..snapshot.entity_count() as u32).map(|node| snapshot.mentions_of(node)).sum(),
            ambiguous,
            entities: snapshot.entity_count() as u64,
            relations: snapshot.relation_count() as u64,
            windows: snapshot.windows(),
            counting: self.manifest.counting,
            dictionary: self.manifest.dictionary,
            bytes: self.bytes(),
        })
    }

    /// Bytes of all files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        bytes_under(self.path())
    }

    /// Names of the sources that hold an article, sorted.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn sources(&self) -> Result<Vec<String>, StoreError> {
        self.sources_where(|_| true)
    }

    /// Of the sources that hold an article those whose names are wanted, sorted. O(names); where few are wanted, no more.
    ///
    /// # Errors
    /// As [`Store::sources`].
    pub fn sources_where(&self, mut wanted: impl FnMut(&str) -> bool) -> Result<Vec<String>, StoreError> {
        let mut names = texts(&self.engine, Names::Sources)?;
        let numbers: Vec<u64> = (0..).zip(&names).filter(|(_, name)| wanted(name)).map(|(n, _)| n).collect();
        let mut live = Vec::new();
        for source in self.holding_sources(&numbers, names.len() as u64)? {
            live.push(std::mem::take(&mut names[source as usize]));
        }
        live.sort_unstable();
        Ok(live)
    }

    /// The numbers of the sources that hold an article, of some that are wanted; so many have a name.
    fn holding_sources(&self, wanted: &[u64], named: u64) -> Result<Vec<u64>, StoreError> {
        let rows: u64 = self.manifest.of(HOLDINGS).iter().map(|segment| segment.rows).sum();
        let mut live = Vec::new();
        if wanted.len() as u64 * LOOK_UP_ROWS < rows {
            for &source in wanted {
                if let Some(row) = self.rows_of(HOLDINGS, source, source)?.next() {
                    live.push(row?.key[0]);
                }
            }
            return Ok(live);
        }
        for row in self.rows(HOLDINGS)? {
            let source = row?.key[0];
            if source >= named {
                return Err(StoreError::damaged(self.path(), "a source has no name"));
            }
            if live.last() != Some(&source) && wanted.binary_search(&source).is_ok() {
                live.push(source);
            }
        }
        Ok(live)
    }
}

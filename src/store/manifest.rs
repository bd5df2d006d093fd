//! The manifest: what counts. Bytes of the log and segments that it does not name do not exist.
//!
//! Keys: `m` for the head, `h` for the history, `M` and the table's slot for each list of segments.

use xxhash_rust::xxh3::Xxh3;

use super::codec::{Bytes, put};
use super::dictionary_state::DictionaryState;
use super::engine::{Batch, Engine};
use super::error::{Damage, StoreError};
use super::segments::{Segment, TABLES, Table};
use crate::relate::{Counting, Weighting, Window};

const HEAD: &[u8] = b"m";
const HISTORY: &[u8] = b"h";

/// What a commit is told by. Numbers come again where a copy was brought back; a hash of all that was committed does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Commit {
    /// Counts the commits.
    pub(crate) sequence: u64,
    /// Hash of everything committed up to this one; 0 before the first, and in stores of older versions.
    pub(crate) history: u64,
}

/// State of the store at one commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The last commit.
    pub(crate) commit: Commit,
    pub(crate) counting: Counting,
    pub(crate) dictionary: DictionaryState,
    pub(crate) log_end: u64,
    pub(crate) next_document: u32,
    pub(crate) next_segment: u32,
    /// Segments that were merged and may not be deleted yet.
    pub(crate) doomed: Vec<u32>,
    pub(crate) segments: [Vec<Segment>; TABLES],
}

impl Manifest {
    /// The segments of a table.
    pub(crate) fn of<const K: usize, const V: usize>(&self, table: Table<K, V>) -> &[Segment] {
        &self.segments[table.slot]
    }

    /// The commit that follows, with a hash of what it writes.
    pub(crate) fn advance(&mut self, written: u64) {
        self.commit.sequence += 1;
        self.turn(written);
    }

    /// The same commit, of a history of its own.
    pub(crate) fn turn(&mut self, by: u64) {
        let counting = [self.counting.window as u64, self.counting.weighting as u64];
        let mut hash = Xxh3::new();
        for number in
            [self.commit.history, self.commit.sequence, self.log_end, by].into_iter().chain(counting)
        {
            hash.update(&number.to_le_bytes());
        }
        self.commit.history = hash.digest();
    }

    /// A number for a new segment.
    pub(crate) fn new_segment(&mut self) -> u32 {
        self.next_segment += 1;
        self.next_segment - 1
    }

    /// Writes the head and the given lists.
    pub(crate) fn write(&self, slots: impl IntoIterator<Item = usize>, batch: &mut Batch) {
        let window = [Window::Sentence, Window::Paragraph, Window::Article];
        let window = window.iter().position(|&w| w == self.counting.window).unwrap_or(0);
        let weighting = u64::from(self.counting.weighting == Weighting::Product);
        let numbers = [
            self.commit.sequence,
            window as u64,
            weighting,
            self.dictionary.0,
            self.log_end,
            u64::from(self.next_document),
            u64::from(self.next_segment),
            self.doomed.len() as u64,
        ];
        let mut out = Vec::new();
        for number in numbers {
            put(&mut out, number);
        }
        self.doomed.iter().for_each(|&segment| put(&mut out, u64::from(segment)));
        batch.put(HEAD, &out);
        batch.put(HISTORY, &self.commit.history.to_le_bytes());
        for slot in slots {
            out.clear();
            self.segments[slot].iter().for_each(|segment| segment.encode(&mut out));
            batch.put(&[b'M', slot as u8], &out);
        }
    }

    /// The manifest as the database has it; none in an empty one.
    pub(crate) fn read(engine: &Engine) -> Result<Option<Self>, StoreError> {
        let Some(head) = engine.get(HEAD)? else { return Ok(None) };
        let mut manifest = Self::decode(&head).map_err(|damage| engine.damaged(damage))?;
        let history = engine.get(HISTORY)?.and_then(|bytes| bytes.try_into().ok());
        manifest.commit.history = history.map_or(0, u64::from_le_bytes);
        for (slot, segments) in manifest.segments.iter_mut().enumerate() {
            let list = engine.get(&[b'M', slot as u8])?.unwrap_or_default();
            let mut bytes = Bytes::new(&list);
            while !bytes.is_empty() {
                segments.push(Segment::decode(&mut bytes).map_err(|damage| engine.damaged(damage))?);
            }
        }
        Ok(Some(manifest))
    }

    pub(crate) fn decode(head: &[u8]) -> Result<Self, Damage> {
        let mut bytes = Bytes::new(head);
        let sequence = bytes.number()?;
        let window = match bytes.number()? {
            0 => Window::Sentence,
            1 => Window::Paragraph,
            2 => Window::Article,
            _ => return Err(Damage("the manifest names an unknown window")),
        };
        let weighting = match bytes.number()? {
            0 => Weighting::Presence,
            1 => Weighting::Product,
            _ => return Err(Damage("the manifest names an unknown weighting")),
        };
        let (dictionary, log_end) = (DictionaryState(bytes.number()?), bytes.number()?);
        let (next_document, next_segment) = (bytes.small()?, bytes.small()?);
        let doomed = (0..bytes.count()?).map(|_| bytes.small()).collect::<Result<_, _>>()?;
        bytes.end()?;
        Ok(Self {
            commit: Commit { sequence, history: 0 },
            counting: Counting { window, weighting },
            dictionary,
            log_end,
            next_document,
            next_segment,
            doomed,
            segments: Default::default(),
        })
    }
}

//! Counting everything again from the articles, and comparing.
//!
//! Tables are additive, so a sum of `hash(key) × value` over a table's rows is the same however the rows are spread over
//! segments. Each table is compared by such sums, one a leading entity: memory grows with the entities, not with the rows.

mod heads;

use xxhash_rust::xxh3::xxh3_64;

use heads::Head;

use super::error::StoreError;
use super::names::entities;
use super::open::Store;
use super::pending::Pending;
use super::rows::Row;
use super::segments::{AMBIGUOUS, CORPUS, EDGES, FIRST_ENTITY, FORMS, NODES, POSTINGS, Table};

/// Problems that are listed; further ones are only counted.
const LISTED: usize = 100;
/// Rows that are counted before they are added to the sums.
const AT_ONCE: usize = 100_000;

/// What verifying found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Articles that were counted again.
    pub articles: u64,
    /// Documents read: articles, and other readings of the same text.
    pub documents: u64,
    /// Mentions in them.
    pub mentions: u64,
    /// Stored rows that were compared.
    pub rows: u64,
    /// Number of problems.
    pub problem_count: u64,
    /// Whether the published graph is whole and right, or there is none; else the next question makes it anew.
    pub graph_is_whole: bool,
    /// The first hundred of them.
    pub problems: Vec<String>,
}

impl Report {
    /// Whether all was right.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problem_count == 0
    }

    fn problem(&mut self, problem: String) {
        self.problem_count += 1;
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        }
    }
}

/// Sums of one table by its first column.
type Sums = Vec<u64>;

impl Store {
    /// Counts all articles again and compares every total; reads every stored byte on the way, so that a wrong checksum is
    /// found, in the published graph too, and gathers that graph once more to compare the two. O(everything); memory for the list
    /// of articles and a few numbers an entity.
    ///
    /// # Errors
    /// Only what keeps it from going on: [`StoreError::Damaged`], [`StoreError::Io`]. What it compares goes into the report.
    pub fn verify(&self) -> Result<Report, StoreError> {
        self.usable()?;
        let mut report = Report::default();
        self.verify_log()?;
        let heads = self.verify_heads(&mut report)?;
        self.verify_counts(&heads, &mut report)?;
        self.progress()?;
        let fault = self.fault_of_graph()?;
        report.graph_is_whole = fault.is_none();
        if let Some(fault) = fault {
            report.problem(fault);
        }
        Ok(report)
    }

    /// Reads every frame of the log.
    fn verify_log(&self) -> Result<(), StoreError> {
        let (mut at, end) = self.log.written().extent();
        while at < end {
            at = self.log.written().block(at)?.next;
        }
        Ok(())
    }

    /// Counts the documents again and compares the sums of the tables of counts.
    fn verify_counts(&self, heads: &[Head], report: &mut Report) -> Result<(), StoreError> {
        let named = entities(&self.engine)?;
        let mut sums: [Sums; 4] = std::array::from_fn(|_| vec![0; named.len() + FIRST_ENTITY as usize]);
        let mut pending = Pending::default();
        for &Head { document, address, day } in heads {
            if let Some(day) = day {
                let body = self.document_at(address)?.body;
                pending.count(document, day, &body, 1, self.manifest.counting);
            }
            if pending.len() > AT_ONCE {
                add_sums(&mut pending, &mut sums);
            }
        }
        add_sums(&mut pending, &mut sums);
        let [edges, nodes, forms, postings] = sums;
        let name = |number: usize| match number as u32 {
            CORPUS => "all articles".to_owned(),
            AMBIGUOUS => "ambiguous mentions".to_owned(),
            number => {
                let named = named.get((number - FIRST_ENTITY) as usize);
                named.map_or_else(|| format!("entity {number}"), |named| named.id.to_string())
            }
        };
        self.compare_sums(EDGES, edges, "relations", name, report)?;
        self.compare_sums(NODES, nodes, "totals", name, report)?;
        self.compare_sums(FORMS, forms, "surfaces", name, report)?;
        self.compare_sums(POSTINGS, postings, "articles", name, report)
    }

    fn compare_sums<const K: usize, const V: usize>(
        &self,
        table: Table<K, V>,
        mut sums: Sums,
        what: &str,
        name: impl Fn(usize) -> String,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        for row in self.rows(table)? {
            let row = row?;
            report.rows += 1;
            if row.values.iter().any(|&value| value < 0) {
                report.problem(format!("{what} of {}: a count is negative", name(row.key[0] as usize)));
            }
            match sums.get_mut(row.key[0] as usize) {
                Some(sum) => *sum = sum.wrapping_sub(weigh(&row)),
                None => report.problem(format!("{what}: entity {} has no name", row.key[0])),
            }
        }
        for (number, _) in sums.iter().enumerate().filter(|(_, sum)| **sum != 0) {
            report.problem(format!("{what} of {} differ from a recount", name(number)));
        }
        Ok(())
    }

    /// Compares a table with the rows that it should have.
    fn compare_rows<const K: usize>(
        &self,
        table: Table<K, 1>,
        expected: &[Row<K, 1>],
        what: &str,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let mut expected = expected.iter().peekable();
        for row in self.rows(table)? {
            let row = row?;
            report.rows += 1;
            while expected.next_if(|wanted| wanted.key < row.key).is_some() {
                report.problem(format!("{what}: a row is missing"));
            }
            if expected.next_if(|wanted| **wanted == row).is_none() {
                report.problem(format!("{what} {}: a row differs from the articles", row.key[0]));
            }
        }
        expected.for_each(|_| report.problem(format!("{what}: a row is missing")));
        Ok(())
    }
}

fn weigh<const K: usize, const V: usize>(row: &Row<K, V>) -> u64 {
    let mut key = [0u8; 64];
    for (place, column) in key.chunks_exact_mut(8).zip(row.key) {
        place.copy_from_slice(&column.to_le_bytes());
    }
    let mut sum = 0u64;
    for (number, value) in row.values.iter().enumerate() {
        key[63] = number as u8 + 1;
        sum = sum.wrapping_add(xxh3_64(&key).wrapping_mul(value.cast_unsigned()));
    }
    sum
}

fn add_sums(pending: &mut Pending, sums: &mut [Sums; 4]) {
    let [edges, nodes, forms, postings] = sums;
    drain(&mut pending.edges, edges);
    drain(&mut pending.nodes, nodes);
    drain(&mut pending.forms, forms);
    drain(&mut pending.postings, postings);
}

fn drain<const K: usize, const V: usize>(rows: &mut Vec<Row<K, V>>, sums: &mut Sums) {
    for row in rows.drain(..) {
        if let Some(sum) = sums.get_mut(row.key[0] as usize) {
            *sum = sum.wrapping_add(weigh(&row));
        }
    }
}

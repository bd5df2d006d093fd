//! Publishing the graph as a file that readers map. Finding the newest one: `published`.
//!
//! `graph-<generation>-<sequence>.gx` is written under another name, synced and renamed, so that a name always stands for a whole file.
//! A reader that finds it older than the last acknowledged commit publishes first; while a build holds the store, it answers
//! from the last published file.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::collect::Portion;
use super::directory::sync_directory;
use super::eager::EagerFile;
use super::error::StoreError;
use super::layout::other_version;
use super::manifest::Commit;
use super::open::Store;
use super::parts::TooMuch;
use super::pending::Pending;
use super::published::{CURE, Read, checked, front, graphs, mapped, name, open, written};
use super::snapshot::Snapshot;

const DRAFT: &str = "graph.gx.tmp";

impl Store {
    /// The graph as of the last commit, published first if it was not.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`] and the like.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        self.usable()?;
        if let Some(snapshot) = self.published(self.manifest.commit, checked) {
            return Ok(snapshot);
        }
        self.publish()?;
        let snapshot = self.published(self.manifest.commit, checked);
        snapshot.ok_or_else(|| self.damaged("the published graph does not read back"))
    }

    /// Compares the checksums of the last commit's graph, if there is one, for the next that is made from it. Reads the
    /// file, so that it is not in memory before it is wanted.
    pub(super) fn look_at_published(&self) {
        self.published(self.manifest.commit, checked);
    }

    /// The published graph of a commit if it is there and whole. Its checksums are compared once.
    fn published(&self, commit: Commit, read: Read) -> Option<Snapshot> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it =
            |shown: &Snapshot| (shown.head().generation, shown.head().commit) == (self.generation, commit);
        if !shown.as_ref().is_some_and(is_it) {
            let opened = open(self.path(), &self.graph(commit.sequence), self.generation, read);
            *shown = opened.ok().flatten().filter(is_it);
        }
        shown.clone()
    }

    /// What is wrong with the last commit's graph, if there is one: that it is damaged, or that it does not show what the tables
    /// say, which everything is gathered for once more. A graph that is whole but wrong is removed.
    pub(super) fn fault_of_graph(&self) -> Result<Option<String>, StoreError> {
        let file = self.graph(self.sequence());
        if !file.exists() {
            return Ok(None);
        }
        let graph = name(self.generation, self.sequence());
        if front(&file).is_ok_and(|front| other_version(&front)) {
            return Ok(None);
        }
        let opened = open(self.path(), &file, self.generation, checked);
        if !matches!(opened, Ok(Some(graph)) if graph.head().commit == self.manifest.commit) {
            return Ok(Some(format!("{graph} is damaged; the next question makes it anew")));
        }
        let anew = self.path().join(DRAFT);
        let same = self.is_as_gathered(&file, &anew);
        let _ = fs::remove_file(&anew);
        match same {
            Ok(true) => Ok(None),
            Ok(false) => {
                fs::remove_file(&file).map_err(|error| self.unwritten(error))?;
                Ok(Some(format!(
                    "{graph} did not show what the articles say; the next question makes it anew"
                )))
            }
            // The disk may be full: what was counted is worth telling all the same.
            Err(StoreError::Io { source, .. }) => {
                Ok(Some(format!("{graph} could not be compared with a new one: {source}")))
            }
            Err(error) => Err(error),
        }
    }

    /// Whether a graph has the header and the checksums of one that is gathered anew.
    fn is_as_gathered(&self, graph: &Path, anew: &Path) -> Result<bool, StoreError> {
        let out = File::create(anew).map_err(|error| self.unwritten(error))?;
        drop(self.gather(BufWriter::new(out), Portion::default())?);
        let same = || Ok(front(graph)? == front(anew)?);
        same().map_err(|error| self.unwritten(error))
    }

    /// Whether there is a graph of the last commit; it may be damaged.
    pub(super) fn is_published(&self) -> bool {
        self.graph(self.sequence()).exists()
    }

    pub(super) fn graph(&self, sequence: u64) -> PathBuf {
        self.path().join(name(self.generation, sequence))
    }

    /// Remembers the rows of a commit for the next graph, or that it must be made from everything.
    pub(super) fn note_rows(&mut self, rows: &mut Pending) {
        if self.since.as_mut().is_some_and(|since| !since.take(rows)) {
            self.since = None;
        }
        // What merges segments next takes as much memory as these rows did.
        *rows = Pending::default();
    }

    /// Writes the graph of the last commit for readers, and removes the one before. O(everything but the texts); a few times
    /// less where this handle made the last commits, since the graph before is then patched.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`] and the like; the graph published before stays.
    pub fn publish(&self) -> Result<(), StoreError> {
        self.usable()?;
        self.write_graph()?;
        self.tidy()
    }

    /// Writes the graph under its name. This process does not check again what it wrote; every other one does.
    pub(super) fn write_graph(&self) -> Result<(), StoreError> {
        let unnamed = self.path().join(DRAFT);
        let done = self.write_unnamed(&unnamed);
        if done.is_err() {
            // The disk may be full: what is half written is in the way, and of no use.
            let _ = fs::remove_file(&unnamed);
        }
        done?;
        let shown = open(self.path(), &self.graph(self.sequence()), self.generation, written)?;
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        Ok(())
    }

    fn write_unnamed(&self, unnamed: &Path) -> Result<(), StoreError> {
        let create = || EagerFile::create(unnamed).map_err(|error| self.unwritten(error));
        let out = match self.patched_since(create) {
            Some(out) => out,
            None => self.gather(create()?, Portion::default())?,
        };
        let publish = || -> io::Result<()> {
            out.sync()?;
            fs::rename(unnamed, self.graph(self.sequence()))?;
            sync_directory(self.path())
        };
        publish().map_err(|error| self.unwritten(error))
    }

    /// The graph made from the published one, where that is there and what changed since is known. Else, and where anything
    /// does not fit, everything is gathered: that says what is wrong, if anything is.
    pub(super) fn patched_since<W: Write + Seek>(
        &self,
        out: impl FnOnce() -> Result<W, StoreError>,
    ) -> Option<W> {
        let since = self.since.as_ref().filter(|since| since.base != self.manifest.commit)?;
        // All of it will be in memory anyway.
        self.patch(&self.published(since.base, mapped)?, since, out().ok()?).ok()
    }

    /// An error of writing the graph of the last commit.
    pub(super) fn unwritten(&self, error: io::Error) -> StoreError {
        if matches!(error.get_ref(), Some(inner) if inner.is::<TooMuch>()) {
            return StoreError::Full { path: self.path().to_owned() };
        }
        StoreError::io(&self.graph(self.sequence()), CURE)(error)
    }

    /// Removes what the graph just written replaces.
    pub(super) fn tidy(&self) -> Result<(), StoreError> {
        self.remove_graphs(|of| of != (self.generation, self.sequence()))
    }

    /// Removes graphs that show no commit of this store: of another generation, of a copy that was in its place before, or left
    /// half made. Older ones stay, for whoever asks while somebody writes.
    pub(super) fn remove_strays(&self) -> Result<(), StoreError> {
        let _ = fs::remove_file(self.path().join(DRAFT));
        self.remove_graphs(|(generation, sequence)| {
            generation != self.generation || sequence > self.sequence()
        })
    }

    /// What cannot be removed is in nobody's way: no graph is read that is not of the store's commits.
    fn remove_graphs(&self, is_gone: impl Fn((u32, u64)) -> bool) -> Result<(), StoreError> {
        let graphs = graphs(self.path()).map_err(StoreError::io(self.path(), CURE))?;
        for (generation, sequence, file) in graphs {
            if is_gone((generation, sequence)) {
                let _ = fs::remove_file(file);
            }
        }
        Ok(())
    }
}

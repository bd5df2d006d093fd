//! A change of the dictionary, made ready for the verbs that look at it (`dict plan`) and carry it out (`dict apply`).

use std::path::{Path, PathBuf};
use std::thread;

use anyhow::bail;
use clap::Args;
use guanxi::dictionary::{Changes, Clash, Dictionary, holds_judgements};
use guanxi::pipeline;
use guanxi::recognise::RecogniseOptions;
use guanxi::store::{DictionaryState, Store};

use super::ask::open_database;
use super::given::given;
use super::panics::joined;
use super::screen::Talk;
use super::shell::quoted;
use super::teach::Teach;
use super::{Global, taught};

#[derive(Args)]
pub(super) struct Change {
    /// Rows to add and take out, or judgements; - reads standard input
    #[arg(value_name = "CHANGE.tsv")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) teach: Teach,
}

/// A change made ready, and the store it is for.
pub(super) struct Prepared {
    pub(super) store: Store,
    pub(super) changes: Changes,
    pub(super) new: Dictionary,
    pub(super) options: RecogniseOptions,
    /// What the store notes of its dictionary while the change is half applied.
    pub(super) underway: DictionaryState,
    /// The store has it already.
    pub(super) done: bool,
    /// The change is one of judgements.
    pub(super) judged: bool,
    /// Aliases of the change that other entities bear.
    pub(super) clashes: Vec<Clash>,
}

impl Change {
    /// Reads the dictionary with and without the change, and opens the store beside that.
    pub(super) fn prepare(&self, global: &Global, talk: Talk) -> anyhow::Result<Prepared> {
        let (old, new, store) = thread::scope(|scope| {
            let store = scope.spawn(|| opened(global));
            let old = scope.spawn(|| self.teach.dictionary(talk));
            let new = self.changed();
            (joined(old), new, joined(store))
        });
        let (old, (new, judged)) = (old?.0, new?);
        let changes = Changes::between(&old, &new)?;
        let mut clashes = new.clashes();
        clashes.retain(|clash| clash.path == path_told(&self.file));
        // To free their many small parts would take time for nothing: the command ends with them.
        std::mem::forget(old);
        let (options, store) = (self.teach.recognise_options(false), store?);
        let [before, after] =
            [changes.before(), changes.after()].map(|own| pipeline::state_of(own, &options));
        let held = store.dictionary();
        let underway = pipeline::underway(&changes, after);
        if ![before, after, underway].contains(&held) {
            bail!(taught::refusal(&store, &self.teach.given()));
        }
        Ok(Prepared { store, changes, new, options, underway, done: held == after, judged, clashes })
    }

    /// The options with which a build gives what the change gives.
    pub(super) fn options(&self, judged: bool) -> Vec<String> {
        let mut options = self.teach.given();
        let option = if judged { "--judgements" } else { "--dictionary" };
        options.push(match &*path_told(&self.file) {
            "-" => taught::PIPED.to_owned(),
            file => format!("{option} {}", quoted(file)),
        });
        options
    }

    /// The change and its options as they were given.
    pub(super) fn words(&self) -> String {
        let file = quoted(&path_told(&self.file));
        std::iter::once(file).chain(self.teach.given()).collect::<Vec<_>>().join(" ")
    }

    /// The dictionary with the change, and whether that is one of judgements.
    fn changed(&self) -> anyhow::Result<(Dictionary, bool)> {
        let (path, text) = given(&self.file)?;
        let judged = holds_judgements(&text);
        let mut options = self.teach.options();
        options.texts.push((path.clone(), text));
        let dictionary = Dictionary::load(&options)?;
        let faults: Vec<String> = dictionary
            .problems
            .iter()
            .filter(|problem| problem.path == path)
            .map(ToString::to_string)
            .collect();
        if !faults.is_empty() {
            bail!("{}\nmend the change first: nothing was done", faults.join("\n"));
        }
        Ok((dictionary, judged))
    }
}

/// The file of a change as its problems name it.
pub(super) fn path_told(file: &Path) -> String {
    file.to_string_lossy().replace('\\', "/")
}

/// The store with what writing needs of it.
fn opened(global: &Global) -> anyhow::Result<Store> {
    let mut store = open_database(global, "a change of the dictionary")?;
    store.prepare()?;
    Ok(store)
}

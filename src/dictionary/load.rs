//! From files to a [`Dictionary`]: the shipped ones and the user's.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::builtin::FILES;
use super::by_name::ByName;
use super::containers::containers;
use super::content::{Dictionary, DictionaryError, DictionaryOptions};
use super::entry::Entry;
use super::formats;
use super::given::Given;
use super::judgement::{self, Judgement};
use super::level::Level;
use super::merge::{merge, name_of, placed};
use super::rules::Rules;
use super::table::{self, Table};
use super::{Entity, EntityId, EntityNo, Kind, Named, Problem};
use crate::threads::joined;

/// Word lists, and what is wrong with them.
pub(super) type Lists = (Rules, Vec<Problem>);

impl Dictionary {
    /// Reads the shipped names and the user's files, as the options say, with what gives the shipped word lists. Where that is
    /// wanted, a file of which nothing can be used is an error, else a problem like others.
    pub(super) fn of_files(
        options: &DictionaryOptions,
        lists: fn() -> Lists,
        strict: bool,
    ) -> Result<Self, DictionaryError> {
        let mut loader = Loader { strict, ..Loader::default() };
        loader.builtin(options.builtin, lists);
        for path in &options.paths {
            loader.path(path)?;
        }
        for path in &options.judgements {
            let (path, text) = read_text(path).map_err(DictionaryError::of_judgements)?;
            loader.given(&path, &text, Loader::judgements)?;
        }
        for (name, text) in &options.texts {
            loader.whole(name, text, Loader::text);
        }
        Ok(loader.finish())
    }

    /// A dictionary of one file's content; `path` says format and kind by its name.
    #[must_use]
    pub fn of_text(path: &str, text: &str) -> Self {
        Self::of_texts(&[(path, text)])
    }

    /// A dictionary of several files' content, as [`Dictionary::of_text`].
    #[must_use]
    pub fn of_texts(files: &[(&str, &str)]) -> Self {
        let mut loader = Loader::default();
        for (path, text) in files {
            loader.file(path, text);
        }
        loader.finish()
    }
}

/// The dictionary files of a folder and its `rules`, sorted; a file is itself.
pub(super) fn files(path: &Path) -> Result<Vec<PathBuf>, DictionaryError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |source| DictionaryError::Unreadable { path: path.display().to_string(), source };
    let entries = std::fs::read_dir(path).map_err(unreadable)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut inner: Vec<PathBuf> = paths.collect::<Result<_, _>>().map_err(unreadable)?;
    inner.sort();
    let mut found = Vec::new();
    for path in inner {
        if path.is_dir() && path.file_name().is_some_and(|name| name == "rules") {
            found.extend(files(&path)?);
        } else if formats::is_dictionary(&path) && may_be_file(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether a path is a file, or cannot be looked at: then reading it says why. No pipe is opened for that.
pub(crate) fn may_be_file(path: &Path) -> bool {
    path.metadata().map_or(true, |data| data.is_file())
}

/// Whether a file is a word list of the rules.
pub(super) fn in_rules(path: &str) -> bool {
    Path::new(path).parent().and_then(Path::file_name).is_some_and(|name| name == "rules")
}

/// The name of a file without its extension.
pub(super) fn stem(path: &str) -> String {
    Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The marks of git where two changes met and nobody decided.
pub(super) fn conflict(path: &str, text: &str) -> Option<Problem> {
    const MARKS: [&str; 3] = ["<<<<<<< ", "=======", ">>>>>>> "];
    let first = |mark| (1u64..).zip(text.lines()).find(|(_, line)| line.starts_with(mark));
    let lines = MARKS.map(first);
    let (line, _) = lines[0].filter(|_| lines.iter().all(Option::is_some))?;
    let cure = "keep the rows that are right and delete the lines <<<<<<<, ======= and >>>>>>>";
    Some(Problem::at(path, line, "a merge conflict that nobody has settled", cure))
}

/// A file with its path as told, decoded.
pub(super) fn read_text(file: &Path) -> Result<(String, String), DictionaryError> {
    let unreadable = |source| DictionaryError::Unreadable { path: file.display().to_string(), source };
    let bytes = std::fs::read(file).map_err(unreadable)?;
    Ok((file.to_string_lossy().replace('\\', "/"), table::decode(&bytes)))
}

/// The shipped word lists as they are read from their files.
#[allow(dead_code, reason = "the build script calls it, and a test")]
pub(super) fn read_lists() -> Lists {
    let lists: Vec<_> = FILES.iter().filter(|(path, _)| in_rules(path)).collect();
    let Loader { rules, problems, .. } = Loader::of_files(&lists);
    (rules, problems)
}

#[derive(Default)]
struct Loader {
    entries: Vec<Entry>,
    judgements: Vec<Judgement>,
    rules: Rules,
    problems: Vec<Problem>,
    /// Whether a file of which nothing can be used is an error.
    strict: bool,
}

impl Loader {
    /// The shipped files; without `names` only the word lists of the rules, which `--no-rules` switches off. Names are read in
    /// two parts at the same time.
    fn builtin(&mut self, names: bool, lists: fn() -> Lists) {
        let wanted: Vec<_> = FILES.iter().filter(|(path, _)| names && !in_rules(path)).collect();
        let (some, others) = wanted.split_at(wanted.len() / 2);
        let (first, second, lists) = thread::scope(|scope| {
            let (second, lists) = (scope.spawn(|| Self::of_files(others)), scope.spawn(lists));
            (Self::of_files(some), joined(second.join()), joined(lists.join()))
        });
        for part in [first, second] {
            self.entries.extend(part.entries);
            self.problems.extend(part.problems);
        }
        self.rules = lists.0;
        self.problems.extend(lists.1);
        self.entries.iter_mut().for_each(|entry| entry.shipped = true);
    }

    fn of_files(files: &[&(&str, &str)]) -> Self {
        let mut loader = Self::default();
        for (path, text) in files {
            loader.file(path, text);
        }
        loader
    }

    fn path(&mut self, path: &Path) -> Result<(), DictionaryError> {
        for file in files(path)? {
            let (path, text) = read_text(&file)?;
            self.given(&path, &text, Self::file)?;
        }
        Ok(())
    }

    /// Reads a file of the user's.
    fn given(
        &mut self,
        path: &str,
        text: &str,
        read: impl FnOnce(&mut Self, &str, &str),
    ) -> Result<(), DictionaryError> {
        let (rows, faults) = (self.rows(), self.problems.len());
        let is_whole = self.whole(path, text, read);
        let is_lost = !is_whole || self.rows() == rows && !in_rules(path);
        let fault = self.problems.get(faults).filter(|_| self.strict && is_lost);
        fault.map_or(Ok(()), |fault| Err(DictionaryError::Unusable(fault.clone())))
    }

    /// Reads a text, but for one with two sides of a conflict: which of them is right is not ours to say.
    fn whole(&mut self, path: &str, text: &str, read: impl FnOnce(&mut Self, &str, &str)) -> bool {
        let conflict = conflict(path, text);
        let is_whole = conflict.is_none();
        if is_whole {
            read(self, path, text);
        }
        self.problems.extend(conflict);
        is_whole
    }

    /// How much was read; of word lists nothing is counted.
    fn rows(&self) -> usize {
        self.entries.len() + self.judgements.len()
    }

    fn judgements(&mut self, path: &str, text: &str) {
        judgement::read(path, text, &mut self.judgements, &mut self.problems);
    }

    fn text(&mut self, name: &str, text: &str) {
        if judgement::in_header(text) {
            self.judgements(name, text);
        } else {
            self.file(name, text);
        }
    }

    fn file(&mut self, path: &str, text: &str) {
        if in_rules(path) {
            let table = Table::read(path, text, &mut self.problems);
            self.rules.add(&stem(path), &table, &mut self.problems);
        } else if judgement::is_table_of(path, text) {
            self.judgements(path, text);
        } else {
            formats::read(path, text, &mut self.entries, &mut self.problems);
        }
    }

    fn finish(mut self) -> Dictionary {
        let given = Given::of(&self.entries);
        let entries = placed(std::mem::take(&mut self.entries), &mut self.problems);
        let entries = merge(entries, &mut self.problems);
        judgement::add_never(&self.judgements, &mut self.rules);
        let entries = judgement::apply(entries, &self.judgements, &mut self.problems);
        let entries = merge(entries, &mut self.problems);
        let by_name = ByName::new(entries.iter().map(name_of));
        let containers = containers(&entries, &by_name, &mut self.problems);
        let shared: Vec<bool> = entries
            .chunk_by(|x, y| name_of(x) == name_of(y))
            .flat_map(|same| std::iter::repeat_n(same.len() > 1, same.len()))
            .collect();
        let entities = entries.into_iter().zip(containers).zip(shared);
        let entities =
            entities.map(|((entry, container), shared)| finished(entry, container, shared)).collect();
        let parted = judgement::parted(&self.judgements);
        let Self { rules, problems, .. } = self;
        Dictionary { entities, rules, problems, by_name, parted, given, shipped: false }
    }
}

fn finished(entry: Entry, container: Option<EntityNo>, shared: bool) -> Entity {
    let mut aliases: Vec<String> = entry.aliases.into_iter().filter(|alias| *alias != entry.name).collect();
    aliases.sort();
    aliases.dedup();
    let within = (!entry.within.is_empty()).then_some(entry.within);
    let id = EntityId::new(&entry.kind, &entry.name, within.as_deref().filter(|_| shared));
    let level = if entry.kind == Kind::PLACE { level(&entry.id, &entry.note) } else { None };
    let named = Named { id, kind: entry.kind, name: entry.name, within, aliases };
    Entity {
        named: Arc::new(named),
        container,
        level,
        external: entry.id,
        note: entry.note,
        path: entry.path,
        line: entry.line,
        shipped: entry.shipped,
    }
}

fn level(id: &str, note: &str) -> Option<Level> {
    Level::of_code(id).or_else(|| (note == "国家").then_some(Level::Country))
}

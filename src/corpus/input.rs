//! From command-line arguments to a sorted list of readable inputs.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;
use std::fs::DirEntry;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Problem;
use super::own::is_own;
use super::packed::extension;
use super::pattern::{is_pattern, matching};
use crate::dictionary::may_be_file;

/// How the text of an input is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Pages: plain text or Markdown, told apart by their marks.
    Page,
    /// A page in HTML.
    Html,
    /// One JSON record a line.
    Records,
    /// Records as rows of a table (CSV).
    Table,
    /// Records as items of a JSON array.
    Array,
    /// Not known from the name (standard input, an unusual extension): told by the first bytes.
    Unknown,
}

/// One input: a file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Name in results and messages: [`source_name`] of the path; `-` for standard input until it is named.
    pub name: String,
    /// What to open; `None` for standard input.
    pub path: Option<PathBuf>,
    /// As its name says.
    pub layout: Layout,
}

const READABLE: &str = "readable are .txt .text .md .markdown .html .htm .xhtml .jsonl .ndjson and gzip of these; .csv and .json of records are read \
     where they are named one by one";

/// Expands files, folders (with all below them, hidden ones and links to folders left out), glob patterns and `-` into
/// inputs, sorted by name, each once. What is missing, unreadable or holds nothing readable is reported.
///
/// In folders and patterns only known extensions count, and a README is about the corpus, not of it; a file named outright
/// is taken whatever it is called.
pub fn inputs(paths: &[impl AsRef<Path>]) -> (Vec<Input>, Vec<Problem>) {
    let (inputs, problems, _) = inputs_and_rest(paths);
    (inputs, problems)
}

/// As [`inputs`], with the files in folders that were left out: their number by extension (`.pdf`; empty for none), and that of
/// reports, exports and mentions of ours. Files of a store, READMEs and hidden files are not counted.
pub fn inputs_and_rest(paths: &[impl AsRef<Path>]) -> (Vec<Input>, Vec<Problem>, BTreeMap<String, u64>) {
    let mut found = Found::default();
    for path in paths {
        found.argument(path.as_ref());
    }
    (found.inputs.into_values().collect(), found.problems, found.left_out)
}

#[derive(Default)]
struct Found {
    inputs: BTreeMap<String, Input>,
    problems: Vec<Problem>,
    left_out: BTreeMap<String, u64>,
}

/// What files of ours are counted as where they are left out.
const OWN: &str = "written by guanxi";

/// The file that a directory of ours holds.
const STORE_MARK: &str = "guanxi.store";

impl Found {
    fn argument(&mut self, path: &Path) {
        if path == Path::new("-") {
            let input = Input { name: "-".to_owned(), path: None, layout: Layout::Unknown };
            self.inputs.insert(input.name.clone(), input);
            return;
        }
        match path.metadata() {
            Ok(meta) if meta.is_dir() => {
                if !self.folder(path) {
                    self.report(&source_name(path), "folder holds no readable file", READABLE);
                }
            }
            Ok(_) => self.file(path, layout_of(path).or_else(|| named(path)).unwrap_or(Layout::Unknown)),
            Err(error) => match path.to_str().filter(|given| is_pattern(given)) {
                Some(given) => self.pattern(given),
                None => {
                    self.report(&source_name(path), &reason(&error), "check the path and its permissions");
                }
            },
        }
    }

    fn pattern(&mut self, given: &str) {
        let found = matching(given, |path, error| {
            self.report(&source_name(path), &reason(error), "check its permissions");
        });
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                return self.report(given, &error.to_string(), "correct the pattern or quote the path");
            }
        };
        let mut any = false;
        for path in found {
            if path.is_dir() {
                any |= self.folder(&path);
            } else if let Some(layout) = layout_of(&path).filter(|_| may_be_file(&path)) {
                any = true;
                self.file(&path, layout);
            }
        }
        if !any {
            self.report(given, "pattern matches no readable file", READABLE);
        }
    }

    /// Takes all readable files at or below `folder`; whether there was one (or a folder that was reported).
    fn folder(&mut self, folder: &Path) -> bool {
        let mut any = false;
        let mut waiting = vec![folder.to_path_buf()];
        while let Some(folder) = waiting.pop() {
            if folder.join(STORE_MARK).exists() {
                continue;
            }
            match folder.read_dir() {
                Ok(entries) => {
                    for entry in entries {
                        any |= self.entry(&folder, entry, &mut waiting);
                    }
                }
                Err(error) => {
                    self.report(&source_name(&folder), &reason(&error), "check its permissions");
                    any = true;
                }
            }
        }
        any
    }

    /// Takes what stands in `folder`, or lets it wait if it is a folder itself; whether it was a readable file.
    fn entry(&mut self, folder: &Path, entry: io::Result<DirEntry>, waiting: &mut Vec<PathBuf>) -> bool {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                self.report(&source_name(folder), &reason(&error), "check the disk");
                return false;
            }
        };
        if entry.file_name().to_string_lossy().starts_with('.') {
            return false;
        }
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            waiting.push(path);
            return false;
        }
        // What is no file is not opened: a named pipe would have us wait for who writes into it.
        match layout_of(&path).filter(|_| path.is_file()) {
            Some(_) if is_own(&path) => *self.left_out.entry(OWN.to_owned()).or_default() += 1,
            Some(layout) => {
                self.file(&path, layout);
                return true;
            }
            _ => self.leave_out(&path),
        }
        false
    }

    fn leave_out(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.starts_with("readme") || path.is_dir() {
            return;
        }
        let extension = path
            .extension()
            .map_or_else(String::new, |end| format!(".{}", end.to_string_lossy().to_lowercase()));
        *self.left_out.entry(extension).or_default() += 1;
    }

    fn file(&mut self, path: &Path, layout: Layout) {
        let name = source_name(path);
        match self.inputs.entry(name.clone()) {
            Entry::Vacant(free) => {
                free.insert(Input { name, path: Some(path.to_path_buf()), layout });
            }
            Entry::Occupied(taken) if taken.get().path.as_deref().map(short) == Some(short(path)) => {}
            Entry::Occupied(mut taken) => {
                // Folders are listed in any order: the first by its bytes is the one.
                let other = taken.get_mut();
                other.path = other.path.take().min(Some(path.to_path_buf()));
                self.report(&name, "two files are called so; one was left out", "rename one of them");
            }
        }
    }

    fn report(&mut self, path: &str, message: &str, cure: &str) {
        self.problems.push(Problem::new(path, message, cure));
    }
}

/// A path without the `./` that changes nothing.
fn short(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

/// The name of a file in results and in the store: its path with `/`, without the `./` that changes nothing, so that one file
/// is one source; the folder one is in is `.`. Bytes that are not UTF-8 are written as `%CD`, so that two files stay two.
///
/// ```
/// use guanxi::corpus::source_name;
/// assert_eq!(source_name("./news//./a.txt".as_ref()), "news/a.txt");
/// ```
pub fn source_name(path: &Path) -> String {
    let mut name = String::new();
    for chunk in short(path).as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(name, "%{byte:02X}");
        }
    }
    if name.is_empty() {
        return ".".to_owned();
    }
    if std::path::MAIN_SEPARATOR == '/' { name } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// What an error of the file system says, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string().to_lowercase(),
    }
}

/// The layout an extension stands for, `.gz` aside; `None` if it stands for nothing that belongs to a corpus.
pub fn layout_of(path: &Path) -> Option<Layout> {
    if path.file_name()?.to_string_lossy().to_lowercase().starts_with("readme.") {
        return None;
    }
    match &*extension(path)? {
        "txt" | "text" | "md" | "markdown" => Some(Layout::Page),
        "html" | "htm" | "xhtml" => Some(Layout::Html),
        "jsonl" | "ndjson" => Some(Layout::Records),
        _ => None,
    }
}

/// The layout of a file that is read only where it is named outright: in folders lie tables of all sorts.
fn named(path: &Path) -> Option<Layout> {
    match &*extension(path)? {
        "csv" => Some(Layout::Table),
        "json" => Some(Layout::Array),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path, given: &[&str]) -> (Vec<String>, Vec<String>) {
        let at = |name: &str| format!("{}/{name}", folder.display());
        let (inputs, problems) = inputs(&given.iter().map(|name| at(name)).collect::<Vec<_>>());
        let short = |name: String| name.replace(&at(""), "");
        (
            inputs.into_iter().map(|input| short(input.name)).collect(),
            problems.into_iter().map(|problem| short(problem.to_string())).collect(),
        )
    }

    #[test]
    fn folders_patterns_and_files_are_sorted_and_taken_once() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "b/2.txt",
            "b/1.md",
            "a.jsonl.gz",
            "b/.hidden.txt",
            "b/picture.png",
            "b/README.md",
            "odd.log",
            "empty/x.png",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let (found, problems) = names(folder.path(), &["b", "b/*.txt", "a.jsonl.gz", "odd.log"]);
        assert_eq!(found, ["a.jsonl.gz", "b/1.md", "b/2.txt", "odd.log"]);
        assert_eq!(problems, Vec::<String>::new());

        let (.., left_out) = inputs_and_rest(&[folder.path()]);
        assert_eq!(
            left_out.into_iter().collect::<Vec<_>>(),
            [(".log".to_owned(), 1), (".png".to_owned(), 2)]
        );

        std::fs::write(folder.path().join("t.csv"), "x").unwrap();
        assert_eq!(names(folder.path(), &["t.csv"]).0, ["t.csv"]);
        assert_eq!(inputs_and_rest(&[folder.path()]).2[".csv"], 1);

        let (found, problems) = names(folder.path(), &["empty", "gone.txt", "*.pdf"]);
        assert!(found.is_empty());
        assert_eq!(problems[0], format!("empty: folder holds no readable file ({READABLE})"));
        assert_eq!(problems[1], "gone.txt: no such file or folder (check the path and its permissions)");
        assert_eq!(problems[2], format!("*.pdf: pattern matches no readable file ({READABLE})"));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        // 王 and 李 in GBK, as unzip leaves them.
        for name in [&b"\xcd\xf5.txt"[..], b"\xc0\xee.txt"] {
            std::fs::write(folder.path().join(OsStr::from_bytes(name)), "x").unwrap();
        }
        for given in ["", "*.txt", "**/*"] {
            let (found, problems) = names(folder.path(), &[given]);
            assert_eq!(found, ["%C0%EE.txt", "%CD%F5.txt"], "{given}");
            assert_eq!(problems, Vec::<String>::new());
        }
        let (found, problems) = inputs(&[folder.path().join(OsStr::from_bytes(b"\xcd\xf5.txt"))]);
        assert_eq!((found.len(), problems), (1, Vec::new()));
        std::fs::write(folder.path().join("%CD%F5.txt"), "x").unwrap();
        let (found, problems) = names(folder.path(), &[""]);
        assert_eq!(found.len(), 2);
        assert!(problems[0].starts_with("%CD%F5.txt: two files are called so"), "{problems:?}");
    }
}

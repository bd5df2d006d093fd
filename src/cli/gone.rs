//! Sources of the store whose files are no longer there.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::Path;

use guanxi::store::{Store, StoreError};

use super::named::is_or_holds;
use super::screen::Screen;
use super::shell::quoted;
use super::summary::counted;

/// Sources named in the note of a build.
const NAMED: usize = 3;

/// Whether the file of a source is gone from a folder that is there. What was built from elsewhere is not looked for, nor is
/// a name that may stand for bytes that are not UTF-8.
pub(super) fn is_gone(source: &str) -> bool {
    let path = Path::new(source);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    source != "-" && !source.contains('%') && folder.is_dir() && is_absent(path)
}

/// Whether a path is known not to be there: a folder that may not be read, or a disk that fails, hides files that are.
fn is_absent(path: &Path) -> bool {
    let missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    path.metadata().is_err_and(|error| missing(error.kind()))
}

/// Sources that were built from a folder and are gone from it, though it was just built again.
pub(super) struct Gone {
    folder: String,
    pub(super) sources: Vec<String>,
}

impl Gone {
    /// What is gone of folders; `read` are the sources that were found there now.
    pub(super) fn of(
        store: &Store,
        folders: &[String],
        read: &HashSet<String>,
    ) -> Result<Vec<Self>, StoreError> {
        let of_folder = |folder: &String| {
            let gone = |source: &str| {
                is_or_holds(folder, source) && !read.contains(source) && is_absent(source.as_ref())
            };
            Ok(Self { folder: folder.clone(), sources: store.sources_where(gone)? })
        };
        let found: Result<Vec<Self>, StoreError> = folders.iter().map(of_folder).collect();
        Ok(found?.into_iter().filter(|gone| !gone.sources.is_empty()).collect())
    }

    /// What to say of them.
    pub(super) fn note(&self, screen: &Screen) -> String {
        let (count, folder) = (self.sources.len(), &self.folder);
        let are = if count == 1 { "is" } else { "are" };
        let how = match &self.sources[..] {
            few if few.len() <= NAMED => {
                let names: Vec<String> = few.iter().map(|source| quoted(source)).collect();
                screen.command(format_args!("forget {}", names.join(" ")))
            }
            _ => {
                let (status, forget) = (screen.command("status --sources"), screen.command("forget SOURCE"));
                format!("{status} marks them, {forget} takes them out")
            }
        };
        format!(
            "{} of {folder} {are} gone and stay{} in the graph: {how}",
            counted(count as u64, "source"),
            if count == 1 { "s" } else { "" }
        )
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_looked_at_is_not_gone() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("there.txt"), "x").unwrap();
        // As little as a folder without permission does it tell whether a file is there.
        std::os::unix::fs::symlink(at("loop"), at("loop")).unwrap();
        for (name, gone) in
            [("there.txt", false), ("loop/a.txt", false), ("a.txt", true), ("there.txt/a", true)]
        {
            assert_eq!(is_absent(&at(name)), gone, "{name}");
        }
    }
}

//! One file is one source, however its path is written.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::{Component, Path, PathBuf};

use guanxi::corpus::Input;
use guanxi::store::{Store, StoreError};

use super::inputs::STANDARD_INPUT;

/// The inputs, each file once, under the names that the store has for them: `/data/news/a.txt` is the `news/a.txt` that was built in
/// `/data`. Links are not followed.
pub(super) fn under_known_names(mut found: Vec<Input>, store: &Store) -> Result<Vec<Input>, StoreError> {
    let Ok(here) = std::path::absolute(".") else { return Ok(found) };
    let files = Files::of(&mut found, &here);
    let names: HashSet<&str> = found.iter().map(|input| input.name.as_str()).collect();
    let others = store.sources_where(|source| !names.contains(source) && files.number(source).is_some())?;
    if others.is_empty() {
        return Ok(found);
    }
    let numbers: Vec<(usize, String)> =
        others.into_iter().filter_map(|source| Some((files.number(&source)?, source))).collect();
    let asked: HashSet<&str> = numbers.iter().map(|&(number, _)| found[number].name.as_str()).collect();
    // A file whose name here is known keeps it.
    let known: HashSet<String> = store.sources_where(|source| asked.contains(source))?.into_iter().collect();
    for (number, source) in numbers {
        if !known.contains(&found[number].name) {
            found[number].name = source;
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The numbers of inputs by the hashes of their whole paths: there may be many.
struct Files<'f> {
    here: &'f Path,
    numbers: HashMap<u64, usize>,
}

impl<'f> Files<'f> {
    /// Takes the inputs that are the same file as one before out.
    fn of(found: &mut Vec<Input>, here: &'f Path) -> Self {
        let mut files = Self { here, numbers: HashMap::new() };
        let mut kept = 0;
        found.retain(|input| {
            let key = input.path.as_deref().map(|path| hash(&whole(here, path)));
            if key.is_some_and(|key| files.numbers.contains_key(&key)) {
                return false;
            }
            files.numbers.extend(key.map(|key| (key, kept)));
            kept += 1;
            true
        });
        files
    }

    /// The input that a source of the store is the file of.
    fn number(&self, source: &str) -> Option<usize> {
        let piped = source == STANDARD_INPUT || source.starts_with("-/");
        if piped { None } else { self.numbers.get(&hash(&whole(self.here, Path::new(source)))).copied() }
    }
}

fn hash(path: &Path) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(path)
}

/// A path from the root, without `.` and `..`. What `..` means behind a link, the system says.
fn whole(here: &Path, path: &Path) -> PathBuf {
    let mut whole = here.to_path_buf();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if whole.is_symlink() {
                    whole = whole.canonicalize().unwrap_or(whole);
                }
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_to_one_file_are_one() {
        let whole = |path: &str| whole(Path::new("/data/news"), Path::new(path));
        for path in ["a.txt", "./a.txt", "../news/a.txt", "/data/news/a.txt", "/data/old/../news/a.txt"] {
            assert_eq!(whole(path), Path::new("/data/news/a.txt"), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_above_a_link_is_above_what_it_links_to() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(here.join("far/inner")).unwrap();
        std::os::unix::fs::symlink(here.join("far/inner"), here.join("link")).unwrap();
        assert_eq!(whole(&here, Path::new("link/../x.txt")), here.join("far/x.txt"));
        assert_eq!(whole(&here, Path::new("link/x.txt")), here.join("link/x.txt"), "links are not followed");
    }
}

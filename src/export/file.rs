//! Export files that are whole or not there: written beside the target, made durable, then renamed onto it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{ExportError, ExportGraph, Options, Part, Quotes, Written, write_part};

/// The files a graph was written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFiles {
    /// One path, or those of the two tables.
    pub paths: Vec<PathBuf>,
    /// How much of the graph they hold.
    pub written: Written,
}

/// Writes the graph to a file, or for a pair of tables to two beside each other: `graph.csv` makes `graph.nodes.csv`
/// and `graph.edges.csv`. Until all is written and durable, what stood there before stands; on failure it stays.
/// A target that is there and no regular file (`/dev/stdout`, a pipe) is written to as it is.
///
/// # Errors
/// Those of [`super::write()`], and [`ExportError::Write`] with the path and the system's reason.
pub fn write_file(
    graph: &ExportGraph,
    quotes: &mut Quotes<'_>,
    options: &Options,
    path: &Path,
) -> Result<WrittenFiles, ExportError> {
    graph.check()?;
    let mut drafts = Vec::new();
    let mut written = Written { nodes: graph.nodes.len(), edges: graph.edges.len() };
    for &part in options.format.parts() {
        let mut draft = Draft::beside(&part_path(path, part))?;
        written = draft.fill(|out| write_part(graph, part, quotes, options, out))?;
        drafts.push(draft);
    }
    let mut paths = Vec::new();
    for draft in drafts {
        paths.push(draft.publish()?);
    }
    Ok(WrittenFiles { paths, written })
}

/// Writes anything to a file in the same way: beside, durable, renamed.
///
/// # Errors
/// [`ExportError::Write`] with the path and the system's reason.
pub fn write_bytes(bytes: &[u8], path: &Path) -> Result<(), ExportError> {
    let mut draft = Draft::beside(path)?;
    draft.fill(|out| Ok(out.write_all(bytes)?))?;
    draft.publish().map(drop)
}

fn part_path(path: &Path, part: Part) -> PathBuf {
    let name = match part {
        Part::Whole => return path.to_owned(),
        Part::Nodes => "nodes",
        Part::Edges => "edges",
    };
    let extension = path.extension().map_or_else(|| "csv".into(), |e| e.to_string_lossy().into_owned());
    path.with_extension(format!("{name}.{extension}"))
}

/// A file that is being written. Dropped before it is published, it leaves no trace.
struct Draft {
    target: PathBuf,
    beside: Option<PathBuf>,
    out: BufWriter<File>,
}

/// A new file beside another. Its name is short, since that of the other may be as long as names can be; other processes, and drafts
/// that were left behind, may have the same number.
fn draft(target: &Path) -> io::Result<(PathBuf, File)> {
    loop {
        let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
        let beside = target.with_file_name(format!(".guanxi-{}-{number}.part", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

impl Draft {
    fn beside(path: &Path) -> Result<Self, ExportError> {
        let failed = |source| ExportError::Write { path: path.to_owned(), source };
        let target =
            if path.is_symlink() { fs::canonicalize(path).map_err(failed)? } else { path.to_owned() };
        if target.is_dir() {
            return Err(failed(io::Error::new(
                io::ErrorKind::IsADirectory,
                "is a directory: name a file in it",
            )));
        }
        if target.exists() && !target.is_file() {
            let file = OpenOptions::new().write(true).open(&target).map_err(failed)?;
            return Ok(Self { target, beside: None, out: BufWriter::with_capacity(BUFFER, file) });
        }
        let (beside, file) = draft(&target).map_err(failed)?;
        if let Ok(replaced) = fs::metadata(&target) {
            // Who may read the old one may read the new one, where the system lets us say so.
            let _ = file.set_permissions(replaced.permissions());
        }
        Ok(Self { target, beside: Some(beside), out: BufWriter::with_capacity(BUFFER, file) })
    }

    fn fill<T>(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> Result<T, ExportError>,
    ) -> Result<T, ExportError> {
        let target = self.target.clone();
        let failed = |source| ExportError::Write { path: target.clone(), source };
        let written = write(&mut self.out).map_err(|error| match error {
            ExportError::Io(source) => failed(source),
            other => other,
        })?;
        self.out.flush().map_err(failed)?;
        if self.beside.is_some() {
            self.out.get_ref().sync_all().map_err(failed)?;
        }
        Ok(written)
    }

    fn publish(mut self) -> Result<PathBuf, ExportError> {
        let failed = |source| ExportError::Write { path: self.target.clone(), source };
        if let Some(beside) = &self.beside {
            fs::rename(beside, &self.target).map_err(failed)?;
            sync_folder(&self.target).map_err(failed)?;
        }
        self.beside = None;
        Ok(self.target.clone())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // Nothing can be done about a draft that cannot be removed; the reason of the failure is on its way already.
            let _ = fs::remove_file(beside);
        }
    }
}

const BUFFER: usize = 1 << 18;

/// Drafts that this process has begun.
static DRAFTS: AtomicU32 = AtomicU32::new(0);

/// Makes a rename durable where folders can be synced.
fn sync_folder(target: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::{EntityId, Kind};
    use crate::export::{Format, Quote, QuoteError, gather, no_quotes};
    use crate::store::{Dated, EntityRow, RelationRow, Snapshot};

    fn pair() -> ExportGraph {
        let row = |name: &str| EntityRow {
            mentions: 1,
            windows: 1,
            articles: 1,
            ..EntityRow::new(EntityId::new(&Kind::PLACE, name, None), Kind::PLACE, name.to_owned())
        };
        let relation = RelationRow { a: 0, b: 1, dated: vec![Dated { day: None, count: 1, articles: 1 }] };
        let snapshot = Snapshot::from_rows(1, 1, 1, vec![row("敖汉旗"), row("赤峰市")], vec![relation]);
        gather(&snapshot, &[0, 1], &[0]).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_or_a_pair_of_tables_replaces_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("关系.csv");
        fs::write(folder.path().join("关系.nodes.csv"), "old").unwrap();
        let files = write_file(&pair(), &mut no_quotes, &Options::new(Format::Csv), &path).unwrap();
        assert_eq!(files.written, Written { nodes: 2, edges: 1 });
        assert_eq!(names(folder.path()), ["关系.edges.csv", "关系.nodes.csv"]);
        assert!(fs::read_to_string(&files.paths[0]).unwrap().starts_with("id,label,"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_replaced_stays_closed_to_others_and_may_have_a_long_name() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}.csv", "n".repeat(251)));
        write_bytes(b"old", &path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        write_bytes(b"new", &path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_failure_half_way_leaves_the_old_file_and_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.graphml");
        fs::write(&path, "old").unwrap();
        let mut failing = |_: u32, _: usize| -> Result<Vec<Quote>, QuoteError> { Err("no more".into()) };
        let error = write_file(&pair(), &mut failing, &Options::new(Format::GraphMl), &path).unwrap_err();
        assert_eq!(error.to_string(), "reading the evidence of \"敖汉旗 – 赤峰市\": no more");
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(folder.path()).len()), ("old", 1));
    }

    #[test]
    fn a_target_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let refused = |path: &Path| {
            write_file(&pair(), &mut no_quotes, &Options::new(Format::GraphMl), path).unwrap_err().to_string()
        };
        assert!(refused(folder.path()).ends_with("is a directory: name a file in it"));
        let missing = folder.path().join("missing/graph.graphml");
        assert!(refused(&missing).starts_with(&format!("writing {}: ", missing.display())));
        if Path::new("/dev/full").exists() {
            assert!(refused("/dev/full".as_ref()).starts_with("writing /dev/full: "));
        }
    }

    #[test]
    fn an_unknown_extension_lists_the_formats() {
        let error = Format::of_path("graph.xyz".as_ref()).unwrap_err().to_string();
        assert!(error.contains("graphml (.graphml)") && error.contains("gexf-static"), "{error}");
        assert_eq!(Format::of_path("graph.gv".as_ref()).unwrap(), Format::Dot);
        for format in Format::all() {
            assert_eq!(format.name().parse::<Format>().unwrap(), format);
        }
    }
}

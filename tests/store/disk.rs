//! A full disk, a disk that cannot be written, files that vanish, a second process, a damaged database, a store of an older or
//! a newer build.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use guanxi::store::{ArticleFacts, EvidenceOptions, OpenOptions, Snapshot, Store, StoreError};

use crate::fixture::{article, build, id};
use crate::support::folders::{copy, files_under, root};
use crate::support::skip::skip;

/// A small file system of its own; none where mounting is not permitted.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(size: &str) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(dir.path())
            .stderr(Stdio::null())
            .status();
        if mount.is_ok_and(|status| status.success()) {
            return Some(Self(dir));
        }
        skip("mount", "mounting a small file system is not permitted here");
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

/// Text that does not compress to nothing.
fn page(number: u32) -> String {
    let mut x = number.wrapping_mul(2_654_435_761) | 1;
    let noise = std::iter::repeat_with(|| {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        char::from_u32(0x4e00 + x % 5000).unwrap()
    });
    let noise: String = noise.take(3000).collect();
    format!("赤峰市和包头市签约。{noise}。")
}

#[test]
fn a_full_disk_is_an_error_and_everything_acknowledged_is_there() {
    let Some(disk) = SmallDisk::mount("6m") else { return };
    let dir = disk.0.path().join("store");
    let ballast = disk.0.path().join("ballast");
    fs::write(&ballast, vec![1u8; 1 << 20]).unwrap();
    let mut store = Store::open(&dir, &OpenOptions::default()).unwrap();
    let mut acknowledged = 0;
    let mut writer = store.writer().unwrap();
    let error = loop {
        let added = writer.add(&article("a.txt", acknowledged, None, &page(acknowledged)));
        match added.and_then(|()| writer.commit()) {
            Ok(_) => acknowledged += 1,
            Err(error) => break error,
        }
        assert!(acknowledged < 10_000, "the disk never fills");
    };
    assert!(matches!(error, StoreError::Io { .. } | StoreError::Engine { .. }), "{error}");
    let again = writer.commit().unwrap_err();
    assert!(matches!(again, StoreError::Poisoned { .. }), "{again}");
    drop(writer);
    assert!(store.snapshot().is_err(), "a handle that failed says nothing more");
    drop(store);
    fs::remove_file(&ballast).unwrap();
    let store = Store::open(&dir, &OpenOptions::default()).unwrap();
    assert!(store.verify().unwrap().is_clean());
    let held = store.articles().unwrap().count();
    assert!(acknowledged > 10 && held == acknowledged as usize, "{held} of {acknowledged}");
}

/// A disk that turns read-only: what is published answers, what would write says why it cannot.
#[test]
fn a_disk_that_cannot_be_written_is_an_error_and_answers_go_on() {
    let Some(disk) = SmallDisk::mount("8m") else { return };
    let dir = disk.0.path().join("store");
    let right = build(&dir, &[article("a.txt", 0, None, "赤峰市和包头市签约。")]).snapshot().unwrap();
    let remount = |how| Command::new("mount").args(["-o", how]).arg(disk.0.path()).status().unwrap();
    assert!(remount("remount,ro").success());
    assert_eq!(Snapshot::open(&dir).unwrap(), right);
    for opened in [Store::open(&dir, &OpenOptions::default()), Store::open_existing(&dir)] {
        let error = opened.unwrap_err();
        assert!(matches!(error, StoreError::Io { .. }), "{error}");
        assert!(error.to_string().contains("make the directory readable and writable"), "{error}");
    }
    let nowhere = Store::open(&disk.0.path().join("new"), &OpenOptions::default());
    assert!(matches!(nowhere, Err(StoreError::Io { .. })));
    assert!(remount("remount,rw").success());
    assert!(Store::open_existing(&dir).unwrap().verify().unwrap().is_clean());
}

/// Files that are taken away under a writer: its next commit is refused, and readers that have them open answer on.
#[test]
fn files_that_vanish_under_a_writer_are_noticed_before_a_commit_is_acknowledged() {
    for lost in ["generation-1/articles.log", "generation-1/database/db", "generation-1"] {
        let dir = tempfile::tempdir().unwrap();
        let mut store = build(dir.path(), &[article("a.txt", 0, None, "赤峰市和包头市签约。")]);
        let before = store.snapshot().unwrap();
        let path = dir.path().join(lost);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
        } else {
            fs::remove_file(&path).unwrap();
        }
        let mut writer = store.writer().unwrap();
        writer.add(&article("b.txt", 0, None, "张慧宇到包头市。")).unwrap();
        let error = writer.commit().unwrap_err();
        assert!(matches!(error, StoreError::Io { .. } | StoreError::Damaged { .. }), "{lost}: {error}");
        drop(writer);
        assert!(store.snapshot().is_err(), "a handle that failed says nothing more");
        assert_eq!(
            before.evidence(0, 1, &EvidenceOptions::default()).unwrap()[0].text,
            "赤峰市和包头市签约。"
        );
        drop(store);
        // What is left is refused, or is what it was.
        match Snapshot::open(dir.path()) {
            Ok(found) => assert_eq!(found, before, "{lost}"),
            Err(error) => assert!(!error.to_string().is_empty(), "{lost}"),
        }
    }
}

#[test]
fn a_store_of_a_newer_build_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    drop(build(dir.path(), &[article("a.txt", 0, None, "赤峰市和包头市签约。")]).snapshot().unwrap());
    let marker = dir.path().join("guanxi.store");
    fs::write(&marker, "guanxi store 99\nsomething new\n").unwrap();
    let before: Vec<_> = files_under(dir.path()).iter().map(|file| fs::read(file).unwrap()).collect();
    let refused = [
        Store::open(dir.path(), &OpenOptions::default()).map(drop),
        Store::open_existing(dir.path()).map(drop),
        Snapshot::open(dir.path()).map(drop),
    ];
    for result in refused {
        assert!(matches!(result, Err(StoreError::Newer { found: 99, .. })), "{result:?}");
    }
    let after: Vec<_> = files_under(dir.path()).iter().map(|file| fs::read(file).unwrap()).collect();
    assert!(before == after, "it was written to");
}

const HOLD: &str = "GUANXI_HOLD_DIR";

/// Not a test of its own: holds a store until it is told to end.
#[test]
fn holder() {
    let Some(dir) = std::env::var_os(HOLD) else { return };
    let _held = Store::open(Path::new(&dir), &OpenOptions::default()).unwrap();
    println!("\nholding");
    let _ = std::io::stdin().lines().next();
}

#[test]
fn a_second_process_is_told_who_holds_the_store() {
    let dir = tempfile::tempdir().unwrap();
    drop(build(dir.path(), &[article("a.txt", 0, None, "赤峰市和包头市签约。")]));
    Snapshot::open(dir.path()).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "disk::holder", "--nocapture"])
        .env(HOLD, dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "holding"));
    let error = Store::open_existing(dir.path()).unwrap_err().to_string();
    assert!(error.contains(&format!("in use by process {}", child.id())), "{error}");
    assert_eq!(Snapshot::open(dir.path()).unwrap().articles(), 1, "readers do not need the lock");
    child.kill().unwrap();
    child.wait().unwrap();
    Store::open_existing(dir.path()).unwrap();
}

#[test]
fn a_damaged_or_missing_file_is_an_error_or_a_right_answer() {
    let whole = tempfile::tempdir().unwrap();
    let articles: Vec<_> = (0..40).map(|n| article("a.txt", n, None, &page(n))).collect();
    let right = build(whole.path(), &articles).snapshot().unwrap();
    for file in files_under(whole.path()) {
        let name = file.strip_prefix(whole.path()).unwrap().to_owned();
        let bytes = fs::read(&file).unwrap();
        let spots = match std::env::var_os("GUANXI_LONG") {
            _ if bytes.is_empty() => 0,
            Some(_) => bytes.len().min(300),
            None => 12,
        };
        for spot in 0..=spots {
            let dir = tempfile::tempdir().unwrap();
            copy(whole.path(), dir.path());
            if spot == spots {
                fs::remove_file(dir.path().join(&name)).unwrap();
            } else {
                let mut changed = bytes.clone();
                let at = (bytes.len() - 1) * spot / spots;
                changed[at] ^= 0x5a;
                fs::remove_file(dir.path().join(&name)).unwrap();
                fs::write(dir.path().join(&name), changed).unwrap();
            }
            if let Ok(snapshot) = Snapshot::open(dir.path()) {
                assert_eq!(snapshot, right, "{} spot {spot}", name.display());
            }
            let verified = Store::open_existing(dir.path()).and_then(|store| {
                let report = store.verify()?;
                Ok((report.is_clean(), store.articles()?.flatten().count()))
            });
            if let Ok((true, held)) = verified {
                assert_eq!(held, 40, "{} spot {spot}: clean, but not all there", name.display());
            }
        }
    }
}

/// The stores that formats 1 and 2 wrote, kept in the repository: a build that cannot read them must raise the format. That of
/// format 2 was compacted, and then an article was added. `GUANXI_WRITE_GOLDEN` writes the one of this format anew.
#[test]
fn stores_of_older_builds_are_read_and_written() {
    let list = [
        article("a.txt", 0, Some(jiff::civil::date(2022, 10, 12)), "赤峰市的总工会在开会。张慧宇到赤峰市。"),
        article("b.jsonl", 7, None, "包头市下雪。天骏计划到包头市。"),
    ];
    let folder = root().join("tests/store");
    if std::env::var_os("GUANXI_WRITE_GOLDEN").is_some() {
        return write_golden(&list, &folder.join("golden-2"));
    }
    for golden in ["golden-1", "golden-2"] {
        let dir = tempfile::tempdir().unwrap();
        copy(&folder.join(golden), dir.path());
        let mut store = Store::open_existing(dir.path()).unwrap();
        assert!(store.verify().unwrap().is_clean(), "{golden}");
        let fresh = tempfile::tempdir().unwrap();
        let mut expected = build(fresh.path(), &list);
        same_answers(&store, &expected, golden);
        for store in [&mut store, &mut expected] {
            let mut writer = store.writer().unwrap();
            writer.add(&article("c.txt", 0, None, "包头市的总工会在开会。")).unwrap();
            writer.finish().unwrap();
            store.compact(|_, _| ()).unwrap();
        }
        same_answers(&store, &expected, golden);
    }
}

fn write_golden(list: &[ArticleFacts], golden: &Path) {
    let dir = tempfile::tempdir().unwrap();
    let mut store = build(dir.path(), &list[..1]);
    store.compact(|_, _| ()).unwrap();
    drop(store);
    drop(build(dir.path(), &list[1..]));
    for file in files_under(dir.path()) {
        // Both are made anew.
        if file.extension().is_some_and(|ending| ending == "gx") || file.ends_with("lock") {
            fs::remove_file(file).unwrap();
        }
    }
    copy(dir.path(), golden);
}

fn same_answers(store: &Store, expected: &Store, golden: &str) {
    let answers = |store: &Store| {
        let snapshot = store.snapshot().unwrap();
        let rows: Vec<_> =
            (0..snapshot.entity_count() as u32).map(|node| snapshot.entity(node).clone()).collect();
        let [a, b] = ["天骏计划", "包头市"].map(|name| snapshot.node(&id(name)).unwrap());
        let evidence = snapshot.evidence(a, b, &EvidenceOptions::default()).unwrap();
        (snapshot.articles(), snapshot.windows(), rows, snapshot.relation_count(), evidence)
    };
    assert_eq!(answers(store), answers(expected), "{golden}");
}

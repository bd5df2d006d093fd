//! The lock of a store: one process has the database open at a time, and says who it is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::error::StoreError;

/// What helps where a directory refuses us.
pub(super) const CURE: &str = "make the directory readable and writable, or name another with --store";
/// The file that is locked.
pub(super) const LOCK: &str = "lock";

/// What a store is locked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Writing,
    /// To publish the graph for a question. Who meets such a holder waits; a question that meets a writer does not.
    Publishing,
}

/// Whether a process has the store in `path` open.
pub(crate) fn is_held(path: &Path) -> bool {
    let lock = File::open(path.join(LOCK));
    lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// How long a lock is tried for, how long while its holder publishes, and how long between two tries.
const PATIENCE: Duration = Duration::from_millis(200);
const LONG_PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);
/// What the holder of a lock says that publishes the graph for a question.
const PUBLISHING: &str = ", which publishes the graph";

/// Tries again for a moment: a child that is just being started holds its parent's locks until it runs its own program. Waits
/// longer for who only publishes. A question does not wait for who writes.
fn patient_lock(file: &File, purpose: Purpose) -> Result<(), TryLockError> {
    let begun = Instant::now();
    let mut published = None;
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {}
            decided => return decided,
        }
        let now = Instant::now();
        if holder(file).contains(PUBLISHING) {
            published = Some(now);
        }
        let waits = purpose == Purpose::Writing || published.is_some();
        let waited = now - published.unwrap_or(begun);
        if !waits || waited > PATIENCE || now - begun > LONG_PATIENCE {
            return Err(TryLockError::WouldBlock);
        }
        std::thread::sleep(PAUSE);
    }
}

/// What the holder of a lock says of itself.
fn holder(mut file: &File) -> String {
    let mut said = String::new();
    let read = file.rewind().and_then(|()| file.take(200).read_to_string(&mut said));
    let named = read.is_ok() && !said.trim().is_empty();
    if named { said.trim().to_owned() } else { "another process".to_owned() }
}

/// Locks the store in a directory, and says who holds it.
pub(super) fn lock(path: &Path, purpose: Purpose) -> Result<File, StoreError> {
    let place = path.join(LOCK);
    let io = |error| StoreError::io(&place, CURE)(error);
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&place).map_err(io)?;
    match patient_lock(&file, purpose) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let holder = holder(&file).replace(PUBLISHING, "");
            return Err(StoreError::Locked { path: path.to_owned(), holder });
        }
        Err(TryLockError::Error(error)) => return Err(io(error)),
    }
    let doing = if purpose == Purpose::Publishing { PUBLISHING } else { "" };
    let said = format!("process {}{doing}\n", std::process::id());
    // Written before the rest of what stood there is cut off: it never says nothing.
    let mut sign = || {
        file.rewind()?;
        file.write_all(said.as_bytes())?;
        file.set_len(said.len() as u64)
    };
    sign().map_err(io)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::directory::Directory;

    #[test]
    fn who_meets_a_publisher_waits_and_a_question_does_not_wait_for_a_writer() {
        let dir = tempfile::tempdir().unwrap();
        drop(Directory::open(dir.path(), true).unwrap());
        let publisher = Directory::open_for(dir.path(), false, Purpose::Publishing).unwrap();
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| Directory::open(dir.path(), false).map(drop));
            // Longer than a writer waits for another one.
            std::thread::sleep(2 * PATIENCE);
            drop(publisher);
            writer.join().unwrap().unwrap();
        });
        let _writer = Directory::open(dir.path(), false).unwrap();
        let asked = Directory::open_for(dir.path(), false, Purpose::Publishing);
        assert!(matches!(asked, Err(StoreError::Locked { holder, .. }) if !holder.contains(PUBLISHING)));
    }
}

//! A file that is written and goes to the disk beside what makes it, so that little is left to wait for at its end.
//!
//! One thread copies what comes into the system's cache, another has the disk take that; each may be behind the one before.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};

use crate::threads::joined;

/// Bytes of one piece, and pieces that may wait: together 2 MB. A piece ends where a multiple of its size does in the file:
/// the cache takes smaller ones, larger ones and such that lie across with several times the work.
const PIECE: usize = 1 << 16;
const PIECES: usize = 32;
/// Bytes after which the disk is set to work again.
const AT_ONCE: usize = 4 << 20;

/// What is to be done next.
enum Step {
    Write(Vec<u8>),
    GoTo(u64),
}

/// A new file. It is on the disk after [`EagerFile::sync`]. Nothing writes to it any more once it is dropped.
#[derive(Debug)]
pub(super) struct EagerFile {
    /// The piece that is being filled, and where it ends in the file.
    piece: Vec<u8>,
    end: u64,
    /// Pieces that were written, to be filled again.
    emptied: Receiver<Vec<u8>>,
    steps: Option<SyncSender<Step>>,
    /// None once it has failed, and that was told.
    writing: Option<JoinHandle<io::Result<()>>>,
}

impl EagerFile {
    /// Makes an empty file, in the place of one of this name.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let file = File::create(path)?;
        let (steps, coming) = sync_channel(PIECES);
        let (give_back, emptied) = channel();
        let writing = thread::spawn(move || write_all(file, &coming, &give_back));
        let piece = Vec::with_capacity(PIECE);
        Ok(Self { piece, end: 0, emptied, steps: Some(steps), writing: Some(writing) })
    }

    /// Brings everything to the disk.
    pub(super) fn sync(mut self) -> io::Result<()> {
        self.hand_over()?;
        self.finish()
    }

    /// Has the piece written as it is.
    fn hand_over(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let next = self.emptied.try_recv().unwrap_or_else(|_| Vec::with_capacity(PIECE));
        let piece = std::mem::replace(&mut self.piece, next);
        self.take(Step::Write(piece))
    }

    fn take(&mut self, step: Step) -> io::Result<()> {
        if self.steps.as_ref().is_some_and(|steps| steps.send(step).is_ok()) {
            return Ok(());
        }
        self.finish()?;
        Err(io::Error::other("the file could not be written"))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.steps = None;
        self.writing.take().map_or(Ok(()), |thread| joined(thread.join()))
    }
}

impl Drop for EagerFile {
    fn drop(&mut self) {
        // Who wants to know has asked.
        let _ = self.finish();
    }
}

/// Does the steps, then waits for the disk.
fn write_all(mut file: File, steps: &Receiver<Step>, give_back: &Sender<Vec<u8>>) -> io::Result<()> {
    let (tell, told) = channel();
    let other = file.try_clone()?;
    let disk = thread::spawn(move || keep_syncing(&other, &told));
    let mut waiting = 0;
    let written = steps.iter().try_for_each(|step| match step {
        Step::GoTo(place) => file.seek(SeekFrom::Start(place)).map(drop),
        Step::Write(mut piece) => {
            file.write_all(&piece)?;
            waiting += piece.len();
            if waiting >= AT_ONCE {
                waiting = 0;
                // If the other side has failed, the end says so.
                let _ = tell.send(());
            }
            piece.clear();
            // At the end nobody wants it any more.
            let _ = give_back.send(piece);
            Ok(())
        }
    });
    drop(tell);
    joined(disk.join())?;
    written?;
    file.sync_all()
}

/// Syncs whenever there is more, until nobody writes any longer. Its error would not be told a second time.
fn keep_syncing(file: &File, told: &Receiver<()>) -> io::Result<()> {
    while told.recv().is_ok() {
        told.try_iter().for_each(drop);
        file.sync_data()?;
    }
    Ok(())
}

impl Write for EagerFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE - self.end as usize % PIECE;
        let taken = &bytes[..bytes.len().min(room)];
        self.piece.extend_from_slice(taken);
        self.end += taken.len() as u64;
        if taken.len() == room {
            self.hand_over()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for EagerFile {
    /// From the start only: where the file stands is known to who writes it.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(place) = to else {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "a place is counted from the start"));
        };
        self.hand_over()?;
        self.take(Step::GoTo(place))?;
        self.end = place;
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut file = EagerFile::create(&path).unwrap();
        for byte in 0..20 {
            file.write_all(&vec![byte; 1 << 20]).unwrap();
        }
        file.seek(SeekFrom::Start(1)).unwrap();
        file.write_all(&[99]).unwrap();
        file.sync().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!((bytes.len(), bytes[0], bytes[1], bytes[2]), (20 << 20, 0, 99, 0));
        assert!(bytes.chunks(1 << 20).zip(0u8..).all(|(chunk, byte)| chunk[2..].iter().all(|&b| b == byte)));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_told() {
        let mut file = EagerFile::create(Path::new("/dev/full")).unwrap();
        let written = file.write_all(&vec![1; 8 << 20]).and_then(|()| file.sync());
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}

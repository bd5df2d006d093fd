//! Items of inputs through which nothing may come for long: they are read on a thread of their own, so that who waits for them
//! notices what else happens.

use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::corpus::{Input, RawItem, ReadOptions, Reader};
use crate::threads::joined;

/// How long to wait before looking around.
const PAUSE: Duration = Duration::from_millis(50);

/// Inputs among which pipes are looked for: those of folders are files.
const NAMED: usize = 64;

/// The items of inputs in their order; none now and then where nothing comes.
///
/// A thread that waits for a pipe is left to itself when nobody listens any more: it ends with what comes next, or with the process.
pub(super) fn items(
    inputs: Vec<Input>,
    read: ReadOptions,
) -> Box<dyn Iterator<Item = Option<RawItem>> + Send> {
    let few = inputs.len() <= NAMED;
    let is_pipe = |input: &Input| input.path.as_ref().is_none_or(|path| few && !path.is_file());
    let any = inputs.iter().any(is_pipe);
    let reader = Reader::new(inputs, read);
    if any { Box::new(Waiting::for_items(reader)) } else { Box::new(reader.map(Some)) }
}

/// What another thread reads.
struct Waiting<T> {
    items: Receiver<T>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Waiting<T> {
    fn for_items(items: impl Iterator<Item = T> + Send + 'static) -> Self {
        // One is read while another is taken, no more.
        let (sender, receiver) = sync_channel(0);
        let send = move || {
            for item in items {
                if sender.send(item).is_err() {
                    break;
                }
            }
        };
        Self { items: receiver, thread: Some(thread::spawn(send)) }
    }
}

impl<T> Iterator for Waiting<T> {
    type Item = Option<T>;

    fn next(&mut self) -> Option<Option<T>> {
        match self.items.recv_timeout(PAUSE) {
            Ok(item) => Some(Some(item)),
            Err(RecvTimeoutError::Timeout) => Some(None),
            Err(RecvTimeoutError::Disconnected) => {
                joined(self.thread.take().map_or(Ok(()), JoinHandle::join));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn who_waits_hears_of_silence_and_gets_all_in_order() {
        let (sender, receiver) = channel();
        let mut waiting = Waiting::for_items(receiver.into_iter());
        assert_eq!(waiting.next(), Some(None));
        for number in 0..3 {
            sender.send(number).unwrap();
        }
        drop(sender);
        assert_eq!(waiting.flatten().collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    #[should_panic(expected = "a fault of the program")]
    fn a_panic_of_who_reads_is_one_of_who_waits() {
        let fails = std::iter::from_fn(|| -> Option<u32> { panic!("a fault of the program") });
        Waiting::for_items(fails).flatten().for_each(drop);
    }
}

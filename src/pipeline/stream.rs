//! Many threads, one order: items go through a worker each and come out as they went in.
//!
//! Memory is bounded: the reader waits while the items under way hold more than [`IN_FLIGHT`] bytes, unless there is
//! only one. So the bound is `IN_FLIGHT` plus the largest item, times what preparing an item costs.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::corpus::RawItem;

/// Bytes of unprepared items that may be under way at once.
const IN_FLIGHT: usize = 8 << 20;
/// Items that may be under way at once: small ones cost more than their bytes.
const MOST_ITEMS: usize = 256;

/// Bytes of an item after which a worker's scratch is made anew: it keeps what its largest item took.
pub(super) const LARGE: usize = 4 << 20;

/// How to run.
pub(super) struct Lanes<'a> {
    /// Workers.
    pub(super) threads: usize,
    /// Set from outside to end early: what workers have begun is finished, nothing new is begun.
    pub(super) stop: &'a AtomicBool,
}

/// Hands each item to a worker (there is none where nothing comes for a while) and the results to `collect`, in the order of the items, on the calling thread.
/// `scratch` makes what a worker keeps from item to item; a worker that panics gets a new one, and `lost` stands in for
/// its result.
///
/// # Errors
/// The first error of `collect`; nothing more is collected after it.
pub(super) fn in_order<S, T: Send, E>(
    items: impl Iterator<Item = Option<RawItem>> + Send,
    lanes: &Lanes<'_>,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(RawItem, &mut S) -> T + Sync,
    lost: impl Fn(&str) -> T + Sync,
    collect: impl FnMut(T, usize) -> Result<(), E>,
) -> Result<(), E> {
    in_order_to(items, lanes, scratch, work, lost, || Ok(collect))
}

/// As [`in_order`], where what collects is made on the calling thread while the workers begin.
///
/// # Errors
/// Also that of `begin`.
pub(super) fn in_order_to<S, T: Send, E, C: FnMut(T, usize) -> Result<(), E>>(
    items: impl Iterator<Item = Option<RawItem>> + Send,
    lanes: &Lanes<'_>,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(RawItem, &mut S) -> T + Sync,
    lost: impl Fn(&str) -> T + Sync,
    begin: impl FnOnce() -> Result<C, E>,
) -> Result<(), E> {
    let gate = Gate::default();
    let (to_workers, work_list) = channel();
    let (to_collector, results) = channel();
    let work_list = Mutex::new(work_list);
    let hands = Hands { scratch, work, lost };
    thread::scope(|scope| {
        let (gate, work_list, hands) = (&gate, &work_list, &hands);
        let _closed = Closed(gate);
        scope.spawn(move || feed(items, lanes, gate, &to_workers));
        for _ in 0..lanes.threads.max(1) {
            let to_collector = to_collector.clone();
            scope.spawn(move || serve(work_list, lanes, hands, &to_collector));
        }
        drop(to_collector);
        begin().and_then(|mut collect| {
            ordered(&results, |size, result| {
                let collected = collect(result, size);
                gate.leave(size);
                collected
            })
        })
    })
}

/// An item and its number.
type Numbered = (usize, RawItem);

/// What all workers do: see [`in_order`].
struct Hands<S, W, L> {
    scratch: S,
    work: W,
    lost: L,
}

/// The reader: numbers the items and lets them in as there is room. It looks around where none comes too.
fn feed(
    items: impl Iterator<Item = Option<RawItem>>,
    lanes: &Lanes<'_>,
    gate: &Gate,
    to_workers: &Sender<Numbered>,
) {
    let mut number = 0;
    for item in items {
        if lanes.stop.load(Ordering::Relaxed) || gate.is_closed() {
            break;
        }
        let Some(item) = item else { continue };
        if !gate.enter(item.size()) || to_workers.send((number, item)).is_err() {
            break;
        }
        number += 1;
    }
}

/// A worker: sends on number, size and result of each item that it gets.
fn serve<S, T>(
    list: &Mutex<Receiver<Numbered>>,
    lanes: &Lanes<'_>,
    hands: &Hands<impl Fn() -> S, impl Fn(RawItem, &mut S) -> T, impl Fn(&str) -> T>,
    to_collector: &Sender<(usize, usize, T)>,
) {
    let mut own = (hands.scratch)();
    while let Some((number, item)) = next(list) {
        // What waits is left too: it may be many megabytes, and the next run reads it again.
        if lanes.stop.load(Ordering::Relaxed) {
            break;
        }
        let size = item.size();
        let result = guarded(item, &mut own, hands);
        if to_collector.send((number, size, result)).is_err() {
            break;
        }
    }
}

/// What becomes of an item. A panic and a large item leave a new scratch behind them.
fn guarded<S, T>(
    item: RawItem,
    own: &mut S,
    hands: &Hands<impl Fn() -> S, impl Fn(RawItem, &mut S) -> T, impl Fn(&str) -> T>,
) -> T {
    let (size, name) = (item.size(), item.name().to_owned());
    let result = catch_unwind(AssertUnwindSafe(|| (hands.work)(item, own)));
    if result.is_err() || size > LARGE {
        *own = (hands.scratch)();
    }
    result.unwrap_or_else(|_| (hands.lost)(&name))
}

/// Closes the gate when what collects has ended, by an error or a panic too: the reader would wait before it for ever.
struct Closed<'g>(&'g Gate);

impl Drop for Closed<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn next(list: &Mutex<Receiver<Numbered>>) -> Option<Numbered> {
    lock(list).recv().ok()
}

fn ordered<T, E>(
    results: &Receiver<(usize, usize, T)>,
    mut each: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut due = 0;
    for (number, size, result) in results {
        early.insert(number, (size, result));
        while let Some((size, result)) = early.remove(&due) {
            each(size, result)?;
            due += 1;
        }
    }
    Ok(())
}

/// Counts the bytes under way. A panic elsewhere leaves the counts whole, so a poisoned lock is taken as it is.
#[derive(Default)]
struct Gate {
    state: Mutex<Under>,
    changed: Condvar,
}

#[derive(Default)]
struct Under {
    items: usize,
    bytes: usize,
    closed: bool,
}

impl Gate {
    /// Waits until there is room; whether the gate is still open.
    fn enter(&self, size: usize) -> bool {
        let over = |under: &Under| under.bytes + size > IN_FLIGHT || under.items >= MOST_ITEMS;
        let full = |under: &mut Under| under.items > 0 && over(under) && !under.closed;
        let waited = self.changed.wait_while(lock(&self.state), full);
        let mut under = waited.unwrap_or_else(PoisonError::into_inner);
        under.items += 1;
        under.bytes += size;
        !under.closed
    }

    fn leave(&self, size: usize) {
        let mut under = lock(&self.state);
        under.items -= 1;
        under.bytes -= size;
        self.changed.notify_all();
    }

    fn is_closed(&self) -> bool {
        lock(&self.state).closed
    }

    fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! What a thread that ended gave. Whoever waits for one asks here, so that a panic on it is the panic of who waits.

use std::panic::resume_unwind;
use std::thread;

/// What `join` of a thread gives; its panic goes on here.
pub(crate) fn joined<T>(ended: thread::Result<T>) -> T {
    ended.unwrap_or_else(|panic| resume_unwind(panic))
}

//! Faults of the program: said once, in our words. The library turns those that it catches into problems and errors, which
//! are told with the rest; what it does not catch ends the command.

use std::panic::{resume_unwind, set_hook};
use std::sync::{Mutex, PoisonError};
use std::thread::ScopedJoinHandle;

use super::Global;

/// Where and how it failed last.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Keeps what a panic says instead of printing it, but for those who want to hear more.
pub(super) fn listen(global: &Global) {
    if global.verbose || std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
        return;
    }
    set_hook(Box::new(|panic| {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string().replace('\n', " ");
    }));
}

/// What a thread gives; its panic goes on here.
pub(super) fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// The error of a command that failed by a panic.
pub(super) fn error() -> anyhow::Error {
    let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let what = if last.is_empty() { String::new() } else { format!(": {last}") };
    anyhow::anyhow!("guanxi failed: an error of the program; please report it{what}")
}

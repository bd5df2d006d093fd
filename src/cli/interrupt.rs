//! Ctrl-C: the first asks the run to end in order, the second ends it and says so.

use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);

/// Listens from now on; gives the flag that the first Ctrl-C sets.
pub(super) fn listen() -> &'static AtomicBool {
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            eprintln!("error: ended at once; a store is whole up to its last commit");
            std::process::exit(130);
        }
    });
    &STOP
}

/// Whether Ctrl-C was pressed.
pub(super) fn pressed() -> bool {
    STOP.load(Ordering::SeqCst)
}

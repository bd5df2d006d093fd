//! What the allocator is told, so that a run does not hold much more than it uses.

use std::ffi::c_long;

/// Has it give back what is freed after thirty milliseconds, not after a second: a third less at the peak of a build. At once would
/// be a tenth less still, but what a start takes anew would be touched twice. `MIMALLOC_PURGE_DELAY` rules. Before any thread is started.
#[expect(unsafe_code, reason = "a function of mimalloc, which the crate declares only with all others")]
pub(super) fn give_back_soon() {
    /// `mi_option_purge_delay` of mimalloc.h.
    const PURGE_DELAY: i32 = 15;
    const MILLISECONDS: c_long = 30;
    unsafe extern "C" {
        fn mi_option_set_default(option: i32, value: c_long);
    }
    // SAFETY: the declaration is that of mimalloc.h; no thread has been started yet. What is no option is left alone.
    unsafe { mi_option_set_default(PURGE_DELAY, MILLISECONDS) };
}

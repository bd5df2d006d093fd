//! What the allocator is told, so that a run does not hold much more than it uses.

use std::ffi::c_long;

/// Has it give back what is freed at once, not ten milliseconds later: a third less at the peak of a build, for a thirtieth more time.
/// Before any thread is started.
#[expect(unsafe_code, reason = "a function of mimalloc, which the crate declares only with all others")]
pub(super) fn give_back_at_once() {
    /// `mi_option_purge_delay` of mimalloc.h.
    const PURGE_DELAY: i32 = 15;
    unsafe extern "C" {
        fn mi_option_set(option: i32, value: c_long);
    }
    // SAFETY: the declaration is that of mimalloc.h; no thread has been started yet. What is no option is left alone.
    unsafe { mi_option_set(PURGE_DELAY, 0) };
}

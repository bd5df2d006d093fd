//! The system's memory with a count of what this thread takes of it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counted;

thread_local! {
    static TAKEN: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

#[expect(unsafe_code, reason = "an allocator that counts is unsafe by nature")]
// SAFETY: every request goes to the system's allocator unchanged; beside it numbers of this thread are counted.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that is ending has no counters any more; what it takes counts nowhere.
        let _ = TAKEN.try_with(|taken| {
            taken.set(taken.get() + layout.size() as isize);
            let _ = MOST.try_with(|most| most.set(most.get().max(taken.get())));
        });
        // SAFETY: the caller's layout is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        let _ = TAKEN.try_with(|taken| taken.set(taken.get() - layout.size() as isize));
        // SAFETY: it was taken of the system with this layout.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static MEMORY: Counted = Counted;

/// Bytes that `work` takes at most on this thread, beside what was taken before.
pub(crate) fn most(work: impl FnOnce()) -> usize {
    let before = TAKEN.get();
    MOST.set(before);
    work();
    (MOST.get() - before).unsigned_abs()
}

//! What glibc's allocator is told, so that a build does not hold much more than it uses.

/// Has it map what is larger than 128 KB, which goes back when it is freed. Left alone it raises that size to 32 MB as it goes,
/// and lists that grow leave holes between smaller things: a third of the peak of a build. Before any thread is started.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a function of the C library")]
pub(super) fn map_large_things() {
    const MMAP_THRESHOLD: i32 = -3;
    unsafe extern "C" {
        fn mallopt(parameter: i32, value: i32) -> i32;
    }
    // SAFETY: the declaration is that of malloc.h; no thread has been started yet. A refusal changes nothing.
    unsafe { mallopt(MMAP_THRESHOLD, 128 << 10) };
}

/// Has it give back the holes between what is in use: the threads that recognised leave a quarter of the memory so, and
/// what publishes a graph would not fill their holes but take its own.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a function of the C library")]
pub(super) fn give_back_holes() {
    unsafe extern "C" {
        fn malloc_trim(left: usize) -> i32;
    }
    // SAFETY: the declaration is that of malloc.h, which lets any thread call it at any time.
    unsafe { malloc_trim(0) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn map_large_things() {}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn give_back_holes() {}

//! The command `guanxi`: parses, dispatches, and turns the outcome into an exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    give_memory_back();
    cli::main()
}

/// Has the allocator of glibc map what is larger than 128 KB, which goes back when it is freed. Left alone it raises that size
/// to 32 MB as it goes, and lists that grow leave holes between smaller things: a third of the peak of a build.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a function of the C library")]
fn give_memory_back() {
    const MMAP_THRESHOLD: i32 = -3;
    unsafe extern "C" {
        fn mallopt(parameter: i32, value: i32) -> i32;
    }
    // SAFETY: the declaration is that of malloc.h; no thread has been started yet. A refusal changes nothing.
    unsafe { mallopt(MMAP_THRESHOLD, 128 << 10) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_memory_back() {}

//! The command `guanxi`: parses, dispatches, and turns the outcome into an exit code.

mod cli;

/// A run makes and drops small things by the hundred an article: a twentieth of its time with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}

//! The program. Everything is in the library, for tests and benchmarks.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ampera::cli::run()
}

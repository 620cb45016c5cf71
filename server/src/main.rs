//! The program. Everything is in the library, for tests and benchmarks.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    small_pages();
    ampera::cli::run()
}

/// More than a quarter of the memory at rest was the unused rest of pages of 2 MB. A system that refuses this only needs more of it.
fn small_pages() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

//! `cargo xtask`: sets up, builds, serves, tests and measures Ampera.

mod apt;
mod bench;
mod build;
mod cargo;
mod chromium;
mod deny;
mod inputs;
mod lint;
mod npm;
mod paths;
mod postgres;
mod process;
mod raw;
mod serve;
mod site;
mod steps;
mod stopwatch;
mod test;
mod wasm_target;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::paths::Paths;
use crate::process::say;

/// Sets up, builds, serves, tests and measures Ampera.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds Ampera and starts it with demo data on an embedded SQLite.
    Serve(serve::Options),
    /// Runs every check and every test.
    Test(test::Options),
    /// Builds the program with everything inside, into target/.
    Build(build::Options),
    /// Measures the release build on SQLite and PostgreSQL.
    Bench(bench::Options),
    /// The checks that run no test: format, raw elements, clippy, courses.
    Lint,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("failed: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let paths = Paths::find()?;
    match task {
        Task::Serve(options) => serve::run(&paths, options),
        Task::Test(options) => test::run(&paths, &options),
        Task::Build(options) => build::run(&paths, &options),
        Task::Bench(options) => bench::run(&paths, &options),
        Task::Lint => lint::run(&paths),
    }
}

//! `cargo xtask bench`: runs the server's own benchmark with both databases at hand.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::cargo::build_server;
use crate::paths::Paths;
use crate::postgres::{Cluster, Durability};
use crate::process::{run as run_program, say};
use crate::site;

#[derive(Args)]
pub struct Options {
    /// Arguments for the benchmark.
    #[arg(last = true)]
    rest: Vec<String>,
}

pub fn run(paths: &Paths, options: &Options) -> Result<()> {
    site::build(paths)?;
    say("building the release build and the benchmark");
    run_program(build_server(paths, true).args(["--bin", "bench"]))?;
    let cluster = Cluster::start(Durability::Full)?;
    say("measuring");
    run_program(
        Command::new(paths.server(true).with_file_name("bench"))
            .args(&options.rest)
            .env("AMPERA_BENCH_POSTGRES", cluster.url())
            .env("AMPERA_BIN", paths.server(true))
            .current_dir(&paths.root),
    )
}

//! `cargo xtask serve`.

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;

use crate::cargo::build_server;
use crate::paths::Paths;
use crate::process::{run as run_program, say};
use crate::site;

#[derive(Args)]
pub struct Options {
    /// Where the server listens.
    #[arg(long, default_value = "127.0.0.1:3000")]
    addr: String,
    /// Serves the release build.
    #[arg(long)]
    release: bool,
    /// More arguments for `ampera serve`.
    #[arg(last = true)]
    rest: Vec<String>,
}

pub fn run(paths: &Paths, options: Options) -> Result<()> {
    site::build(paths)?;
    say("building the server");
    run_program(&mut build_server(paths, options.release))?;
    let folder = paths.root.join("target/demo");
    fs::create_dir_all(&folder)?;
    // The courses are read from their folder, so that an edited lesson is there after a reload. The server takes our place:
    // it gets Ctrl-C itself and ends in its own way.
    let error = Command::new(paths.server(options.release))
        .args(["serve", "--demo", "--addr", &options.addr])
        .arg("--database")
        .arg(format!("sqlite:{}", folder.join("ampera.db").display()))
        .arg("--content")
        .arg(paths.content())
        .args(options.rest)
        .current_dir(&paths.root)
        .exec();
    Err(error).context("cannot start the server")
}

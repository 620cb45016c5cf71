//! `cargo xtask build`: one program with everything inside.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::Args;

use crate::cargo::build_server;
use crate::paths::Paths;
use crate::process::{run as run_program, say};
use crate::site;

#[derive(Args)]
pub struct Options {
    /// Builds for use, not for debugging.
    #[arg(long)]
    release: bool,
}

pub fn run(paths: &Paths, options: &Options) -> Result<()> {
    site::build(paths)?;
    say("building the server");
    run_program(&mut build_server(paths, options.release))?;
    let built = paths.server(options.release);
    let wanted = paths.root.join("target").join(if options.release { "release" } else { "debug" }).join("ampera");
    if built != wanted {
        copy(&built, &wanted)?;
    }
    let size = fs::metadata(&wanted)?.len();
    let name = wanted.strip_prefix(&paths.root).unwrap_or(&wanted);
    say(&format!("{} is ready: {:.1} MB with everything inside", name.display(), size as f64 / 1e6));
    Ok(())
}

/// Puts the new program in the place of the old one, which may be running.
fn copy(built: &Path, wanted: &Path) -> Result<()> {
    let folder = wanted.parent().context("the program has no folder")?;
    fs::create_dir_all(folder)?;
    let fresh = wanted.with_extension("next");
    fs::copy(built, &fresh)?;
    fs::rename(&fresh, wanted)?;
    Ok(())
}

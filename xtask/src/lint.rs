//! `cargo xtask lint`.

use anyhow::Result;

use crate::paths::Paths;
use crate::steps::{Step, run_steps};

pub fn run(paths: &Paths) -> Result<()> {
    run_steps(paths, &[Step::Fmt, Step::Raw, Step::Clippy, Step::Content], &[])
}

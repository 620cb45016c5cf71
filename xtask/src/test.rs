//! `cargo xtask test`.

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};

use crate::paths::Paths;
use crate::steps::{Step, run_steps};

#[derive(Args)]
pub struct Options {
    /// Runs this step alone; may be given more than once.
    #[arg(long, value_name = "STEP")]
    only: Vec<Step>,
    /// Arguments for the test runner, when --only names one step: `--only browser -- --grep kuis`.
    #[arg(last = true)]
    rest: Vec<String>,
}

pub fn run(paths: &Paths, options: &Options) -> Result<()> {
    ensure!(
        options.rest.is_empty() || options.only.len() == 1,
        "arguments after -- need exactly one --only STEP, since they are for its runner"
    );
    let chosen: Vec<Step> = Step::value_variants()
        .iter()
        .copied()
        .filter(|step| options.only.is_empty() || options.only.contains(step))
        .collect();
    run_steps(paths, &chosen, &options.rest)
}

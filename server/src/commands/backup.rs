//! `ampera backup`

use std::path::PathBuf;

use clap::Args;

use crate::cli::{Ended, Failure, Outcome};
use crate::config::DatabaseOptions;

#[derive(Args)]
#[command(after_help = "Example: ampera backup ampera-2026-11-24.backup")]
pub struct Options {
    /// The file to write; it must not be there yet
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn run(options: Options) -> Ended {
    let shown = options.file.display();
    if options.file.exists() {
        return Err(Failure::usage(format!("{shown} is there already; a backup overwrites nothing")));
    }
    let store = options.database.open().await?;
    store.backup(&options.file).await?;
    store.close().await;
    let size = std::fs::metadata(&options.file)?.len();
    println!("{} is in {shown}, {:.1} MB", options.database.database, size as f64 / 1e6);
    Ok(Outcome::Done)
}

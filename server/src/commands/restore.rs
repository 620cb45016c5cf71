//! `ampera restore`

use std::path::PathBuf;

use clap::Args;

use crate::cli::{Ended, Failure, Outcome};
use crate::config::DatabaseOptions;

#[derive(Args)]
#[command(after_help = "Example: ampera restore ampera-2026-11-24.backup --database sqlite:new.db")]
pub struct Options {
    /// What `ampera backup` wrote
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn run(options: Options) -> Ended {
    let shown = options.file.display();
    if !options.file.is_file() {
        return Err(Failure::usage(format!("{shown} is no file")));
    }
    let store = options.database.open().await?;
    store.restore(&options.file).await?;
    store.close().await;
    println!("{shown} is in {}; now run: ampera replay --check", options.database.database);
    Ok(Outcome::Done)
}

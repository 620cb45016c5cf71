//! `ampera migrate`

use clap::Args;

use crate::cli::{Ended, Outcome};
use crate::config::DatabaseOptions;

#[derive(Args)]
#[command(after_help = "Example: ampera migrate --database postgres://ampera@localhost/ampera")]
pub struct Options {
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn run(options: Options) -> Ended {
    options.database.open().await?.close().await;
    println!("{} is up to date", options.database.database);
    Ok(Outcome::Done)
}

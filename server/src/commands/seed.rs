//! `ampera seed`

use clap::Args;
use services::seed::SeedPlan;

use crate::cli::{Ended, Outcome};
use crate::config::DatabaseOptions;
use crate::shipped;

#[derive(Args)]
#[command(after_help = "Example: ampera seed --people 2000 --database sqlite:kota.db")]
pub struct Options {
    /// How many people live in the city
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    people: u32,
    /// One in so many people has a history of three years; the others have a post alone, which takes a tenth of the disk
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    history_every: u32,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn run(options: Options) -> Ended {
    let services = options.database.services().await?;
    services.publish_all(&shipped::files(), None).await?;
    services.seed(SeedPlan { people: options.people as usize, history_every: options.history_every as usize }).await?;
    services.store().close().await;
    println!("{} people are in {}", options.people, options.database.database);
    Ok(Outcome::Done)
}

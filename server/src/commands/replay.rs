//! `ampera replay`

use clap::Args;

use crate::cli::{Ended, Failure, Outcome};
use crate::config::DatabaseOptions;

#[derive(Args)]
#[command(after_help = "Example: ampera replay --check")]
pub struct Options {
    /// Compares what is derived with what is stored, and changes nothing
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn run(options: Options) -> Ended {
    if !options.check {
        return Err(Failure::usage("replay: say --check; it compares and changes nothing"));
    }
    let services = options.database.services().await?;
    services.refresh_library().await?;
    let report = services.replay_check().await?;
    services.store().close().await;
    for difference in &report.differences {
        println!("differs: {difference}");
    }
    let (people, attempts) = (report.people, report.attempts);
    println!(
        "{attempts} attempts graded, {people} people and the hours of {} activities derived again, {} differences",
        report.hours,
        report.differences.len()
    );
    Ok(if report.differences.is_empty() { Outcome::Done } else { Outcome::CheckFailed })
}

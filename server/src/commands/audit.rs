//! `ampera audit`

use clap::{Args, Subcommand};

use crate::cli::{Ended, Failure, Outcome};
use crate::config::DatabaseOptions;

#[derive(Args)]
#[command(after_help = "Example: ampera audit verify")]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Finds rows of the audit log that were removed, changed, inserted or put in another order.
    Verify(Verify),
}

#[derive(Args)]
#[command(
    after_help = "Ends with 1 if anything is not as it was sealed. Note the hash that is printed somewhere else; with \
                        --expect it proves later that nothing before it was changed.\n\n\
                        Example: ampera audit verify --expect 5f2b..."
)]
struct Verify {
    /// A hash that was printed earlier: it has to be in the chain still
    #[arg(long, value_name = "HASH")]
    expect: Option<String>,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn run(Options { command: Command::Verify(options) }: Options) -> Ended {
    let expect = options.expect.map(|hash| hash.trim().to_ascii_lowercase());
    if let Some(hash) = &expect
        && (hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        return Err(Failure::usage(format!("--expect {hash}: a hash has 64 digits, 0 to 9 and a to f")));
    }
    let services = options.database.services().await?;
    let report = services.verify_audit(expect.as_deref()).await?;
    services.store().close().await;
    for fault in &report.faults {
        println!("fault: {fault}");
    }
    println!("{} rows, {} faults", report.rows, report.faults.len());
    println!("head {}", report.head);
    Ok(if report.faults.is_empty() { Outcome::Done } else { Outcome::CheckFailed })
}

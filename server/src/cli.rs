//! The command line: what there is, and how a command ends.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{admin, audit, backup, content, import, migrate, replay, restore, seed, serve};

/// From learning to performance: courses, quizzes, and what they show about competencies.
#[derive(Parser)]
#[command(
    name = "ampera",
    version,
    after_help = "Ends with 0 when all went well, 1 when a check failed or the work could not be done, 2 when a command or a \
                  setting is wrong.\n\nExample: ampera serve --demo"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts the server.
    Serve(Box<serve::Options>),
    /// Brings the database up to date.
    Migrate(migrate::Options),
    /// Checks, tidies or publishes courses.
    Content(content::Options),
    /// Derives every competency state again from the evidence.
    Replay(replay::Options),
    /// Fills an empty database with a made-up city.
    Seed(seed::Options),
    /// Brings in people, units and positions.
    Import(import::Options),
    /// Writes people, units and positions into a file.
    Export(import::ExportOptions),
    /// Accounts of administrators.
    Admin(admin::Options),
    /// Checks the audit log.
    Audit(audit::Options),
    /// Writes the whole database into a file.
    Backup(backup::Options),
    /// Brings a backup into an empty database.
    Restore(restore::Options),
}

/// How a command ended that did its work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Done,
    /// What was checked is not as it should be; the command has said what.
    CheckFailed,
}

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// A setting or an argument is wrong: it is named.
    Usage(String),
    Work(anyhow::Error),
}

impl Failure {
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Work(error.into())
    }
}

/// What a command returns.
pub type Ended = Result<Outcome, Failure>;

/// Reads the command line and the environment, and does what they say.
pub fn run() -> ExitCode {
    match start(Cli::parse().command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::CheckFailed) => ExitCode::from(1),
        Err(Failure::Work(error)) => {
            complain(&format!("{error:#}"));
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            complain(&message);
            ExitCode::from(2)
        }
    }
}

fn start(command: Command) -> Ended {
    match command {
        // Views are deep: their rendering gets more stack than the usual two megabytes.
        Command::Serve(options) => runtime()?.block_on(serve::run(*options)),
        Command::Migrate(options) => runtime()?.block_on(migrate::run(options)),
        Command::Content(options) => runtime()?.block_on(content::run(options)),
        Command::Replay(options) => runtime()?.block_on(replay::run(options)),
        Command::Seed(options) => runtime()?.block_on(seed::run(options)),
        Command::Import(options) => runtime()?.block_on(import::run(options)),
        Command::Export(options) => runtime()?.block_on(import::export(options)),
        Command::Admin(options) => runtime()?.block_on(admin::run(options)),
        Command::Audit(options) => runtime()?.block_on(audit::run(options)),
        Command::Backup(options) => runtime()?.block_on(backup::run(options)),
        Command::Restore(options) => runtime()?.block_on(restore::run(options)),
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    const STACK: usize = 8 << 20;
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build()?)
}

/// Says on the error output what went wrong. Where nobody listens there is nothing left to do.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr(), "ampera: {message}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        fn check(command: &clap::Command) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example: ampera"), "{} has no example", command.get_name());
            command.get_subcommands().filter(|inner| inner.get_name() != "help").for_each(check);
        }
        check(&Cli::command());
    }
}

//! Measures the release program from outside, as its users meet it: requests per second and how long they take, against
//! what the machine can do at all (a static file from the same server, a bare durable commit on the same database);
//! memory, start, and what pages weigh.
//!
//! `cargo xtask bench` builds both programs, starts a PostgreSQL whose commits are durable, and runs this.

mod city;
mod city_evaluation;
mod city_people;
mod city_report;
mod commits;
mod database;
mod disk;
mod http;
mod imports;
mod learners;
mod load;
mod measure;
mod pages;
mod people;
mod program;
mod quiz;
mod report;
mod sheets;
mod told;
mod weight;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};

use crate::database::Database;
use crate::report::{Kind, Report};

/// Measures the release program on SQLite and, where one is named, on PostgreSQL.
#[derive(Parser)]
#[command(
    name = "bench",
    after_help = "Ends with 1 if a request was not answered as it should be, never because of speed."
)]
pub struct Options {
    /// How many people the synthetic city has
    #[arg(long, value_name = "N", default_value_t = 500)]
    people: u32,
    /// How long each thing is measured
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// People in a list that is imported; several sizes one after the other, as in --import 21708 --import 1000000
    #[arg(long = "import", value_name = "N", default_values_t = [21_708])]
    imports: Vec<usize>,
    /// Cost against size, and nothing else: cities of so many people, as in --city 21708 --city 216000
    #[arg(long = "city", value_name = "N")]
    cities: Vec<u32>,
    /// The largest city that is measured on SQLite
    #[arg(long, value_name = "N", default_value_t = 216_000)]
    sqlite_most: u32,
    /// People with a history of three years at the most; in a larger city the others have a post alone
    #[arg(long, value_name = "N", default_value_t = 220_000)]
    histories: u32,
    /// The largest city that is checked with `replay --check`
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    check_most: u32,
    /// The largest city in which an evaluation is closed
    #[arg(long, value_name = "N", default_value_t = 220_000)]
    evaluate_most: u32,
    /// Gigabytes of disk that a city may take at the most; without it all but two of those that are free
    #[arg(long, value_name = "GB")]
    disk_gb: Option<f64>,
    /// One database alone
    #[arg(long)]
    only: Option<Which>,
    /// These things alone
    #[arg(long, value_name = "KIND")]
    just: Vec<Kind>,
    /// What the server logs
    #[arg(long, value_name = "FILTER", default_value = "info")]
    log: String,
    /// A PostgreSQL server whose commits are durable; a database is made in it and removed
    #[arg(long, env = "AMPERA_BENCH_POSTGRES", hide_env_values = true, value_name = "URL")]
    postgres: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    Sqlite,
    Postgres,
}

fn main() -> ExitCode {
    // One thread: the server needs the cores more.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(run(&Options::parse()))) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(errors) => {
            println!("\n{errors} requests were not answered as they should be");
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("the benchmark failed: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Returns how many requests went wrong.
async fn run(options: &Options) -> Result<usize> {
    let program = program::find()?;
    let target = target_folder()?;
    let cores = std::thread::available_parallelism()?.get();
    let mut report = Report {
        people: options.people,
        seconds: options.seconds,
        cores,
        databases: Vec::new(),
        cities: Vec::new(),
        cities_skipped: Vec::new(),
    };
    let postgres = options.postgres.clone().or_else(|| std::env::var("AMPERA_TEST_POSTGRES").ok());
    if !options.cities.is_empty() {
        (report.cities, report.cities_skipped) = city::all(options, &program, &target, postgres.as_deref()).await?;
        return finish(&report, &target);
    }
    if options.only != Some(Which::Postgres) {
        report.databases.push(on(Database::sqlite(&target)?, options, &program, &target).await?);
    }
    match postgres {
        _ if options.only == Some(Which::Sqlite) => {}
        Some(server) => {
            report.databases.push(on(Database::postgres(&server).await?, options, &program, &target).await?);
        }
        None => println!("PostgreSQL is left out: AMPERA_BENCH_POSTGRES names no server"),
    }
    finish(&report, &target)
}

/// Prints the figures and writes them. Returns how many requests went wrong.
fn finish(report: &Report, target: &Path) -> Result<usize> {
    report.print();
    let file = target.join("bench.json");
    std::fs::write(&file, serde_json::to_string_pretty(report)?)?;
    println!("\nThe same as JSON: {}", file.display());
    Ok(report.errors())
}

/// Measures on a database, and removes it whatever happens.
async fn on(database: Database, options: &Options, program: &Path, target: &Path) -> Result<report::OnDatabase> {
    let log = target.join(format!("bench-{}.log", std::process::id()));
    let measured = measure::all(&database, options, program, &log, target).await;
    database.remove().await?;
    std::fs::remove_file(&log)?;
    measured
}

/// The folder that holds the folder of this program.
fn target_folder() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    Ok(program.parent().and_then(Path::parent).context("this program is in no folder")?.to_owned())
}

//! `ampera import people` and `ampera export people`

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use app::lang::Lang;
use clap::{Args, Subcommand};
use services::Error;
use services::import::{Column, ImportOptions, Imported, Report, Source};

use crate::cli::{Ended, Failure, Outcome};
use crate::config::DatabaseOptions;
use crate::shipped;

/// Rejected rows that are printed.
const PRINTED: usize = 50;

#[derive(Args)]
#[command(after_help = "Example: ampera import people pegawai.csv --dry-run")]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Brings in people, units and positions from CSV or XLSX, all of it or nothing.
    People(People),
}

#[derive(Args)]
#[command(
    after_help = "Ends with 1 when rows were rejected; then nothing is written, unless --skip-rejected says so.\n\
                        With --whole nothing is written then either: a rejected row would end that person's position.\n\n\
                        Example: ampera import people pegawai.csv --map \"NIP Baru=nomor\" --dry-run"
)]
struct People {
    /// The list, CSV or XLSX
    file: PathBuf,
    /// Says what a column is: HEADING=COLUMN, as in "NIP Baru=nomor"; it is remembered. Nothing after = leaves it out
    #[arg(long = "map", value_name = "HEADING=COLUMN", value_parser = column)]
    columns: Vec<(String, String)>,
    /// The day from which the list holds, as in 2026-03-01; today without it
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<content::model::Date>,
    /// The list is whole: positions that are not in it end
    #[arg(long)]
    whole: bool,
    /// Tells what would change, and writes nothing
    #[arg(long)]
    dry_run: bool,
    /// Brings in the other rows where some are rejected; not with --whole
    #[arg(long)]
    skip_rejected: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

fn column(text: &str) -> Result<(String, String), String> {
    let (heading, column) = text.rsplit_once('=').ok_or("write HEADING=COLUMN")?;
    if column.is_empty() || Column::ALL.iter().any(|known| known.heading() == column) {
        return Ok((heading.to_owned(), column.to_owned()));
    }
    let known: Vec<_> = Column::ALL.iter().map(|known| known.heading()).collect();
    Err(format!("{column} is none of {}", known.join(", ")))
}

fn day(text: &str) -> Result<content::model::Date, String> {
    text.parse().map_err(|_| "write a date as 2026-03-01".to_owned())
}

pub async fn run(Options { command: Command::People(options) }: Options) -> Ended {
    let shown = options.file.display().to_string();
    if !options.file.is_file() {
        return Err(Failure::usage(format!("{shown} is no file")));
    }
    let services = options.database.services().await?;
    services.refresh_library().await?;
    if services.library().current().is_err() {
        // A new database: the titles of positions come with the shipped content.
        services.publish_all(&shipped::files(), None).await?;
    }
    let name = options.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let wanted = ImportOptions {
        effective: options.from,
        whole: options.whole,
        columns: options.columns,
        dry_run: options.dry_run,
        skip_rejected: options.skip_rejected,
    };
    let imported = services.import_people(Source::File(options.file), &name, &wanted).await;
    services.store().close().await;
    match imported {
        Ok(imported) => {
            tell(&imported, &wanted, &shown);
            let refused = imported.report.rejected > 0;
            Ok(if refused { Outcome::CheckFailed } else { Outcome::Done })
        }
        Err(Error::List(broken)) => Err(Failure::Work(anyhow::anyhow!("{shown}: {broken}; nothing was written"))),
        Err(Error::Columns(problem)) => {
            let words = app::pages::mapping_problem(Lang::En, problem);
            Err(Failure::usage(format!("{shown}: {words} Use --map HEADING=COLUMN.")))
        }
        Err(other) => Err(other.into()),
    }
}

fn tell(imported: &Imported, wanted: &ImportOptions, shown: &str) {
    let Report { rows, added, changed, ended, unchanged, rejected, rejections, .. } = &imported.report;
    for rejection in rejections.iter().take(PRINTED) {
        println!("line {}: {}", rejection.line, app::pages::reason(Lang::En, &rejection.reason));
    }
    if *rejected > PRINTED as u64 {
        println!("... and {} more rejected rows", rejected - PRINTED as u64);
    }
    println!(
        "{rows} rows: {added} added, {changed} changed, {ended} positions ended, {unchanged} unchanged, {rejected} rejected"
    );
    if wanted.dry_run && wanted.whole && *rejected > 0 {
        println!("a dry run: nothing was written; a whole list cannot be applied while rows are rejected");
    } else if wanted.dry_run {
        println!("a dry run: nothing was written");
    } else if !imported.applied && wanted.whole {
        println!("nothing was written; correct these rows: a whole list ends the positions of whoever is not in it");
    } else if !imported.applied {
        println!("nothing was written; correct these rows, or leave them out with --skip-rejected");
    } else if imported.report.changes_nothing() {
        println!("{shown} changes nothing");
    } else {
        println!("{shown} is applied");
    }
}

#[derive(Args)]
#[command(after_help = "Example: ampera export people pegawai.csv")]
pub struct ExportOptions {
    #[command(subcommand)]
    command: ExportCommand,
}

#[derive(Subcommand)]
enum ExportCommand {
    /// Writes people, units and positions of today as CSV or XLSX, with the columns of an import.
    People(ExportPeople),
}

#[derive(Args)]
#[command(after_help = "Example: ampera export people pegawai.xlsx")]
struct ExportPeople {
    /// The file to write, .csv or .xlsx; it must not be there yet
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn export(ExportOptions { command: ExportCommand::People(options) }: ExportOptions) -> Ended {
    let shown = options.file.display();
    let ending = options.file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if ending != "csv" && ending != "xlsx" {
        return Err(Failure::usage(format!("{shown}: the name ends in .csv or .xlsx")));
    }
    if options.file.exists() {
        return Err(Failure::usage(format!("{shown} is there already; an export overwrites nothing")));
    }
    let services = options.database.services().await?;
    let rows = if ending == "csv" {
        let mut out = BufWriter::new(store::private_file(&options.file)?);
        let rows = services.export_csv(&mut out).await?;
        out.flush()?;
        rows
    } else {
        let (bytes, rows) = services.export_xlsx().await?;
        store::private_file(&options.file)?.write_all(&bytes)?;
        rows
    };
    services.store().close().await;
    println!("{rows} rows are in {shown}");
    Ok(Outcome::Done)
}

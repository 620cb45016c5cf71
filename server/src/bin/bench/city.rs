//! Cost against size: cities of several sizes, and what the same pages cost in each.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;

use crate::city_people::{self, Readers};
use crate::city_report::{CityPage, CitySize, Skipped};
use crate::database::Database;
use crate::http::Request;
use crate::load::{self, Measured};
use crate::pages::Reader;
use crate::program::{Memory, Server};
use crate::{Options, Which, city_evaluation, disk};

const CLIENTS: [usize; 2] = [1, 8];
const WARM_UP: Duration = Duration::from_secs(1);
/// Kilobytes on the disk for somebody with a post, and for a history of three years: estimates, with a margin.
const POST_KB: f64 = 2.4;
const HISTORY_KB: f64 = 52.0;

/// Where and with what it is measured.
struct Ground<'a> {
    options: &'a Options,
    program: &'a Path,
    log: &'a Path,
}

/// Measures every size on every database that it is sensible on.
pub async fn all(
    options: &Options,
    program: &Path,
    target: &Path,
    postgres: Option<&str>,
) -> Result<(Vec<CitySize>, Vec<Skipped>)> {
    let log = target.join(format!("bench-{}.log", std::process::id()));
    let ground = Ground { options, program, log: &log };
    let (mut sizes, mut skipped) = (Vec::new(), Vec::new());
    for people in options.cities.iter().copied() {
        for which in [Which::Sqlite, Which::Postgres] {
            if options.only.is_some_and(|only| only != which) {
                continue;
            }
            let label = if which == Which::Sqlite { "SQLite" } else { "PostgreSQL" };
            let mut skip = |why: String| {
                println!("{label}, {people} people: left out, {why}");
                skipped.push(Skipped { database: label, people, why });
            };
            if which == Which::Sqlite && people > options.sqlite_most {
                skip(format!("SQLite is for one office or city: at most {} people here", options.sqlite_most));
                continue;
            }
            let free = disk::free(target)?.min(options.disk_gb.unwrap_or(f64::INFINITY));
            let Some(every) = history_every(people, options.histories, free) else {
                let needs = f64::from(people) * POST_KB / 1e6;
                skip(format!("it needs more than {needs:.0} GB, and there are {free:.0} GB"));
                continue;
            };
            let database = match (which, postgres) {
                (Which::Sqlite, _) => Database::sqlite(target)?,
                (Which::Postgres, Some(server)) => Database::postgres(server).await?,
                (Which::Postgres, None) => {
                    skip("AMPERA_BENCH_POSTGRES names no server".to_owned());
                    continue;
                }
            };
            let measured = one(&ground, &database, people, every).await;
            database.remove().await?;
            sizes.push(measured?);
        }
    }
    let _ = std::fs::remove_file(&log);
    Ok((sizes, skipped))
}

/// One in how many people can have a history, so that the city finds room; `None` where not even their posts do.
fn history_every(people: u32, most: u32, free_gb: f64) -> Option<u32> {
    let room = free_gb * 1e6 - f64::from(people) * POST_KB;
    let fit = (room / HISTORY_KB).floor();
    if fit < 1000.0_f64.min(f64::from(people)) {
        return None;
    }
    let histories = fit.min(f64::from(most));
    Some((f64::from(people) / histories).ceil().max(1.0) as u32)
}

async fn one(ground: &Ground<'_>, database: &Database, people: u32, every: u32) -> Result<CitySize> {
    let Ground { options, program, log, .. } = *ground;
    let address = database.address();
    println!("{}, {people} people, one in {every} with a history: seeding (load {})", database.label(), load_average());
    let (counted, every_text) = (people.to_string(), every.to_string());
    let seed = ["seed", "--people", &counted, "--history-every", &every_text, "--database", &address];
    let (seed_time, seed_memory) = timed(program, &seed).await?;
    println!("  {:.0} s", seed_time.as_secs_f64());
    let readers = city_people::prepare(&address).await?;
    let disk_mb = database.megabytes().await?;
    let server = Server::start(program, &address, log, &["--log", &options.log]).await?;
    // The first requests would otherwise wait for what the start leaves to do.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let pages = pages(&server, &readers, options).await;
    let memory = server.memory().resident();
    server.stop()?;
    let (check, check_memory) = if people <= options.check_most {
        println!("  replay --check");
        let (time, memory) = timed(program, &["replay", "--check", "--database", &address]).await?;
        (Some(time.as_secs_f64()), memory)
    } else {
        (None, None)
    };
    let evaluation = if people <= options.evaluate_most {
        println!("  closing an evaluation");
        Some(city_evaluation::measure(&address).await?)
    } else {
        None
    };
    Ok(CitySize {
        database: database.label(),
        people,
        histories: people.div_ceil(every),
        office_people: people / u32::try_from(readers.offices.max(1))?,
        seed_seconds: seed_time.as_secs_f64(),
        seed_memory_mb: seed_memory,
        disk_mb,
        server_memory_mb: memory,
        pages: pages?,
        check_seconds: check,
        check_memory_mb: check_memory,
        evaluation,
        load: load_average(),
    })
}

async fn pages(server: &Server, readers: &Readers, options: &Options) -> Result<Vec<(CityPage, Vec<Measured>)>> {
    let mut all = Vec::new();
    for page in CityPage::ALL {
        let requests = requests(page, readers);
        let mut measured = Vec::new();
        for clients in CLIENTS {
            println!("  {} with {clients} clients", page.label());
            let before = server.processor_time();
            let reader = |first| Reader::of(requests(), first);
            let time = Duration::from_secs(options.seconds);
            let mut one = load::run(server.address, clients, WARM_UP, time, reader).await;
            let taken = server.processor_time().zip(before).map(|(after, before)| after.saturating_sub(before));
            let turns = (one.turns + one.turns_before).max(1);
            one.server_us = taken.map(|taken| taken.as_secs_f64() * 1e6 / turns as f64);
            measured.push(one);
        }
        all.push((page, measured));
    }
    Ok(all)
}

/// What is asked for, by several people in turn.
fn requests(page: CityPage, readers: &Readers) -> impl Fn() -> Vec<Request> {
    let Readers { agency, middle, sections, .. } = readers;
    let of = |unit: &domain::id::UnitId, more: &str| format!("/tim?unit={unit}{more}");
    let asked: Vec<_> = match page {
        CityPage::City => vec![("/tim".to_owned(), agency.clone())],
        CityPage::Office => middle.iter().map(|head| (of(&head.unit, ""), head.who.clone())).collect(),
        CityPage::People => middle.iter().map(|head| (of(&head.unit, "&tampil=orang"), head.who.clone())).collect(),
        CityPage::Section => sections.iter().map(|section| (of(&section.unit, ""), section.head.clone())).collect(),
        CityPage::Person => {
            sections.iter().map(|section| (format!("/profil/{}", section.person), section.head.clone())).collect()
        }
        CityPage::Profile => sections.iter().map(|section| ("/profil".to_owned(), section.who.clone())).collect(),
        CityPage::Home => sections.iter().map(|section| ("/beranda".to_owned(), section.who.clone())).collect(),
    };
    move || asked.iter().map(|(path, who)| Request::get(path, Some(who))).collect()
}

/// Runs a command of the program to its end: how long, and the most memory.
async fn timed(program: &Path, arguments: &[&str]) -> Result<(Duration, Option<f64>)> {
    let begun = Instant::now();
    let mut child = std::process::Command::new(program)
        .args(arguments)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()?;
    let memory = Memory::of(child.id());
    let ended = tokio::task::spawn_blocking(move || -> Result<_> {
        let mut said = String::new();
        if let Some(mut errors) = child.stderr.take() {
            std::io::Read::read_to_string(&mut errors, &mut said)?;
        }
        Ok((child.wait()?, said))
    });
    let (outcome, most) = memory.most_during(ended).await;
    let (status, said) = outcome??;
    anyhow::ensure!(status.success(), "ampera {}: {status} {said}", arguments.join(" "));
    Ok((begun.elapsed(), most))
}

/// How many programs wanted a processor in the last minute: beside a figure it says how far to trust it.
fn load_average() -> String {
    let said = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    said.split_whitespace().next().unwrap_or("?").to_owned()
}

#[cfg(test)]
mod tests {
    use super::history_every;

    #[test]
    fn histories_are_as_many_as_find_room() {
        assert_eq!(history_every(21_708, 250_000, 20.0), Some(1));
        assert_eq!(history_every(5_400_000, 250_000, 20.0), Some(40), "130 thousand find room");
        assert_eq!(history_every(5_400_000, 250_000, 10.0), None);
    }
}

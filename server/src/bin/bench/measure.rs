//! The order in which everything is prepared and measured on one database.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::ValueEnum;
use content::model::Item;
use services::{Services, Snapshot, SystemClock, SystemRandom};
use store::Store;

use crate::database::Database;
use crate::http::{Connection, Identity, Request};
use crate::load::{self, Client, Measured};
use crate::pages::{Reader, SignerIn};
use crate::people::{self, People};
use crate::program::{self, Server};
use crate::quiz::{self, Assessments, Saver, Taker};
use crate::report::{Kind, OnDatabase, Series};
use crate::weight::{Weight, weigh};
use crate::{Options, commits, imports, sheets, told};

const CLIENTS: [usize; 3] = [1, 8, 32];
pub const MOST_CLIENTS: usize = 32;
const WARM_UP: Duration = Duration::from_millis(500);
/// New learners for each second of measuring: more whole attempts than a second has seen.
const LEARNERS_A_SECOND: u64 = 1000;

/// Everything, on one database.
pub async fn all(
    database: &Database,
    options: &Options,
    program: &Path,
    log: &Path,
    target: &Path,
) -> Result<OnDatabase> {
    let address = database.address();
    println!("{}: preparing {} people", database.label(), options.people);
    let first = Server::start(program, &address, log, &["--demo", "--log", &options.log]).await?;
    let first_start = first.started_in;
    first.stop()?;
    program::run(program, &["seed", "--people", &options.people.to_string(), "--database", &address])?;
    let (people, snapshot) = prepare(&address, (options.seconds * LEARNERS_A_SECOND) as usize).await?;
    // Clients that sign in come from addresses of their own, as a proxy tells them.
    let arguments = ["--log", options.log.as_str(), "--trusted-proxy", "127.0.0.1"];
    let server = Server::start(program, &address, log, &arguments).await?;
    // Once the start is over, memory comes to rest.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let rest = server.memory().resident();
    let bench = Bench {
        time: Duration::from_secs(options.seconds),
        just: options.just.clone(),
        lesson: lesson(&snapshot)?,
        assessments: Arc::new(Assessments::of(&snapshot)),
        people,
        server,
    };
    let weights = bench.weigh().await?;
    let (file, bytes) = bench.static_file(&weights).await?;
    let (series, load) = bench.series(&file, &address).await?;
    let started_in = bench.server.started_in;
    bench.server.stop()?;
    println!("{}: importing lists", database.label());
    let imports = imports::measure(program, &address, target, &options.imports).await?;
    println!("{}: telling other systems", database.label());
    let told = told::measure(program, &address, log, target).await?;
    println!("{}: making sheets", database.label());
    let sheets = sheets::measure(program, &address, log).await?;
    Ok(OnDatabase {
        imports,
        told,
        sheets,
        database: database.label(),
        first_start_ms: first_start.as_secs_f64() * 1000.0,
        start_ms: started_in.as_secs_f64() * 1000.0,
        memory_at_rest_mb: rest,
        memory_under_load_mb: load,
        static_file: format!("{file}, {:.1} KB", bytes as f64 / 1000.0),
        series,
        weights,
    })
}

async fn prepare(address: &str, learners: usize) -> Result<(People, Arc<Snapshot>)> {
    let store = Store::open(address, 2).await?;
    let services = Services::new(store, Arc::new(SystemClock), Arc::new(SystemRandom));
    services.refresh_library().await?;
    let snapshot = services.library().current()?;
    let people = people::prepare(&services, learners).await?;
    services.store().close().await;
    Ok((people, snapshot))
}

/// The first lesson of the first course.
fn lesson(snapshot: &Snapshot) -> Result<String> {
    let (course, items) =
        snapshot.courses.iter().next().map(|(slug, course)| (slug, &course.items)).context("no course")?;
    let lesson = items.iter().find(|item| matches!(item, Item::Lesson(_))).context("no lesson")?;
    Ok(format!("/kursus/{course}/{}", lesson.slug()))
}

struct Bench {
    server: Server,
    people: People,
    assessments: Arc<Assessments>,
    lesson: String,
    time: Duration,
    /// What is measured; empty for everything.
    just: Vec<Kind>,
}

impl Bench {
    async fn weigh(&self) -> Result<Vec<Weight>> {
        let mut connection = Connection::open(self.server.address).await?;
        let reader = self.people.readers.first();
        let learner = self.people.learners.last().context("no learners")?;
        let quiz = self.assessments.paths.last().context("no assessment")?;
        let attempt = quiz::begin(&mut connection, learner, quiz).await?;
        Ok(vec![
            weigh(&mut connection, "front", "/", None).await?,
            weigh(&mut connection, "sign-in", "/masuk", None).await?,
            weigh(&mut connection, "home", "/beranda", reader).await?,
            weigh(&mut connection, "lesson", &self.lesson, reader).await?,
            weigh(&mut connection, "quiz", attempt.path(), Some(learner)).await?,
        ])
    }

    /// Of the files that pages load, the one whose size on the way is nearest to the lesson's.
    async fn static_file(&self, weights: &[Weight]) -> Result<(String, usize)> {
        let mut connection = Connection::open(self.server.address).await?;
        let reply = connection.send(&Request::get(&self.lesson, self.people.readers.first())).await?;
        let size = reply.size();
        let files = weights.iter().flat_map(|weight| &weight.parts).filter(|part| part.path.starts_with("/aset/"));
        let nearest = files.min_by_key(|part| part.bytes.abs_diff(size)).context("pages load no files")?;
        Ok((nearest.path.clone(), nearest.bytes))
    }

    /// Every measurement, and the most memory with the most clients.
    async fn series(&self, file: &str, address: &str) -> Result<(Vec<Series>, Option<f64>)> {
        let readers = &self.people.readers;
        let page = |path: &str| {
            let path = path.to_owned();
            move |number| Reader::new(&path, readers, number)
        };
        let savers = self.savers().await?;
        let number = Arc::new(AtomicI64::new(1));
        let saver = |client: usize| {
            let (who, attempt) = savers[client].clone();
            Saver { who, attempt, assessments: Arc::clone(&self.assessments), number: Arc::clone(&number) }
        };
        let mut most = Vec::new();
        let mut series = Vec::new();
        for kind in
            Kind::value_variants().iter().copied().filter(|kind| self.just.is_empty() || self.just.contains(kind))
        {
            series.push(match kind {
                Kind::StaticFile => self.measure(kind, &mut most, |_| Reader::of_file(file)).await,
                Kind::Commit => self.commits(address).await?,
                Kind::Lesson => self.measure(kind, &mut most, page(&self.lesson)).await,
                Kind::Home => self.measure(kind, &mut most, page("/beranda")).await,
                Kind::Profile => self.measure(kind, &mut most, page("/profil")).await,
                Kind::Answer => self.measure(kind, &mut most, saver).await,
                Kind::Attempt => self.attempts(&mut most).await,
                Kind::SessionCheck => {
                    let check = |number| Reader::new("/masuk", readers, number).expecting(303);
                    self.measure(kind, &mut most, check).await
                }
                Kind::Policy => {
                    let refused = format!("/profil/{}", self.people.stranger);
                    let asked = |number| Reader::new(&refused, readers, number).expecting(404);
                    self.measure(kind, &mut most, asked).await
                }
                Kind::SignIn => {
                    self.measure(kind, &mut most, |number| SignerIn::new(&self.people.usernames, number)).await
                }
            });
        }
        Ok((series, most.into_iter().reduce(f64::max)))
    }

    async fn measure<C: Client>(&self, kind: Kind, most: &mut Vec<f64>, make: impl Fn(usize) -> C) -> Series {
        let mut all = Vec::new();
        for clients in CLIENTS {
            all.push(self.one(kind, clients, most, &make).await);
        }
        Series { kind, measured: all }
    }

    async fn one<C: Client>(
        &self,
        kind: Kind,
        clients: usize,
        most: &mut Vec<f64>,
        make: impl Fn(usize) -> C,
    ) -> Measured {
        println!("  measuring {kind:?} with {clients} clients");
        let work = load::run(self.server.address, clients, WARM_UP, self.time, make);
        let before = self.server.processor_time();
        let (mut measured, memory) = self.server.memory().most_during(work).await;
        let taken = self.server.processor_time().zip(before).map(|(after, before)| after.saturating_sub(before));
        let turns = (measured.turns + measured.turns_before).max(1);
        measured.server_us = taken.map(|taken| taken.as_secs_f64() * 1e6 / turns as f64);
        most.extend(memory.filter(|_| clients == MOST_CLIENTS));
        measured
    }

    async fn commits(&self, address: &str) -> Result<Series> {
        let mut measured = Vec::new();
        let clients: &[usize] = if address.starts_with("sqlite:") { &CLIENTS[..1] } else { &CLIENTS };
        for clients in clients {
            println!("  measuring {:?} with {clients} clients", Kind::Commit);
            measured.push(commits::run(address, *clients, self.time).await?);
        }
        Ok(Series { kind: Kind::Commit, measured })
    }

    /// A running attempt for each client; their learners take no other.
    async fn savers(&self) -> Result<Vec<(Identity, Arc<quiz::Attempt>)>> {
        let mut connection = Connection::open(self.server.address).await?;
        let quiz = self.assessments.paths.first().context("no assessment")?;
        let mut savers = Vec::new();
        for who in self.people.learners.iter().rev().take(MOST_CLIENTS) {
            savers.push((who.clone(), Arc::new(quiz::begin(&mut connection, who, quiz).await?)));
        }
        Ok(savers)
    }

    async fn attempts(&self, most: &mut Vec<f64>) -> Series {
        let free = self.people.learners.len() - MOST_CLIENTS;
        let learners: Arc<Vec<_>> = Arc::new(self.people.learners[..free].to_vec());
        let all = learners.len() * self.assessments.paths.len();
        let begun = Arc::new(AtomicUsize::new(0));
        let mut measured = Vec::new();
        for (round, clients) in CLIENTS.into_iter().enumerate() {
            // Each round may use what the ones before left, up to its share.
            let share = all * (round + 1) / CLIENTS.len();
            let taker = |_| Taker {
                learners: Arc::clone(&learners),
                assessments: Arc::clone(&self.assessments),
                begun: Arc::clone(&begun),
                most: share,
            };
            measured.push(self.one(Kind::Attempt, clients, most, taker).await);
            begun.fetch_min(share, Ordering::Relaxed);
        }
        Series { kind: Kind::Attempt, measured }
    }
}

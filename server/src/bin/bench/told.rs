//! Other systems are told: a queue that has piled up is sent to remotes in this process, which store in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use axum::extract::{Path as InPath, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::id::{PersonId, RecordId, UnitId};
use domain::number::{Number, NumberKind};
use domain::time::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use services::{Services, SystemClock, SystemRandom};
use store::Store;
use store::outbox::Message;
use tokio::time::Instant;

use crate::learners;
use crate::program::Server;

/// Completed courses in the queue, each of another person.
const ROWS: usize = 2000;
/// What the certificates of the queue begin with: the demo city and the seeded people have courses, too.
const OURS: &str = "AMP-UKUR-";
/// So many in one transaction.
const CHUNK: usize = 500;
/// Numbers of people that no import makes.
const FIRST_NUMBER: usize = 3_000_000;
const LONGEST: Duration = Duration::from_secs(300);

/// How fast a destination was told.
#[derive(Serialize)]
pub struct Told {
    pub destination: &'static str,
    pub rows: usize,
    /// From the first that was stored to the last.
    pub seconds: f64,
}

/// What a remote has.
#[derive(Default)]
struct Memory {
    /// Courses by person there, messages by their key.
    stored: BTreeMap<String, Vec<Value>>,
    keys: BTreeSet<String>,
    /// Those of the queue.
    ours: usize,
    twice: usize,
    first: Option<Instant>,
    last: Option<Instant>,
}

/// Both systems, which store in memory.
#[derive(Clone, Default)]
pub struct Remote {
    siasn: Arc<Mutex<Memory>>,
    hook: Arc<Mutex<Memory>>,
    /// Between storing and answering.
    pause: Duration,
}

impl Remote {
    /// Answers on a port of its own until this process ends. Gives the settings that lead there.
    pub async fn start(pause: Duration) -> Result<(Self, String)> {
        let remote = Self { pause, ..Self::default() };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let router = Router::new()
            .route("/token", post(async || Json(json!({ "access_token": "t", "expires_in": 3600 }))))
            .route("/pns/data-utama/{number}", get(person))
            .route("/pns/rw-kursus/{number}", get(history))
            .route("/kursus/save", post(save))
            .route("/hook", post(hook))
            .with_state(remote.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok((remote, settings(&base)))
    }

    /// How many courses of the queue, and how many messages about them, have arrived.
    pub fn arrived(&self) -> (usize, usize) {
        let ours = |memory: &Mutex<Memory>| memory.lock().map(|memory| memory.ours).unwrap_or_default();
        (ours(&self.siasn), ours(&self.hook))
    }

    /// How many courses, and how many messages, came once more.
    pub fn twice(&self) -> (usize, usize) {
        let twice = |memory: &Mutex<Memory>| memory.lock().map(|memory| memory.twice).unwrap_or_default();
        (twice(&self.siasn), twice(&self.hook))
    }
}

/// Makes the queue, starts the program, and waits until everything has arrived.
pub async fn measure(program: &Path, address: &str, log: &Path, target: &Path) -> Result<Vec<Told>> {
    queue(address, ROWS).await?;
    let (remote, settings) = Remote::start(Duration::ZERO).await?;
    let file = target.join(format!("bench-sync-{}.toml", std::process::id()));
    std::fs::write(&file, settings)?;
    let path = file.display().to_string();
    let told = async {
        let server = Server::start(program, address, log, &["--sync", &path]).await?;
        let begun = Instant::now();
        while remote.arrived() != (ROWS, ROWS) {
            ensure!(begun.elapsed() < LONGEST, "not everything arrived after {LONGEST:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        server.stop()
    };
    let told = told.await;
    std::fs::remove_file(&file)?;
    told?;
    ensure!(remote.twice() == (0, 0), "messages came twice: {:?}", remote.twice());
    Ok(vec![result("siasn", &remote.siasn)?, result("webhook", &remote.hook)?])
}

fn result(destination: &'static str, memory: &Mutex<Memory>) -> Result<Told> {
    let memory = memory.lock().ok().context("a remote failed")?;
    let (first, last) = memory.first.zip(memory.last).context("nothing arrived")?;
    Ok(Told { destination, rows: memory.ours, seconds: (last - first).as_secs_f64() })
}

fn settings(base: &str) -> String {
    format!(
        "[siasn]\nbase = \"{base}\"\ngateway_token = \"{base}/token\"\nuser_token = \"{base}/token\"\nconsumer_key = \"k\"\n\
         consumer_secret = \"s\"\nclient_id = \"c\"\nusername = \"u\"\npassword = \"p\"\nagency = \"A\"\norganiser = \"B\"\n\
         since = \"2020-01-01\"\n[webhook]\naddress = \"{base}/hook\"\nsecret = \"{}\"\nsince = \"2020-01-01\"\n",
        "x".repeat(32)
    )
}

/// People who have each completed a course, in a unit that is on.
pub async fn queue(address: &str, rows: usize) -> Result<()> {
    let store = Store::open(address, 2).await?;
    let services = Services::new(store, Arc::new(SystemClock), Arc::new(SystemRandom));
    services.refresh_library().await?;
    let snapshot = services.library().current()?;
    let course = snapshot.courses.values().next().context("no course")?.clone();
    let people = learners::add(&services, rows).await?;
    let mut conn = services.store().reader().await?;
    let unit = store::organisation::units(&mut conn, services.now()).await?.last().context("no unit")?.id;
    drop(conn);
    switch_on(&services, unit, people[0].0).await?;
    for (chunk, people) in people.chunks(CHUNK).enumerate() {
        let people: Vec<PersonId> = people.iter().map(|(person, _)| *person).collect();
        let (course, now) = (Arc::clone(&course), services.now());
        let written = services.store().write(move |conn| {
            Box::pin(async move {
                for (place, person) in people.into_iter().enumerate() {
                    let number = Number::made_up(NumberKind::Nip, FIRST_NUMBER + chunk * CHUNK + place);
                    let digits = number.digits().to_owned();
                    store::organisation::insert_number(conn, person, "nip", &digits, Timestamp(0)).await?;
                    store::learning::enrol(conn, person, &course.id, now.plus_days(-3)).await?;
                    let certificate = format!("{OURS}{chunk}-{place}");
                    store::certificate::issue(conn, &certificate, person, &course.id, &course.hash, now).await?;
                    let payload = json!({ "course": course.id.as_str(), "version": course.version, "jp": course.jp, "at": now.0 });
                    let message = Message { kind: "course-completed".to_owned(), payload: payload.to_string() };
                    // The outbox has no message with the id of a person.
                    store::outbox::put(conn, RecordId(person.0), person, &message, now).await?;
                }
                Ok::<_, store::Error>(())
            })
        });
        written.await?;
    }
    services.store().close().await;
    Ok(())
}

async fn switch_on(services: &Services, unit: UnitId, by: PersonId) -> Result<()> {
    let now = services.now();
    let on = services.store().write(move |conn| Box::pin(store::sync_unit::switch_on(conn, unit, by, now)));
    ensure!(on.await?, "the unit was on already");
    Ok(())
}

impl Memory {
    fn take(&mut self, key: &str, ours: bool) {
        let new = self.keys.insert(key.to_owned());
        self.twice += usize::from(!new);
        if ours && new {
            let now = Instant::now();
            self.first.get_or_insert(now);
            self.last = Some(now);
            self.ours += 1;
        }
    }
}

async fn person(InPath(number): InPath<String>) -> Json<Value> {
    Json(json!({ "code": 1, "data": { "id": format!("orang-{number}") } }))
}

async fn history(State(remote): State<Remote>, InPath(number): InPath<String>) -> Response {
    let stored = remote.siasn.lock().ok().and_then(|memory| memory.stored.get(&format!("orang-{number}")).cloned());
    match stored {
        Some(stored) => Json(json!({ "code": 1, "data": stored })).into_response(),
        None => (StatusCode::NOT_FOUND, Json(json!({ "code": 0 }))).into_response(),
    }
}

async fn save(State(remote): State<Remote>, Json(mut course): Json<Value>) -> Json<Value> {
    let text = |course: &Value, name: &str| course[name].as_str().unwrap_or_default().to_owned();
    let (key, person) = (text(&course, "nomorSertipikat"), text(&course, "pnsOrangId"));
    let id = format!("rw-{key}");
    course["id"] = id.as_str().into();
    if let Ok(mut memory) = remote.siasn.lock() {
        memory.take(&key, key.starts_with(OURS));
        memory.stored.entry(person).or_default().push(course);
    }
    tokio::time::sleep(remote.pause).await;
    Json(json!({ "success": true, "mapData": { "rwKursusId": id } }))
}

async fn hook(State(remote): State<Remote>, headers: HeaderMap, Json(message): Json<Value>) -> StatusCode {
    let ours = message["data"]["certificate"].as_str().is_some_and(|number| number.starts_with(OURS));
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
    if let Ok(mut memory) = remote.hook.lock() {
        memory.take(key, ours);
    }
    tokio::time::sleep(remote.pause).await;
    StatusCode::NO_CONTENT
}

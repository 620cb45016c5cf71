//! Another system on a real port: it stores courses as SIASN does, takes messages as a performance system does, and fails in
//! every way that it is told to.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

/// Longer than the time limit of the tests, a second.
const TOO_LONG: Duration = Duration::from_millis(1400);

/// What happens to the next request of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is stored, status 500.
    Fails,
    /// A web page with status 200.
    WebPage,
    /// Something that is no JSON.
    Nonsense,
    /// The tokens are no longer taken.
    TokensEnd,
    /// It is stored, and the answer comes too late.
    StoresAndHangs,
    /// It is stored, and the answer is status 500.
    StoresAndFails,
    /// It is stored, and a web page comes.
    StoresAndShowsAPage,
    /// It takes long, but not too long.
    IsSlow,
    /// It says no.
    Refuses,
    /// Nothing is stored, status 429.
    IsBusy,
}

/// What the system has, and what was asked of it.
#[derive(Default)]
pub struct Memory {
    /// Who has which number there; nobody is known who is not in it.
    pub people: BTreeMap<String, String>,
    /// Everybody is known.
    pub knows_all: bool,
    /// Stored courses as they came, each with its id.
    pub courses: Vec<Value>,
    pub tokens: usize,
    /// Requests by kind.
    pub asked: BTreeMap<&'static str, usize>,
    /// The next faults of a kind: `token`, `person`, `history`, `save` or `hook`.
    pub faults: BTreeMap<&'static str, VecDeque<Fault>>,
    /// People about whom a course is being stored.
    pub busy: Vec<String>,
    /// Two courses of one person were stored at the same time.
    pub overlapped: bool,
    /// Messages that were taken, with their headers.
    pub messages: Vec<(HeaderMap, String)>,
    tokens_before: usize,
    shape: usize,
}

#[derive(Clone)]
pub struct Remote {
    pub address: String,
    memory: Arc<Mutex<Memory>>,
}

impl Remote {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let remote = Self { address, memory: Arc::default() };
        remote.with(|memory| memory.knows_all = true);
        let router = Router::new()
            .route("/gateway/token", post(token))
            .route("/sso/token", post(token))
            .route("/api/pns/data-utama/{number}", get(person))
            .route("/api/pns/rw-kursus/{number}", get(history))
            .route("/api/kursus/save", post(save))
            .route("/hook", post(hook))
            .with_state(remote.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        remote
    }

    pub fn with<T>(&self, what: impl FnOnce(&mut Memory) -> T) -> T {
        what(&mut self.memory.lock().unwrap())
    }

    /// The next requests of a kind fare so.
    pub fn fault(&self, kind: &'static str, faults: &[Fault]) {
        self.with(|memory| memory.faults.entry(kind).or_default().extend(faults.iter().copied()));
    }

    pub fn asked(&self, kind: &'static str) -> usize {
        self.with(|memory| memory.asked.get(kind).copied().unwrap_or_default())
    }

    /// Certificate numbers of what is stored, sorted.
    pub fn certificates(&self) -> Vec<String> {
        let mut all: Vec<_> = self
            .with(|memory| memory.courses.iter().map(|c| c["nomorSertipikat"].as_str().unwrap().to_owned()).collect());
        all.sort();
        all
    }

    /// The settings that lead here, as a file has them.
    pub fn settings(&self, parts: &str) -> String {
        let at = &self.address;
        let siasn = format!(
            "[siasn]\nbase = \"{at}/api\"\ngateway_token = \"{at}/gateway/token\"\nuser_token = \"{at}/sso/token\"\n\
             consumer_key = \"k\"\nconsumer_secret = \"s\"\nclient_id = \"c\"\nusername = \"u\"\npassword = \"p\"\n\
             agency = \"A\"\norganiser = \"BKPSDM\"\nsince = \"2020-01-01\"\ntimeout_seconds = 1\n"
        );
        let webhook = format!(
            "[webhook]\naddress = \"{at}/hook\"\nsecret = \"{SECRET}\"\nsince = \"2020-01-01\"\ntimeout_seconds = 1\n"
        );
        let mut text = String::new();
        if parts.contains("siasn") {
            text.push_str(&siasn);
        }
        if parts.contains("webhook") {
            text.push_str(&webhook);
        }
        text
    }

    fn begin(&self, kind: &'static str) -> Option<Fault> {
        self.with(|memory| {
            *memory.asked.entry(kind).or_default() += 1;
            memory.faults.get_mut(kind)?.pop_front()
        })
    }

    /// What is wrong with the tokens, if something is.
    fn refused(&self, headers: &HeaderMap) -> Option<Response> {
        let good = |name: &str| {
            let sent = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let number = sent.rsplit('-').next().and_then(|number| number.parse::<usize>().ok());
            let before = self.with(|memory| memory.tokens_before);
            number.is_some_and(|number| number > before)
        };
        let taken = good("authorization") && good("auth");
        let fault = json!({ "fault": { "code": 900901, "message": "Invalid Credentials" } });
        (!taken).then(|| (StatusCode::UNAUTHORIZED, Json(fault)).into_response())
    }
}

pub const SECRET: &str = "rahasia-rahasia-rahasia-rahasia-rahasia";

fn page() -> Response {
    Html("<!doctype html><title>Sedang pemeliharaan</title><p>Mohon tunggu").into_response()
}

fn failed() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "message": "ORA-00600" }))).into_response()
}

/// Faults that every kind of request knows. `None`: go on.
async fn plain(remote: &Remote, fault: Option<Fault>) -> Option<Response> {
    match fault? {
        Fault::Fails => Some(failed()),
        Fault::WebPage => Some(page()),
        Fault::Nonsense => Some("null and void".into_response()),
        Fault::IsBusy => Some(StatusCode::TOO_MANY_REQUESTS.into_response()),
        Fault::TokensEnd => {
            remote.with(|memory| memory.tokens_before = memory.tokens);
            None
        }
        Fault::IsSlow => {
            tokio::time::sleep(Duration::from_millis(150)).await;
            None
        }
        _ => None,
    }
}

async fn token(State(remote): State<Remote>) -> Response {
    let fault = remote.begin("token");
    if let Some(answer) = plain(&remote, fault).await {
        return answer;
    }
    if fault == Some(Fault::Refuses) {
        let said = json!({ "error": "invalid_grant", "error_description": "Invalid user credentials" });
        return (StatusCode::UNAUTHORIZED, Json(said)).into_response();
    }
    let number = remote.with(|memory| {
        memory.tokens += 1;
        memory.tokens
    });
    Json(json!({ "access_token": format!("t-{number}"), "expires_in": 3600 })).into_response()
}

async fn person(State(remote): State<Remote>, headers: HeaderMap, Path(number): Path<String>) -> Response {
    let fault = remote.begin("person");
    if let Some(answer) = plain(&remote, fault).await {
        return answer;
    }
    if let Some(answer) = remote.refused(&headers) {
        return answer;
    }
    let id = remote.with(|memory| match memory.people.get(&number) {
        Some(id) => Some(id.clone()),
        None if memory.knows_all => {
            let id = format!("orang-{}", memory.people.len());
            memory.people.insert(number.clone(), id.clone());
            Some(id)
        }
        None => None,
    });
    match id {
        Some(id) => Json(json!({ "code": 1, "data": { "id": id, "nipBaru": number } })).into_response(),
        None => {
            let said = json!({ "code": 0, "data": format!("Data PNS {number} tidak ditemukan") });
            (StatusCode::NOT_FOUND, Json(said)).into_response()
        }
    }
}

async fn history(State(remote): State<Remote>, headers: HeaderMap, Path(number): Path<String>) -> Response {
    let fault = remote.begin("history");
    if let Some(answer) = plain(&remote, fault).await {
        return answer;
    }
    if let Some(answer) = remote.refused(&headers) {
        return answer;
    }
    let (rows, shape) = remote.with(|memory| {
        memory.shape += 1;
        let id = memory.people.get(&number).cloned().unwrap_or_default();
        let rows: Vec<Value> =
            memory.courses.iter().filter(|course| course["pnsOrangId"] == id.as_str()).cloned().collect();
        (rows, memory.shape)
    });
    if rows.is_empty() {
        return (StatusCode::NOT_FOUND, Json(json!({ "code": 0, "data": "Data tidak ditemukan" }))).into_response();
    }
    match shape % 3 {
        0 => Json(json!({ "code": 1, "data": rows })).into_response(),
        1 => Json(json!({ "success": true, "data": rows })).into_response(),
        // JSON inside a JSON text.
        _ => Json(json!({ "code": "1", "data": rows }).to_string()).into_response(),
    }
}

/// Somebody about whom a course is being stored; also over where the asker goes away in between.
struct Storing<'a> {
    remote: &'a Remote,
    person: String,
}

impl<'a> Storing<'a> {
    fn begin(remote: &'a Remote, person: String) -> Self {
        remote.with(|memory| {
            memory.overlapped |= memory.busy.contains(&person);
            memory.busy.push(person.clone());
        });
        Self { remote, person }
    }
}

impl Drop for Storing<'_> {
    fn drop(&mut self) {
        self.remote.with(|memory| {
            let at = memory.busy.iter().position(|busy| *busy == self.person).unwrap();
            memory.busy.remove(at);
        });
    }
}

async fn save(State(remote): State<Remote>, headers: HeaderMap, Json(course): Json<Value>) -> Response {
    let fault = remote.begin("save");
    if let Some(answer) = plain(&remote, fault).await {
        return answer;
    }
    if let Some(answer) = remote.refused(&headers) {
        return answer;
    }
    if fault == Some(Fault::Refuses) {
        return Json(json!({ "success": false, "message": "tanggalKursus tidak sesuai" })).into_response();
    }
    let person = course["pnsOrangId"].as_str().unwrap().to_owned();
    let storing = Storing::begin(&remote, person);
    // Whoever stores at the same time is found out.
    tokio::time::sleep(Duration::from_millis(3)).await;
    drop(storing);
    let id = remote.with(|memory| {
        let id = format!("rw-{}", memory.courses.len());
        let mut course = course;
        course["id"] = id.as_str().into();
        memory.courses.push(course);
        id
    });
    match fault {
        Some(Fault::StoresAndHangs) => tokio::time::sleep(TOO_LONG).await,
        Some(Fault::StoresAndFails) => return failed(),
        Some(Fault::StoresAndShowsAPage) => return page(),
        _ => {}
    }
    Json(json!({ "success": true, "message": "success", "mapData": { "rwKursusId": id } })).into_response()
}

async fn hook(State(remote): State<Remote>, headers: HeaderMap, body: Bytes) -> Response {
    let fault = remote.begin("hook");
    if let Some(answer) = plain(&remote, fault).await {
        return answer;
    }
    if fault == Some(Fault::Refuses) {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    let body = String::from_utf8(body.to_vec()).unwrap();
    let key = headers["idempotency-key"].clone();
    let known = remote.with(|memory| {
        let known = memory.messages.iter().any(|(headers, _)| headers["idempotency-key"] == key);
        if !known {
            memory.messages.push((headers, body));
        }
        known
    });
    match fault {
        Some(Fault::StoresAndHangs) => tokio::time::sleep(TOO_LONG).await,
        Some(Fault::StoresAndFails) => return failed(),
        _ => {}
    }
    if known { StatusCode::CONFLICT.into_response() } else { StatusCode::NO_CONTENT.into_response() }
}

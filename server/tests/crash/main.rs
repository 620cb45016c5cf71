//! The server is killed (SIGKILL) again and again while answers are written and quizzes handed in. After each restart every
//! acknowledged answer is there, nothing is graded twice, and everything can be derived again. On both databases.
#![allow(clippy::unwrap_used, reason = "the functions around a test are a part of it")]

mod check;
mod record;
mod telling;
mod writer;

// The benchmark's own client, server process and learners. It uses all of them, the test not everything.
#[path = "../../src/bin/bench/http.rs"]
#[allow(dead_code, reason = "the benchmark uses all of it")]
mod http;
#[path = "../../src/bin/bench/learners.rs"]
mod learners;
#[path = "../../src/bin/bench/program.rs"]
#[allow(dead_code, reason = "the benchmark uses all of it")]
mod program;
#[path = "../../src/bin/bench/told.rs"]
#[allow(dead_code, reason = "the benchmark uses all of it")]
mod told;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use services::{Random, Services, SystemClock, SystemRandom};
use store::Store;
use store::testing::databases;

use crate::program::Server;
use crate::writer::{Quizzes, Writer};

const PROGRAM: &str = env!("CARGO_BIN_EXE_ampera");
const ROUNDS: usize = 6;
/// Learners who write at the same time.
const WRITERS: usize = 6;
/// Learners who take turns at one writer: more than finish all their attempts in the time.
const LEARNERS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_the_server() {
    let databases = databases().await.unwrap();
    for database in &databases {
        // Nobody but the server has the database open when it is killed: it has to recover alone.
        database.store.close().await;
        survive(&database.address).await;
    }
}

async fn survive(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut server = start(address, &log).await;
    let services = services(address).await;
    let quizzes = Arc::new(Quizzes::of(&services.library().current().unwrap()));
    let learners = learners::add(&services, WRITERS * LEARNERS).await.unwrap();
    services.store().close().await;
    let mut writers: Vec<_> =
        learners.chunks(LEARNERS).map(|learners| Writer::new(learners.to_vec(), Arc::clone(&quizzes))).collect();

    for _ in 0..ROUNDS {
        let server_address = server.address;
        let working = writers.into_iter().map(|writer| tokio::spawn(writer.work(server_address)));
        let working: Vec<_> = working.collect();
        tokio::time::sleep(random_pause()).await;
        // Its end is a SIGKILL.
        drop(server);
        writers = join_all(working).await.into_iter().map(Result::unwrap).collect();
        server = start(address, &log).await;
        check::acknowledged(address, &writers).await;
    }
    drop(server);
    check::acknowledged(address, &writers).await;
    check::graded_once(address, &writers).await;
    check::not_in_vain(&writers);
    program::run(Path::new(PROGRAM), &["replay", "--check", "--database", address]).unwrap();
}

async fn start(address: &str, log: &Path) -> Server {
    Server::start(Path::new(PROGRAM), address, log, &["--demo", "--connections", "4"]).await.unwrap()
}

/// The use cases on the database of the server.
async fn services(address: &str) -> Services {
    let store = Store::open(address, 2).await.unwrap();
    let services = Services::new(store, Arc::new(SystemClock), Arc::new(SystemRandom));
    services.refresh_library().await.unwrap();
    services
}

fn random_pause() -> Duration {
    let mut bytes = [0; 2];
    SystemRandom.fill(&mut bytes).unwrap();
    Duration::from_millis(300 + u64::from(u16::from_le_bytes(bytes)) % 1200)
}

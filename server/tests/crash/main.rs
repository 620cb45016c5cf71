//! The server is killed (SIGKILL) again and again while answers are written and quizzes handed in. After each restart every
//! acknowledged answer is there, nothing is graded twice, and everything can be derived again. On both databases.

mod check;
#[path = "../../src/bin/bench/http.rs"]
mod http;
mod learner;
mod people;
mod program;

use std::sync::Arc;
use std::time::Duration;

use services::{Random, SystemRandom};
use store::testing::{TestDatabase, databases};

use crate::learner::Gate;
use crate::program::Server;

const ROUNDS: usize = 6;
/// Learners who write at the same time.
const WRITERS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_the_server() {
    for TestDatabase { store, address, .. } in keep(databases().await.unwrap()) {
        // Nobody but the server has the database open when it is killed: it has to recover alone.
        store.close().await;
        survive(address).await;
    }
}

/// The folder of a database goes away with its value: they stay until the end of the test.
fn keep(databases: Vec<TestDatabase>) -> Vec<TestDatabase> {
    databases
}

async fn survive(address: String) {
    let mut server = Server::start(&address).await;
    let cast = people::cast(&address, WRITERS).await;
    let gate = Gate::new();
    let writers: Vec<_> = cast
        .into_iter()
        .enumerate()
        .map(|(number, learners)| tokio::spawn(learner::write(number, learners, Arc::clone(&gate))))
        .collect();
    for round in 0..ROUNDS {
        let address = server.address;
        gate.open(address);
        tokio::time::sleep(random_pause()).await;
        server.kill();
        gate.close().await;
        server = Server::start(&address_of(&gate)).await;
        check::acknowledged(round, &gate).await;
    }
    drop(writers);
}

fn random_pause() -> Duration {
    let mut bytes = [0; 2];
    SystemRandom.fill(&mut bytes).unwrap();
    Duration::from_millis(300 + u64::from(u16::from_le_bytes(bytes)) % 1200)
}

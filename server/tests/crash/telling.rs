//! The server is killed while other systems are told: every course is stored there, and none twice.

use std::path::Path;
use std::time::Duration;

use store::Store;
use store::testing::{databases, let_sync_time_pass};

use crate::program::Server;
use crate::told::{Remote, queue};
use crate::{PROGRAM, random_pause};

const ROUNDS: usize = 3;
const ROWS: usize = 800;
/// The job begins two seconds after the start.
const BEFORE: Duration = Duration::from_millis(1900);
const LONGEST: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_killed_while_telling_loses_nothing_and_repeats_nothing() {
    for database in databases().await.unwrap() {
        database.store.close().await;
        survive(&database.address).await;
    }
}

async fn survive(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (log, file) = (folder.path().join("log"), folder.path().join("sync.toml"));
    drop(start(address, &log, &["--demo"]).await);
    queue(address, ROWS).await.unwrap();
    let (remote, settings) = Remote::start(Duration::from_millis(30)).await.unwrap();
    std::fs::write(&file, settings).unwrap();
    let arguments = ["--sync", file.to_str().unwrap()];
    for _ in 0..ROUNDS {
        let server = start(address, &log, &arguments).await;
        tokio::time::sleep(BEFORE + random_pause()).await;
        // Its end is a SIGKILL.
        drop(server);
        pass_time(address).await;
    }
    let killed_at = remote.arrived();
    let server = start(address, &log, &arguments).await;
    let begun = tokio::time::Instant::now();
    while remote.arrived() != (ROWS, ROWS) {
        assert!(begun.elapsed() < LONGEST, "{:?} of {ROWS} arrived", remote.arrived());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    drop(server);
    assert!(killed_at.0 > 0 && killed_at.0 < ROWS, "it was killed in between: {killed_at:?}");
    let (courses, messages) = remote.twice();
    assert_eq!(courses, 0, "a course was stored twice");
    // Of a message the receiver knows by its key that it has it; only those under way can come once more.
    assert!(messages <= (ROUNDS + 1) * 8, "{messages} messages came twice");
}

async fn start(address: &str, log: &Path, arguments: &[&str]) -> Server {
    let arguments = [&["--connections", "4"], arguments].concat();
    Server::start(Path::new(PROGRAM), address, log, &arguments).await.unwrap()
}

async fn pass_time(address: &str) {
    let store = Store::open(address, 2).await.unwrap();
    store.write(|conn| Box::pin(let_sync_time_pass(conn))).await.unwrap();
    store.close().await;
}

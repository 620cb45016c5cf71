//! The release program as a process of its own: its start, its memory, its end.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tokio::time::Instant;

use crate::http::{Connection, Request};

/// A server that does not answer by then will not.
const LONGEST_START: Duration = Duration::from_secs(120);

/// The program beside this one, or the one that `AMPERA_BIN` names.
pub fn find() -> Result<PathBuf> {
    let program = match std::env::var_os("AMPERA_BIN") {
        Some(program) => PathBuf::from(program),
        None => std::env::current_exe()?.with_file_name("ampera"),
    };
    ensure!(program.is_file(), "{} is not there; build it, or run: cargo xtask bench", program.display());
    Ok(program)
}

/// Runs a command of the program to its end.
pub fn run(program: &Path, arguments: &[&str]) -> Result<()> {
    let output = Command::new(program).args(arguments).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "ampera {}: {} {said}", arguments.join(" "), output.status);
    Ok(())
}

/// A running server. It ends with this value.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process until it was ready.
    pub started_in: Duration,
}

impl Server {
    /// Starts the server and waits until it is ready. Its log goes into a file, as it would in use.
    pub async fn start(program: &Path, database: &str, log: &Path, arguments: &[&str]) -> Result<Self> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let begun = Instant::now();
        let child = Command::new(program)
            .args(["serve", "--addr", &address.to_string(), "--database", database])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(log)?)
            .spawn()?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while !server.is_ready().await {
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended with {status}: {}", fs::read_to_string(log).unwrap_or_default());
            }
            ensure!(begun.elapsed() < LONGEST_START, "the server was not ready after {LONGEST_START:?}");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.started_in = begun.elapsed();
        Ok(server)
    }

    async fn is_ready(&self) -> bool {
        let Ok(mut connection) = Connection::open(self.address).await else { return false };
        connection.send(&Request::get("/readyz", None)).await.is_ok_and(|reply| reply.status == 200)
    }

    pub fn memory(&self) -> Memory {
        Memory::of(self.child.id())
    }

    /// Time of the processor that the server has taken so far; `None` where the system does not tell.
    pub fn processor_time(&self) -> Option<Duration> {
        const TICKS_A_SECOND: u64 = 100;
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // After the name, which ends with the last bracket, user and system time are the 12th and 13th field.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks * 1000 / TICKS_A_SECOND))
    }

    /// Asks the server to stop, and waits until it has finished.
    pub fn stop(mut self) -> Result<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().context("kill")?;
        let status = self.child.wait()?;
        ensure!(status.success(), "the server ended with {status}");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` there is no process any more, and nothing to report.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The resident memory of a process.
#[derive(Clone)]
pub struct Memory {
    status: PathBuf,
}

impl Memory {
    /// Of any process of ours.
    pub fn of(process: u32) -> Self {
        Self { status: PathBuf::from(format!("/proc/{process}/status")) }
    }

    /// Megabytes (of 10^6 bytes) now; `None` where the system does not tell.
    pub fn resident(&self) -> Option<f64> {
        let status = fs::read_to_string(&self.status).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kibibytes * 1024.0 / 1e6)
    }

    /// The most while `work` goes on.
    pub async fn most_during<T>(&self, work: impl Future<Output = T>) -> (T, Option<f64>) {
        let mut work = std::pin::pin!(work);
        let mut most: Option<f64> = None;
        let mut ticks = tokio::time::interval(Duration::from_millis(100));
        loop {
            tokio::select! {
                done = &mut work => return (done, most),
                _ = ticks.tick() => {
                    most = self.resident().into_iter().chain(most).reduce(f64::max);
                }
            }
        }
    }
}

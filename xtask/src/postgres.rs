//! A throw-away PostgreSQL cluster for tests and benchmarks.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::apt;
use crate::process::{find_program, is_root, missing, output, say};

const USER: &str = "ampera";

/// How a commit is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// As in production: a commit is on the disk. For the benchmark and the crash test.
    Full,
    /// In memory: a power cut would lose it, which no test minds.
    None,
}

/// A running cluster. It stops when this value is dropped, and also when xtask itself ends in any other way.
pub struct Cluster {
    guard: Child,
    port: u16,
}

impl Cluster {
    pub fn start(durability: Durability) -> Result<Self> {
        let bin = programs()?;
        let user = server_user()?;
        let folder = base_folder(durability).join(format!("ampera-postgres-{}", std::process::id()));
        let port = free_port()?;
        say(&format!("starting a throw-away PostgreSQL on 127.0.0.1:{port}"));
        ensure!(!folder.exists(), "{} is there already", folder.display());
        // The guard comes first, so that a start that fails half-way leaves nothing behind either.
        let guard = start_guard(&bin, user.as_deref(), &folder)?;
        let cluster = Self { guard, port };

        output(as_user(user.as_deref(), Path::new("mkdir")).args(["-m", "700"]).arg(&folder))?;
        let data = folder.join("data");
        let mut initdb = as_user(user.as_deref(), &bin.join("initdb"));
        initdb.arg("-D").arg(&data).args(["-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        output(&mut initdb)?;

        let mut options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={} -c max_connections=200",
            folder.display()
        );
        if durability == Durability::None {
            options.push_str(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        }
        let log = folder.join("log");
        let mut pg_ctl = as_user(user.as_deref(), &bin.join("pg_ctl"));
        pg_ctl.arg("-D").arg(&data).arg("-l").arg(&log).args(["-w", "-o", &options, "start"]);
        output(&mut pg_ctl).with_context(|| fs::read_to_string(&log).unwrap_or_default())?;
        Ok(cluster)
    }

    /// The address of the cluster; whoever uses it makes databases of their own in it.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        if let Err(error) = self.guard.wait() {
            say(&format!("PostgreSQL was not stopped: {error}"));
        }
    }
}

/// A shell that waits for the end of its standard input, which we hold, and then stops the cluster and removes its folder.
/// The system closes our end whatever ends us: success, failure, Ctrl-C, even `kill -9`.
fn start_guard(bin: &Path, user: Option<&str>, folder: &Path) -> Result<Child> {
    // $1 is pg_ctl, $2 the folder, and the rest runs a command as the right user.
    const SCRIPT: &str = r#"trap '' INT TERM HUP
cd /
pg_ctl=$1 folder=$2
shift 2
read -r _
if [ -e "$folder/data/postmaster.pid" ]; then "$@" "$pg_ctl" -D "$folder/data" -m immediate -w stop; fi
rm -rf "$folder""#;
    let mut command = Command::new("sh");
    command.args(["-c", SCRIPT, "sh"]).arg(bin.join("pg_ctl")).arg(folder);
    if let Some(user) = user {
        command.args(["runuser", "-u", user, "--"]);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("cannot start `sh`")
}

/// The folder with `initdb` and `pg_ctl`.
fn programs() -> Result<PathBuf> {
    if let Some(folder) = find_programs() {
        return Ok(folder);
    }
    apt::install(&["postgresql"]);
    match find_programs() {
        Some(folder) => Ok(folder),
        None => missing("PostgreSQL", &apt::command_line(&["postgresql"])),
    }
}

fn find_programs() -> Option<PathBuf> {
    // Debian keeps every version in a folder of its own, outside PATH.
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file() && bin.join("pg_ctl").is_file())
        .collect();
    versions.sort();
    if let Some((_, bin)) = versions.pop() {
        return Some(bin);
    }
    find_program("pg_ctl")?;
    Some(find_program("initdb")?.parent()?.to_path_buf())
}

/// PostgreSQL refuses to run as root: then it runs as the user of Debian's package, or as one that we make.
fn server_user() -> Result<Option<String>> {
    if !is_root() {
        return Ok(None);
    }
    for name in ["postgres", "ampera-test"] {
        if output(Command::new("id").arg(name)).is_ok() {
            return Ok(Some(name.to_owned()));
        }
    }
    say("making the user ampera-test, since PostgreSQL does not run as root");
    output(Command::new("useradd").args(["--system", "--shell", "/bin/sh", "ampera-test"]))?;
    Ok(Some("ampera-test".to_owned()))
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    let mut command = match user {
        Some(user) => {
            let mut command = Command::new("runuser");
            command.args(["-u", user, "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    // The other user may not enter the folder that we are in.
    command.current_dir("/");
    command
}

/// A folder that every user can reach. What is measured must be on a disk, and `/tmp` is often in memory.
fn base_folder(durability: Durability) -> PathBuf {
    let on_disk = Path::new("/var/tmp");
    if durability == Durability::Full && on_disk.is_dir() { on_disk.to_path_buf() } else { PathBuf::from("/tmp") }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

//! Running other programs: what is run is said in one line, and a failure names the program.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

/// Says in one line what xtask is doing.
pub fn say(line: &str) {
    println!("xtask: {line}");
}

/// A program by name, looked for in `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The first of several programs that is in `PATH`.
pub fn find_one_of(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| find_program(name))
}

/// Runs a program with our own input and output; an exit code other than 0 is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", name(command)))?;
    if status.success() { Ok(()) } else { Err(failure(command, &status.to_string(), "")) }
}

/// Runs a program in silence and gives its standard output; a failure shows what it wrote.
pub fn output(command: &mut Command) -> Result<String> {
    let out = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{}`", name(command)))?;
    if !out.status.success() {
        let mut written = String::from_utf8_lossy(&out.stdout).into_owned();
        written.push_str(&String::from_utf8_lossy(&out.stderr));
        return Err(failure(command, &out.status.to_string(), &written));
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Runs a program, passes on every line it writes, and gives back the lines that `keep` chooses.
pub fn run_and_keep(command: &mut Command, keep: fn(&str) -> bool) -> Result<Vec<String>> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", name(command)))?;
    let errors = child.stderr.take().map(|stream| thread::spawn(move || pass_on(stream, keep)));
    let mut kept = child.stdout.take().map(|stream| pass_on(stream, keep)).unwrap_or_default();
    if let Some(thread) = errors {
        kept.extend(thread.join().map_err(|_| anyhow!("reading the output of `{}` failed", name(command)))?);
    }
    let status = child.wait()?;
    if status.success() { Ok(kept) } else { Err(failure(command, &status.to_string(), "")) }
}

fn pass_on(stream: impl Read, keep: fn(&str) -> bool) -> Vec<String> {
    let mut kept = Vec::new();
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
        let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        println!("{line}");
        if keep(&line) {
            kept.push(line);
        }
        bytes.clear();
    }
    kept
}

/// The ordinary user's number, 0 for root.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Fails with the command that would get a missing thing.
pub fn missing<T>(what: &str, command: &str) -> Result<T> {
    bail!("{what} is missing and could not be had; this would get it: {command}")
}

fn name(command: &Command) -> String {
    Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn failure(command: &Command, status: &str, written: &str) -> anyhow::Error {
    let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    let written = written.trim_end();
    let line = format!("`{} {}` failed ({status})", name(command), arguments.join(" "));
    if written.is_empty() { anyhow!(line) } else { anyhow!("{line}\n{written}") }
}

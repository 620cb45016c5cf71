//! The steps of `test` and `lint`: each is timed, the first that fails ends the run.

use std::process::Command;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::cargo::{SERVER_PACKAGES, build_server, cargo};
use crate::paths::Paths;
use crate::postgres::{Cluster, Durability};
use crate::process::{find_program, run, run_and_keep, say};
use crate::stopwatch::Stopwatch;
use crate::{chromium, deny, npm, raw, site};

/// In the order in which they run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Every Rust file is formatted.
    Fmt,
    /// No element that writes unescaped text, no inline style.
    Raw,
    /// Clippy has nothing to say.
    Clippy,
    /// The WebAssembly of the islands is built.
    Wasm,
    /// Unit, property, parity, snapshot and HTTP tests, on SQLite and PostgreSQL.
    Tests,
    /// The shipped courses pass the linter.
    Content,
    /// Licences and known holes of the dependencies.
    Deny,
    /// Playwright: with JavaScript, without it, on a phone, accessibility.
    Browser,
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Runs the step and gives the closing lines of its runner.
    fn run(self, paths: &Paths, rest: &[String]) -> Result<Vec<String>> {
        match self {
            Self::Fmt => run(cargo(paths).args(["fmt", "--all", "--check"]).args(rest)).map(|()| Vec::new()),
            Self::Raw => raw::check(paths).map(|()| Vec::new()),
            Self::Clippy => clippy(paths).map(|()| Vec::new()),
            Self::Wasm => site::build(paths).map(|()| Vec::new()),
            Self::Tests => tests(paths, rest),
            Self::Content => content(paths).map(|()| Vec::new()),
            Self::Deny => deny::check(paths).map(|()| Vec::new()),
            Self::Browser => browser(paths, rest),
        }
    }
}

/// Runs steps in turn; the last lines on the screen are those with which the test runners closed.
pub fn run_steps(paths: &Paths, steps: &[Step], rest: &[String]) -> Result<()> {
    let whole = Stopwatch::start();
    let mut closing = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let name = step.name();
        say(&format!("step {} of {}: {name}", index + 1, steps.len()));
        let time = Stopwatch::start();
        closing.extend(step.run(paths, rest).with_context(|| format!("step {name}"))?);
        say(&format!("{name} passed in {time}"));
    }
    for line in closing {
        println!("{line}");
    }
    say(&format!("all {} steps passed in {whole}", steps.len()));
    Ok(())
}

fn clippy(paths: &Paths) -> Result<()> {
    const DENY: [&str; 3] = ["--", "-D", "warnings"];
    run(cargo(paths).args(["clippy", "--workspace", "--exclude", "hydrate", "--all-targets"]).args(DENY))?;
    // The browser's half by itself: in one build with the server's, each would be compiled with the features of both.
    run(cargo(paths).args(["clippy", "--package", "hydrate", "--package", "app", "--no-default-features"]).args(DENY))
}

fn tests(paths: &Paths, rest: &[String]) -> Result<Vec<String>> {
    site::build(paths)?;
    // xtask's own, in the folder in which it was built to run this.
    let mut own = cargo(paths);
    if !paths.target_given {
        own.env_remove("CARGO_TARGET_DIR");
    }
    run(own.args(["test", "--quiet", "--package", "xtask"]))?;

    let mut command = cargo(paths);
    if find_program("cargo-nextest").is_some() {
        command.args(["nextest", "run", "--no-fail-fast"]).args(SERVER_PACKAGES).args(rest);
    } else {
        command.args(["test", "--no-fail-fast"]).args(SERVER_PACKAGES).arg("--").args(rest);
    }
    let cluster = Cluster::start(Durability::None)?;
    command.env("AMPERA_TEST_POSTGRES", cluster.url());
    run_and_keep(&mut command, is_summary)
}

/// The line with which nextest closes, or each line with which cargo's own runner closes a test program.
fn is_summary(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("Summary [") || line.starts_with("test result:")
}

fn content(paths: &Paths) -> Result<()> {
    run(&mut build_server(paths, false))?;
    run(Command::new(paths.server(false)).args(["content", "lint"]).arg(paths.content()).current_dir(&paths.root))
}

fn browser(paths: &Paths, rest: &[String]) -> Result<Vec<String>> {
    let browser = chromium::find_or_get()?;
    site::build(paths)?;
    run(&mut build_server(paths, false))?;
    // One test is about a city of its own on PostgreSQL.
    let cluster = Cluster::start(Durability::None)?;
    let mut command = npm::package_command(paths, "@playwright/test/cli.js")?;
    command
        .arg("test")
        .args(rest)
        .env("AMPERA_CHROMIUM", browser)
        .env("AMPERA_BIN", paths.server(false))
        .env("AMPERA_CONTENT", paths.content())
        .env("AMPERA_TEST_POSTGRES", cluster.url());
    run_and_keep(&mut command, |line| line.starts_with("browser: "))
}

#[cfg(test)]
mod tests {
    use super::is_summary;

    #[test]
    fn knows_the_closing_lines_of_the_runners() {
        assert!(is_summary("     Summary [   0.004s] 3 tests run: 3 passed, 0 skipped"));
        assert!(is_summary("test result: ok. 3 passed; 0 failed; 0 ignored"));
        assert!(!is_summary("        PASS [   0.004s] domain scoring::tests::half"));
    }
}

//! The npm packages of the browser tests and of the WebAssembly optimiser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::Result;

use crate::apt;
use crate::paths::Paths;
use crate::process::{find_program, missing, output, say};

/// Installs what `end2end/package-lock.json` names, unless that was done since the file last changed.
pub fn install(paths: &Paths) -> Result<()> {
    let folder = paths.end2end();
    let installed = changed(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(&folder.join("package-lock.json")) {
        return Ok(());
    }
    node()?;
    let npm = program("npm", &["nodejs", "npm"])?;
    say("installing the npm packages of end2end/");
    // A browser that Playwright downloads itself is not wanted, nor is any script of a package.
    output(
        Command::new(npm)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(&folder),
    )?;
    Ok(())
}

/// Node.js itself.
pub fn node() -> Result<PathBuf> {
    program("node", &["nodejs"])
}

/// A command of an installed package.
pub fn package_command(paths: &Paths, script: &str) -> Result<Command> {
    let mut command = Command::new(node()?);
    command.arg(paths.end2end().join("node_modules").join(script)).current_dir(paths.end2end());
    Ok(command)
}

fn program(name: &str, packages: &[&str]) -> Result<PathBuf> {
    if let Some(program) = find_program(name) {
        return Ok(program);
    }
    apt::install(packages);
    match find_program(name) {
        Some(program) => Ok(program),
        None => missing(name, &apt::command_line(packages)),
    }
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|data| data.modified()).ok()
}

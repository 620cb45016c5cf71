//! Licences, sources and known holes of the dependencies, where `cargo-deny` is installed.

use anyhow::Result;

use crate::cargo::cargo;
use crate::paths::Paths;
use crate::process::{find_program, output, run, say};

pub fn check(paths: &Paths) -> Result<()> {
    if find_program("cargo-deny").is_none() {
        say("skipped: cargo-deny is not installed; this would get it: cargo install --locked cargo-deny");
        return Ok(());
    }
    run(cargo(paths).args(["deny", "check", "bans", "licenses", "sources"]))?;
    match output(cargo(paths).args(["deny", "check", "advisories"])) {
        Ok(_) => Ok(()),
        // Without a network there is no list of known holes: that is no fault of the dependencies.
        Err(error) if error.to_string().contains("advisory database") => {
            say("skipped the known holes: their list could not be fetched");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

//! Debian packages, for the machines that have them.

use std::process::Command;

use anyhow::Result;

use crate::process::{find_program, is_root, output, say};

/// The command that a person would type.
pub fn command_line(packages: &[&str]) -> String {
    format!("apt-get install --no-install-recommends {}", packages.join(" "))
}

/// Installs packages and says so. `false` when this machine has no `apt-get` or does not let us use it.
pub fn install(packages: &[&str]) -> bool {
    if find_program("apt-get").is_none() {
        return false;
    }
    say(&format!("installing the Debian packages {}", packages.join(", ")));
    match update_and_install(packages) {
        Ok(()) => true,
        Err(error) => {
            say(&format!("{error:#}"));
            false
        }
    }
}

fn update_and_install(packages: &[&str]) -> Result<()> {
    output(apt().args(["update", "-qq"]))?;
    output(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))?;
    Ok(())
}

/// As root directly, otherwise through a `sudo` that asks for no password.
fn apt() -> Command {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

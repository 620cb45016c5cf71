//! Cargo as we call it: always from the root, into one target folder, with the same settings, so that no command of ours
//! makes another one compile again.

use std::env;
use std::process::Command;

use crate::paths::Paths;

/// One choice of packages for building, testing and running. Cargo unites the features of the packages chosen together, so
/// another choice would compile the dependencies a second time. `hydrate` would switch the browser's half on in the server.
pub const SERVER_PACKAGES: [&str; 5] = ["--workspace", "--exclude", "hydrate", "--exclude", "xtask"];

/// `cargo` in the root of the checkout.
pub fn cargo(paths: &Paths) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(&paths.root).env("CARGO_TARGET_DIR", &paths.target).env("AMPERA_SITE", paths.site());
    // What cargo told us about xtask itself would make build scripts believe that something changed.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO" {
            command.env_remove(&name);
        }
    }
    command
}

/// Builds the server and nothing else.
pub fn build_server(paths: &Paths, release: bool) -> Command {
    let mut command = cargo(paths);
    command.arg("build").args(SERVER_PACKAGES).args(["--bin", "ampera"]);
    if release {
        command.arg("--release");
    }
    command
}

//! The WebAssembly target of the compiler: found, or had in one of two ways.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::apt;
use crate::cargo::cargo;
use crate::paths::Paths;
use crate::process::{find_program, missing, output, run, say};

pub const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];

/// A compiler that can make WebAssembly.
pub enum WasmCompiler {
    /// The one that builds the server, too.
    Own,
    /// Debian's compiler with the sources of its standard library, for the WebAssembly alone.
    Debian { linker: PathBuf },
}

impl WasmCompiler {
    pub fn find_or_get() -> Result<Self> {
        if target_is_installed() {
            return Ok(Self::Own);
        }
        if add_with_rustup() {
            return Ok(Self::Own);
        }
        if !debian_compiler_is_there() {
            apt::install(&DEBIAN_PACKAGES);
        }
        if debian_compiler_is_there() {
            return Ok(Self::Debian { linker: linker()? });
        }
        missing(
            "the compiler's target wasm32-unknown-unknown",
            &format!("rustup target add {TARGET}  (or on Debian: {})", apt::command_line(&DEBIAN_PACKAGES)),
        )
    }

    /// The compiler's version, which is part of what a build was made from.
    pub fn version(&self) -> Result<String> {
        match self {
            Self::Own => output(Command::new("rustc").arg("-V")),
            Self::Debian { .. } => output(without_library_path(Command::new(DEBIAN_RUSTC).arg("-V"))),
        }
    }

    /// Compiles the crate `hydrate` and gives the WebAssembly file.
    pub fn build(&self, paths: &Paths) -> Result<PathBuf> {
        let mut command = cargo(paths);
        command.args(["build", "--package", "hydrate", "--profile", "wasm", "--target", TARGET]);
        let target = match self {
            Self::Own => paths.target.clone(),
            Self::Debian { linker } => {
                // Another compiler in the same folder would make cargo build everything again each time.
                let target = paths.target.join("debian-wasm");
                without_library_path(&mut command)
                    .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                    .env("CARGO_TARGET_DIR", &target);
                target
            }
        };
        run(&mut command)?;
        Ok(target.join(TARGET).join("wasm").join("hydrate.wasm"))
    }
}

fn target_is_installed() -> bool {
    output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn add_with_rustup() -> bool {
    if find_program("rustup").is_none() {
        return false;
    }
    if env::var("RUSTUP_AUTO_INSTALL").is_ok_and(|value| value == "0") {
        say("rustup must not install anything here (RUSTUP_AUTO_INSTALL=0)");
        return false;
    }
    say("adding the target wasm32-unknown-unknown with rustup");
    match output(Command::new("rustup").args(["target", "add", TARGET])) {
        Ok(_) => target_is_installed(),
        Err(error) => {
            say(&format!("{error:#}"));
            false
        }
    }
}

/// Debian's compiler is new enough for the workspace and has the sources of its standard library.
fn debian_compiler_is_there() -> bool {
    let Ok(version) = output(without_library_path(Command::new(DEBIAN_RUSTC).arg("-V"))) else { return false };
    let Ok(sysroot) = output(without_library_path(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"]))) else {
        return false;
    };
    minor_version(&version) >= minor_version(concat!("rustc ", env!("CARGO_PKG_RUST_VERSION")))
        && Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std").is_dir()
}

/// `rustc 1.96.0 (...)` is 96.
fn minor_version(version: &str) -> Option<u32> {
    version.split_whitespace().nth(1)?.split('.').nth(1)?.parse().ok()
}

/// The linker that comes with the compiler of the server, else one in `PATH`.
fn linker() -> Result<PathBuf> {
    let folder = output(Command::new("rustc").args(["--print", "target-libdir"]))?;
    let shipped = Path::new(folder.trim()).parent().map(|folder| folder.join("bin/rust-lld"));
    if let Some(linker) = shipped.filter(|file| file.is_file()).or_else(|| find_program("wasm-ld")) {
        return Ok(linker);
    }
    if apt::install(&["lld"])
        && let Some(linker) = find_program("wasm-ld")
    {
        return Ok(linker);
    }
    missing("a linker for WebAssembly", &apt::command_line(&["lld"]))
}

/// `cargo run` points the library path at the libraries of its own compiler, which are not Debian's.
fn without_library_path(command: &mut Command) -> &mut Command {
    command.env_remove("LD_LIBRARY_PATH")
}

#[cfg(test)]
mod tests {
    use super::minor_version;

    #[test]
    fn reads_the_minor_version() {
        assert_eq!(minor_version("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some(96));
        assert_eq!(minor_version("rustc 1.94"), Some(94));
        assert_eq!(minor_version("something else"), None);
    }
}

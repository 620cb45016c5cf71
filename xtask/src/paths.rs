//! Where things are: the checkout, and the target folder that all clones share.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders that every command needs.
pub struct Paths {
    /// The checkout.
    pub root: PathBuf,
    /// What cargo builds for us: `$CARGO_TARGET_DIR`, or a folder in the user's cache, so that a second clone is built in
    /// seconds.
    pub target: PathBuf,
    /// `CARGO_TARGET_DIR` was set by whoever called us.
    pub target_given: bool,
}

impl Paths {
    pub fn find() -> Result<Self> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no folder above it")?.to_path_buf();
        let given = env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
        let target_given = given.is_some();
        let target = match given {
            // cargo takes a relative folder from where it is called; we call it from the root.
            Some(folder) => root.join(folder),
            None => cache_folder()?.join("ampera/target"),
        };
        Ok(Self { root, target, target_given })
    }

    /// What the server carries inside: `pkg/` with the WebAssembly. Told to its build script as `AMPERA_SITE`.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    pub fn pkg(&self) -> PathBuf {
        self.site().join("pkg")
    }

    pub fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// The server as cargo built it.
    pub fn server(&self, release: bool) -> PathBuf {
        self.target.join(if release { "release" } else { "debug" }).join("ampera")
    }
}

fn cache_folder() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute()) {
        return Ok(folder);
    }
    let home =
        env::var_os("HOME").context("neither XDG_CACHE_HOME nor HOME is set; set CARGO_TARGET_DIR to a folder")?;
    Ok(PathBuf::from(home).join(".cache"))
}

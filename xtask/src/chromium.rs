//! The browser of the browser tests.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::apt;
use crate::process::{find_one_of, missing};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PACKAGES: [&str; 2] = ["chromium", "fonts-noto-core"];

/// `$AMPERA_CHROMIUM`, a Chromium in `PATH`, or Debian's.
pub fn find_or_get() -> Result<PathBuf> {
    if let Some(given) = env::var_os("AMPERA_CHROMIUM").map(PathBuf::from) {
        return if given.is_file() {
            Ok(given)
        } else {
            missing(&format!("the browser {} that AMPERA_CHROMIUM names", given.display()), "unset AMPERA_CHROMIUM")
        };
    }
    if let Some(browser) = find_one_of(&NAMES) {
        return Ok(browser);
    }
    apt::install(&PACKAGES);
    match find_one_of(&NAMES) {
        Some(browser) => Ok(browser),
        None => missing("Chromium", &apt::command_line(&PACKAGES)),
    }
}

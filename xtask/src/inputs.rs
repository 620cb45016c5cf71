//! What the WebAssembly is made from, as one fingerprint.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::paths::Paths;

/// Changes when the WebAssembly could change. `compiler` is its version.
pub fn fingerprint(paths: &Paths, compiler: &str) -> Result<String> {
    let app = paths.root.join("app");
    let library = app.join("src/lib.rs");
    let server_only = server_only_modules(&fs::read_to_string(&library).unwrap_or_default());
    let mut inputs: Vec<PathBuf> = ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "app/Cargo.toml"]
        .into_iter()
        .chain(["xtask/src/site.rs", "xtask/src/wasm_target.rs", "end2end/package-lock.json"])
        .map(|file| paths.root.join(file))
        .collect();
    for folder in ["src", "domain", "hydrate"] {
        inputs.extend(files(&app.join(folder))?);
    }
    inputs.retain(|file| {
        !server_only.iter().any(|module| {
            file.starts_with(app.join("src").join(module)) || *file == app.join("src").join(format!("{module}.rs"))
        })
    });

    // Stable as long as the compiler of xtask is, and nothing worse than one more build follows from a change.
    let mut hasher = DefaultHasher::new();
    compiler.hash(&mut hasher);
    for file in inputs {
        file.strip_prefix(&paths.root).unwrap_or(&file).hash(&mut hasher);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The modules that the library has only on the server: a page that changes is no reason to build the islands again.
fn server_only_modules(library: &str) -> Vec<String> {
    let mut modules = Vec::new();
    let mut server_only = false;
    for line in library.lines().map(str::trim) {
        if line.starts_with("#[cfg(") {
            server_only = line == r#"#[cfg(feature = "ssr")]"#;
        } else if let Some(module) = line.trim_start_matches("pub ").strip_prefix("mod ") {
            if server_only {
                modules.push(module.trim_end_matches(';').to_owned());
            }
            server_only = false;
        } else if !line.starts_with('#') && !line.starts_with("//") {
            server_only = false;
        }
    }
    modules
}

/// Every file under a folder, in a fixed order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::server_only_modules;

    #[test]
    fn finds_the_modules_of_the_server() {
        let library = r#"
            pub mod islands;
            #[cfg(feature = "ssr")]
            pub mod pages;
            /// Texts.
            #[cfg(feature = "ssr")]
            /// More.
            mod texts;
            mod components;
            #[cfg(feature = "hydrate")]
            mod browser;
            #[cfg(feature = "ssr")]
            pub use pages::App;
            mod last;
        "#;
        assert_eq!(server_only_modules(library), ["pages", "texts"]);
    }
}

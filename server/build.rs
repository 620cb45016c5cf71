//! Puts everything that the program carries inside into one table: the stylesheet, the font, the drawings, the islands
//! (where `AMPERA_SITE` says they are), each compressed once; and the shipped courses, dictionaries and rules.

#[path = "build/compress.rs"]
mod compress;
#[path = "build/css.rs"]
mod css;
#[path = "build/table.rs"]
mod table;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use table::Table;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

const FONT: &str = "fonts/plus-jakarta-sans.woff2";

fn main() -> Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("..").canonicalize()?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");

    let mut table = Table::new(&out, release);
    style(&root.join("style"), &mut table)?;
    islands(&mut table)?;
    let mut source = table.source();
    source.push_str(&content(&root.join("content"))?);
    fs::write(out.join("assets.rs"), source)?;
    Ok(())
}

fn style(folder: &Path, table: &mut Table<'_>) -> Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    // The stylesheet names the font by the address that has its hash.
    let font = table.add("plus-jakarta-sans.woff2", fs::read(folder.join(FONT))?)?;
    let css = css::read(folder)?.replace(FONT, &font);
    table.add("ampera.css", css.into_bytes())?;
    for file in files(&folder.join("brand"))? {
        if file.extension().is_some_and(|extension| extension == "svg") {
            table.add(&name(&file), fs::read(&file)?)?;
        }
    }
    Ok(())
}

/// The islands are built before the server. Without them the pages work as well.
fn islands(table: &mut Table<'_>) -> Result<()> {
    println!("cargo:rerun-if-env-changed=AMPERA_SITE");
    let Some(site) = env::var_os("AMPERA_SITE").filter(|site| !site.is_empty()) else { return Ok(()) };
    let pkg = Path::new(&site).join("pkg");
    let script = pkg.join("ampera.js");
    let wasm = ["ampera.wasm", "ampera_bg.wasm"].map(|name| pkg.join(name)).into_iter().find(|path| path.is_file());
    let (true, Some(wasm)) = (script.is_file(), wasm) else {
        println!("cargo:rerun-if-changed={}", site.display());
        return Ok(());
    };
    println!("cargo:rerun-if-changed={}", script.display());
    println!("cargo:rerun-if-changed={}", wasm.display());
    table.add("ampera.js", fs::read(script)?)?;
    table.add("ampera.wasm", fs::read(wasm)?)?;
    Ok(())
}

/// The shipped content: path inside the folder, and bytes.
fn content(folder: &Path) -> Result<String> {
    let mut source = String::from("pub static CONTENT: &[(&str, &[u8])] = &[\n");
    for part in ["competencies", "courses", "paths", "rules"] {
        let inside = folder.join(part);
        println!("cargo:rerun-if-changed={}", inside.display());
        for file in files(&inside)? {
            let path = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            source.push_str(&format!("    ({path:?}, include_bytes!({:?})),\n", file.display().to_string()));
        }
    }
    source.push_str("];\n");
    Ok(source)
}

/// Every file below a folder in the order of its path, except what begins with a dot.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if name(&path).starts_with('.') {
            continue;
        }
        if path.is_dir() {
            found.append(&mut files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

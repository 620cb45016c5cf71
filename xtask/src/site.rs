//! The WebAssembly of the islands: compiled, given its JavaScript, made small, and put where the server's build finds it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::inputs;
use crate::npm;
use crate::paths::Paths;
use crate::process::{output, say};
use crate::wasm_target::WasmCompiler;

/// The names that the hydration script of Leptos asks for when `LEPTOS_OUTPUT_NAME` is `ampera`.
const OUTPUT: &str = "ampera";
const WASM: &str = "ampera.wasm";

/// Builds the site, unless nothing that goes into it has changed.
pub fn build(paths: &Paths) -> Result<()> {
    let compiler = WasmCompiler::find_or_get()?;
    npm::install(paths)?;
    let stamp = paths.site().join("inputs");
    let inputs = inputs::fingerprint(paths, &compiler.version()?)?;
    if fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) && paths.pkg().join(WASM).is_file() {
        return Ok(());
    }
    say("building the WebAssembly of the islands");
    let compiled = compiler.build(paths)?;
    let fresh = paths.target.join("site-next");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    generate(&compiled, &fresh)?;
    optimise(paths, &fresh.join(WASM))?;
    fs::create_dir_all(paths.pkg())?;
    replace_folder(&fresh, &paths.pkg())?;
    fs::remove_dir_all(&fresh)?;
    fs::write(&stamp, inputs)?;
    say(&sizes(paths)?);
    Ok(())
}

/// The JavaScript that loads the WebAssembly, and the WebAssembly as that JavaScript expects it.
fn generate(compiled: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .out_name(OUTPUT)
        .web(true)?
        .typescript(false)
        // The page says where the WebAssembly is.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .context("making the JavaScript for the WebAssembly failed")?;
    fs::rename(folder.join(format!("{OUTPUT}_bg.wasm")), folder.join(WASM))?;
    Ok(())
}

fn optimise(paths: &Paths, wasm: &Path) -> Result<()> {
    say("making the WebAssembly small with wasm-opt");
    output(
        npm::package_command(paths, "binaryen/bin/wasm-opt")?
            .args(["-Oz", "--enable-reference-types", "--enable-bulk-memory", "--enable-nontrapping-float-to-int"])
            .args(["--enable-sign-ext", "--enable-mutable-globals", "--enable-multivalue"])
            .arg(wasm)
            .arg("-o")
            .arg(wasm),
    )?;
    Ok(())
}

/// Makes `to` the same as `from`, and leaves alone the files that are: their time tells cargo whether to build again.
fn replace_folder(from: &Path, to: &Path) -> Result<()> {
    let wanted = inputs::files(from)?;
    for file in inputs::files(to)? {
        if !wanted.iter().any(|name| to.join(strip(name, from)) == file) {
            fs::remove_file(file)?;
        }
    }
    for file in wanted {
        let target = to.join(strip(&file, from));
        let bytes = fs::read(&file)?;
        if fs::read(&target).is_ok_and(|old| old == bytes) {
            continue;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(target, bytes)?;
    }
    Ok(())
}

fn strip(file: &Path, folder: &Path) -> PathBuf {
    file.strip_prefix(folder).unwrap_or(file).to_path_buf()
}

/// What the WebAssembly may weigh with brotli, in bytes: it travels over a bad line.
const WASM_BUDGET: u32 = 90_000;

/// What a page with an island loads, as it travels. Fails where the WebAssembly is over its budget.
fn sizes(paths: &Paths) -> Result<String> {
    const SCRIPT: &str = "const {readFileSync} = require('fs'), {brotliCompressSync} = require('zlib');
        const [budget, ...files] = process.argv.slice(1);
        for (const file of files) {
            const bytes = readFileSync(file), small = brotliCompressSync(bytes).length;
            console.log(`${file.split('/').pop()} ${bytes.length} bytes, ${small} with brotli`);
            if (file.endsWith('.wasm') && small > budget) {
                console.error(`the WebAssembly is over its budget of ${budget} bytes with brotli`);
                process.exit(1);
            }
        }";
    let pkg = paths.pkg();
    let lines = output(
        std::process::Command::new(npm::node()?)
            .args(["-e", SCRIPT, &WASM_BUDGET.to_string()])
            .arg(pkg.join(WASM))
            .arg(pkg.join(format!("{OUTPUT}.js"))),
    )?;
    Ok(lines.trim_end().replace('\n', "; "))
}

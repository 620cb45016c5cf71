//! The table of files that the program serves, as Rust source.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::{Result, compress};

/// Where the files are served; the address has the hash of the file, so a browser keeps it for ever.
const FOLDER: &str = "/aset";

pub struct Table<'a> {
    out: &'a Path,
    release: bool,
    rows: Vec<String>,
}

impl<'a> Table<'a> {
    pub fn new(out: &'a Path, release: bool) -> Self {
        Self { out, release, rows: Vec::new() }
    }

    /// Takes a file up and tells its address.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<String> {
        let (stem, ending) = name.rsplit_once('.').ok_or("a file without an ending")?;
        let hash: String = Sha256::digest(&bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let address = format!("{FOLDER}/{stem}-{hash}.{ending}");
        let media_type = match ending {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "wasm" => "application/wasm",
            "woff2" => "font/woff2",
            _ => return Err(format!("no media type is known for {name}").into()),
        };
        // WOFF2 is compressed inside.
        let (brotli, gzip) = if ending == "woff2" {
            (None, None)
        } else {
            let brotli = self.write(&format!("{name}.br"), &compress::brotli(&bytes, self.release)?)?;
            let gzip = self.write(&format!("{name}.gz"), &compress::gzip(&bytes, self.release)?)?;
            (Some(brotli), Some(gzip))
        };
        let plain = self.write(name, &bytes)?;
        let optional = |path: Option<String>| path.map_or_else(|| "None".to_owned(), |path| format!("Some({path})"));
        self.rows.push(format!(
            "    Asset {{ name: {name:?}, path: {address:?}, media_type: {media_type:?}, etag: \"\\\"{hash}\\\"\", \
             bytes: {plain}, brotli: {}, gzip: {} }},\n",
            optional(brotli),
            optional(gzip),
        ));
        Ok(address)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<String> {
        let file = self.out.join(name);
        fs::write(&file, bytes)?;
        Ok(format!("include_bytes!({:?})", file.display().to_string()))
    }

    pub fn source(&self) -> String {
        format!("pub static ASSETS: &[Asset] = &[\n{}];\n\n", self.rows.concat())
    }
}

//! What does not change is compressed once, as small as it gets.

use std::io::{Cursor, Write};

use crate::Result;

pub fn brotli(bytes: &[u8], release: bool) -> Result<Vec<u8>> {
    let quality = if release { 11 } else { 5 };
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut out, &params)?;
    Ok(out)
}

pub fn gzip(bytes: &[u8], release: bool) -> Result<Vec<u8>> {
    let level = if release { flate2::Compression::best() } else { flate2::Compression::fast() };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

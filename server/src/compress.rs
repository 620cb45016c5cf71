//! Pages are compressed as they leave, each as a whole, by a compressor that its thread keeps: at this level it costs less
//! than rendering the page. What is the same on many pages is compressed once and put between. Files inside the program are
//! compressed already.

use std::cell::RefCell;

use app::Document;
use app::document::Part;
use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// Twice as fast as the usual level, and a twentieth larger.
const LEVEL: u32 = 2;
/// Deflate, no flags, no time, no system (RFC 1952).
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// A last block with nothing in it.
const END: [u8; 2] = [3, 0];
/// Shorter texts are not worth a compressor: most are names and tokens.
const SHORT: u16 = 160;

thread_local! {
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), false));
}

/// Whether the browser takes this coding.
pub fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let wishes = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    wishes.split(',').any(|wish| {
        let mut parts = wish.split(';').map(str::trim);
        let refused = |part: &str| part.strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0_f32));
        parts.next() == Some(coding) && !parts.any(refused)
    })
}

/// Writes the document of an answer, as the browser takes it. Other answers stay as they are.
pub fn answer(mut response: Response, accepted: bool) -> Response {
    let Some(document) = response.extensions_mut().remove::<Document>() else { return response };
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let compressed = if accepted { gzip(&document) } else { None };
    let body = match compressed {
        Some(bytes) => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            Body::from(bytes)
        }
        None => Body::from(document.to_string()),
    };
    *response.body_mut() = body;
    response
}

fn gzip(document: &Document) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        let mut out = Vec::with_capacity(16 * 1024);
        out.extend_from_slice(&HEAD);
        let mut sum = Crc::new();
        for part in &document.parts {
            match part {
                Part::Fixed(fixed) => {
                    sum.update(fixed.as_str().as_bytes());
                    out.extend_from_slice(fixed.deflated());
                }
                Part::Text(text) => {
                    sum.update(text.as_bytes());
                    match u16::try_from(text.len()) {
                        Ok(0) => {}
                        Ok(length) if length < SHORT => store(length, text.as_bytes(), &mut out),
                        _ => deflate(compressor, text.as_bytes(), &mut out)?,
                    }
                }
            }
        }
        out.extend_from_slice(&END);
        out.extend_from_slice(&sum.sum().to_le_bytes());
        out.extend_from_slice(&sum.amount().to_le_bytes());
        Some(out)
    })
}

/// Appends a part as it is: a block that is not compressed (RFC 1951, 3.2.4).
fn store(length: u16, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(0);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&(!length).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// Appends a part of a stream that refers to nothing before it and ends at a whole byte.
fn deflate(compressor: &mut Compress, bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    compressor.reset();
    loop {
        // With room to spare nothing stays inside the compressor when all is read.
        out.reserve(bytes.len() / 4 + 1024);
        let read = usize::try_from(compressor.total_in()).ok()?;
        compressor.compress_vec(bytes.get(read..)?, out, FlushCompress::Sync).ok()?;
        let all_read = usize::try_from(compressor.total_in()).ok()? == bytes.len();
        if all_read && out.len() < out.capacity() {
            return Some(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use content::fixed::Fixed;

    use super::*;

    fn back(document: &Document) -> String {
        let mut text = String::new();
        flate2::read::GzDecoder::new(gzip(document).unwrap().as_slice()).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn what_was_compressed_comes_back() {
        let random: String =
            (0..50_000_u32).map(|n| char::from(32 + (n.wrapping_mul(2_654_435_761) >> 13) as u8 % 90)).collect();
        for text in [String::new(), "jembatan".to_owned(), "jembatan ".repeat(9000), random] {
            assert_eq!(back(&Document::from(text.clone())), text);
            let fixed = Part::Fixed(Fixed::new(text.clone()));
            for other in ["", "<p>akhir</p>", &text] {
                let other = || Part::Text(other.to_owned());
                let parts = vec![other(), fixed.clone(), fixed.clone(), other(), other(), fixed.clone()];
                let document = Document { parts };
                assert_eq!(back(&document), document.to_string());
            }
        }
    }

    #[test]
    fn what_the_browser_does_not_take_is_not_sent() {
        let accepts = |wishes: &'static str, coding| {
            accepts(&HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(wishes))]), coding)
        };
        assert!(accepts("gzip, deflate, br, zstd", "br"));
        assert!(accepts("gzip;q=0.5,br;q=1.0", "gzip"));
        assert!(!accepts("br;q=0, gzip", "br") && !accepts("brx", "br") && !accepts("", "gzip"));
    }
}

//! Pages are compressed as they leave, each as a whole, by a compressor that its thread keeps: at this level it costs less
//! than rendering the page. The text of a lesson is compressed once and put between. Files inside the program are compressed
//! already.

use std::cell::RefCell;

use app::Document;
use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// Twice as fast as the usual level, and a twentieth larger.
const LEVEL: u32 = 2;
/// Deflate, no flags, no time, no system (RFC 1952).
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

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
        let mut out = Vec::with_capacity(8 * 1024);
        out.extend_from_slice(&HEAD);
        let mut sum = Crc::new();
        let mut last = document.before.as_bytes();
        if let Some((prose, after)) = &document.prose {
            deflate(compressor, last, FlushCompress::Sync, &mut out)?;
            sum.update(last);
            out.extend_from_slice(&prose.deflated().bytes);
            sum.combine(&prose.deflated().sum);
            last = after.as_bytes();
        }
        deflate(compressor, last, FlushCompress::Finish, &mut out)?;
        sum.update(last);
        out.extend_from_slice(&sum.sum().to_le_bytes());
        out.extend_from_slice(&sum.amount().to_le_bytes());
        Some(out)
    })
}

/// Appends a part of a stream that refers to nothing before it.
fn deflate(compressor: &mut Compress, bytes: &[u8], flush: FlushCompress, out: &mut Vec<u8>) -> Option<()> {
    compressor.reset();
    loop {
        // With room to spare nothing stays inside the compressor when all is read.
        out.reserve(bytes.len() / 4 + 1024);
        let read = usize::try_from(compressor.total_in()).ok()?;
        let status = compressor.compress_vec(bytes.get(read..)?, out, flush).ok()?;
        let all_read = usize::try_from(compressor.total_in()).ok()? == bytes.len();
        match flush {
            FlushCompress::Finish if status == Status::StreamEnd => return Some(()),
            FlushCompress::Sync if all_read && out.len() < out.capacity() => return Some(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use content::Html;
    use content::prose::Prose;

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
        for text in [String::new(), "jembatan ".repeat(5000), random] {
            let whole = Document { before: text.clone(), prose: None };
            assert_eq!(back(&whole), text);
            let prose = Prose::new(Html::sanitise(&text.replace(['<', '>', '&'], "")));
            for after in ["", "<p>akhir</p>", &text] {
                let spliced = Document { before: text.clone(), prose: Some((prose.clone(), after.to_owned())) };
                assert_eq!(back(&spliced), spliced.to_string());
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

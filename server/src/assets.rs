//! The files inside the program: compressed when it was built, kept by browsers for ever.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::compress::accepts;
use crate::refusal::{Outcome, Refusal};

/// A file with its compressed forms.
pub struct Asset {
    pub name: &'static str,
    /// With eight digits of the file's hash.
    pub path: &'static str,
    pub media_type: &'static str,
    pub etag: &'static str,
    pub bytes: &'static [u8],
    pub brotli: Option<&'static [u8]>,
    pub gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file does not change under its address.
pub const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub fn named(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// The addresses that pages name. Without the islands in the program, pages do without scripts.
pub fn for_pages() -> app::frame::Assets {
    let path = |name| named(name).map(|asset| asset.path.to_owned());
    app::frame::Assets {
        css: path("ampera.css").unwrap_or_default(),
        js: path("ampera.js"),
        wasm: path("ampera.wasm"),
        font: path("plus-jakarta-sans.woff2").unwrap_or_default(),
        icon: path("favicon.svg").unwrap_or_default(),
    }
}

/// `GET /aset/{file}`
pub async fn show(Path(file): Path<String>, headers: HeaderMap) -> Outcome {
    let found = ASSETS.iter().find(|asset| asset.path.rsplit('/').next() == Some(&file));
    found.map(|asset| answer(asset, &headers)).ok_or(Refusal::NotFound)
}

fn answer(asset: &Asset, headers: &HeaderMap) -> Response {
    let fixed = [
        (CACHE_CONTROL, FOR_EVER),
        (ETAG, HeaderValue::from_static(asset.etag)),
        (VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known == asset.etag) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    let (encoding, bytes) = match asset {
        Asset { brotli: Some(bytes), .. } if accepts(headers, "br") => (Some("br"), *bytes),
        Asset { gzip: Some(bytes), .. } if accepts(headers, "gzip") => (Some("gzip"), *bytes),
        _ => (None, asset.bytes),
    };
    let mut response = (fixed, bytes).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    if let Some(encoding) = encoding {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_names_the_font_by_its_address() {
        let css = std::str::from_utf8(named("ampera.css").unwrap().bytes).unwrap();
        assert!(css.contains(named("plus-jakarta-sans.woff2").unwrap().path));
        assert!(!css.contains("/*"));
    }

    #[test]
    fn pages_find_their_files() {
        let assets = for_pages();
        for path in [&assets.css, &assets.font, &assets.icon] {
            assert!(path.starts_with("/aset/"), "{path}");
        }
        assert_eq!(assets.js.is_some(), assets.wasm.is_some());
    }
}

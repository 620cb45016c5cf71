//! The text of a lesson. It is the same for every reader and far longer than the rest of the page, so it is compressed once
//! and put between the compressed parts of each page.

use std::fmt;
use std::io::Write;
use std::sync::{Arc, OnceLock};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use crate::Html;

/// A text and, once somebody has asked for it, its compressed form. Cheap to clone.
#[derive(Clone)]
pub struct Prose(Arc<Data>);

struct Data {
    html: Html,
    deflated: OnceLock<Deflated>,
}

/// A part of a deflate stream (RFC 1951): it refers to nothing before it, ends at a whole byte and does not end the stream, so
/// that it can stand anywhere between other such parts.
pub struct Deflated {
    pub bytes: Vec<u8>,
    /// Of the text.
    pub sum: Crc,
}

impl Prose {
    pub fn new(html: Html) -> Self {
        Self(Arc::new(Data { html, deflated: OnceLock::new() }))
    }

    pub fn as_str(&self) -> &str {
        self.0.html.as_str()
    }

    /// The compressed form.
    pub fn deflated(&self) -> &Deflated {
        self.0.deflated.get_or_init(|| {
            let mut sum = Crc::new();
            sum.update(self.as_str().as_bytes());
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
            // Writing to memory does not fail.
            let _ = encoder.write_all(self.as_str().as_bytes()).and_then(|()| encoder.flush());
            Deflated { bytes: encoder.get_ref().clone(), sum }
        })
    }
}

impl PartialEq for Prose {
    fn eq(&self, other: &Self) -> bool {
        self.0.html == other.0.html
    }
}

impl Eq for Prose {}

impl fmt::Debug for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.html, f)
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.html, f)
    }
}

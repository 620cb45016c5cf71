//! Texts that are the same for many readers: a lesson, the frame around a page. Such a text is compressed once and put between
//! the compressed parts of each page.

use std::fmt;
use std::io::Write;
use std::sync::{Arc, OnceLock};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use crate::Html;

/// A text and, once somebody has asked for it, its compressed form. Cheap to clone.
#[derive(Clone)]
pub struct Fixed(Arc<Data>);

struct Data {
    text: String,
    deflated: OnceLock<Vec<u8>>,
}

impl Fixed {
    pub fn new(text: String) -> Self {
        Self(Arc::new(Data { text, deflated: OnceLock::new() }))
    }

    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The compressed form, a part of a deflate stream (RFC 1951): it refers to nothing before it, ends at a whole byte and does
    /// not end the stream, so that it can stand anywhere between other such parts.
    pub fn deflated(&self) -> &[u8] {
        self.0.deflated.get_or_init(|| {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
            // Writing to memory does not fail.
            let _ = encoder.write_all(self.as_str().as_bytes()).and_then(|()| encoder.flush());
            encoder.get_ref().clone()
        })
    }
}

impl From<Html> for Fixed {
    fn from(html: Html) -> Self {
        Self::new(html.as_str().to_owned())
    }
}

impl PartialEq for Fixed {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for Fixed {}

impl fmt::Debug for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.text, f)
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

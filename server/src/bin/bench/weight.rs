//! What a page weighs on its first visit: itself and everything it loads, as it travels.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use serde::Serialize;

use crate::http::{Connection, Identity, Request};

/// Where files are served.
const FILES: [&str; 2] = ["/aset/", "/isi/"];

/// A page with its files.
#[derive(Clone, Debug, Serialize)]
pub struct Weight {
    pub page: &'static str,
    pub bytes: usize,
    pub parts: Vec<Part>,
}

/// One answer, with its head.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    pub path: String,
    pub bytes: usize,
}

impl Weight {
    /// The bytes of the files with this ending.
    pub fn of(&self, ending: &str) -> Option<usize> {
        let sizes = self.parts.iter().filter(|part| part.path.ends_with(ending)).map(|part| part.bytes);
        sizes.reduce(|sum, bytes| sum + bytes)
    }
}

/// Loads a page as a browser would that has nothing of it yet.
pub async fn weigh(
    connection: &mut Connection,
    page: &'static str,
    path: &str,
    who: Option<&Identity>,
) -> Result<Weight> {
    let mut parts = Vec::new();
    let mut waiting = vec![path.to_owned()];
    let mut known = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        let reply = connection.send(&Request::get(&path, who)).await?;
        ensure!(reply.status == 200, "{path} answered {}", reply.status);
        let media_type = reply.header("content-type").unwrap_or_default();
        if media_type.starts_with("text/html") || media_type.starts_with("text/css") {
            let found = references(&reply.text()?);
            waiting.extend(found.into_iter().filter(|path| known.insert(path.clone())));
        }
        parts.push(Part { path, bytes: reply.size() });
    }
    Ok(Weight { page, bytes: parts.iter().map(|part| part.bytes).sum(), parts })
}

/// The addresses of files in a page or a stylesheet.
fn references(text: &str) -> BTreeSet<String> {
    let ends = |char: char| char.is_whitespace() || "\"'()<>&?#\\".contains(char);
    let starts = FILES.iter().flat_map(|folder| text.match_indices(folder));
    let paths = starts.filter_map(|(at, _)| text[at..].split(ends).next());
    paths.filter(|path| path.contains('.')).map(ToOwned::to_owned).collect()
}

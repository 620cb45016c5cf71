//! Forms with a file: read as they arrive, each part with a limit of its own.

use std::future::ready;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use futures::{Stream, StreamExt};
use multer::{Constraints, Multipart, SizeLimit};
use services::import::LARGEST_UPLOAD;

use crate::body::length;
use crate::fields::{Fields, text_of};
use crate::refusal::Refusal;
use crate::server::Server;

/// What the other fields and the marks between the parts may take.
const ROOM: usize = 64 * 1024;
const LONGEST_FIELD: u64 = 16 * 1024;
const MOST_FIELDS: usize = 20;
/// What is read of a form with a file.
const LARGEST_BODY: usize = LARGEST_UPLOAD + ROOM;

/// The file of a form. Without one both are empty.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// As the sender called it: for people to recognise, nothing else.
    pub name: String,
    pub content: Vec<u8>,
    /// There was more than is read; nothing of it is here.
    pub too_large: bool,
}

impl FromRequestParts<Server> for Upload {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        // A form that was sent without a file is one that is incomplete.
        let upload = parts.extensions.remove::<Self>().unwrap_or_default();
        // Who has what was typed to show again takes the refusal in a `Result`.
        if upload.too_large { Err(Refusal::TooLarge) } else { Ok(upload) }
    }
}

/// Whether a request brings a form with a file.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"multipart/form-data"))
}

/// Reads the fields, and the one file that is called `file`. One that is too large ends the form: it stands last, so what was typed
/// is there.
pub async fn read(headers: &HeaderMap, body: Body) -> Result<(Fields, Upload), Refusal> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(media_type).map_err(|_| Refusal::UnknownMediaType)?;
    let limits = SizeLimit::new().per_field(LONGEST_FIELD).for_field("file", LARGEST_UPLOAD as u64);
    let constraints = Constraints::new().size_limit(limits);
    // Of a body that says itself that it is too long the file is not even begun with.
    let is_too_long = length(headers).is_some_and(|length| length > LARGEST_BODY);
    let cut = AtomicBool::new(false);
    let mut form = Multipart::with_constraints(beginning(body, &cut), boundary, constraints);
    let refusal = |error| if cut.load(Ordering::Relaxed) { Refusal::TooLarge } else { refusal(error) };
    let (mut fields, mut upload) = (Vec::new(), Upload::default());
    while let Some(part) = form.next_field().await.map_err(refusal)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            let content = if is_too_long { Err(Refusal::TooLarge) } else { part.bytes().await.map_err(refusal) };
            match content {
                Ok(content) => upload = Upload { name: file_name, content: content.into(), too_large: false },
                Err(Refusal::TooLarge) => {
                    upload = Upload { name: file_name, content: Vec::new(), too_large: true };
                    break;
                }
                Err(other) => return Err(other),
            }
        } else {
            fields.push((name, text_of(&part.bytes().await.map_err(refusal)?)));
        }
        if fields.len() > MOST_FIELDS {
            return Err(Refusal::TooLarge);
        }
    }
    Ok((Fields::from_pairs(fields), upload))
}

/// A body up to the limit; `cut` tells whether there was more. A limit of the reader's would end the form with what it has not looked
/// at yet, the fields among it.
fn beginning(body: Body, cut: &AtomicBool) -> impl Stream<Item = Result<Bytes, axum::Error>> + Send {
    body.into_data_stream().scan(LARGEST_BODY, move |room, read| {
        if cut.load(Ordering::Relaxed) {
            return ready(None);
        }
        ready(Some(read.map(|bytes: Bytes| {
            let taken = bytes.slice(..bytes.len().min(*room));
            *room -= taken.len();
            cut.store(taken.len() < bytes.len(), Ordering::Relaxed);
            taken
        })))
    })
}

fn refusal(error: multer::Error) -> Refusal {
    match error {
        multer::Error::FieldSizeExceeded { .. } => Refusal::TooLarge,
        _ => Refusal::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::CONTENT_LENGTH;

    use super::*;

    async fn form(body: String) -> Result<(Fields, Upload), Refusal> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
        read(&headers, Body::from(body)).await
    }

    fn part(head: &str, content: &str) -> String {
        format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    }

    #[tokio::test]
    async fn fields_and_the_file_are_read() {
        let body =
            format!("{}{}--x--\r\n", part("name=\"_csrf\"", "abc"), part("name=\"file\"; filename=\"a.csv\"", "1,2"));
        let (fields, upload) = form(body).await.unwrap();
        assert_eq!((fields.get("_csrf"), upload.name.as_str(), &upload.content[..]), ("abc", "a.csv", &b"1,2"[..]));
    }

    #[tokio::test]
    async fn too_much_of_anything_is_refused() {
        let long = "a".repeat(LONGEST_FIELD as usize + 1);
        let many = part("name=\"a\"", "").repeat(MOST_FIELDS + 1);
        for body in [part("name=\"a\"", &long), many] {
            assert!(matches!(form(format!("{body}--x--\r\n")).await, Err(Refusal::TooLarge)));
        }
        assert!(matches!(form(part("name=\"file\"", "cut")).await, Err(Refusal::Malformed)));
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_leaves_the_fields() {
        // Too large for a file, and too large for a form: that one ends in the middle of the file.
        for size in [LARGEST_UPLOAD + 1, LARGEST_BODY + 1] {
            let file = part("name=\"file\"; filename=\"a.pdf\"", &"a".repeat(size));
            let body = format!("{}{file}--x--\r\n", part("name=\"title\"", "Seminar"));
            let (fields, upload) = form(body).await.unwrap();
            assert_eq!((fields.get("title"), upload.name.as_str()), ("Seminar", "a.pdf"));
            assert!(upload.too_large && upload.content.is_empty());
        }
        // One that says so is not waited for.
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("99999999"));
        let sent = format!("{}{}", part("name=\"title\"", "Seminar"), part("name=\"file\"", "the begin"));
        let (fields, upload) = read(&headers, Body::from(sent)).await.unwrap();
        assert!(fields.get("title") == "Seminar" && upload.too_large);
    }
}

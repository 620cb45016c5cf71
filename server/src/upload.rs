//! Forms with a file: read as they arrive, each part with a limit of its own.

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use multer::{Constraints, Multipart, SizeLimit};
use services::import::LARGEST_UPLOAD;

use crate::fields::Fields;
use crate::refusal::Refusal;
use crate::server::Server;

/// What the other fields and the marks between the parts may take.
const ROOM: usize = 64 * 1024;
const LONGEST_FIELD: u64 = 16 * 1024;
const MOST_FIELDS: usize = 20;
/// The largest body of a form with a file.
pub const LARGEST_BODY: usize = LARGEST_UPLOAD + ROOM;

/// The file of a form. Without one both are empty.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// As the sender called it: for people to recognise, nothing else.
    pub name: String,
    pub content: Vec<u8>,
}

impl FromRequestParts<Server> for Upload {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        // A form that was sent without a file is one that is incomplete.
        Ok(parts.extensions.remove::<Self>().unwrap_or_default())
    }
}

/// Whether a request brings a form with a file.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"multipart/form-data"))
}

/// Reads the fields, and the one file that is called `file`.
pub async fn read(headers: &HeaderMap, body: Body) -> Result<(Fields, Upload), Refusal> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(media_type).map_err(|_| Refusal::UnknownMediaType)?;
    let limits = SizeLimit::new()
        .whole_stream(LARGEST_BODY as u64)
        .per_field(LONGEST_FIELD)
        .for_field("file", LARGEST_UPLOAD as u64);
    let constraints = Constraints::new().size_limit(limits);
    let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let (mut fields, mut upload) = (Vec::new(), Upload::default());
    while let Some(part) = form.next_field().await.map_err(refusal)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            upload = Upload { name: file_name, content: part.bytes().await.map_err(refusal)?.into() };
        } else {
            fields.push((name, part.text().await.map_err(refusal)?));
        }
        if fields.len() > MOST_FIELDS {
            return Err(Refusal::TooLarge);
        }
    }
    Ok((Fields::from_pairs(fields), upload))
}

fn refusal(error: multer::Error) -> Refusal {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => Refusal::TooLarge,
        _ => Refusal::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

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
        let large = "a".repeat(LARGEST_UPLOAD + 1);
        let many = part("name=\"a\"", "").repeat(MOST_FIELDS + 1);
        for body in [part("name=\"a\"", &long), part("name=\"file\"", &large), many] {
            assert!(matches!(form(format!("{body}--x--\r\n")).await, Err(Refusal::TooLarge)));
        }
        assert!(matches!(form(part("name=\"file\"", "cut")).await, Err(Refusal::Malformed)));
    }
}

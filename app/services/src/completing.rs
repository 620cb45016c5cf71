//! Completing a course, inside the transaction that met its last requirement: learning hours, certificate, outbox, audit.

use std::sync::Arc;

use content::model::Course;
use domain::completion;
use domain::id::{PersonId, RecordId};
use domain::notification::Kind;
use domain::time::Timestamp;
use serde_json::json;
use store::Conn;
use store::audit::Event;
use store::learning_hour::Entry;
use store::notification::New;
use store::outbox::Message;

use crate::notifications::Detail;
use crate::progress::{AllProgress, requirements};
use crate::{Result, Services};

/// Digits and capitals that are not mistaken for one another when read aloud or typed from paper.
pub(crate) const NUMBER_ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Everything that completing a course needs, prepared before the transaction opens.
pub(crate) struct Completing {
    pub course: Arc<Course>,
    person: PersonId,
    now: Timestamp,
    hour: RecordId,
    message: RecordId,
    certificate: String,
    event: Event,
    tell: New,
}

impl Services {
    pub(crate) fn completing(&self, course: Arc<Course>, person: PersonId) -> Result<Completing> {
        let now = self.now();
        let certificate = certificate_number(now.year(), self.random_bytes()?);
        let detail = json!({ "course": course.id.as_str(), "content": course.hash.as_str() });
        let about = Detail::courses(&[course.id.as_str()]);
        Ok(Completing {
            tell: self.notice(person, Kind::CertificateReceived, &certificate, None, &about)?,
            event: self.event(Some(person), Some(person), "course-completed", detail)?,
            course,
            person,
            now,
            hour: self.new_id()?,
            message: self.new_id()?,
            certificate,
        })
    }
}

impl Completing {
    /// Completes the course if everything it asks is met and it was not complete before. Returns whether it is so now.
    pub(crate) async fn complete(self, conn: &mut Conn) -> Result<bool> {
        let Self { course, person, now, hour, message, certificate, event, tell } = self;
        store::learning::hold(conn, person, &course.id).await?;
        let progress: AllProgress = store::learning::progress(conn, person).await?.into_iter().collect();
        let met = completion::is_complete(&requirements(&course, &progress.in_course(&course.id)));
        if !met || !store::learning::complete(conn, person, &course.id, now).await? {
            return Ok(false);
        }
        let entry = Entry {
            at: now,
            jp: i64::from(course.jp),
            course_id: course.id.clone(),
            content_hash: course.hash.clone(),
        };
        store::learning_hour::add(conn, hour, person, now.year(), &entry).await?;
        store::certificate::issue(conn, &certificate, person, &course.id, &course.hash, now).await?;
        let payload = json!({ "course": course.id.as_str(), "version": course.version, "jp": course.jp, "at": now.0 });
        let completed = Message { kind: "course-completed".to_owned(), payload: payload.to_string() };
        store::outbox::put(conn, message, person, &completed, now).await?;
        store::notification::put(conn, &[tell]).await?;
        store::audit::append(conn, event).await?;
        Ok(true)
    }
}

/// `AMP-2026-7KQ2-M9XW`: 40 random bits, so that nobody finds a certificate by counting.
pub(crate) fn certificate_number(year: i32, random: [u8; 8]) -> String {
    let letters: String = random.iter().map(|byte| char::from(NUMBER_ALPHABET[usize::from(byte % 32)])).collect();
    let (first, second) = letters.split_at(4);
    format!("AMP-{year}-{first}-{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_number_is_easy_to_read() {
        assert_eq!(certificate_number(2026, [0, 1, 2, 3, 28, 29, 30, 31]), "AMP-2026-2345-WXYZ");
    }
}

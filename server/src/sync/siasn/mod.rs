//! SIASN of BKN. It has no key against duplicates: before a course is stored, the history there is looked at, and what is
//! there already is taken over with its id. That makes a time-out after storing harmless.

mod reply;
mod tokens;

use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Method, Request, StatusCode};
use domain::course_history::{Comparison, CourseRecord, RemoteCourse, compare};
use domain::delivery::Reason;
use http_body_util::Full;
use jiff::civil::Date;
use serde_json::{Value, json};
use services::{Delivered, Error, Services, SyncContent, SyncMessage, SyncTurn};

use self::reply::Reply;
use self::tokens::Tokens;
use super::failure::{Failure, Then, check};
use super::settings::SiasnSettings;
use crate::outgoing::Outgoing;

/// The history of one person.
const LARGEST: usize = 4 << 20;

pub struct Siasn {
    settings: SiasnSettings,
    http: Outgoing,
    tokens: Tokens,
}

/// What was learned about the person of a turn.
#[derive(Default)]
pub struct Known {
    history: Option<Vec<RemoteCourse>>,
    person: Option<String>,
}

impl Siasn {
    pub fn new(settings: SiasnSettings, http: Outgoing) -> Self {
        Self { tokens: Tokens::default(), settings, http }
    }

    /// Stores a course there, unless it is there.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn send(
        &self,
        services: &Services,
        turn: &SyncTurn,
        message: &SyncMessage,
        known: &mut Known,
    ) -> Result<Delivered, Error> {
        let SyncContent::Course { record, .. } = &message.content else {
            return Ok(Failure::new(Reason::Unreadable, "", Then::GiveUp).into());
        };
        let Some(number) = &turn.number else {
            return Ok(Failure::new(Reason::NoNumber, "", Then::GiveUp).into());
        };
        if known.person.is_none() {
            known.person.clone_from(&turn.remote_person);
        }
        if known.person.is_none() {
            match self.person(services, number).await {
                Ok(id) => {
                    super::remember(services, turn, &id).await?;
                    known.person = Some(id);
                }
                Err(failure) => return Ok(failure.into()),
            }
        }
        Ok(self.store(services, number, record, known).await.unwrap_or_else(Delivered::from))
    }

    async fn store(
        &self,
        services: &Services,
        number: &str,
        record: &CourseRecord,
        known: &mut Known,
    ) -> Result<Delivered, Failure> {
        let history = match &mut known.history {
            Some(history) => history,
            empty => empty.insert(self.history(services, number).await?),
        };
        if let Comparison::There { id, differences } = compare(record, history) {
            let reason = if differences.is_empty() { Reason::WasThere } else { Reason::Differs };
            return Ok(Delivered::Sent { remote: Some(id), reason: Some(reason) });
        }
        let body = self.body(record, known.person.as_deref().unwrap_or_default());
        let (status, value) = self.ask(services, Method::POST, "/kursus/save", Some(&body)).await?;
        match reply::read(value) {
            Reply::Data(data) => {
                // Without an id nobody knows whether it is there: the next try looks.
                let id = data["rwKursusId"].as_str().or_else(|| data["id"].as_str()).filter(|id| !id.is_empty());
                let id = id.ok_or_else(|| unintelligible("/kursus/save", "rwKursusId"))?;
                known.history.get_or_insert_default().push(as_remote(id, record));
                Ok(Delivered::Sent { remote: Some(id.to_owned()), reason: None })
            }
            Reply::Refused(said) => Err(Failure::new(Reason::NotTaken, with_status(status, &said), Then::GiveUp)),
            Reply::Fault(said) => Err(not_passed_on(status, &said)),
            Reply::Unknown => Err(unintelligible("/kursus/save", "")),
        }
    }

    /// The id of a person there.
    pub async fn person(&self, services: &Services, number: &str) -> Result<String, Failure> {
        let (status, value) = self.ask(services, Method::GET, &format!("/pns/data-utama/{number}"), None).await?;
        match reply::read(value) {
            Reply::Data(data) => {
                let id = data["id"].as_str().or_else(|| data[0]["id"].as_str()).filter(|id| !id.is_empty());
                id.map(ToOwned::to_owned).ok_or_else(|| unintelligible("/pns/data-utama", "id"))
            }
            Reply::Refused(said) => Err(Failure::new(Reason::UnknownPerson, with_status(status, &said), Then::GiveUp)),
            Reply::Fault(said) => Err(not_passed_on(status, &said)),
            Reply::Unknown => Err(unintelligible("/pns/data-utama", "")),
        }
    }

    /// The courses that a person has there.
    pub async fn history(&self, services: &Services, number: &str) -> Result<Vec<RemoteCourse>, Failure> {
        let (status, value) = self.ask(services, Method::GET, &format!("/pns/rw-kursus/{number}"), None).await?;
        // An empty list comes as 404 with code 0; 404 with anything else is a wrong address.
        let nothing = status == StatusCode::NOT_FOUND && reply::is_code_zero(&value);
        match reply::read(value) {
            _ if nothing => Ok(Vec::new()),
            Reply::Data(Value::Array(rows)) => rows.iter().map(remote_course).collect(),
            Reply::Data(Value::Null) => Ok(Vec::new()),
            // Never taken for an empty history: then everything would be stored once more.
            Reply::Data(_) | Reply::Unknown => Err(unintelligible("/pns/rw-kursus", "")),
            Reply::Refused(said) | Reply::Fault(said) => Err(not_passed_on(status, &said)),
        }
    }

    fn body(&self, record: &CourseRecord, person: &str) -> Value {
        json!({
            "id": null,
            "instansiId": self.settings.agency,
            "institusiPenyelenggara": self.settings.organiser,
            "jenisDiklatId": self.settings.kind,
            "jenisKursusSertipikat": self.settings.certificate_kind,
            "jumlahJam": record.hours,
            "lokasiId": self.settings.place,
            "namaKursus": record.name,
            "nomorSertipikat": record.certificate,
            "path": [],
            "pnsOrangId": person,
            "tahunKursus": record.ends.year(),
            "tanggalKursus": written(record.begins),
            "tanggalSelesaiKursus": written(record.ends),
        })
    }

    /// Asks with both tokens; where they are no longer good, once more with new ones.
    async fn ask(
        &self,
        services: &Services,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<(StatusCode, Value), Failure> {
        let mut refused = None;
        for _ in 0..2 {
            let tokens = self.tokens.both(&self.settings, &self.http, services).await.map_err(Failure::pause)?;
            let address = format!("{}{path}", self.settings.base.as_str().trim_end_matches('/'));
            let request = Request::builder()
                .method(method.clone())
                .uri(address)
                .header(AUTHORIZATION, format!("Bearer {}", tokens.gateway))
                .header("auth", format!("bearer {}", tokens.user))
                .header("accept", "application/json")
                .header(CONTENT_TYPE, "application/json")
                .body(Full::new(Bytes::from(body.map(Value::to_string).unwrap_or_default())))
                // The address holds a number: the error is not passed on.
                .map_err(|_| Failure::new(Reason::Unreachable, "", Then::TryAgain))?;
            let answer = self.http.ask(request, self.settings.longest(), LARGEST).await?;
            if answer.status() == StatusCode::UNAUTHORIZED {
                self.tokens.forget(&tokens).await;
                refused = Some(answer.status());
                continue;
            }
            check(&answer)?;
            let value = reply::parse(answer.body()).ok_or_else(|| unintelligible(kind_of(path), ""))?;
            return Ok((answer.status(), value));
        }
        let said = refused.map(|status| format!("HTTP {}", status.as_u16())).unwrap_or_default();
        Err(Failure::new(Reason::NotAllowed, said, Then::Pause))
    }
}

/// A path without the number in it.
fn kind_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(kind, _)| if kind.is_empty() { path } else { kind })
}

fn unintelligible(path: &str, missing: &str) -> Failure {
    let detail = if missing.is_empty() { path.to_owned() } else { format!("{path}: {missing}") };
    Failure::new(Reason::Unintelligible, detail, Then::TryAgain)
}

fn not_passed_on(status: StatusCode, said: &str) -> Failure {
    Failure::new(Reason::RemoteFailed, with_status(status, said), Then::TryAgain)
}

fn with_status(status: StatusCode, said: &str) -> String {
    if status.is_success() { said.to_owned() } else { format!("HTTP {}: {said}", status.as_u16()) }
}

/// dd-mm-yyyy
fn written(day: Date) -> String {
    day.strftime("%d-%m-%Y").to_string()
}

fn day(value: &Value) -> Option<Date> {
    let text = value.as_str()?;
    // Some entries have a time behind the day, or the order of ISO 8601.
    let text = text.get(..10).unwrap_or(text);
    Date::strptime("%d-%m-%Y", text).or_else(|_| Date::strptime("%Y-%m-%d", text)).ok()
}

/// # Errors
/// An entry without an id: it could not be taken over.
fn remote_course(row: &Value) -> Result<RemoteCourse, Failure> {
    let text = |names: [&str; 2]| names.into_iter().find_map(|name| row[name].as_str()).unwrap_or_default().to_owned();
    let id = text(["id", "rwKursusId"]);
    if id.is_empty() {
        return Err(unintelligible("/pns/rw-kursus", "id"));
    }
    let hours = &row["jumlahJam"];
    Ok(RemoteCourse {
        id,
        name: text(["namaKursus", "nama"]),
        certificate: text(["nomorSertipikat", "noSertipikat"]),
        hours: hours.as_i64().or_else(|| hours.as_str()?.trim().parse().ok()),
        begins: day(&row["tanggalKursus"]),
        ends: day(&row["tanggalSelesaiKursus"]),
    })
}

fn as_remote(id: &str, record: &CourseRecord) -> RemoteCourse {
    RemoteCourse {
        id: id.to_owned(),
        name: record.name.clone(),
        certificate: record.certificate.clone(),
        hours: Some(record.hours),
        begins: Some(record.begins),
        ends: Some(record.ends),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_in_both_orders_and_written_in_one() {
        let november = date(2026, 11, 9);
        assert_eq!(written(november), "09-11-2026");
        for text in ["09-11-2026", "2026-11-09", "2026-11-09T00:00:00", "09-11-2026 00:00"] {
            assert_eq!(day(&json!(text)), Some(november), "{text}");
        }
        assert_eq!([json!(null), json!("kemarin"), json!("")].map(|value| day(&value)), [None; 3]);
    }

    #[test]
    fn an_entry_of_the_history_needs_its_id_alone() {
        let row = json!({ "id": "a", "namaKursus": "K", "noSertipikat": "1", "jumlahJam": "3", "tanggalKursus": null });
        let read = remote_course(&row).unwrap();
        assert_eq!((read.certificate.as_str(), read.hours, read.begins), ("1", Some(3), None));
        assert_eq!(remote_course(&json!({ "namaKursus": "K" })).unwrap_err().reason, Reason::Unintelligible);
    }

    #[test]
    fn a_number_is_not_named() {
        assert_eq!(kind_of("/pns/rw-kursus/198609262015051001"), "/pns/rw-kursus");
        assert_eq!(kind_of("/x"), "/x");
    }
}

//! What service clients read: which courses people completed, and the states of their competencies.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{CompetencyId, PersonId};
use domain::measurement::Decision;
use domain::policy::{self, Action};
use domain::time::Timestamp;
use serde::Serialize;
use serde_json::json;
use store::exchange::After;
use uuid::Uuid;

use crate::{Error, Result, ServiceClient, Services};

/// Rows on a page.
const PAGE: u32 = 200;

/// A page of what a client reads.
#[derive(Clone, Debug, Serialize)]
pub struct ExchangePage<T> {
    pub data: Vec<T>,
    /// Goes back as `setelah`; none where this was the last page.
    pub next: Option<String>,
}

/// A course that somebody completed.
#[derive(Clone, Debug, Serialize)]
pub struct CompletedCourse {
    pub person: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<NumberReport>,
    pub course: String,
    pub title: String,
    pub completed_at: String,
    pub jp: Option<i64>,
    pub certificate: Option<String>,
}

/// A competency of somebody.
#[derive(Clone, Debug, Serialize)]
pub struct CompetencyReport {
    pub person: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<NumberReport>,
    pub competency: String,
    pub title: String,
    /// The highest level that the evidence shows to be met.
    pub level: Option<u8>,
    pub levels: Vec<LevelReport>,
    pub updated_at: String,
}

/// What the evidence says about one level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelReport {
    pub level: u8,
    pub decision: Decision,
    pub answers: u16,
}

/// NIP or NI PPPK of today.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct NumberReport(pub String);

impl Services {
    /// Courses completed since then, the oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] without the scope; [`Error::Invalid`] for a place that is none.
    pub async fn completed_courses(
        &self,
        client: &ServiceClient,
        since: Timestamp,
        after: Option<&str>,
    ) -> Result<ExchangePage<CompletedCourse>> {
        let (after, numbers) = self.begin_exchange(client, Action::ReadCompletedCourses, since, after)?;
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let mut rows = store::exchange::completed(&mut conn, &after, self.now(), numbers, PAGE + 1).await?;
        drop(conn);
        let next = next_place(&mut rows, |row| (row.completed_at, row.person_id, row.course_id.as_str()));
        let data = rows.into_iter().map(|row| CompletedCourse {
            person: row.person_id,
            number: row.number.map(NumberReport),
            title: snapshot.course_title(&row.course_id),
            course: row.course_id,
            completed_at: written(Timestamp(row.completed_at)),
            jp: row.jp,
            certificate: row.certificate,
        });
        let page = ExchangePage { data: data.collect(), next };
        self.note_exchange(client, "completed-courses", page.data.len(), since, numbers).await?;
        Ok(page)
    }

    /// Competency states that were derived since then, the oldest first.
    ///
    /// # Errors
    /// As [`Services::completed_courses`].
    pub async fn competency_states(
        &self,
        client: &ServiceClient,
        since: Timestamp,
        after: Option<&str>,
    ) -> Result<ExchangePage<CompetencyReport>> {
        let (after, numbers) = self.begin_exchange(client, Action::ReadCompetencies, since, after)?;
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let mut rows = store::exchange::states(&mut conn, &after, self.now(), numbers, PAGE + 1).await?;
        drop(conn);
        let next = next_place(&mut rows, |row| (row.updated_at, row.person_id, row.competency_id.as_str()));
        let mut data = Vec::with_capacity(rows.len());
        for row in rows {
            let state: domain::competency::CompetencyState =
                serde_json::from_str(&row.state).map_err(|error| Error::DamagedContent(error.to_string()))?;
            let level = |level: &domain::competency::LevelState| LevelReport {
                level: level.level.get(),
                decision: level.decision,
                answers: level.answers,
            };
            data.push(CompetencyReport {
                person: row.person_id,
                number: row.number.map(NumberReport),
                title: snapshot.competency_title(&CompetencyId::new(row.competency_id.as_str())).id,
                competency: row.competency_id,
                level: state.credited(),
                levels: state.levels.iter().map(level).collect(),
                updated_at: written(Timestamp(row.updated_at)),
            });
        }
        let page = ExchangePage { data, next };
        self.note_exchange(client, "competencies", page.data.len(), since, numbers).await?;
        Ok(page)
    }

    /// Asks the policy, and finds the place to begin at. Says whether numbers are wanted.
    fn begin_exchange(
        &self,
        client: &ServiceClient,
        action: Action,
        since: Timestamp,
        after: Option<&str>,
    ) -> Result<(After, bool)> {
        if !policy::allows(client.scopes, action) {
            return Err(Error::NotFound);
        }
        let begin = After { at: since.plus_millis(-1), person: PersonId(Uuid::max()), thing: "\u{10ffff}".to_owned() };
        let after = match after {
            None => begin,
            Some(text) => parse_place(text).ok_or(Error::Invalid(Vec::new()))?,
        };
        Ok((after, policy::allows(client.scopes, Action::ReadNumbers)))
    }

    async fn note_exchange(
        &self,
        client: &ServiceClient,
        what: &str,
        rows: usize,
        since: Timestamp,
        numbers: bool,
    ) -> Result<()> {
        let detail = json!({ "what": what, "rows": rows, "since": written(since), "numbers": numbers });
        let mut event = self.event(None, None, "api-read", detail)?;
        event.origin.client = Some(client.id);
        self.store.write(move |conn| Box::pin(async move { Ok(store::audit::append(conn, event).await?) })).await
    }
}

/// Drops the row beyond the page, and tells where the next page begins if there was one.
fn next_place<T>(rows: &mut Vec<T>, place: impl Fn(&T) -> (i64, Uuid, &str)) -> Option<String> {
    if rows.len() <= PAGE as usize {
        return None;
    }
    rows.truncate(PAGE as usize);
    rows.last().map(|row| {
        let (at, person, thing) = place(row);
        URL_SAFE_NO_PAD.encode(format!("{at} {person} {thing}"))
    })
}

fn parse_place(text: &str) -> Option<After> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let mut parts = text.splitn(3, ' ');
    let at = Timestamp(parts.next()?.parse().ok()?);
    Some(After { at, person: parts.next()?.parse().ok()?, thing: parts.next()?.to_owned() })
}

/// A day (its first moment in Jakarta), or a time with its offset. In an address `+` is a blank.
pub fn parse_time(text: &str) -> Option<Timestamp> {
    if let Ok(day) = text.parse::<jiff::civil::Date>()
        && text.len() == 10
    {
        return Some(Timestamp::start_of(day));
    }
    let at: jiff::Timestamp = text.replace(' ', "+").parse().ok()?;
    Some(Timestamp(at.as_millisecond()))
}

/// `2026-11-24T09:12:41.5+07:00`
fn written(at: Timestamp) -> String {
    format!("{}+07:00", at.jakarta())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_begins_after_the_last_row() {
        let mut rows: Vec<i64> = (0..=i64::from(PAGE)).collect();
        let place = next_place(&mut rows, |row| (*row, Uuid::from_u128(1), "layanan/loket")).unwrap();
        let after = parse_place(&place).unwrap();
        assert_eq!((rows.len(), after.at, after.thing.as_str()), (200, Timestamp(199), "layanan/loket"));
        assert_eq!(next_place(&mut rows, |row| (*row, Uuid::nil(), "")), None);
        assert_eq!(parse_place("?"), None);
    }

    #[test]
    fn a_time_is_read_as_it_is_written() {
        let at = Timestamp(1_795_486_320_500);
        assert_eq!(parse_time(&written(at)), Some(at));
        assert_eq!(parse_time("2026-11-24T09:12:00 07:00"), parse_time("2026-11-24T02:12:00Z"));
        assert_eq!(parse_time("2026-11-24"), parse_time("2026-11-24T00:00:00+07:00"));
        assert!(["yesterday", "2026-11-24T09:12", "0", "-1"].into_iter().all(|text| parse_time(text).is_none()));
    }

    #[test]
    fn times_have_their_offset() {
        assert_eq!(written(Timestamp(0)), "1970-01-01T07:00:00+07:00");
    }
}

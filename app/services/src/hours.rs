//! Learning hours (JP) of a year.

use domain::learning_hours::{self, Earned};
use domain::time::Timestamp;
use store::organisation::Person;

use crate::{Result, Services};

/// The learning hours of a year.
#[derive(Clone, Debug)]
pub struct HoursView {
    pub year: i32,
    /// What counts after the caps.
    pub counted: u16,
    /// What the year asks of this person.
    pub duty: u16,
    /// What it asks of somebody who was at work all year.
    pub full_duty: u16,
    pub missing: u16,
    /// What there will be on 31 December at the same pace.
    pub forecast: u16,
    /// Where the duty is written.
    pub source: String,
    pub rows: Vec<HourRow>,
}

/// One entry of the ledger.
#[derive(Clone, Debug)]
pub struct HourRow {
    pub at: Timestamp,
    pub course_title: String,
    pub jp: u16,
    /// Less than `jp` where a cap cut it.
    pub counted: u16,
}

impl Services {
    /// The learning hours of the current year.
    pub(crate) async fn hours(&self, person: &Person) -> Result<HoursView> {
        let now = self.now();
        let snapshot = self.snapshot()?;
        let rules = snapshot.rules.learning_hours(&person.kind, now.jakarta().date())?;
        let mut conn = self.store.reader().await?;
        let entries = store::learning_hour::of_year(&mut conn, person.id, now.year()).await?;
        let history = crate::people::status_periods(&mut conn, person.id).await?;
        drop(conn);
        let by_status = snapshot.rules.duty_by_status(now.jakarta().date())?;
        let duty = learning_hours::duty(rules.annual_duty, now.year(), &history, &by_status);
        let jp = |entry: &store::learning_hour::Entry| entry.jp.clamp(0, i64::from(u16::MAX)) as u16;
        let earned: Vec<_> = entries.iter().map(|entry| Earned { at: entry.at, jp: jp(entry) }).collect();
        let counted = learning_hours::count(&earned, &rules);
        let total = counted.iter().map(|entry| entry.counted).sum::<u16>();
        let rows = entries.iter().zip(&counted).map(|(entry, counted)| HourRow {
            at: entry.at,
            course_title: snapshot.course_title(entry.course_id.as_str()),
            jp: counted.jp,
            counted: counted.counted,
        });
        Ok(HoursView {
            year: now.year(),
            counted: total,
            duty,
            full_duty: rules.annual_duty,
            missing: duty.saturating_sub(total),
            forecast: learning_hours::forecast(total, now),
            rows: rows.collect(),
            source: rules.source,
        })
    }
}

//! `/jp`: the learning hours of a year by month, what caps cut, what is missing, and where the year will end.

use domain::learning_hours;
use domain::policy::Action;
use domain::status::Status;
use domain::time::Timestamp;
use domain::training::TrainingState;

use crate::hours::rule_day;
use crate::{Actor, AnnualCap, Error, HourRow, HoursView, Result, Services};

/// What `/jp` shows.
#[derive(Clone, Debug)]
pub struct LedgerView {
    pub hours: HoursView,
    pub now: Timestamp,
    /// The years to choose from, the newest first; the current one is always there.
    pub years: Vec<i32>,
    /// The months up to the last one with hours, and for the current year up to today.
    pub months: Vec<MonthView>,
    pub annual_cap: Option<AnnualCap>,
    /// JP filed that wait for verification, before caps: of the year shown.
    pub waiting: u16,
    /// JP of courses that were begun and are not complete.
    pub begun: u16,
    /// What 31 December will show; for a past year what it showed.
    pub forecast: u16,
    /// What the pace alone makes of the year.
    pub pace: u16,
    /// Statuses in the year other than at work: they change the duty.
    pub statuses: Vec<(Status, Timestamp, Option<Timestamp>)>,
    /// A year in the past is closed: nothing is forecast.
    pub is_current: bool,
}

/// A month of the ledger.
#[derive(Clone, Debug)]
pub struct MonthView {
    /// From 1.
    pub month: i8,
    pub course: u16,
    pub outside: u16,
    pub cut: u16,
    pub rows: Vec<HourRow>,
}

impl Services {
    /// The actor's learning hours of a year; without one the current year.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a year that has nothing.
    pub async fn hours_ledger(&self, actor: &Actor, year: Option<i32>) -> Result<LedgerView> {
        self.allow(actor, Action::FileTraining)?;
        let now = self.now();
        let this_year = now.year();
        let year = year.unwrap_or(this_year);
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, actor.person).await?.ok_or(Error::NotFound)?;
        let mut years = store::training_hour::years(&mut conn, actor.person).await?;
        let history = crate::people::status_periods(&mut conn, actor.person).await?;
        drop(conn);
        years.retain(|known| *known != this_year);
        years.insert(0, this_year);
        if !years.contains(&year) {
            return Err(Error::NotFound);
        }
        let is_current = year == this_year;
        let snapshot = self.snapshot()?;
        let hours = self.hours_of_year(&person, year).await?;
        let annual_cap = snapshot.rules.annual_cap(&person.kind, rule_day(year, now))?;
        let cap = annual_cap.as_ref().map(|cap| cap.jp);
        let (mut waiting, mut begun) = (0u16, 0u16);
        if is_current {
            let filed = self.trainings_of(actor, actor.person).await?;
            let ends_in = |row: &&crate::TrainingRow| row.days.is_some_and(|(_, last)| i32::from(last.year()) == year);
            let filed = filed.iter().filter(|row| row.state == TrainingState::Filed).filter(ends_in);
            waiting = filed.fold(0, |sum: u16, row| sum.saturating_add(row.jp.unwrap_or_default()));
            let progress = self.progress(actor.person).await?;
            let open = progress.by_last_use().into_iter().filter(|(_, mine)| mine.completed.is_none());
            let jp = open.filter_map(|(id, _)| snapshot.courses.get(id.as_str()).map(|course| course.jp));
            begun = jp.fold(0, |sum: u16, jp| sum.saturating_add(u16::try_from(jp).unwrap_or_default()));
        }
        let planned = waiting.saturating_add(begun);
        let in_year = |span: domain::assignment::Span| {
            span.from.year() <= year && span.to.is_none_or(|to| to.plus_millis(-1).year() >= year)
        };
        let away = history.into_iter().filter(|period| period.status != Status::Active && in_year(period.span));
        Ok(LedgerView {
            months: months(&hours, is_current.then(|| now.jakarta().month())),
            waiting,
            begun,
            forecast: if is_current {
                learning_hours::forecast_with(hours.counted, planned, now, cap)
            } else {
                hours.counted
            },
            pace: hours.forecast,
            statuses: away.map(|period| (period.status, period.span.from, period.span.to)).collect(),
            annual_cap,
            is_current,
            years,
            now,
            hours,
        })
    }
}

fn months(hours: &HoursView, today: Option<i8>) -> Vec<MonthView> {
    let month_of = |row: &HourRow| row.at.jakarta().month();
    let last = hours.rows.iter().map(month_of).chain(today).max().unwrap_or_default();
    let month = |month: i8| {
        let rows: Vec<_> = hours.rows.iter().filter(|row| month_of(row) == month).cloned().collect();
        let sum = |of: &dyn Fn(&HourRow) -> u16| rows.iter().fold(0, |sum: u16, row| sum.saturating_add(of(row)));
        MonthView {
            month,
            course: sum(&|row| if row.training.is_none() { row.counted } else { 0 }),
            outside: sum(&|row| if row.training.is_some() { row.counted } else { 0 }),
            cut: sum(&|row| row.jp.saturating_sub(row.counted)),
            rows,
        }
    };
    (1..=last).map(month).collect()
}

//! Learning hours (JP) of a year: of courses and of verified outside training, after the caps. The one place that counts them.

use std::collections::BTreeMap;

use domain::activity::Activity;
use domain::id::TrainingId;
use domain::learning_hours::{self, Counted, Cut, Earned};
use domain::time::Timestamp;
use jiff::civil::Date;
use store::organisation::Person;

use crate::rules::ActivityRule;
use crate::{AnnualCap, Result, Services, Snapshot, Text};

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
    pub source: Text,
    /// The oldest first.
    pub rows: Vec<HourRow>,
}

/// One entry of the ledger: a course, or the days of an outside training within a month.
#[derive(Clone, Debug)]
pub struct HourRow {
    pub at: Timestamp,
    pub title: String,
    /// The kind of outside training, and its filing; `None` for a course.
    pub training: Option<(TrainingId, Text)>,
    pub activity: Activity,
    pub jp: u16,
    /// Less than `jp` where a cap cut it.
    pub counted: u16,
    /// What each cap cut.
    pub cuts: Vec<CutView>,
}

/// JP that a cap cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutView {
    pub by: CutBy,
    pub jp: u16,
    /// How many JP the cap lets through.
    pub cap: u16,
    /// Where the cap is written.
    pub source: Text,
    pub is_checked: bool,
}

/// Which cap it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutBy {
    /// Of a day, for this kind.
    Day,
    /// Of a month, for this kind.
    Month,
    Year,
}

/// What a row is made of.
struct Source {
    title: String,
    training: Option<TrainingId>,
    earned: Earned,
}

impl Services {
    /// The learning hours of the current year.
    pub(crate) async fn hours(&self, person: &Person) -> Result<HoursView> {
        self.hours_of_year(person, self.now().year()).await
    }

    /// The learning hours of a year, by the rules of its last day or of today.
    pub(crate) async fn hours_of_year(&self, person: &Person, year: i32) -> Result<HoursView> {
        let now = self.now();
        let snapshot = self.snapshot()?;
        let day = rule_day(year, now);
        let rules = snapshot.rules.learning_hours(&person.kind, day)?;
        let mut conn = self.store.reader().await?;
        let courses = store::learning_hour::of_year(&mut conn, person.id, year).await?;
        let trainings = store::training_hour::of_year(&mut conn, person.id, year).await?;
        let history = crate::people::status_periods(&mut conn, person.id).await?;
        drop(conn);
        let by_status = snapshot.rules.duty_by_status(day)?;
        let duty = learning_hours::duty(rules.annual_duty, year, &history, &by_status);
        let mut sources: Vec<_> = courses.iter().map(|entry| course_source(&snapshot, entry)).collect();
        sources.extend(trainings.iter().filter_map(training_source));
        sources.sort_by_key(|source| source.earned.at);
        let earned: Vec<_> = sources.iter().map(|source| source.earned).collect();
        let counted = learning_hours::count(&earned, &rules);
        let total = counted.iter().fold(0, |sum: u16, entry| sum.saturating_add(entry.counted));
        let caps = Caps::read(&snapshot, &person.kind, day)?;
        let forecast = learning_hours::forecast_with(total, 0, now, rules.annual_cap);
        Ok(HoursView {
            year,
            counted: total,
            duty,
            full_duty: rules.annual_duty,
            missing: duty.saturating_sub(total),
            forecast: if year == now.year() { forecast } else { total },
            rows: rows(&sources, &counted, &caps),
            source: snapshot.rules.duty_source(&person.kind, day)?,
        })
    }
}

/// The day of whose rules a year is counted by.
pub(crate) fn rule_day(year: i32, now: Timestamp) -> Date {
    let today = now.jakarta().date();
    match i16::try_from(year) {
        Ok(year) if year != today.year() => jiff::civil::date(year, 12, 31),
        _ => today,
    }
}

/// The hours of a course.
pub(crate) fn of_course(at: Timestamp, jp: i64) -> Earned {
    Earned { at, activity: Activity::ELearning, jp: within(jp) }
}

/// The hours of a day of outside training.
pub(crate) fn of_training(activity: &str, at: Timestamp, jp: i64) -> Option<Earned> {
    Some(Earned { at, activity: Activity::from_code(activity)?, jp: within(jp) })
}

fn course_source(snapshot: &Snapshot, entry: &store::learning_hour::Entry) -> Source {
    Source {
        title: snapshot.course_title(entry.course_id.as_str()),
        training: None,
        earned: of_course(entry.at, entry.jp),
    }
}

fn training_source(hour: &store::training_hour::Hour) -> Option<Source> {
    Some(Source {
        title: hour.title.clone(),
        training: Some(hour.training_id),
        earned: of_training(&hour.activity, hour.at, hour.jp)?,
    })
}

fn within(jp: i64) -> u16 {
    jp.clamp(0, i64::from(u16::MAX)) as u16
}

/// The caps in force, with where they are written.
struct Caps {
    annual: Option<AnnualCap>,
    activities: BTreeMap<Activity, ActivityRule>,
}

impl Caps {
    fn read(snapshot: &Snapshot, kind: &str, day: Date) -> Result<Self> {
        let activities = snapshot.rules.activities(day)?;
        Ok(Self {
            annual: snapshot.rules.annual_cap(kind, day)?,
            activities: activities.into_iter().map(|rule| (rule.activity, rule)).collect(),
        })
    }

    fn cuts(&self, activity: Activity, cut: Cut) -> Vec<CutView> {
        let rule = self.activities.get(&activity);
        let of_kind = |by, jp, cap: Option<u16>| {
            let rule = rule?;
            Some(CutView { by, jp, cap: cap?, source: rule.source.clone(), is_checked: rule.is_checked })
        };
        let day = of_kind(CutBy::Day, cut.day, rule.and_then(|rule| rule.caps.day));
        let month = of_kind(CutBy::Month, cut.month, rule.and_then(|rule| rule.caps.month));
        let year = self.annual.as_ref().map(|cap| CutView {
            by: CutBy::Year,
            jp: cut.year,
            cap: cap.jp,
            source: cap.source.clone(),
            is_checked: cap.is_checked,
        });
        [day, month, year].into_iter().flatten().filter(|cut| cut.jp > 0).collect()
    }
}

/// A row as it grows: the training and month that it is of, what kind, and what the caps cut so far.
type Growing = (Option<(TrainingId, i8)>, Activity, Cut, HourRow);

/// A row for each course, and one for the days of a training in each month.
fn rows(sources: &[Source], counted: &[Counted], caps: &Caps) -> Vec<HourRow> {
    let mut rows: Vec<Growing> = Vec::new();
    for (source, counted) in sources.iter().zip(counted) {
        let key = source.training.map(|training| (training, counted.at.jakarta().month()));
        if let Some((.., cut, row)) = rows.iter_mut().find(|(known, ..)| key.is_some() && *known == key) {
            row.at = counted.at;
            row.jp += counted.jp;
            row.counted += counted.counted;
            cut.day += counted.cut.day;
            cut.month += counted.cut.month;
            cut.year += counted.cut.year;
            continue;
        }
        let kind = caps.activities.get(&counted.activity).map(|rule| rule.title.clone()).unwrap_or_default();
        let row = HourRow {
            at: counted.at,
            title: source.title.clone(),
            training: source.training.map(|training| (training, kind)),
            activity: counted.activity,
            jp: counted.jp,
            counted: counted.counted,
            cuts: Vec::new(),
        };
        rows.push((key, counted.activity, counted.cut, row));
    }
    let finished = rows.into_iter().map(|(_, activity, cut, row)| HourRow { cuts: caps.cuts(activity, cut), ..row });
    let mut finished: Vec<_> = finished.collect();
    finished.sort_by_key(|row| row.at);
    finished
}

//! The fields of a filing: everything that is wrong is told at once.

use domain::activity::{self, Attended, Unit};
use domain::time::Timestamp;
use jiff::civil::Date;

use super::{TrainingForm, TrainingProblem};
use crate::units::short_text;
use crate::{Error, FieldError, Problem, Result, Rules, dates};

const LONGEST_TITLE: usize = 200;
const LONGEST_PLACE: usize = 100;
/// The longest thing that is filed at once, in days: longer ones are filed in parts.
const LONGEST_DAYS: u16 = 370;
const MOST_SESSIONS: u16 = 20;
const MOST_JP: u16 = 400;
const MOST_MINUTES: u16 = 30_000;

/// The fields that were read.
pub struct Fields {
    pub activity: String,
    pub title: String,
    pub organiser: String,
    pub place: String,
    pub first: Date,
    pub last: Date,
    pub amount: u16,
}

/// As it was typed, within limits.
pub fn shortened(form: &TrainingForm) -> TrainingForm {
    let cut = |text: &str| text.chars().take(2 * LONGEST_TITLE).collect();
    TrainingForm {
        activity: cut(&form.activity),
        title: cut(&form.title),
        organiser: cut(&form.organiser),
        place: cut(&form.place),
        first: cut(&form.first),
        last: cut(&form.last),
        amount: cut(&form.amount),
        international: form.international,
    }
}

/// Reads every field, and tells everything that is wrong at once.
pub fn read(form: &TrainingForm, rules: &Rules, today: Date) -> Result<Fields, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut text = |field: &str, typed: &str, most| match short_text(field, typed, most) {
        Ok(text) => text,
        Err(Error::Invalid(found)) => {
            errors.extend(found);
            String::new()
        }
        Err(_) => String::new(),
    };
    let title = text("title", &form.title, LONGEST_TITLE);
    let organiser = text("organiser", &form.organiser, LONGEST_TITLE);
    let place = text("place", &form.place, LONGEST_PLACE);
    let mut wrong = |field: &str, problem| errors.push(FieldError::new(field, problem));
    let mut day = |field: &str, typed: &str| {
        let parsed = dates::parse(typed);
        match parsed {
            _ if typed.trim().is_empty() => wrong(field, Problem::Missing),
            None => wrong(field, Problem::NotADate),
            Some(day) if day > today => wrong(field, Problem::Training(TrainingProblem::InFuture)),
            Some(day) if day < rules.hours_since() => {
                let since = Timestamp::start_of(rules.hours_since());
                wrong(field, Problem::Training(TrainingProblem::BeforeRules { since }));
            }
            Some(day) => return Some(day),
        }
        None
    };
    let span = (day("first", &form.first), day("last", &form.last));
    let rule_day = span.1.unwrap_or(today);
    let rule = rules.activity(&form.activity, rule_day).ok().flatten();
    if rule.is_none() {
        let problem = if form.activity.is_empty() { Problem::Missing } else { Problem::NotAChoice };
        wrong("activity", problem);
    }
    let (Some(rule), (Some(first), Some(last))) = (rule, span) else { return Err(errors) };
    let length = activity::days(first, last);
    if last < first {
        wrong("last", Problem::EndsBeforeStart);
    } else if length > LONGEST_DAYS {
        wrong("last", Problem::Training(TrainingProblem::TooManyDays { most: LONGEST_DAYS }));
    } else if rule.conversion.unit == Unit::Session && (first.year(), first.month()) != (last.year(), last.month()) {
        wrong("last", Problem::Training(TrainingProblem::OneMonth));
    }
    let amount = amount(&form.amount, rule.conversion.unit, length).unwrap_or_else(|problem| {
        wrong("amount", problem);
        0
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    let attended = Attended { first, last, amount, international: form.international };
    if super::sum(&activity::earned(&attended, &rule.conversion)) == 0 {
        return Err(vec![FieldError::new("amount", Problem::Training(TrainingProblem::NoHours))]);
    }
    Ok(Fields { activity: rule.activity.code().to_owned(), title, organiser, place, first, last, amount })
}

/// The amount in the unit of the activity. Days may be left out: then it is all of them.
fn amount(typed: &str, unit: Unit, length: u16) -> Result<u16, Problem> {
    let typed = typed.trim();
    let most = match unit {
        Unit::Activity => return Ok(1),
        Unit::Day if typed.is_empty() => return Ok(length),
        Unit::Day => length,
        Unit::Session => MOST_SESSIONS,
        Unit::Programme => MOST_JP,
        Unit::Minutes => MOST_MINUTES,
    };
    if typed.is_empty() {
        return Err(Problem::Missing);
    }
    let number: u64 = typed.parse().map_err(|_| Problem::NotANumber)?;
    let fits = u16::try_from(number).ok().filter(|number| (1..=most).contains(number));
    fits.ok_or(Problem::OutOfRange { low: 1, high: i64::from(most) })
}

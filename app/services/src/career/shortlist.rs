//! Asking for a shortlist: people of a unit against criteria, in tied groups by a value that is shown. Each list is kept with
//! who asked, the criteria and the text of the rules; there is none that leaves no trace.

use std::collections::HashMap;

use domain::id::{PersonId, PositionId, ShortlistId, UnitId};
use domain::policy::Action;
use domain::status::StatusPeriod;
use domain::time::Timestamp;
use domain::uncertainty::{Finding, Measured};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::shortlist::Shortlist;

use super::candidate::{Knowledge, candidate, ordered};
use super::criteria::{Criterion, Order, Purpose, Reason};
use super::{KeptRules, LONGEST_NAME, Subject, cells, end_of, standards};
use crate::{Actor, Error, FieldError, Problem, Result, Services, Text};

/// The most people of one list.
const MOST_PEOPLE: usize = 2000;
/// The predicates that can be asked for at least, by rank.
const RANKS: [u8; 2] = [1, 2];

/// What an administrator fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShortlistForm {
    pub name: String,
    /// `promotion` or `award`.
    pub purpose: String,
    /// For a promotion: the position aimed at.
    pub position: String,
    pub unit: String,
    /// Only people who hold this position now; empty for all.
    pub held: String,
    /// Codes of criteria that are ticked.
    pub criteria: Vec<String>,
    /// The id of a band of selection.
    pub band: String,
    /// 1 for the best predicate alone, 2 for the second best, too.
    pub rank: String,
    /// Whole points of the index.
    pub points: String,
    /// `job-match` or `index`.
    pub order: String,
}

/// What was asked for, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Wanted {
    pub purpose: Purpose,
    pub position: Option<String>,
    pub unit: String,
    pub unit_name: String,
    pub held: Option<String>,
    pub criteria: Vec<Criterion>,
    /// Where the band of selection begins, and its title.
    pub band: Option<(u16, Text)>,
    /// The lowest rank of a predicate.
    pub rank: Option<u8>,
    /// Tenths of a point.
    pub points: Option<u16>,
    pub order: Order,
    /// Certainty that a competency needs, in thousandths.
    pub certainty: u16,
}

/// Somebody of a list, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Kept {
    pub finding: Finding,
    /// Counts the groups of a part, from 1; 0 for those without a value.
    pub group: usize,
    /// How many people the group has.
    pub tied: usize,
    pub value: Option<Measured>,
    pub position: String,
    pub unit: String,
    pub reasons: Vec<Reason>,
}

impl Services {
    /// Asks for a shortlist and keeps it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no administrator; [`Error::Invalid`] names the fields.
    pub async fn make_shortlist(&self, actor: &Actor, form: &ShortlistForm) -> Result<ShortlistId> {
        self.allow(actor, Action::MakeShortlist)?;
        self.count_for_reader().await?;
        let (name, wanted) = self.read_shortlist(form).await?;
        let now = self.now();
        let day = now.jakarta().date();
        let snapshot = self.library.current()?;
        let unit: UnitId = wanted.unit.parse().map_err(|_| Error::NotFound)?;
        let mut conn = self.store.reader().await?;
        let held = wanted.held.as_deref().unwrap_or_default();
        let people = store::total::people_with_position(&mut conn, unit, now, held, MOST_PEOPLE as u32 + 1).await?;
        if people.len() > MOST_PEOPLE {
            return Err(Error::field("unit", Problem::TooManyPeople { most: MOST_PEOPLE }));
        }
        if people.is_empty() {
            return Err(Error::field("unit", Problem::NobodyThere));
        }
        let ids: Vec<PersonId> = people.iter().map(|listed| listed.counted.person).collect();
        let subjects: Vec<Subject> = people.iter().map(Subject::from).collect();
        let years = snapshot.rules.nine_box(day)?.performance_years;
        let since = Timestamp::start_of(day.saturating_sub(i32::from(years).years()));
        let mut settled = HashMap::new();
        for found in store::career::settled_of_people(&mut conn, &ids, (since, end_of(day))).await? {
            settled.entry(found.person_id).or_insert(found);
        }
        let mut histories: HashMap<PersonId, Vec<StatusPeriod>> = HashMap::new();
        for status in store::people::statuses(&mut conn, &ids).await? {
            histories.entry(status.person_id).or_default().push(status.period()?);
        }
        let units = store::organisation::units(&mut conn, now).await?;
        let knowledge = Knowledge {
            indexes: self.indexes(&mut conn, &subjects, day).await?,
            settled,
            histories,
            standards: standards(&mut conn, now).await?,
            units: units.into_iter().map(|unit| (unit.id, unit.name)).collect(),
        };
        // Against the own post the cells are counted already; against another one the states are looked at.
        let states = match &wanted.position {
            Some(_) => self.states_of(&mut conn, &ids).await?,
            None => HashMap::new(),
        };
        drop(conn);
        let mut candidates = Vec::with_capacity(people.len());
        for listed in &people {
            let cells = match &wanted.position {
                Some(position) => {
                    let position = PositionId::new(position.as_str());
                    cells(&knowledge.standards, &position, states.get(&listed.counted.person))
                }
                None => listed.counted.cells.clone(),
            };
            candidates.push(candidate(&snapshot, &wanted, &knowledge, listed, &cells, now)?);
        }
        let entries = ordered(candidates)?;
        let kept = KeptRules::new(&snapshot.rules.written(day));
        let list = Shortlist {
            id: self.new_id()?,
            name,
            purpose: wanted.purpose.code().to_owned(),
            wanted: serde_json::to_string(&wanted).map_err(|error| Error::System(error.to_string()))?,
            rules: kept.digest.clone(),
            people: i64::try_from(entries.len()).unwrap_or(i64::MAX),
            asked_at: now,
            asked_by: actor.person,
            asked_by_name: None,
        };
        let id = list.id;
        let audit = self.event(
            Some(actor.person),
            None,
            "shortlist-made",
            json!({ "shortlist": id.to_string(), "purpose": list.purpose, "rules": kept.digest }),
        )?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::career::keep_rules(conn, &kept.digest, &kept.content).await?;
                    store::shortlist::insert(conn, &list, entries).await?;
                    store::audit::append(conn, audit).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(id)
    }

    async fn read_shortlist(&self, form: &ShortlistForm) -> Result<(String, Wanted)> {
        let now = self.now();
        let day = now.jakarta().date();
        let rules = &self.library.current()?.rules;
        let choices = self.shortlist_choices().await?;
        let mut errors = Vec::new();
        let mut wrong = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let missing = |text: &str| if text.is_empty() { Problem::Missing } else { Problem::NotAChoice };
        let name = form.name.trim();
        match name.chars().count() {
            0 => wrong("name", Problem::Missing),
            1..=LONGEST_NAME => {}
            _ => wrong("name", Problem::TooLong { most: LONGEST_NAME }),
        }
        let purpose = Purpose::from_code(&form.purpose);
        if purpose.is_none() {
            wrong("purpose", missing(&form.purpose));
        }
        let known = |position: &str| choices.positions.iter().any(|(id, _)| id == position);
        if purpose == Some(Purpose::Promotion) && !known(&form.position) {
            wrong("position", missing(&form.position));
        }
        let unit = choices.units.iter().find(|unit| unit.id == form.unit);
        if unit.is_none() {
            wrong("unit", missing(&form.unit));
        }
        if !form.held.is_empty() && !known(&form.held) {
            wrong("held", Problem::NotAChoice);
        }
        let ticked = |criterion: Criterion| form.criteria.iter().any(|code| code == criterion.code());
        let criteria: Vec<_> = Criterion::ALL.into_iter().filter(|criterion| ticked(*criterion)).collect();
        if criteria.is_empty() {
            wrong("criteria", Problem::Missing);
        }
        let band = choices.bands.iter().find(|(id, ..)| *id == form.band);
        if ticked(Criterion::JobMatch) && band.is_none() {
            wrong("band", missing(&form.band));
        }
        let rank = form.rank.parse().ok().filter(|rank| RANKS.contains(rank));
        if ticked(Criterion::Evaluation) && rank.is_none() {
            wrong("rank", missing(&form.rank));
        }
        let points = form.points.trim().parse::<u16>();
        if ticked(Criterion::Index) {
            match &points {
                Ok(1..=100) => {}
                Ok(_) => wrong("points", Problem::OutOfRange { low: 1, high: 100 }),
                Err(_) if form.points.trim().is_empty() => wrong("points", Problem::Missing),
                Err(_) => wrong("points", Problem::NotANumber),
            }
        }
        let order = Order::from_code(&form.order);
        if order.is_none() {
            wrong("order", missing(&form.order));
        }
        let (Some(purpose), Some(unit), Some(order), true) = (purpose, unit, order, errors.is_empty()) else {
            return Err(Error::Invalid(errors));
        };
        let wanted = Wanted {
            purpose,
            position: (purpose == Purpose::Promotion).then(|| form.position.clone()),
            unit: unit.id.clone(),
            unit_name: unit.name.clone(),
            held: Some(form.held.clone()).filter(|held| !held.is_empty()),
            band: band.filter(|_| ticked(Criterion::JobMatch)).map(|(_, from, title)| (*from, title.clone())),
            rank: rank.filter(|_| ticked(Criterion::Evaluation)),
            points: points.ok().filter(|_| ticked(Criterion::Index)).map(|points| points * 10),
            criteria,
            order,
            certainty: rules.measurement(day)?.gamma_promotion.get(),
        };
        Ok((name.to_owned(), wanted))
    }
}

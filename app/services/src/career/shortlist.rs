//! Asking for a shortlist: people of a unit against criteria, in tied groups by a value that is shown. Each list is kept with
//! who asked, the criteria and the text of the rules; there is none that leaves no trace.

use std::collections::{BTreeMap, HashMap};

use domain::cell::Cell;
use domain::competency::Standing;
use domain::id::{PersonId, PositionId, ShortlistId, UnitId};
use domain::learning_hours;
use domain::policy::Action;
use domain::position::job_match_measured;
use domain::score::PerMille;
use domain::status::StatusPeriod;
use domain::time::Timestamp;
use domain::uncertainty::{Finding, Measured, tied_groups};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::career::Settled;
use store::shortlist::Shortlist;
use store::total::Listed;

use super::criteria::{Criterion, Order, Purpose, Reason};
use super::index::IndexRow;
use super::{KeptRules, LONGEST_NAME, Standards, Subject, cells, end_of, predicate_title, standards};
use crate::{Actor, Error, FieldError, Problem, Result, Services, Snapshot, Text};

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

/// A candidate before the order is known.
struct Candidate {
    person: PersonId,
    name: String,
    finding: Finding,
    value: Option<Measured>,
    position: String,
    unit: String,
    reasons: Vec<Reason>,
}

/// What is known of everybody.
struct Knowledge {
    indexes: HashMap<PersonId, IndexRow>,
    settled: HashMap<PersonId, Settled>,
    histories: HashMap<PersonId, Vec<StatusPeriod>>,
    standards: Standards,
    units: BTreeMap<UnitId, String>,
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

/// One person against what is wanted.
fn candidate(
    snapshot: &Snapshot,
    wanted: &Wanted,
    knowledge: &Knowledge,
    listed: &Listed,
    cells: &[Cell],
    now: Timestamp,
) -> Result<Candidate> {
    let person = listed.counted.person;
    let row = knowledge.indexes.get(&person).ok_or(Error::NotFound)?;
    let matched = job_match_measured(cells);
    let measured = matched.map(|(_, measured)| measured);
    let mut reasons = Vec::with_capacity(wanted.criteria.len());
    for criterion in &wanted.criteria {
        reasons.push(match criterion {
            Criterion::Standard => standard(cells, PerMille::new(wanted.certainty)),
            Criterion::JobMatch => Reason::JobMatch {
                finding: Finding::of(measured, wanted.band.as_ref().map_or(0, |(from, _)| *from)),
                measured,
                decided: matched.map_or(0, |(matched, _)| matched.decided),
                of: cells.len(),
            },
            Criterion::Evaluation => {
                let given = knowledge.settled.get(&person);
                let rank = |given: &Settled| {
                    let day = given.period_to.plus_millis(-1).jakarta().date();
                    let matrix = snapshot.rules.predicate_matrix(day).ok()?;
                    matrix.named(&given.predicate).map(|predicate| predicate.rank)
                };
                let finding = match (given.and_then(rank), wanted.rank) {
                    (Some(rank), Some(lowest)) if rank <= lowest => Finding::Met,
                    (Some(_), Some(_)) => Finding::Short,
                    _ => Finding::Unknown,
                };
                Reason::Evaluation {
                    finding,
                    predicate: given.map(|given| predicate_title(snapshot, &given.predicate, given.period_to)),
                    cycle: given.map(|given| given.cycle.clone()),
                }
            }
            Criterion::Hours => {
                let day = now.jakarta().date();
                let annual = snapshot.rules.learning_hours(&listed.kind, day)?.annual_duty;
                let by_status = snapshot.rules.duty_by_status(day)?;
                let history = knowledge.histories.get(&person).map(Vec::as_slice).unwrap_or_default();
                let duty = learning_hours::duty(annual, now.year(), history, &by_status);
                let finding = if row.counted_jp >= duty { Finding::Met } else { Finding::Short };
                Reason::Hours { finding, counted: row.counted_jp, duty }
            }
            Criterion::Index => {
                let (reached, open) = (row.index.reached(), row.index.open());
                let least = wanted.points.unwrap_or_default();
                let finding = match least {
                    least if reached >= least => Finding::Met,
                    least if reached + open < least => Finding::Short,
                    _ => Finding::Unknown,
                };
                Reason::Index { finding, reached, open }
            }
        });
    }
    Ok(Candidate {
        person,
        name: listed.name.clone(),
        finding: Finding::all(reasons.iter().map(Reason::finding)),
        value: match wanted.order {
            Order::JobMatch => measured,
            Order::Index => Some(row.index.measured()),
        },
        position: listed.counted.position.to_string(),
        unit: knowledge.units.get(&listed.counted.unit).cloned().unwrap_or_default(),
        reasons,
    })
}

/// A competency counts as met or short only with the certainty that counts towards a promotion.
fn standard(cells: &[Cell], certainty: PerMille) -> Reason {
    let (mut met, mut short) = (0, 0);
    for cell in cells.iter().filter(|cell| cell.certainty >= certainty) {
        match cell.standing {
            Standing::Met => met += 1,
            Standing::Short { .. } => short += 1,
            Standing::NotEnoughEvidence => {}
        }
    }
    let unknown = cells.len() - met - short;
    let finding = match (short, unknown, cells.len()) {
        (1.., ..) => Finding::Short,
        (0, 1.., _) | (_, _, 0) => Finding::Unknown,
        _ => Finding::Met,
    };
    Reason::Standard { finding, met, short, unknown }
}

/// Who meets everything first, then who may, then who does not; in each part tied groups by the value, the names of a group
/// in the order of the alphabet, and those without a value at the end.
fn ordered(mut candidates: Vec<Candidate>) -> Result<Vec<(PersonId, String)>> {
    candidates.sort_by(|one, other| one.name.cmp(&other.name).then_with(|| one.person.cmp(&other.person)));
    let mut rows = Vec::with_capacity(candidates.len());
    for finding in Finding::ALL {
        let (with, without): (Vec<_>, Vec<_>) =
            candidates.iter().filter(|one| one.finding == finding).partition(|one| one.value.is_some());
        let values: Vec<_> = with.iter().filter_map(|one| one.value).collect();
        let mut groups = tied_groups(&values);
        groups.iter_mut().for_each(|group| group.sort_unstable());
        let mut shown: Vec<(&Candidate, usize, usize)> = Vec::new();
        for (place, group) in groups.iter().enumerate() {
            shown.extend(group.iter().filter_map(|at| with.get(*at)).map(|one| (*one, place + 1, group.len())));
        }
        shown.extend(without.iter().map(|one| (*one, 0, without.len())));
        for (one, group, tied) in shown {
            let kept = Kept {
                finding,
                group,
                tied,
                value: one.value,
                position: one.position.clone(),
                unit: one.unit.clone(),
                reasons: one.reasons.clone(),
            };
            let text = serde_json::to_string(&kept).map_err(|error| Error::System(error.to_string()))?;
            rows.push((one.person, text));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::CompetencyId;

    fn cell(standing: Standing, certainty: u16) -> Cell {
        let competency = CompetencyId::new("layanan/pengaduan");
        Cell { competency, required: 2, held: Some(1), standing, certainty: PerMille::new(certainty) }
    }

    #[test]
    fn what_is_not_certain_enough_for_a_promotion_is_not_known() {
        let certainty = PerMille::new(950);
        let finding = |cells: &[Cell]| standard(cells, certainty).finding();
        assert_eq!(finding(&[cell(Standing::Met, 960)]), Finding::Met);
        assert_eq!(finding(&[cell(Standing::Met, 960), cell(Standing::Met, 940)]), Finding::Unknown);
        assert_eq!(finding(&[cell(Standing::Short { by: 1 }, 940)]), Finding::Unknown);
        assert_eq!(finding(&[cell(Standing::Short { by: 1 }, 950), cell(Standing::Met, 0)]), Finding::Short);
        assert_eq!(finding(&[]), Finding::Unknown, "no standard says nothing");
    }

    #[test]
    fn people_stand_in_parts_and_tied_groups_and_by_name_within() {
        let one = |number: u128, name: &str, finding, value: Option<(u16, u16)>| Candidate {
            person: PersonId(uuid::Uuid::from_u128(number)),
            name: name.to_owned(),
            finding,
            value: value.map(|(value, sd)| Measured { value, sd }),
            position: String::new(),
            unit: String::new(),
            reasons: Vec::new(),
        };
        let rows = ordered(vec![
            one(1, "Cici", Finding::Met, Some((900, 5))),
            one(2, "Adi", Finding::Met, Some((895, 5))),
            one(3, "Budi", Finding::Met, Some((700, 5))),
            one(4, "Dedi", Finding::Short, Some((990, 1))),
            one(5, "Eka", Finding::Unknown, None),
            one(6, "Fitri", Finding::Unknown, Some((500, 9))),
        ])
        .unwrap();
        let read = |(person, text): &(PersonId, String)| {
            let kept: Kept = serde_json::from_str(text).unwrap();
            (person.0.as_u128(), kept.group, kept.tied)
        };
        let shown: Vec<_> = rows.iter().map(read).collect();
        assert_eq!(shown, [(2, 1, 2), (1, 1, 2), (3, 2, 1), (6, 1, 1), (5, 0, 1), (4, 1, 1)]);
    }
}

//! One person against what a shortlist asks for, and the order of all of them.

use std::collections::{BTreeMap, HashMap};

use domain::cell::Cell;
use domain::competency::Standing;
use domain::id::{PersonId, UnitId};
use domain::learning_hours;
use domain::position::job_match_measured;
use domain::score::PerMille;
use domain::status::StatusPeriod;
use domain::time::Timestamp;
use domain::uncertainty::{Finding, Measured, tied_groups};
use store::career::Settled;
use store::total::Listed;

use super::criteria::{Criterion, Order, Reason};
use super::index::IndexRow;
use super::shortlist::{Kept, Wanted};
use super::{Standards, predicate_title};
use crate::{Error, Result, Snapshot};

/// A candidate before the order is known.
pub(super) struct Candidate {
    pub person: PersonId,
    pub name: String,
    pub finding: Finding,
    pub value: Option<Measured>,
    pub position: String,
    pub unit: String,
    pub reasons: Vec<Reason>,
}

/// What is known of everybody.
pub(super) struct Knowledge {
    pub indexes: HashMap<PersonId, IndexRow>,
    pub settled: HashMap<PersonId, Settled>,
    pub histories: HashMap<PersonId, Vec<StatusPeriod>>,
    pub standards: Standards,
    pub units: BTreeMap<UnitId, String>,
}

/// One person against what is wanted.
pub(super) fn candidate(
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
pub(super) fn ordered(mut candidates: Vec<Candidate>) -> Result<Vec<(PersonId, String)>> {
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

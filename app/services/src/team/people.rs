//! The people of a unit as rows of the heat map: filtered, sorted, and one page of them with what the page shows besides.

use std::cmp::Reverse;
use std::collections::HashMap;

use domain::cell::Cell;
use domain::competency::Standing;
use domain::id::PersonId;
use domain::learning_hours::{self, Earned};
use domain::position::job_match;
use domain::score::PerMille;
use store::total::Listed;

use super::{TeamCell, TeamColumn, TeamQuery, TeamRow, TeamSort};
use crate::{Result, Services, hours};

/// Those that the filters leave, in order.
pub(super) fn chosen(query: &TeamQuery, mut people: Vec<Listed>, strong: PerMille) -> Vec<Listed> {
    people.retain(|listed| {
        let of_position = query.position.is_empty() || listed.counted.position.as_str() == query.position;
        let mut cells = listed.counted.cells.iter().filter(|cell| is_shown(query, cell));
        let of_state = match query.state {
            Some(state) => cells.any(|cell| state.is_of(cell, strong)),
            None => query.competency.is_empty() || cells.next().is_some(),
        };
        of_position && of_state
    });
    let cells = |listed: &Listed| {
        let shown = listed.counted.cells.iter().filter(|cell| is_shown(query, cell));
        let (mut missing, mut unknown) = (0u32, 0u32);
        for cell in shown {
            match cell.standing {
                Standing::Short { by } => missing += u32::from(by),
                Standing::NotEnoughEvidence => unknown += 1,
                Standing::Met => {}
            }
        }
        (missing, unknown)
    };
    // They come by name, and a stable order keeps that among equals.
    match query.sort {
        TeamSort::Name => {}
        TeamSort::Gap => people.sort_by_cached_key(|listed| Reverse(cells(listed))),
        TeamSort::Evidence => people.sort_by_cached_key(|listed| {
            let (missing, unknown) = cells(listed);
            Reverse((unknown, missing))
        }),
    }
    people
}

fn is_shown(query: &TeamQuery, cell: &Cell) -> bool {
    query.competency.is_empty() || cell.competency.as_str() == query.competency
}

impl Services {
    /// Rows for some people; their hours are read for all of them at once.
    pub(super) async fn team_people(&self, people: &[Listed], columns: &[TeamColumn]) -> Result<Vec<TeamRow>> {
        let snapshot = self.library.current()?;
        let mut hours = self.hours_of(people).await?;
        let row = |listed: &Listed| {
            let counted = &listed.counted;
            let levels: Vec<_> = counted.cells.iter().map(|cell| (cell.held, cell.required)).collect();
            let cell = |column: &TeamColumn| {
                let cell = counted.cells.iter().find(|cell| cell.competency.as_str() == column.id)?;
                let Cell { required, held, standing, certainty, .. } = *cell;
                Some(TeamCell { required, held, standing, certainty })
            };
            TeamRow {
                person: counted.person,
                name: listed.name.clone(),
                position: snapshot.position_title(&counted.position),
                basis: counted.basis.clone(),
                cells: columns.iter().map(cell).collect(),
                job_match: job_match(&levels).map(|found| (found.value, found.decided, found.of)),
                hours: hours.remove(&counted.person).unwrap_or_default(),
            }
        };
        Ok(people.iter().map(row).collect())
    }

    /// The learning hours of this year that count, of some people.
    async fn hours_of(&self, people: &[Listed]) -> Result<HashMap<PersonId, u16>> {
        let now = self.now();
        let day = now.jakarta().date();
        let snapshot = self.library.current()?;
        let ids: Vec<_> = people.iter().map(|listed| listed.counted.person).collect();
        let mut conn = self.store.reader().await?;
        let courses = store::learning_hour::of_people(&mut conn, &ids, now.year()).await?;
        let trainings = store::training_hour::of_people(&mut conn, &ids, now.year()).await?;
        drop(conn);
        let mut earned: HashMap<PersonId, Vec<Earned>> = HashMap::new();
        for (person, at, jp) in courses {
            earned.entry(person).or_default().push(hours::of_course(at, jp));
        }
        for (person, activity, at, jp) in trainings {
            earned.entry(person).or_default().extend(hours::of_training(&activity, at, jp));
        }
        for entries in earned.values_mut() {
            entries.sort_by_key(|entry| entry.at);
        }
        let rules = ["pns", "pppk"].map(|kind| snapshot.rules.learning_hours(kind, day));
        let [pns, pppk] = rules;
        let (pns, pppk) = (pns?, pppk?);
        let counted = people.iter().filter_map(|listed| {
            let earned = earned.get(&listed.counted.person)?;
            let rules = if listed.kind == "pppk" { &pppk } else { &pns };
            let sum = learning_hours::count(earned, rules).iter().map(|entry| entry.counted).sum();
            Some((listed.counted.person, sum))
        });
        Ok(counted.collect())
    }
}

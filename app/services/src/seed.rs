//! A synthetic city of any size: units, positions, people, and what they learned.

use domain::draw::shuffled;
use domain::score::PerMille;
use domain::status::Status;
use futures::{StreamExt, TryStreamExt, stream};
use store::organisation::{Assignment, Person, Unit};

use crate::demo::number;
use crate::simulate::{Effort, learner};
use crate::{Actor, Result, Services};

const GIVEN: [&str; 24] = [
    "Ahmad", "Siti", "Dedi", "Rini", "Hendra", "Maya", "Joko", "Fitri", "Rizal", "Wulan", "Eko", "Indah", "Iwan",
    "Ratna", "Taufik", "Desi", "Hasan", "Lestari", "Andi", "Yuni", "Ridwan", "Mega", "Zainal", "Kartika",
];
const FAMILY: [&str; 20] = [
    "Saputra",
    "Wijaya",
    "Kusuma",
    "Hidayat",
    "Pratama",
    "Lubis",
    "Nasution",
    "Siregar",
    "Utami",
    "Permata",
    "Gunawan",
    "Setiawan",
    "Rahmawati",
    "Maulana",
    "Firdaus",
    "Anwar",
    "Handayani",
    "Syahputra",
    "Wibowo",
    "Puspita",
];
const KINDS: [(&str, &str); 5] = [
    ("Kelurahan", "kelurahan"),
    ("Puskesmas", "puskesmas"),
    ("Dinas", "dinas"),
    ("Kecamatan", "kecamatan"),
    ("Sekolah", "sekolah"),
];
/// People in one unit.
const UNIT: usize = 40;
/// People written in one transaction.
const CHUNK: usize = 500;
/// Attempts taken at the same time: on SQLite they share commits.
const AT_ONCE: usize = 64;

impl Services {
    /// Adds a synthetic city of that many people. Two of three take the assessment of each course.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn seed(&self, people: usize) -> Result<()> {
        let snapshot = self.library.current()?;
        let positions: Vec<_> = snapshot.competencies.standards.positions.iter().map(|p| p.id.to_string()).collect();
        let courses: Vec<_> = snapshot.courses.keys().cloned().collect();
        let root = self.unit("Kota Sintetis", "kota", None)?;
        let since = self.now().plus_days(-1000);
        self.insert_units(vec![root.clone()], None).await?;
        let mut actors: Vec<Actor> = Vec::new();
        let mut units: Vec<Unit> = Vec::new();
        for place in 0..people.div_ceil(UNIT) {
            let (name, kind) = KINDS[place % KINDS.len()];
            units.push(self.unit(&format!("{name} {}", place + 1), kind, Some(&root))?);
        }
        self.insert_units(units.clone(), Some(root.id)).await?;
        // Whoever is there already has a number made up in the same way.
        let mut conn = self.store.reader().await?;
        let others = usize::try_from(store::organisation::people(&mut conn).await?).unwrap_or_default();
        drop(conn);
        for chunk in (0..people).collect::<Vec<_>>().chunks(CHUNK) {
            let mut rows = Vec::new();
            for place in chunk.iter().copied() {
                let kind = if place % 2 == 0 { "pns" } else { "pppk" };
                let person = Person { id: self.new_id()?, name: name(place), kind: kind.to_owned() };
                let head = place % UNIT == 0;
                let position = if head { "lurah" } else { positions[place % positions.len()].as_str() };
                let unit = units[place / UNIT].id;
                let assignment = self.assignment(person.id, unit, position, "definitive", head, since)?;
                actors.push(learner(person.id, &person.name));
                rows.push((others + place, person, assignment));
            }
            self.insert_people(rows).await?;
        }
        for course in courses {
            self.take_assessments(&actors, &course).await?;
        }
        Ok(())
    }

    async fn insert_units(&self, units: Vec<Unit>, parent: Option<domain::id::UnitId>) -> Result<()> {
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for unit in units {
                        store::organisation::insert_unit(conn, &unit, parent).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn insert_people(&self, rows: Vec<(usize, Person, Assignment)>) -> Result<()> {
        let since = self.now().plus_days(-1000);
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for (place, person, assignment) in rows {
                        store::organisation::insert_person(conn, &person).await?;
                        let (kind, number) = number(&person.kind, place);
                        store::organisation::insert_number(conn, person.id, kind, &number, since).await?;
                        store::organisation::insert_assignment(conn, &assignment).await?;
                        if let Some(status) = status(place) {
                            store::people::set_status(conn, person.id, status, since).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn take_assessments(&self, actors: &[Actor], course: &str) -> Result<()> {
        let takers = actors.iter().enumerate().filter(|(place, _)| place % 3 != 0);
        let attempts = takers.map(|(place, actor)| async move {
            let then = self.at(self.now().plus_days(-((place % 700) as i64) - 1));
            let right = PerMille::new(300 + (place * 37 % 700) as u16);
            then.simulate_assessment(actor, course, Effort { right, answered: PerMille::FULL }).await
        });
        stream::iter(attempts).buffer_unordered(AT_ONCE).try_collect().await
    }
}

/// A few are away.
fn status(place: usize) -> Option<Status> {
    match place % 97 {
        5 => Some(Status::Leave),
        11 => Some(Status::Study),
        _ => None,
    }
}

fn name(place: usize) -> String {
    let turn = shuffled(place as i64, "name", GIVEN.len());
    format!("{} {}", GIVEN[turn[0]], FAMILY[place % FAMILY.len()])
}

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
/// Units below one at most.
const BRANCHES: usize = 30;
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
        let mut actors: Vec<Actor> = Vec::new();
        let units = self.insert_tree(root, people.div_ceil(UNIT)).await?;
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
        self.count_totals().await?;
        Ok(())
    }

    /// Writes a tree in which no unit has more than [`BRANCHES`] below it, and gives its leaves.
    async fn insert_tree(&self, root: Unit, leaves: usize) -> Result<Vec<Unit>> {
        let mut sizes = vec![leaves];
        while let Some(size) = sizes.last().copied().filter(|size| *size > BRANCHES) {
            sizes.push(size.div_ceil(BRANCHES));
        }
        self.insert_units(vec![(root.clone(), None)]).await?;
        let mut above = vec![root];
        for (level, size) in sizes.into_iter().enumerate().rev() {
            let mut units = Vec::new();
            for place in 0..size {
                let parent = &above[place * above.len() / size];
                let (name, kind) = if level == 0 { KINDS[place % KINDS.len()] } else { ("Wilayah", "badan") };
                let name =
                    if level > 1 { format!("{name} {level}.{}", place + 1) } else { format!("{name} {}", place + 1) };
                units.push((self.unit(&name, kind, Some(parent))?, Some(parent.id)));
            }
            self.insert_units(units.clone()).await?;
            above = units.into_iter().map(|(unit, _)| unit).collect();
        }
        Ok(above)
    }

    async fn insert_units(&self, units: Vec<(Unit, Option<domain::id::UnitId>)>) -> Result<()> {
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for (unit, parent) in units {
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

//! Standards from a list: a row for each position and competency.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{CompetencyId, PositionId, RecordId};
use domain::policy::Action;

use super::{Change, is_known, level};
use crate::import::{Broken, LARGEST_UPLOAD, Source, normal};
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// Rows of a list at most: some hundred positions with some dozen competencies.
const MOST_ROWS: usize = 50_000;
/// Rejected rows that are told.
const MOST_REASONS: usize = 50;
/// The columns: name of the field in the form and in what is remembered, and the headings by which it is known.
const COLUMNS: [(&str, &[&str]); 3] = [
    ("standar.jabatan", &["kode_jabatan", "jabatan", "jabatan_id", "position", "position_id"]),
    ("standar.kompetensi", &["kode_kompetensi", "kompetensi", "kompetensi_id", "competency", "competency_id"]),
    ("standar.tingkat", &["tingkat", "level", "tingkat_diminta", "level_required", "required"]),
];

/// What came with a list.
#[derive(Clone, Debug, Default)]
pub struct StandardImport {
    pub from: String,
    pub source: String,
    pub checked: bool,
    /// The headings of the three columns, where they differ from what is known.
    pub headings: [String; 3],
}

/// Why a list is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandardProblem {
    pub line: u64,
    pub reason: StandardReason,
    /// What stands there, shortened.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandardReason {
    UnknownPosition,
    UnknownCompetency,
    NotALevel,
    /// The same position and competency with another level.
    Contradicts,
}

impl Services {
    /// Reads a list and keeps it for its preview. Without a single change nothing is kept.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct; [`Error::Standards`] with the rows that cannot be taken.
    pub async fn import_standards(
        &self,
        actor: &Actor,
        form: &StandardImport,
        file_name: &str,
        content: Vec<u8>,
    ) -> Result<RecordId> {
        self.allow(actor, Action::ManagePeople)?;
        let unreadable = |broken| Error::field("file", Problem::Unreadable(broken));
        if file_name.trim().is_empty() && content.is_empty() {
            return Err(Error::field("file", Problem::Missing));
        }
        if content.len() > LARGEST_UPLOAD {
            return Err(unreadable(Broken::TooLarge));
        }
        let content: Arc<[u8]> = content.into();
        let source = Source::Bytes(content);
        let opened = tokio::task::spawn_blocking(move || read(&source)).await;
        let (headings, rows) = opened.map_err(|error| Error::System(error.to_string()))?.map_err(unreadable)?;
        let places = self.places(form, &headings).await?;
        let changes = self.changes(&places, rows).await?;
        let chosen = places.map(|place| headings.get(place).map(|heading| normal(heading)).unwrap_or_default());
        let id = self.propose(actor, changes, &form.from, &form.source, form.checked, Vec::new()).await?;
        // What is known anyway is not remembered, and the rest under a name that no heading has: a list of people may have a
        // column of the same heading.
        let own = chosen.into_iter().zip(COLUMNS).filter(|(heading, (_, known))| !known.contains(&heading.as_str()));
        let remembered: Vec<_> = own.map(|(heading, (field, _))| (kept_as(&heading), field.to_owned())).collect();
        let kept: Result<()> = self
            .store
            .write(move |conn| Box::pin(async move { Ok(store::upload::remember_columns(conn, &remembered).await?) }))
            .await;
        kept.map(|()| id)
    }

    /// Which column is which: as it was typed, as it was remembered, as it is known.
    async fn places(&self, form: &StandardImport, headings: &[String]) -> Result<[usize; 3]> {
        let headings: Vec<_> = headings.iter().map(|heading| normal(heading)).collect();
        let remembered = self.remembered_columns().await?;
        let (mut places, mut errors) = ([0; 3], Vec::new());
        for (number, (field, known)) in COLUMNS.into_iter().enumerate() {
            let typed = normal(&form.headings[number]);
            let is_remembered = |heading: &String| remembered.get(&kept_as(heading)).is_some_and(|kept| kept == field);
            let found = headings.iter().position(|heading| match typed.as_str() {
                "" => is_remembered(heading) || known.contains(&heading.as_str()),
                typed => heading == typed,
            });
            match found {
                Some(place) => places[number] = place,
                None => errors.push(FieldError::new(field, Problem::NoColumn)),
            }
        }
        if errors.is_empty() { Ok(places) } else { Err(Error::Invalid(errors)) }
    }

    async fn changes(&self, places: &[usize; 3], rows: Vec<(u64, Vec<String>)>) -> Result<Vec<Change>> {
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let mut known: BTreeMap<PositionId, bool> = BTreeMap::new();
        let mut seen: BTreeMap<(PositionId, CompetencyId), Option<domain::level::Level>> = BTreeMap::new();
        let mut problems = Vec::new();
        for (line, cells) in rows {
            let [position, competency, required] = places.map(|place| cells.get(place).map_or("", |cell| cell.trim()));
            if position.is_empty() && competency.is_empty() && required.is_empty() {
                continue;
            }
            let mut refuse = |reason, text: &str| {
                problems.push(StandardProblem { line, reason, text: text.chars().take(60).collect() });
            };
            let (position, competency_id) = (PositionId::new(position), CompetencyId::new(competency));
            let is_known = match known.get(&position) {
                Some(known) => *known,
                None => {
                    let found = is_known(&mut conn, &snapshot, &position).await?;
                    known.insert(position.clone(), found);
                    found
                }
            };
            if !is_known {
                refuse(StandardReason::UnknownPosition, position.as_str());
                continue;
            }
            if !snapshot.competencies.dictionary.contains(&competency_id) {
                refuse(StandardReason::UnknownCompetency, competency);
                continue;
            }
            let Some(level) = level(required) else {
                refuse(StandardReason::NotALevel, required);
                continue;
            };
            if seen.insert((position, competency_id), level).is_some_and(|before| before != level) {
                refuse(StandardReason::Contradicts, competency);
            }
        }
        if !problems.is_empty() {
            problems.truncate(MOST_REASONS);
            return Err(Error::Standards(problems));
        }
        if seen.is_empty() {
            return Err(Error::field("file", Problem::Unreadable(Broken::Empty)));
        }
        Ok(seen.into_iter().map(|((position, competency), level)| (position, competency, level)).collect())
    }

    /// What is required now, as a list that an import reads: position, competency, level.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn standards_table(&self, actor: &Actor) -> Result<Vec<[String; 3]>> {
        self.allow(actor, Action::ManagePeople)?;
        let mut conn = self.store.reader().await?;
        let required = store::total::required(&mut conn, self.now()).await?;
        let row = |(position, competency, level): (PositionId, CompetencyId, domain::level::Level)| {
            [position.to_string(), competency.to_string(), level.get().to_string()]
        };
        Ok(required.into_iter().map(row).collect())
    }
}

/// What a heading of a list of standards is remembered as.
fn kept_as(heading: &str) -> String {
    format!("standar.{heading}")
}

/// The headings and rows of a list.
type Rows = (Vec<String>, Vec<(u64, Vec<String>)>);

fn read(source: &Source) -> Result<Rows, Broken> {
    let sheet = source.open()?;
    let mut rows = Vec::new();
    for record in sheet.rows {
        let record = record?;
        rows.push((record.line, record.cells));
        if rows.len() > MOST_ROWS {
            return Err(Broken::TooManyRows);
        }
    }
    if rows.is_empty() { Err(Broken::Empty) } else { Ok((sheet.headings, rows)) }
}

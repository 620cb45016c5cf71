//! A list on its way through the pages: uploaded, its columns chosen, shown as a dry run, applied.

use std::sync::Arc;

use domain::id::RecordId;
use domain::policy::Action;
use domain::time::Timestamp;
use jiff::civil::Date;
use store::upload::Upload;

use super::column::{Column, Mapping, MappingProblem};
use super::report::Report;
use super::run::Job;
use super::sheet::{Broken, Source};
use crate::{Actor, Error, Problem, Result, Services, dates, origin};

/// The largest file that the page takes; larger ones go through the command line.
pub const LARGEST_UPLOAD: usize = 16 << 20;
/// How long a list waits to be applied.
const WAITS_MINUTES: i64 = 120;
/// Rows of which the page shows what is in a column.
const SAMPLES: usize = 3;
/// Imports shown.
const RUNS: u32 = 20;

/// What `/admin/impor` shows.
#[derive(Clone, Debug)]
pub struct ImportsView {
    /// A list of the actor's that still waits.
    pub waiting: Option<(RecordId, String)>,
    pub runs: Vec<RunRow>,
}

/// An import that was done.
#[derive(Clone, Debug)]
pub struct RunRow {
    pub at: Timestamp,
    pub file_name: String,
    /// Nobody where the command line did it.
    pub by: Option<String>,
    pub added: u64,
    pub changed: u64,
    pub ended: u64,
    pub unchanged: u64,
    pub rejected: u64,
}

/// What `/admin/impor/{upload}` shows.
#[derive(Clone, Debug)]
pub struct ImportView {
    pub id: RecordId,
    pub file_name: String,
    pub columns: Vec<ColumnChoice>,
    pub effective: Date,
    pub whole: bool,
    pub problems: Vec<MappingProblem>,
    /// What the list would do; `None` while its columns say too little.
    pub report: Option<Report>,
    pub expires_at: Timestamp,
}

impl ImportView {
    /// A whole list with rejected rows is not applied: whom they are about would lose their posts.
    pub fn is_refused(&self) -> bool {
        self.whole && self.report.as_ref().is_some_and(|report| report.rejected > 0)
    }
}

/// A column of the list, and what it is taken for.
#[derive(Clone, Debug)]
pub struct ColumnChoice {
    pub heading: String,
    /// The first values; long numbers are masked.
    pub samples: Vec<String>,
    pub chosen: Option<Column>,
}

/// What was chosen for a list.
#[derive(Clone, Debug, Default)]
pub struct ImportForm {
    /// For each column the heading of an export, or nothing.
    pub columns: Vec<String>,
    pub from: String,
    pub whole: bool,
}

impl Services {
    /// Imports so far, and a list that waits.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn imports(&self, actor: &Actor) -> Result<ImportsView> {
        self.allow(actor, Action::ManagePeople)?;
        let mut conn = self.store.reader().await?;
        let waiting = store::upload::waiting(&mut conn, actor.person, self.now()).await?;
        let mut runs = Vec::new();
        for run in store::upload::runs(&mut conn, RUNS).await? {
            let by = match run.actor_id {
                Some(id) => store::organisation::person(&mut conn, id.into()).await?.map(|person| person.name),
                None => None,
            };
            let count = |count: i64| u64::try_from(count).unwrap_or_default();
            runs.push(RunRow {
                at: run.at,
                file_name: run.file_name,
                by,
                added: count(run.added),
                changed: count(run.changed),
                ended: count(run.ended),
                unchanged: count(run.unchanged),
                rejected: count(run.rejected),
            });
        }
        Ok(ImportsView { waiting: waiting.map(|(id, name)| (RecordId(id), name)), runs })
    }

    /// Keeps a list for its dry run, of the actor alone. What it is shows its content; its name has to agree.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a file that cannot be read.
    pub async fn upload_list(&self, actor: &Actor, file_name: &str, content: Vec<u8>) -> Result<RecordId> {
        self.allow(actor, Action::ManagePeople)?;
        let unreadable = |broken| Error::field("file", Problem::Unreadable(broken));
        if file_name.trim().is_empty() && content.is_empty() {
            return Err(Error::field("file", Problem::Missing));
        }
        if content.len() > LARGEST_UPLOAD {
            return Err(unreadable(Broken::TooLarge));
        }
        let content: Arc<[u8]> = content.into();
        let source = Source::Bytes(Arc::clone(&content));
        let name = shown_name(file_name);
        let checked = move || if source.is_named(&name)? { readable(&source) } else { Err(misnamed(&source)) };
        let headings = tokio::task::spawn_blocking(checked)
            .await
            .map_err(|error| Error::System(error.to_string()))?
            .map_err(unreadable)?;
        let mapping = Mapping::guess(&headings, &self.remembered_columns().await?);
        let now = self.now();
        let upload = Upload {
            id: self.new_id()?,
            person_id: actor.person,
            file_name: shown_name(file_name),
            content: content.to_vec(),
            columns: serde_json::to_string(&mapping.fields()).unwrap_or_default(),
            effective_on: now.jakarta().date().to_string(),
            whole: false,
            created_at: now,
            expires_at: now.plus_minutes(WAITS_MINUTES),
        };
        let id = upload.id;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::upload::forget_expired(conn, now).await?;
                    store::upload::insert(conn, upload).await?;
                    Ok(id)
                })
            })
            .await
    }

    /// A list with its columns and what it would do.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor has no such list.
    pub async fn import_view(&self, actor: &Actor, id: RecordId) -> Result<ImportView> {
        let upload = self.waiting_list(actor, id).await?;
        let services = self.clone();
        aside(async move { services.dry_run(id, upload).await }).await
    }

    async fn dry_run(&self, id: RecordId, upload: Upload) -> Result<ImportView> {
        let effective = day(&upload)?;
        let whole = upload.whole;
        let (file_name, expires_at) = (upload.file_name.clone(), upload.expires_at);
        let (job, headings) = job(upload, effective)?;
        let problems = job.mapping.problems();
        let columns = samples(&job, &headings)?;
        let report = if problems.is_empty() {
            let mut conn = self.store.reader().await?;
            Some(self.compare(&mut conn, &job, false).await?)
        } else {
            None
        };
        Ok(ImportView { id, file_name, columns, effective, whole, problems, report, expires_at })
    }

    /// Changes what the columns of a list are taken for, from when it holds, and whether it is whole.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor has no such list, [`Error::Invalid`] for a date that is none.
    pub async fn choose_columns(&self, actor: &Actor, id: RecordId, form: &ImportForm) -> Result<()> {
        let upload = self.waiting_list(actor, id).await?;
        let effective = dates::required("from", &form.from)?.jakarta().date();
        let whole = form.whole;
        let (job, headings) = job(upload, effective)?;
        let mut chosen: Vec<_> = form.columns.iter().take(headings.len()).cloned().collect();
        chosen.resize(headings.len(), String::new());
        let mapping = if form.columns.is_empty() { job.mapping } else { Mapping::from_fields(&chosen) };
        let columns = serde_json::to_string(&mapping.fields()).unwrap_or_default();
        let remembered = mapping.remembered(&headings);
        let is_sound = mapping.problems().is_empty();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::upload::set_choices(conn, id, &columns, &effective.to_string(), whole).await?;
                    if is_sound {
                        store::upload::remember_columns(conn, &remembered).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Writes what the dry run showed, without the rejected rows, and forgets the list.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor has no such list (any more), or its columns say too little; [`Error::Rejected`] where it is
    /// whole and has rejected rows: then it still waits.
    pub async fn apply_list(&self, actor: &Actor, id: RecordId) -> Result<Report> {
        let upload = self.waiting_list(actor, id).await?;
        let (effective, file_name, person) = (day(&upload)?, upload.file_name.clone(), actor.person);
        let services = self.clone();
        aside(async move {
            let (job, _) = job(upload, effective)?;
            if !job.mapping.problems().is_empty() {
                return Err(Error::NotFound);
            }
            let store = services.store.clone();
            store
                .write(move |conn| {
                    Box::pin(async move {
                        // Whoever sent the form twice gets it once.
                        if !store::upload::remove(conn, id, person).await? {
                            return Err(Error::NotFound);
                        }
                        services.apply(conn, &job, &file_name, Some(person)).await
                    })
                })
                .await
        })
        .await
    }

    /// Forgets a list.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor has no such list.
    pub async fn discard_list(&self, actor: &Actor, id: RecordId) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let person = actor.person;
        let removed: Result<bool> = self
            .store
            .write_statement(move |conn| Box::pin(async move { Ok(store::upload::remove(conn, id, person).await?) }))
            .await;
        if removed? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Forgets lists that nobody applied in time. A job calls it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget_lists(&self) -> Result<u64> {
        let now = self.now();
        self.store
            .write_statement(move |conn| Box::pin(async move { Ok(store::upload::forget_expired(conn, now).await?) }))
            .await
    }

    async fn waiting_list(&self, actor: &Actor, id: RecordId) -> Result<Upload> {
        self.allow(actor, Action::ManagePeople)?;
        let mut conn = self.store.reader().await?;
        store::upload::find(&mut conn, id, actor.person, self.now()).await?.ok_or(Error::NotFound)
    }
}

/// Why a list is refused whose name says something else than its content. What cannot be read at all says so in its own words.
fn misnamed(source: &Source) -> Broken {
    match source.open().err() {
        Some(broken @ (Broken::Empty | Broken::Unknown | Broken::OldExcel)) => broken,
        _ => Broken::OtherEnding,
    }
}

/// Does work with a list on a thread of its own: reading one takes seconds, in which its thread would answer nobody.
async fn aside<T: Send + 'static>(work: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    let (runtime, origin) = (tokio::runtime::Handle::current(), origin::current());
    tokio::task::spawn_blocking(move || runtime.block_on(origin::from(origin, work)))
        .await
        .map_err(|error| Error::System(error.to_string()))?
}

/// The headings of a list that can be read to its end.
fn readable(source: &Source) -> Result<Vec<String>, Broken> {
    let sheet = source.open()?;
    let mut rows = 0;
    for row in sheet.rows {
        row?;
        rows += 1;
    }
    if rows == 0 { Err(Broken::Empty) } else { Ok(sheet.headings) }
}

fn day(upload: &Upload) -> Result<Date> {
    dates::parse(&upload.effective_on).ok_or(Error::NotFound)
}

/// The list as it is to be taken, and its headings.
fn job(upload: Upload, effective: Date) -> Result<(Job, Vec<String>)> {
    let fields: Vec<String> = serde_json::from_str(&upload.columns).unwrap_or_default();
    let source = Source::Bytes(upload.content.into());
    let headings = source.open()?.headings;
    let mapping = Mapping::from_fields(&fields);
    Ok((Job { source, mapping, effective: Timestamp::start_of(effective), whole: upload.whole }, headings))
}

/// The columns with what is in them.
fn samples(job: &Job, headings: &[String]) -> Result<Vec<ColumnChoice>> {
    let mut columns: Vec<_> = headings
        .iter()
        .enumerate()
        .map(|(place, heading)| ColumnChoice {
            heading: heading.clone(),
            samples: Vec::new(),
            chosen: job.mapping.0.get(place).copied().flatten(),
        })
        .collect();
    for record in job.source.open()?.rows.take(200) {
        let record = record?;
        for (column, cell) in columns.iter_mut().zip(record.cells) {
            if !cell.is_empty() && column.samples.len() < SAMPLES {
                column.samples.push(masked(&cell));
            }
        }
    }
    Ok(columns)
}

/// A value as a page may show it: a number of a person is masked.
fn masked(cell: &str) -> String {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    if digits >= 12 && !cell.contains(char::is_alphabetic) {
        return domain::number::mask(cell);
    }
    let mut shown: String = cell.chars().take(40).collect();
    if shown.len() < cell.len() {
        shown.push('…');
    }
    shown
}

/// The name of a file without its folder.
fn shown_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(120).collect()
}

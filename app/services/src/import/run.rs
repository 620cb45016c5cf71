//! A whole list: first its units, then its people, a few hundred at a time. A dry run does the same and writes nothing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::id::{AssignmentId, PersonId, PositionId, RecordId, UnitId};
use domain::time::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::Conn;
use store::audit::Event;
use store::upload::Run;
use uuid::Uuid;

use super::column::{Column, Mapping};
use super::groups::{Beside, gather, key};
use super::heads::Heads;
use super::line::{Parsed, PersonLine, parse};
use super::person::{self, Changes, Context, Existing};
use super::report::{Entry, Reason, Report, What};
use super::sheet::{Broken, Sheet, Source};
use super::units::{self, UnitLines, UnitPlan};
use crate::{Error, Result, Services};

/// People compared and written at a time.
const CHUNK: usize = 500;
/// Assignments looked at in one go for those that a whole list does not name.
const PAGE: u32 = 2000;
/// How often a list is gone through to find second heads.
const MOST_ROUNDS: usize = 10;

/// How a list is to be taken.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The day from which it holds; today without one.
    pub effective: Option<Date>,
    /// Everybody who holds a position is in it: what it does not name ends.
    pub whole: bool,
    /// What columns are taken for, by heading; it goes before what is remembered.
    pub columns: Vec<(String, String)>,
    pub dry_run: bool,
    /// Rows that cannot be read do not keep the others out. In a whole list they do all the same.
    pub skip_rejected: bool,
}

/// What became of a list.
#[derive(Clone, Debug)]
pub struct Imported {
    pub report: Report,
    /// Nothing was written in a dry run, and where rows were rejected that are not to be skipped.
    pub applied: bool,
}

/// A list with everything that decides what it does.
#[derive(Clone)]
pub(crate) struct Job {
    pub source: Source,
    pub mapping: Mapping,
    pub effective: Timestamp,
    pub whole: bool,
}

/// Who is in the list already.
#[derive(Default)]
struct Seen {
    keys: HashSet<u64>,
    people: HashSet<PersonId>,
}

impl Services {
    /// Imports a list for the command line. All of it is written or nothing.
    ///
    /// # Errors
    /// [`Error::List`] for a file that cannot be read, [`Error::Columns`] for one whose columns say too little.
    pub async fn import_people(&self, source: Source, file_name: &str, options: &ImportOptions) -> Result<Imported> {
        let headings = open(&source).await?.headings;
        let mut remembered = self.remembered_columns().await?;
        for (heading, field) in &options.columns {
            remembered.insert(super::column::normal(heading), field.clone());
        }
        let mapping = Mapping::guess(&headings, &remembered);
        if let Some(problem) = mapping.problems().first() {
            return Err(Error::Columns(*problem));
        }
        let effective = options.effective.unwrap_or_else(|| self.now().jakarta().date());
        let job = Job { source, mapping, effective: Timestamp::start_of(effective), whole: options.whole };
        if options.dry_run {
            let mut conn = self.store.reader().await?;
            return Ok(Imported { report: self.compare(&mut conn, &job, false).await?, applied: false });
        }
        let columns = job.mapping.remembered(&headings);
        let (services, file_name, skips) = (self.clone(), file_name.to_owned(), options.skip_rejected);
        let done = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let report = services.apply(conn, &job, &file_name, None).await?;
                    if report.rejected > 0 && !skips {
                        return Err(Error::Rejected(Box::new(report)));
                    }
                    store::upload::remember_columns(conn, &columns).await?;
                    Ok::<_, Error>(report)
                })
            })
            .await;
        match done {
            Ok(report) => Ok(Imported { report, applied: true }),
            // What was written is undone.
            Err(Error::Rejected(report)) => Ok(Imported { report: *report, applied: false }),
            Err(other) => Err(other),
        }
    }

    pub(crate) async fn remembered_columns(&self) -> Result<BTreeMap<String, String>> {
        let mut conn = self.store.reader().await?;
        Ok(store::upload::columns(&mut conn).await?.into_iter().collect())
    }

    /// Writes a list and who did it. A list that changes nothing leaves no trace. In a whole list a rejected row would end the post of
    /// whom it is about, as if it were not there: it is refused, and what was written is undone with the transaction.
    pub(crate) async fn apply(
        &self,
        conn: &mut Conn,
        job: &Job,
        file_name: &str,
        actor: Option<PersonId>,
    ) -> Result<Report> {
        conn.expect_many(true).await?;
        let report = self.compare(conn, job, true).await;
        conn.expect_many(false).await?;
        let report = report?;
        if job.whole && report.rejected > 0 {
            return Err(Error::Rejected(Box::new(report)));
        }
        if report.changes_nothing() {
            return Ok(report);
        }
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let run = Run {
            id: self.new_id::<RecordId>()?,
            at: self.now(),
            actor_id: actor.map(|actor| actor.0),
            file_name: file_name.chars().take(200).collect(),
            added: count(report.added),
            changed: count(report.changed),
            ended: count(report.ended),
            unchanged: count(report.unchanged),
            rejected: count(report.rejected),
        };
        let detail = json!({
            "import": run.id.to_string(), "added": run.added, "changed": run.changed, "ended": run.ended,
            "rejected": run.rejected, "whole": job.whole, "from": job.effective.jakarta().date().to_string(),
        });
        let event: Event = self.event(actor, None, "people-imported", detail)?;
        store::upload::insert_run(conn, &run).await?;
        store::audit::append(conn, event).await?;
        Ok(report)
    }

    /// Compares a list with what is on record, and writes what differs if it is told to. Whether a row makes a second head is
    /// known only at the end of the list, when everybody has moved: such rows are found first, and then left out. Leaving one out
    /// can make another one second, since somebody stays where they were.
    pub(crate) async fn compare(&self, conn: &mut Conn, job: &Job, write: bool) -> Result<Report> {
        let mut refused = BTreeMap::new();
        for _ in 0..MOST_ROUNDS {
            if job.mapping.place(Column::Head).is_none() {
                break;
            }
            let (report, second) = self.go_through(conn, job, false, &refused).await?;
            if second.is_empty() && !write {
                return Ok(report);
            }
            if second.is_empty() {
                break;
            }
            refused.extend(second);
        }
        Ok(self.go_through(conn, job, write, &refused).await?.0)
    }

    /// Goes through a list once, without the rows that are refused already. Tells also which rows make a second head.
    async fn go_through(
        &self,
        conn: &mut Conn,
        job: &Job,
        write: bool,
        refused: &BTreeMap<u64, Reason>,
    ) -> Result<(Report, BTreeMap<u64, Reason>)> {
        let snapshot = self.library.current()?;
        let units = self.units(conn, job, write).await?;
        let context = Context {
            effective: job.effective,
            whole: job.whole,
            has_to: job.mapping.place(Column::To).is_some(),
            has_head: job.mapping.place(Column::Head).is_some(),
            units: &units,
            snapshot: &snapshot,
        };
        let heads = Heads::load(conn).await?;
        let mut list = List {
            services: self,
            context,
            write,
            refused,
            seen: Seen::default(),
            report: Report::default(),
            heads,
            left: Vec::new(),
        };
        let Sheet { headings, rows } = open(&job.source).await?;
        let width = headings.len();
        if job.source.is_small() {
            let mut people = Vec::new();
            for record in rows {
                let record = record.map_err(Error::List)?;
                people.extend(list.read(record.line, parse(&record, &job.mapping, width)));
            }
            let mut groups = gather(people.into_iter()).into_iter();
            loop {
                let chunk: Vec<_> = groups.by_ref().take(CHUNK).collect();
                if chunk.is_empty() {
                    break;
                }
                list.chunk(conn, chunk).await?;
            }
        } else {
            let (mut beside, mut chunk) = (Beside::new(), Vec::new());
            for record in rows {
                let record = record.map_err(Error::List)?;
                let person = list.read(record.line, parse(&record, &job.mapping, width));
                chunk.extend(person.and_then(|person| beside.push(person)));
                if chunk.len() == CHUNK {
                    list.chunk(conn, std::mem::take(&mut chunk)).await?;
                }
            }
            chunk.extend(beside.finish());
            list.chunk(conn, chunk).await?;
        }
        if job.whole {
            list.end_missing(conn).await?;
        }
        if write {
            // Who leaves is signed out everywhere: what they may still see is found out anew, if they come again.
            store::session::revoke_without_post(conn, &list.left, self.now()).await?;
        }
        let second = list.heads.second();
        Ok((list.report, second))
    }

    /// The first reading of a list: for its units.
    async fn units(&self, conn: &mut Conn, job: &Job, write: bool) -> Result<UnitPlan> {
        let mut lines = UnitLines::default();
        if job.mapping.place(Column::UnitName).is_some() {
            let Sheet { headings, rows } = open(&job.source).await?;
            for record in rows {
                let record = record.map_err(Error::List)?;
                if let Ok(parsed) = parse(&record, &job.mapping, headings.len()) {
                    lines.note(record.line, &parsed);
                }
            }
        }
        let all = store::unit::all(conn).await?;
        let mut plan = units::plan(lines, &all, job.effective, || self.new_id::<UnitId>())?;
        let (added, changed) = (std::mem::take(&mut plan.added), std::mem::take(&mut plan.changed));
        if write {
            for (from, units) in added {
                store::unit::insert(conn, units, from).await?;
            }
            store::unit::change(conn, &changed, job.effective).await?;
        }
        Ok(plan)
    }
}

/// Opens a list on a thread of its own: a spreadsheet is unpacked as a whole, and the writer's thread has others to answer.
async fn open(source: &Source) -> Result<Sheet> {
    let source = source.clone();
    let opened = tokio::task::spawn_blocking(move || source.open()).await;
    opened.map_err(|error| Error::System(error.to_string()))?.map_err(Error::List)
}

/// A list that is being gone through.
struct List<'l> {
    services: &'l Services,
    context: Context<'l>,
    write: bool,
    /// Rows that are left out, by their line.
    refused: &'l BTreeMap<u64, Reason>,
    seen: Seen,
    report: Report,
    heads: Heads,
    left: Vec<PersonId>,
}

impl List<'_> {
    /// Counts a row, and gives what it says about a person.
    fn read(&mut self, line: u64, parsed: Result<Parsed, Reason>) -> Option<PersonLine> {
        self.report.rows += 1;
        let parsed = self.refused.get(&line).map_or(parsed, |reason| Err(reason.clone()));
        let outcome = parsed.and_then(|Parsed { unit, person }| {
            let what = match &unit {
                Some(unit) => self.context.units.outcome(line, unit)?,
                None => None,
            };
            Ok((what.map(|what| (what, unit.map(|unit| unit.name).unwrap_or_default())), person))
        });
        match outcome {
            Err(reason) => {
                self.report.reject(line, reason);
                None
            }
            Ok((what, person)) => {
                match what {
                    // The row of a person that describes a known unit is no row of that unit.
                    Some((what, who)) if person.is_none() || !what.is_empty() => {
                        self.report.add(Entry { line: Some(line), who, what });
                    }
                    None if person.is_none() => self.report.unchanged += 1,
                    _ => {}
                }
                person
            }
        }
    }

    /// Compares some people, and writes what differs.
    async fn chunk(&mut self, conn: &mut Conn, groups: Vec<Vec<PersonLine>>) -> Result<()> {
        let known = Records::load(conn, &groups, self.context.effective).await?;
        let mut changes = Changes::default();
        for lines in &groups {
            match known.of(lines) {
                Err(reason) => self.reject(lines, &reason),
                Ok(existing) if !self.seen.is_new(lines, existing) => self.reject(lines, &Reason::Apart),
                Ok(existing) => {
                    let new_id = || self.services.new_id::<Uuid>();
                    let person = person::plan(&self.context, existing, lines, &mut changes, &mut self.report, new_id)?;
                    self.seen.people.extend(person);
                }
            }
        }
        self.heads.note(&changes);
        self.left.append(&mut changes.left);
        if self.write { write(conn, changes).await } else { Ok(()) }
    }

    fn reject(&mut self, lines: &[PersonLine], reason: &Reason) {
        lines.iter().for_each(|line| self.report.reject(line.line, reason.clone()));
    }

    /// Ends the positions of everybody who is not in the list.
    async fn end_missing(&mut self, conn: &mut Conn) -> Result<()> {
        let effective = self.context.effective;
        let mut after = AssignmentId(Uuid::nil());
        loop {
            let running = store::import::running(conn, effective, after, PAGE).await?;
            let Some(last) = running.last().map(|running| running.id) else { return Ok(()) };
            after = last;
            let mut ended = Vec::new();
            for missing in running.iter().filter(|running| !self.seen.people.contains(&running.person_id)) {
                let position = self.context.snapshot.position_title(&PositionId::new(missing.position_id.as_str()));
                let unit = self.context.units.name(missing.unit_id).to_owned();
                self.report.end(None, &missing.name, What::PostEnded { position, unit });
                ended.push(missing.id);
                self.left.push(missing.person_id);
            }
            self.heads.end(&ended, effective);
            if self.write {
                store::import::end_assignments(conn, &ended, effective).await?;
            }
        }
    }
}

impl Seen {
    /// Whether these are the first rows of their person.
    fn is_new(&mut self, lines: &[PersonLine], existing: Option<&Existing>) -> bool {
        if existing.is_some_and(|existing| self.people.contains(&existing.known.id)) {
            return false;
        }
        let Some(first) = lines.first() else { return true };
        let digits = first.number.as_ref().map(|number| hash(number.digits()));
        let mut keys: Vec<_> = [Some(hash(key(first))), digits].into_iter().flatten().collect();
        keys.dedup();
        keys.into_iter().all(|key| self.keys.insert(key))
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What is on record about the people of a chunk.
struct Records {
    by_number: HashMap<String, PersonId>,
    by_code: HashMap<String, PersonId>,
    existing: HashMap<PersonId, Existing>,
}

impl Records {
    async fn load(conn: &mut Conn, groups: &[Vec<PersonLine>], at: Timestamp) -> Result<Self> {
        let lines = || groups.iter().filter_map(|lines| lines.first());
        let numbers: Vec<_> = lines().filter_map(|line| Some(line.number.as_ref()?.digits().to_owned())).collect();
        let codes: Vec<_> = lines().filter_map(|line| line.code.clone()).collect();
        let holders = store::import::holders(conn, &numbers).await?;
        let coded = store::import::coded(conn, &codes).await?;
        let by_number: HashMap<_, _> = holders.into_iter().map(|(number, id)| (number, PersonId(id))).collect();
        let mut by_code: HashMap<_, _> = coded.into_iter().map(|(code, id)| (code, PersonId(id))).collect();
        // An id of our own in the place of a code.
        let own = codes.iter().filter_map(|code| code.parse::<PersonId>().ok());
        let mut ids: Vec<_> = by_number.values().chain(by_code.values()).copied().chain(own).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut existing = HashMap::new();
        for known in store::import::people(conn, &ids).await? {
            by_code.entry(known.id.to_string()).or_insert(known.id);
            let (numbers, statuses, held) = (Vec::new(), Vec::new(), Vec::new());
            existing.insert(known.id, Existing { known, numbers, statuses, held });
        }
        for row in store::people::numbers(conn, &ids).await? {
            if let Some(person) = existing.get_mut(&row.person_id) {
                person.numbers.push(row);
            }
        }
        for row in store::people::statuses(conn, &ids).await? {
            if let Some(person) = existing.get_mut(&row.person_id) {
                person.statuses.push(row.period()?);
            }
        }
        for row in store::people::assignments(conn, &ids, at).await? {
            if let Some(person) = existing.get_mut(&row.person_id) {
                person.held.push(row);
            }
        }
        Ok(Self { by_number, by_code, existing })
    }

    /// The person of some rows.
    fn of(&self, lines: &[PersonLine]) -> Result<Option<&Existing>, Reason> {
        let Some(first) = lines.first() else { return Ok(None) };
        let by_code = first.code.as_ref().and_then(|code| self.by_code.get(code));
        let by_number = first.number.as_ref().and_then(|number| self.by_number.get(number.digits()));
        match (by_code, by_number) {
            (Some(one), Some(other)) if one != other => Err(Reason::TwoPeople),
            (one, other) => Ok(one.or(other).and_then(|id| self.existing.get(id))),
        }
    }
}

async fn write(conn: &mut Conn, changes: Changes) -> Result<()> {
    store::import::insert_people(conn, &changes.new_people).await?;
    store::import::update_people(conn, &changes.changed_people).await?;
    store::import::set_numbers(conn, &changes.numbers).await?;
    store::import::set_statuses(conn, &changes.statuses).await?;
    store::import::insert_assignments(conn, &changes.inserted).await?;
    store::import::update_assignments(conn, &changes.updated).await?;
    for (at, ids) in changes.ended {
        store::import::end_assignments(conn, &ids, at).await?;
    }
    Ok(())
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        Self::List(broken)
    }
}

//! People as the agency keeps them: numbers, positions and status over time.

use domain::assignment::{Basis, Span};
use domain::id::{AssignmentId, PersonId, PositionId};
use domain::number::{Number, NumberKind, mask};
use domain::policy::Action;
use domain::status::{Status, StatusChange, StatusPeriod, change, status_at};
use domain::time::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::Conn;
use store::organisation::{Assignment, Person};
use store::people::{Found, Held, Wanted};

use crate::dates::{end_of, optional, required};
use crate::units::{short_text, some_unit};
use crate::{Actor, Error, PostView, Problem, Result, Services, Text, UnitOption};

/// People on one page.
const PAGE: u32 = 50;
const LONGEST_NAME: usize = 200;
/// Digits of a number's end that can be searched for: a whole number has no place in an address.
const MOST_DIGITS: usize = 6;

/// What is searched for, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    pub name: String,
    pub digits: String,
    pub unit: String,
    pub status: String,
}

/// What `/admin/orang` shows.
#[derive(Clone, Debug)]
pub struct PeopleView {
    pub query: PeopleQuery,
    pub units: Vec<UnitOption>,
    pub rows: Vec<PeopleRow>,
    pub people: usize,
    /// From 1.
    pub page: u32,
    pub pages: u32,
}

/// Somebody in the list.
#[derive(Clone, Debug)]
pub struct PeopleRow {
    pub id: PersonId,
    pub name: String,
    pub kind: String,
    /// Masked.
    pub number: Option<String>,
    pub status: Status,
    pub posts: Vec<PostView>,
}

/// What `/admin/orang/{person}` shows.
#[derive(Clone, Debug)]
pub struct PersonAdminView {
    pub id: PersonId,
    pub name: String,
    pub kind: String,
    pub status: Status,
    pub numbers: Vec<NumberView>,
    pub statuses: Vec<StatusView>,
    pub assignments: Vec<AssignmentView>,
    pub now: Timestamp,
    pub units: Vec<UnitOption>,
    pub positions: Vec<(String, Text)>,
}

#[derive(Clone, Debug)]
pub struct NumberView {
    /// `nip` or `ni-pppk`.
    pub kind: String,
    /// Masked.
    pub number: String,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct StatusView {
    pub status: Status,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct AssignmentView {
    pub id: AssignmentId,
    pub unit: String,
    pub position: Text,
    pub basis: String,
    pub head: bool,
    pub span: Span,
}

/// What was typed about a new assignment.
#[derive(Clone, Debug, Default)]
pub struct AssignmentForm {
    pub unit: String,
    pub position: String,
    pub basis: String,
    pub head: bool,
    pub from: String,
    /// The last day; empty where it is open.
    pub to: String,
}

/// What was typed about a status.
#[derive(Clone, Debug, Default)]
pub struct StatusForm {
    pub status: String,
    pub from: String,
}

/// What was typed about a person, or about the new number of one.
#[derive(Clone, Debug, Default)]
pub struct PersonForm {
    pub name: String,
    pub kind: String,
    pub number: String,
    pub from: String,
}

impl Services {
    /// People by name, with what is searched for.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn people(&self, actor: &Actor, query: &PeopleQuery, page: u32) -> Result<PeopleView> {
        self.allow(actor, Action::ManagePeople)?;
        let now = self.now();
        let digits: String = query.digits.chars().filter(char::is_ascii_digit).collect();
        let units = self.unit_options().await?;
        let mut conn = self.store.reader().await?;
        let unit = match some_unit("unit", &query.unit) {
            Ok(Some(unit)) => store::unit::tree_at(&mut conn, now).await?.into_iter().find(|u| u.unit_id == unit),
            _ => None,
        };
        let wanted = Wanted {
            name: query.name.trim().to_lowercase().chars().take(LONGEST_NAME).collect(),
            digits: digits.chars().rev().take(MOST_DIGITS).collect::<Vec<_>>().into_iter().rev().collect(),
            path: unit.map(|unit| unit.path).unwrap_or_default(),
            status: Status::from_code(&query.status).map(|status| status.code().to_owned()).unwrap_or_default(),
        };
        let people = u32::try_from(store::people::count(&mut conn, &wanted, now).await?).unwrap_or(u32::MAX);
        let pages = people.div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        let found = store::people::search(&mut conn, &wanted, now, PAGE, (page - 1) * PAGE).await?;
        let ids: Vec<_> = found.iter().map(|person| person.id).collect();
        let held = store::people::assignments(&mut conn, &ids, now).await?;
        drop(conn);
        let rows = found.into_iter().map(|person| self.people_row(person, &held, now)).collect::<Result<_>>()?;
        let query = PeopleQuery { digits: wanted.digits, ..query.clone() };
        Ok(PeopleView { query, units, rows, people: people as usize, page, pages })
    }

    fn people_row(&self, person: Found, held: &[Held], now: Timestamp) -> Result<PeopleRow> {
        let snapshot = self.library.current()?;
        let mut held: Vec<_> =
            held.iter().filter(|held| held.person_id == person.id && held.span().covers(now)).collect();
        held.sort_by_key(|held| (held.basis != Basis::Definitive.code(), held.valid_from, held.id));
        let post = |held: &Held| PostView {
            unit: held.unit_name.clone(),
            position: snapshot.position_title(&PositionId::new(held.position_id.as_str())),
            basis: held.basis.clone(),
            until: held.valid_to.map(Timestamp),
        };
        Ok(PeopleRow {
            id: person.id,
            name: person.name,
            kind: person.kind,
            number: person.number.map(|number| mask(&number)),
            status: person.status.and_then(|status| Status::from_code(&status)).unwrap_or_default(),
            posts: held.into_iter().map(post).collect(),
        })
    }

    /// A person with everything that is dated.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, and for everybody but administrators.
    pub async fn person_admin(&self, actor: &Actor, id: PersonId) -> Result<PersonAdminView> {
        self.allow(actor, Action::ManagePeople)?;
        let now = self.now();
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let numbers = store::people::numbers(&mut conn, &[id]).await?;
        let statuses = status_periods(&mut conn, id).await?;
        let held = store::people::assignments(&mut conn, &[id], now).await?;
        drop(conn);
        let number = |row: store::people::NumberRow| NumberView {
            kind: row.kind,
            number: mask(&row.number),
            span: Span { from: row.valid_from, to: row.valid_to.map(Timestamp) },
        };
        let assignment = |held: Held| AssignmentView {
            id: held.id,
            span: held.span(),
            position: snapshot.position_title(&PositionId::new(held.position_id.as_str())),
            unit: held.unit_name,
            basis: held.basis,
            head: held.head,
        };
        let positions = snapshot.competencies.standards.positions.iter();
        let positions = positions.map(|position| (position.id.to_string(), snapshot.position_title(&position.id)));
        Ok(PersonAdminView {
            id,
            name: person.name,
            kind: person.kind,
            status: status_at(&statuses, now),
            numbers: numbers.into_iter().map(number).collect(),
            statuses: statuses.iter().map(|period| StatusView { status: period.status, span: period.span }).collect(),
            assignments: held.into_iter().map(assignment).collect(),
            now,
            units: self.unit_options().await?,
            positions: positions.collect(),
        })
    }

    /// Today, for the form of a new person.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub fn new_person_day(&self, actor: &Actor) -> Result<Date> {
        self.allow(actor, Action::ManagePeople)?;
        Ok(self.now().jakarta().date())
    }

    /// Adds a person.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn add_person(&self, actor: &Actor, form: &PersonForm) -> Result<PersonId> {
        self.allow(actor, Action::ManagePeople)?;
        let name = short_text("name", &form.name, LONGEST_NAME)?;
        let kind = Some(form.kind.as_str()).filter(|kind| matches!(*kind, "pns" | "pppk"));
        let kind = kind.ok_or_else(|| Error::field("kind", Problem::NotAChoice))?.to_owned();
        let number = number(&kind, &form.number)?;
        let from = optional("from", &form.from)?.unwrap_or_else(|| self.now());
        let person = Person { id: self.new_id()?, name, kind };
        let id = person.id;
        let event = self.event(Some(actor.person), Some(id), "person-added", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    not_taken(conn, &number, id).await?;
                    store::organisation::insert_person(conn, &person).await?;
                    store::organisation::insert_number(conn, id, number.kind().code(), number.digits(), from).await?;
                    store::audit::append(conn, event).await?;
                    Ok(id)
                })
            })
            .await
    }

    /// Gives a person another number from a day on: a PPPK with a new contract.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn set_number(&self, actor: &Actor, id: PersonId, form: &PersonForm) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let number = number(&person.kind, &form.number)?;
        let from = required("from", &form.from)?;
        let event = self.event(Some(actor.person), Some(id), "number-changed", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    not_taken(conn, &number, id).await?;
                    let last = store::people::numbers(conn, &[id]).await?.into_iter().map(|row| row.valid_from).max();
                    if let Some(since) = last.filter(|last| *last >= from) {
                        return Err(Error::field("from", Problem::BeforeNewest { since }));
                    }
                    store::people::set_number(conn, id, number.kind().code(), number.digits(), from).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Gives a person a position from a day on. A definitive one takes the place of the one before.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn add_assignment(&self, actor: &Actor, person: PersonId, form: &AssignmentForm) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let unit = some_unit("unit", &form.unit)?.ok_or_else(|| Error::field("unit", Problem::Missing))?;
        let position = short_text("position", &form.position, 80)?;
        let basis = Basis::from_code(&form.basis).ok_or_else(|| Error::field("basis", Problem::NotAChoice))?;
        let from = required("from", &form.from)?;
        let to = optional("to", &form.to)?.map(end_of);
        if to.is_some_and(|to| to <= from) {
            return Err(Error::field("to", Problem::EndsBeforeStart));
        }
        let assignment = Assignment {
            id: self.new_id()?,
            person_id: person,
            unit_id: unit,
            position_id: PositionId::new(position),
            basis: basis.code().to_owned(),
            head: form.head,
            valid_from: from,
            valid_to: to,
        };
        let detail =
            json!({ "assignment": assignment.id.to_string(), "unit": unit.to_string(), "basis": basis.code() });
        let event = self.event(Some(actor.person), Some(person), "assignment-added", detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::organisation::person(conn, person).await?.ok_or(Error::NotFound)?;
                    let units = store::unit::tree_at(conn, from).await?;
                    if !units.iter().any(|found| found.unit_id == unit) {
                        return Err(Error::field("unit", Problem::NoSuchUnit));
                    }
                    if status_at(&status_periods(conn, person).await?, from) == Status::Retired {
                        return Err(Error::field("from", Problem::Retired));
                    }
                    if basis == Basis::Definitive && assignment.head {
                        let other = store::people::other_head(conn, unit, person, Span { from, to }).await?;
                        if other.is_some() {
                            return Err(Error::field("basis", Problem::HasHead));
                        }
                    }
                    if basis == Basis::Definitive {
                        make_room(conn, person, Span { from, to }).await?;
                    }
                    store::organisation::insert_assignment(conn, &assignment).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Ends an assignment; the day is its last.
    ///
    /// # Errors
    /// [`Error::Invalid`] where it begins later, [`Error::NotFound`] where there is none that goes on until then.
    pub async fn end_assignment(&self, actor: &Actor, person: PersonId, id: AssignmentId, last: &str) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let at = end_of(required("last", last)?);
        let detail = json!({ "assignment": id.to_string(), "at": at.jakarta().date().to_string() });
        let event = self.event(Some(actor.person), Some(person), "assignment-ended", detail)?;
        let now = self.now();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let held = store::people::assignments(conn, &[person], now).await?;
                    let held = held.into_iter().find(|held| held.id == id).ok_or(Error::NotFound)?;
                    if held.valid_from >= at {
                        return Err(Error::field("last", Problem::EndsBeforeStart));
                    }
                    if !store::people::end_assignment(conn, person, id, at).await? {
                        return Err(Error::NotFound);
                    }
                    store::session::revoke_without_post(conn, &[person], now).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Gives a person a status from a day on. Retiring ends every position.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn set_status(&self, actor: &Actor, person: PersonId, form: &StatusForm) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let status = Status::from_code(&form.status).ok_or_else(|| Error::field("status", Problem::NotAChoice))?;
        let from = required("from", &form.from)?;
        let detail = json!({ "status": status.code(), "from": from.jakarta().date().to_string() });
        let event = self.event(Some(actor.person), Some(person), "status-changed", detail)?;
        let now = self.now();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::organisation::person(conn, person).await?.ok_or(Error::NotFound)?;
                    let periods = status_periods(conn, person).await?;
                    match change(&periods, status, from) {
                        Ok(StatusChange::None) => return Ok(()),
                        Ok(_) => store::people::set_status(conn, person, status, from).await?,
                        Err(since) => {
                            return Err(Error::field("from", Problem::BeforeNewest { since }));
                        }
                    }
                    if status == Status::Retired {
                        store::people::end_all(conn, person, None, from).await?;
                        store::session::revoke_without_post(conn, &[person], now).await?;
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}

pub(crate) async fn status_periods(conn: &mut Conn, person: PersonId) -> Result<Vec<StatusPeriod>> {
    let rows = store::people::statuses(conn, &[person]).await?;
    Ok(rows.iter().map(store::people::StatusRow::period).collect::<store::Result<_>>()?)
}

fn number(kind: &str, text: &str) -> Result<Number> {
    if text.trim().is_empty() {
        return Err(Error::field("number", Problem::Missing));
    }
    Number::parse(NumberKind::of_person(kind), text)
        .map_err(|problem| Error::field("number", Problem::BadNumber(problem)))
}

async fn not_taken(conn: &mut Conn, number: &Number, person: PersonId) -> Result<()> {
    match store::people::holder(conn, number.digits()).await? {
        Some(holder) if holder != person => Err(Error::field("number", Problem::Taken)),
        _ => Ok(()),
    }
}

/// One holds one definitive position at a time: the one that runs ends where the new one begins.
async fn make_room(conn: &mut Conn, person: PersonId, span: Span) -> Result<()> {
    let held = store::people::assignments(conn, &[person], span.from).await?;
    let definitive = held.iter().filter(|held| held.basis == Basis::Definitive.code());
    if definitive.clone().any(|held| held.valid_from >= span.from && held.span().overlaps(span)) {
        return Err(Error::field("from", Problem::Overlaps));
    }
    store::people::end_all(conn, person, Some(Basis::Definitive.code()), span.from).await?;
    Ok(())
}

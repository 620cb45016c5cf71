//! What the rows about one person change.

use std::collections::{BTreeMap, HashMap};

use domain::assignment::{Basis, Span};
use domain::id::{AssignmentId, PersonId, PositionId, UnitId};
use domain::status::{Status, StatusChange, StatusPeriod, change};
use domain::time::Timestamp;
use store::import::Known;
use store::organisation::Assignment;
use store::people::{Held, NumberRow};

use super::line::{PersonLine, PostLine};
use super::report::{Entry, Reason, Report, What};
use super::units::UnitPlan;
use crate::{Result, Snapshot};

/// What is on record about a person.
pub(crate) struct Existing {
    pub known: Known,
    pub numbers: Vec<NumberRow>,
    pub statuses: Vec<StatusPeriod>,
    pub held: Vec<Held>,
}

/// What holds for the whole list.
pub(crate) struct Context<'c> {
    pub effective: Timestamp,
    /// What a person of the list holds and the list does not name ends.
    pub whole: bool,
    /// The list has these columns: what is empty there is meant.
    pub has_to: bool,
    pub has_head: bool,
    pub units: &'c UnitPlan,
    pub snapshot: &'c Snapshot,
}

/// What is written for a few hundred people.
#[derive(Default)]
pub(crate) struct Changes {
    pub new_people: Vec<Known>,
    pub changed_people: Vec<Known>,
    pub numbers: Vec<(PersonId, &'static str, String, Timestamp)>,
    pub statuses: Vec<(PersonId, &'static str, Timestamp)>,
    pub inserted: Vec<(Assignment, Option<String>)>,
    pub updated: Vec<(Assignment, Option<String>)>,
    pub ended: BTreeMap<Timestamp, Vec<AssignmentId>>,
    /// Of heads that are new or changed: the row that says so, and the name.
    pub heads: HashMap<AssignmentId, (u64, String)>,
    /// Of whom a position ends, or who retires.
    pub left: Vec<PersonId>,
}

/// A row whose unit is known, with what it does.
struct Row<'l> {
    line: &'l PersonLine,
    post: Option<(&'l PostLine, UnitId)>,
    what: Vec<What>,
}

/// Compares the rows of a person with what is on record. `new_id` is called for a new person and each new position.
/// Tells whose rows they were, unless all are left out.
pub(crate) fn plan(
    context: &Context<'_>,
    existing: Option<&Existing>,
    lines: &[PersonLine],
    changes: &mut Changes,
    report: &mut Report,
    mut new_id: impl FnMut() -> Result<uuid::Uuid>,
) -> Result<Option<PersonId>> {
    let mut rows = rows(context, lines, report);
    let Some(first) = rows.first().map(|row| row.line) else { return Ok(None) };
    let statuses = existing.map(|existing| existing.statuses.as_slice()).unwrap_or_default();
    let status_from = first.status_from.unwrap_or(context.effective);
    let status = rows.iter().find_map(|row| row.line.status);
    let new_status = match status.map(|status| (status, change(statuses, status, status_from))) {
        Some((_, Err(since))) => {
            rows.iter().for_each(|row| report.reject(row.line.line, Reason::StatusNewer { since }));
            return Ok(existing.map(|existing| existing.known.id));
        }
        Some((status, Ok(StatusChange::Begin { .. } | StatusChange::Replace { .. }))) => Some(status),
        Some((_, Ok(StatusChange::None))) | None => None,
    };
    let mut what = Vec::new();
    let person = identity(context, existing, first, changes, &mut what, &mut new_id)?;
    if let Some(status) = new_status {
        what.push(What::Status(status));
        changes.statuses.push((person, status.code(), status_from));
    }
    rows[0].what = what;
    let held = existing.map(|existing| existing.held.as_slice()).unwrap_or_default();
    let before = changes.inserted.len();
    let used = positions(context, person, held, &mut rows, changes, report, &mut new_id)?;
    let definitive =
        |(new, _): &(Assignment, Option<String>)| (new.basis == Basis::Definitive.code()).then_some(new.valid_from);
    let others = Others {
        line: first.line,
        name: &first.name,
        begins: changes.inserted[before..].iter().filter_map(definitive).collect(),
        retired: (status == Some(Status::Retired)).then_some(status_from),
    };
    let ended = others.end(context, held.iter().filter(|held| !used.contains(&held.id)), changes, report);
    if ended || others.retired.is_some() {
        changes.left.push(person);
    }
    for row in rows {
        report.add(Entry { line: Some(row.line.line), who: row.line.name.clone(), what: row.what });
    }
    Ok(Some(person))
}

/// The rows that agree with the first one and name units that are there.
fn rows<'l>(context: &Context<'_>, lines: &'l [PersonLine], report: &mut Report) -> Vec<Row<'l>> {
    let mut rows: Vec<Row<'l>> = Vec::new();
    for line in lines {
        let post = match line.post.as_ref().map(|post| Ok((post, context.units.unit(&post.unit)?))).transpose() {
            Ok(post) => post,
            Err(reason) => {
                report.reject(line.line, reason);
                continue;
            }
        };
        let agrees = |first: &PersonLine| {
            first.name == line.name
                && first.kind == line.kind
                && first.number == line.number
                && first.code == line.code
                && (first.status.is_none() || line.status.is_none() || first.status == line.status)
        };
        match rows.first() {
            Some(first) if !agrees(first.line) => {
                report.reject(line.line, Reason::Contradicts { line: first.line.line });
            }
            _ => rows.push(Row { line, post, what: Vec::new() }),
        }
    }
    rows
}

/// Who it is: name, kind, code and number.
fn identity(
    context: &Context<'_>,
    existing: Option<&Existing>,
    line: &PersonLine,
    changes: &mut Changes,
    what: &mut Vec<What>,
    new_id: &mut impl FnMut() -> Result<uuid::Uuid>,
) -> Result<PersonId> {
    let number = line.number.as_ref().map(|number| (number.kind().code(), number.digits()));
    let Some(Existing { known, numbers, .. }) = existing else {
        let id = PersonId(new_id()?);
        let known = Known { id, name: line.name.clone(), kind: line.kind.to_owned(), code: line.code.clone() };
        changes.new_people.push(known);
        changes.numbers.extend(number.map(|(kind, digits)| (id, kind, digits.to_owned(), context.effective)));
        what.push(What::NewPerson);
        return Ok(id);
    };
    let before = what.len();
    if known.name != line.name {
        what.push(What::Renamed { from: known.name.clone() });
    }
    if known.kind != line.kind {
        what.push(What::KindChanged);
    }
    // An id of our own in the place of a code is how somebody without one is exported.
    let code = line.code.clone().filter(|code| *code != known.id.to_string()).or(known.code.clone());
    if known.code != code {
        what.push(What::CodeSet);
    }
    if what.len() > before {
        let known = Known { id: known.id, name: line.name.clone(), kind: line.kind.to_owned(), code };
        changes.changed_people.push(known);
    }
    if let Some((kind, digits)) = number.filter(|(_, digits)| !numbers.iter().any(|row| row.number == *digits)) {
        // One that is newer than the list is replaced, not preceded.
        let newest = numbers.iter().map(|row| row.valid_from).max().unwrap_or(context.effective);
        changes.numbers.push((known.id, kind, digits.to_owned(), newest.max(context.effective)));
        what.push(What::NewNumber);
    }
    Ok(known.id)
}

/// The positions that the rows name: found, corrected or new. Tells which of `held` they are.
fn positions(
    context: &Context<'_>,
    person: PersonId,
    held: &[Held],
    rows: &mut Vec<Row<'_>>,
    changes: &mut Changes,
    report: &mut Report,
    new_id: &mut impl FnMut() -> Result<uuid::Uuid>,
) -> Result<Vec<AssignmentId>> {
    let mut used: Vec<AssignmentId> = Vec::new();
    let mut named: Vec<(UnitId, &str, Basis, Span, u64)> = Vec::new();
    let mut kept = Vec::new();
    for mut row in std::mem::take(rows) {
        let line = row.line.line;
        let Some((post, unit)) = row.post else {
            kept.push(row);
            continue;
        };
        let found = find(context, held, &used, post, unit);
        let from = match (post.from, found) {
            (Some(from), Some(found)) if same_day(from, found.valid_from) => found.valid_from,
            (Some(from), _) => from,
            (None, Some(found)) => found.valid_from,
            (None, None) => context.effective,
        };
        let stored_end = found.and_then(|found| found.valid_to).map(Timestamp);
        let to = match (post.to, stored_end) {
            (Some(to), Some(stored)) if same_day(to.plus_millis(-1), stored.plus_millis(-1)) => Some(stored),
            (None, stored) if !context.has_to => stored,
            (to, _) => to,
        };
        let span = Span { from, to };
        let reason = if to.is_some_and(|to| to <= from) {
            Some(Reason::EndsBeforeStart)
        } else {
            named.iter().find_map(|(other, position, basis, theirs, line)| {
                let overlaps = theirs.overlaps(span);
                if *other == unit && *position == post.position && *basis == post.basis && overlaps {
                    return Some(Reason::Twice { line: *line });
                }
                let both = *basis == Basis::Definitive && post.basis == Basis::Definitive;
                (both && overlaps).then_some(Reason::TwoDefinitive { line: *line })
            })
        };
        if let Some(reason) = reason {
            report.reject(line, reason);
            continue;
        }
        named.push((unit, &post.position, post.basis, span, line));
        let position_id = PositionId::new(post.position.as_str());
        let position = context.snapshot.position_title(&position_id);
        let names = (position, context.units.name(unit).to_owned());
        let head = if context.has_head { post.head } else { found.map_or(post.head, |found| found.head) };
        let id = match found {
            Some(found) => found.id,
            None => AssignmentId(new_id()?),
        };
        let code = post.code.clone().or_else(|| found.and_then(|found| found.code.clone()));
        let assignment = Assignment {
            id,
            person_id: person,
            unit_id: unit,
            position_id,
            basis: post.basis.code().to_owned(),
            head,
            valid_from: from,
            valid_to: to,
        };
        if head && post.basis == Basis::Definitive {
            changes.heads.insert(id, (line, row.line.name.clone()));
        }
        match found {
            None => {
                row.what.push(What::NewPost { position: names.0, unit: names.1 });
                changes.inserted.push((assignment, code));
            }
            Some(found) => {
                used.push(found.id);
                if differs(found, &assignment, code.as_ref()) {
                    let ends = stored_end.is_none_or(|end| end > context.effective)
                        && to.is_some_and(|to| to <= context.effective);
                    let (position, unit) = names;
                    row.what.push(if ends {
                        changes.left.push(person);
                        What::PostEnded { position, unit }
                    } else {
                        What::PostChanged { position, unit }
                    });
                    changes.updated.push((assignment, code));
                }
            }
        }
        kept.push(row);
    }
    *rows = kept;
    Ok(used)
}

/// The position on record that a row is about: of the same code, of the same begin, or else the one that runs.
fn find<'h>(
    context: &Context<'_>,
    held: &'h [Held],
    used: &[AssignmentId],
    post: &PostLine,
    unit: UnitId,
) -> Option<&'h Held> {
    let free = || held.iter().filter(|held| !used.contains(&held.id));
    if let Some(code) = &post.code
        && let Some(found) = free().find(|held| held.code.as_ref() == Some(code))
    {
        return Some(found);
    }
    let same =
        |held: &&Held| held.unit_id == unit && held.position_id == post.position && held.basis == post.basis.code();
    match post.from {
        Some(from) => {
            let exactly = free().filter(same).find(|held| same_day(held.valid_from, from));
            let span = Span { from, to: post.to };
            exactly.or_else(|| free().filter(same).find(|held| held.span().overlaps(span)))
        }
        None => free().filter(same).find(|held| held.span().covers(context.effective)),
    }
}

fn differs(held: &Held, new: &Assignment, code: Option<&String>) -> bool {
    held.unit_id != new.unit_id
        || held.position_id != new.position_id.as_str()
        || held.basis != new.basis
        || held.head != new.head
        || held.valid_from != new.valid_from
        || held.valid_to != new.valid_to.map(|to| to.0)
        || held.code.as_ref() != code
}

/// What the rows of a person say about positions that they do not name.
struct Others<'l> {
    line: u64,
    name: &'l str,
    /// When new definitive positions begin.
    begins: Vec<Timestamp>,
    retired: Option<Timestamp>,
}

impl Others<'_> {
    /// Ends what a whole list does not name, the definitive position before a new one, and everything of who retires. Tells
    /// whether there was anything.
    fn end<'h>(
        &self,
        context: &Context<'_>,
        others: impl Iterator<Item = &'h Held>,
        changes: &mut Changes,
        report: &mut Report,
    ) -> bool {
        let mut any = false;
        for held in others {
            let covers = |at: &Timestamp| held.span().covers(*at);
            let succeeded = self.begins.iter().copied().find(covers);
            let succeeded = succeeded.filter(|_| held.basis == Basis::Definitive.code());
            let missing = Some(context.effective).filter(|at| context.whole && covers(at));
            let left = self.retired.filter(covers);
            let Some(at) = [succeeded, missing, left].into_iter().flatten().min() else { continue };
            changes.ended.entry(at).or_default().push(held.id);
            let position = context.snapshot.position_title(&PositionId::new(held.position_id.as_str()));
            report.end(Some(self.line), self.name, What::PostEnded { position, unit: held.unit_name.clone() });
            any = true;
        }
        any
    }
}

fn same_day(one: Timestamp, other: Timestamp) -> bool {
    one == other || one.jakarta().date() == other.jakarta().date()
}

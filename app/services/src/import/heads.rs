//! A unit has one definitive head at a time: what a list would make of those on record.

use std::collections::{BTreeMap, HashMap};

use domain::assignment::{Basis, Span};
use domain::id::{AssignmentId, UnitId};
use domain::time::Timestamp;
use store::Conn;
use store::organisation::Assignment;

use super::person::Changes;
use super::report::Reason;
use crate::Result;

/// The definitive heads of all units, kept up to date while a list is gone through.
#[derive(Default)]
pub(crate) struct Heads(HashMap<AssignmentId, Head>);

struct Head {
    unit: UnitId,
    span: Span,
    name: String,
    /// The row that says so; nothing where it is on record and the list says nothing new.
    line: Option<u64>,
}

impl Heads {
    pub async fn load(conn: &mut Conn) -> Result<Self> {
        let head = |row: store::import::HeadRow| {
            let span = Span { from: row.valid_from, to: row.valid_to.map(Timestamp) };
            (row.id, Head { unit: row.unit_id, span, name: row.name, line: None })
        };
        Ok(Self(store::import::heads(conn).await?.into_iter().map(head).collect()))
    }

    /// Takes over what some people's rows change.
    pub fn note(&mut self, changes: &Changes) {
        for (assignment, _) in changes.inserted.iter().chain(&changes.updated) {
            let said = changes.heads.get(&assignment.id);
            match said.filter(|_| assignment.head && assignment.basis == Basis::Definitive.code()) {
                Some((line, name)) => self.put(assignment, *line, name),
                None => drop(self.0.remove(&assignment.id)),
            }
        }
        for (at, ids) in &changes.ended {
            self.end(ids, *at);
        }
    }

    fn put(&mut self, assignment: &Assignment, line: u64, name: &str) {
        let span = Span { from: assignment.valid_from, to: assignment.valid_to };
        let head = Head { unit: assignment.unit_id, span, name: name.to_owned(), line: Some(line) };
        self.0.insert(assignment.id, head);
    }

    pub fn end(&mut self, ids: &[AssignmentId], at: Timestamp) {
        for id in ids {
            if let Some(head) = self.0.get_mut(id) {
                head.span.to = Some(at);
            }
        }
    }

    /// The rows that would make somebody a second head. Of two rows that contradict each other the first counts; what is on
    /// record twice already is not the list's doing.
    pub fn second(&self) -> BTreeMap<u64, Reason> {
        let mut units: BTreeMap<UnitId, Vec<&Head>> = BTreeMap::new();
        for head in self.0.values().filter(|head| head.span.to.is_none_or(|to| to > head.span.from)) {
            units.entry(head.unit).or_default().push(head);
        }
        let mut second = BTreeMap::new();
        for heads in units.values_mut() {
            heads.sort_by_key(|head| head.line);
            for (place, head) in heads.iter().enumerate() {
                let Some(line) = head.line else { continue };
                if let Some(other) = heads[..place].iter().find(|other| other.span.overlaps(head.span)) {
                    second.insert(line, Reason::SecondHead { name: other.name.clone() });
                }
            }
        }
        second
    }
}

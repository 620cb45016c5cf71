//! Careers: the professionalism index, the talent nine-box, and shortlists. Whatever is shown of a person is derived from what
//! is on record, and what is not known is called so.

mod candidate;
mod criteria;
mod demo;
mod facts;
mod index;
mod person;
mod shortlist;
mod shortlist_view;
mod talent;
mod talent_view;

use std::collections::HashMap;

use content::competencies::PostType;
use domain::cell::Cell;
use domain::competency::CompetencyState;
use domain::id::{CompetencyId, PersonId, PositionId};
use domain::time::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::Conn;
use store::total::Listed;

use crate::audit_chain::hexadecimal;
use crate::{Result, Services, Snapshot, Text, dates};

pub use criteria::{Criterion, Order, Purpose, Reason};
pub use facts::{FactForm, FactKind, FactRow, FactValue};
pub use index::{IndexEvaluation, IndexRow, KnownFact};
pub use person::{CareerView, CompetenceOffer, Counting, OwnBox};
pub use shortlist::{ShortlistForm, Wanted};
pub use shortlist_view::{
    RuleVersion, ShortlistChoices, ShortlistEntry, ShortlistPart, ShortlistRow, ShortlistView, ShortlistsView,
};
pub use talent::{BoxDetail, NotPlaced, TalentForm};
pub use talent_view::{TalentPerson, TalentQuery, TalentRound, TalentView};

/// The longest name of a round or a shortlist, and the longest source of a fact.
const LONGEST_NAME: usize = 100;
pub const LONGEST_SOURCE: usize = 300;
/// People read at a time.
const BATCH: u32 = 500;

/// Somebody whose career is looked at.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub person: PersonId,
    /// `pns` or `pppk`.
    pub kind: String,
    pub position: PositionId,
}

impl From<&Listed> for Subject {
    fn from(listed: &Listed) -> Self {
        Self { person: listed.counted.person, kind: listed.kind.clone(), position: listed.counted.position.clone() }
    }
}

/// The first moment after a day.
fn end_of(day: Date) -> Timestamp {
    dates::end_of(Timestamp::start_of(day))
}

/// What kind of post a position is; `None` where no standard names it.
fn post_type(snapshot: &Snapshot, position: &PositionId) -> Option<PostType> {
    let positions = &snapshot.competencies.standards.positions;
    positions.iter().find(|known| known.id == *position).map(|known| known.kind)
}

/// Rules as they are kept: their text and its digest.
pub(crate) struct KeptRules {
    pub digest: String,
    pub content: String,
}

impl KeptRules {
    fn new(rules: &Value) -> Self {
        let content = rules.to_string();
        Self { digest: hexadecimal(&Sha256::digest(content.as_bytes())), content }
    }
}

/// The title of a predicate, by the matrix of the day that ends its period.
fn predicate_title(snapshot: &Snapshot, id: &str, period_to: Timestamp) -> Text {
    let day = period_to.plus_millis(-1).jakarta().date();
    let matrix = snapshot.rules.predicate_matrix(day).ok();
    let known = matrix.as_ref().and_then(|matrix| matrix.named(id)).map(|predicate| predicate.title.clone());
    known.unwrap_or_else(|| Text { id: id.to_owned(), en: id.to_owned() })
}

impl Services {
    /// The states of the competencies of some people.
    async fn states_of(
        &self,
        conn: &mut Conn,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, HashMap<CompetencyId, CompetencyState>>> {
        let mut states: HashMap<PersonId, HashMap<CompetencyId, CompetencyState>> = HashMap::new();
        for stored in store::competency::of_people(conn, people).await? {
            states.entry(stored.person).or_default().insert(stored.competency, stored.state);
        }
        Ok(states)
    }
}

/// What every position requires on a day.
pub(crate) type Standards = HashMap<PositionId, Vec<(CompetencyId, domain::level::Level)>>;

async fn standards(conn: &mut Conn, at: Timestamp) -> Result<Standards> {
    let mut standards = Standards::new();
    for (position, competency, level) in store::total::required(conn, at).await? {
        standards.entry(position).or_default().push((competency, level));
    }
    Ok(standards)
}

/// Somebody against the standard of a position.
fn cells(
    standards: &Standards,
    position: &PositionId,
    states: Option<&HashMap<CompetencyId, CompetencyState>>,
) -> Vec<Cell> {
    let none = CompetencyState::default();
    let required = standards.get(position).into_iter().flatten();
    let state = |id: &CompetencyId| states.and_then(|states| states.get(id)).unwrap_or(&none);
    required.map(|(competency, level)| Cell::of(competency.clone(), *level, state(competency))).collect()
}

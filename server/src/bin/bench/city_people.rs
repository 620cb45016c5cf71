//! Who looks at a city: the agency, heads of offices and of sections, and people with a history.

use std::sync::Arc;

use anyhow::{Context, Result};
use domain::id::{GrantId, PersonId, UnitId};
use services::{Services, SystemClock, SystemRandom};
use store::organisation::Unit;
use store::role::NewGrant;
use store::{Conn, Sql, Store};
use uuid::Uuid;

use crate::http::Identity;
use crate::learners;

/// Sections and offices that are looked at in turn, spread over the city.
const SPREAD: usize = 64;

pub struct Readers {
    /// Sees the whole city.
    pub agency: Identity,
    /// How many units there are of the kind that `middle` is taken from.
    pub offices: usize,
    pub middle: Vec<Head>,
    pub sections: Vec<Section>,
}

/// Somebody who leads a unit with units below it.
pub struct Head {
    pub unit: UnitId,
    pub who: Identity,
}

/// A unit without units below it, its head, and somebody in it who has a history.
pub struct Section {
    pub unit: UnitId,
    pub head: Identity,
    pub person: PersonId,
    pub who: Identity,
}

/// Finds them, and gives each a session.
pub async fn prepare(address: &str) -> Result<Readers> {
    let store = Store::open(address, 2).await?;
    let services = Services::new(store, Arc::new(SystemClock), Arc::new(SystemRandom));
    let mut conn = services.store().reader().await?;
    let units = store::organisation::units(&mut conn, services.now()).await?;
    let depth = |unit: &Unit| unit.path.matches('/').count();
    let deepest = units.iter().map(depth).max().context("the city has no units")?;
    let at = |level: usize| units.iter().filter(|unit| depth(unit) == level).collect::<Vec<_>>();
    let root = at(1).first().context("the city has no root")?.id;
    let agency = head_of(&mut conn, root).await?.context("nobody leads the city")?;
    let (mut middle, mut sections) = (Vec::new(), Vec::new());
    let offices = at(deepest.saturating_sub(1).max(1));
    for unit in spread(&offices) {
        if let Some(head) = head_of(&mut conn, unit.id).await? {
            middle.push((unit.id, head));
        }
    }
    for unit in spread(&at(deepest)) {
        let people = store::total::people_of(&mut conn, unit.id, services.now(), 100).await?;
        let mut with_history = None;
        for listed in &people {
            if !store::competency::of_person(&mut conn, listed.counted.person).await?.is_empty() {
                with_history = Some(listed.counted.person);
            }
        }
        let head = head_of(&mut conn, unit.id).await?;
        // The last section may be empty; where few have a history, a person without one is looked at.
        let person = with_history.or(people.last().map(|listed| listed.counted.person));
        if let (Some(head), Some(person)) = (head, person.filter(|person| Some(*person) != head)) {
            sections.push((unit.id, head, person));
        }
    }
    drop(conn);
    let offices = offices.len();
    let readers = Readers { offices, ..sign_in(&services, agency, middle, sections).await? };
    services.store().close().await;
    Ok(readers)
}

fn spread<'u>(units: &[&'u Unit]) -> Vec<&'u Unit> {
    let count = units.len().min(SPREAD);
    (0..count).map(|place| units[place * units.len() / count]).collect()
}

async fn head_of(conn: &mut Conn, unit: UnitId) -> Result<Option<PersonId>> {
    const HEAD: Sql = Sql::new("SELECT person_id FROM assignment WHERE unit_id = $1 AND head ORDER BY id LIMIT 1");
    Ok(conn.maybe::<(Uuid,)>(HEAD, store::args![unit]).await?.map(|(id,)| PersonId(id)))
}

async fn sign_in(
    services: &Services,
    agency: PersonId,
    middle: Vec<(UnitId, PersonId)>,
    sections: Vec<(UnitId, PersonId, PersonId)>,
) -> Result<Readers> {
    let now = services.now();
    let mut known = std::collections::HashMap::new();
    let heads =
        middle.iter().map(|(_, head)| *head).chain(sections.iter().flat_map(|(_, head, person)| [*head, *person]));
    let mut sessions = Vec::new();
    for person in heads.chain([agency]) {
        if let std::collections::hash_map::Entry::Vacant(free) = known.entry(person) {
            let (session, identity) = learners::session(person, now)?;
            free.insert(identity);
            sessions.push((person, session));
        }
    }
    learners::insert(services, Vec::new(), sessions).await?;
    let grant = NewGrant {
        id: GrantId(learners::id(now)?),
        person: agency,
        role: "admin".to_owned(),
        course: None,
        from: now.plus_days(-1),
        until: None,
        by: None,
    };
    services.store().write(move |conn| Box::pin(store::role::insert(conn, grant))).await?;
    let who = |person: &PersonId| known.get(person).cloned().context("somebody has no session");
    let middle = middle.iter().map(|(unit, head)| Ok(Head { unit: *unit, who: who(head)? }));
    let section = |(unit, head, person): &(UnitId, PersonId, PersonId)| {
        Ok(Section { unit: *unit, head: who(head)?, person: *person, who: who(person)? })
    };
    Ok(Readers {
        agency: who(&agency)?,
        offices: 0,
        middle: middle.collect::<Result<_>>()?,
        sections: sections.iter().map(section).collect::<Result<_>>()?,
    })
}

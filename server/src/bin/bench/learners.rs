//! New learners with a session each, put into the database directly: signing in is not what is measured or tested.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{AssignmentId, PersonId, PositionId, SessionId, UnitId};
use domain::time::Timestamp;
use services::{Random, Services, SystemRandom};
use sha2::{Digest, Sha256};
use store::account::Account;
use store::organisation::{Assignment, Person};
use store::session::NewSession;
use uuid::{Builder, Uuid};

use crate::http::Identity;

/// Rows of so many people are written in one transaction.
const CHUNK: usize = 500;

/// Adds so many learners to the last unit of the city.
pub async fn add(services: &Services, count: usize) -> Result<Vec<(PersonId, Identity)>> {
    let mut conn = services.store().reader().await?;
    let unit = store::organisation::units(&mut conn, services.now()).await?.last().context("the city has no units")?.id;
    drop(conn);
    let mut learners = Vec::new();
    while learners.len() < count {
        let (mut people, mut sessions) = (Vec::new(), Vec::new());
        for _ in 0..CHUNK.min(count - learners.len()) {
            let person = PersonId(id(services.now())?);
            let (session, identity) = session(person, services.now())?;
            people.push((person, assignment(person, unit, services.now())?));
            sessions.push((person, session));
            learners.push((person, identity));
        }
        insert(services, people, sessions).await?;
    }
    Ok(learners)
}

/// Writes people, and accounts with a session each.
pub async fn insert(
    services: &Services,
    people: Vec<(PersonId, Assignment)>,
    sessions: Vec<(PersonId, NewSession)>,
) -> store::Result<()> {
    services
        .store()
        .write(move |conn| {
            Box::pin(async move {
                for (id, assignment) in people {
                    let person = Person { id, name: "Peserta Ukur".to_owned(), kind: "pns".to_owned() };
                    store::organisation::insert_person(conn, &person).await?;
                    store::organisation::insert_assignment(conn, &assignment).await?;
                }
                for (person_id, session) in sessions {
                    // No password has this hash: nobody signs in.
                    let (username, password_hash) = (person_id.to_string(), "*".to_owned());
                    let account = Account { person_id, username, password_hash };
                    store::account::insert(conn, &account).await?;
                    store::session::insert(conn, session).await?;
                }
                Ok(())
            })
        })
        .await
}

/// A new session, and what its browser sends.
pub fn session(person_id: PersonId, now: Timestamp) -> Result<(NewSession, Identity)> {
    let mut bytes = [0; 32];
    SystemRandom.fill(&mut bytes)?;
    let cookie = URL_SAFE_NO_PAD.encode(bytes);
    let session = NewSession {
        id: SessionId(id(now)?),
        token_hash: Sha256::digest(&cookie).to_vec(),
        person_id,
        device: "bench".to_owned(),
        created_at: now,
        expires_at: now.plus_days(1),
        strong: true,
        at: None,
    };
    Ok((session, identity(cookie)))
}

/// The token of the forms follows from the cookie, as the server makes it.
pub fn identity(cookie: String) -> Identity {
    let secret = Sha256::new().chain_update("csrf").chain_update(&cookie).finalize();
    let csrf = URL_SAFE_NO_PAD.encode([[0; 32], secret.into()].concat());
    Identity { cookie, csrf }
}

fn assignment(person_id: PersonId, unit_id: UnitId, now: Timestamp) -> Result<Assignment> {
    Ok(Assignment {
        id: AssignmentId(id(now)?),
        person_id,
        unit_id,
        position_id: PositionId::new("pengelola-layanan"),
        basis: "definitive".to_owned(),
        head: false,
        valid_from: now.plus_days(-100),
        valid_to: None,
    })
}

pub fn id(now: Timestamp) -> Result<Uuid> {
    let mut bytes = [0; 10];
    SystemRandom.fill(&mut bytes)?;
    Ok(Builder::from_unix_timestamp_millis(u64::try_from(now.0)?, &bytes).into_uuid())
}

//! Who asks: people with a history who read, and new learners who take quizzes.

use anyhow::{Context, Result};
use domain::id::PersonId;
use services::Services;
use uuid::Uuid;

use crate::http::Identity;
use crate::learners;
use crate::measure::MOST_CLIENTS;

/// People with a history.
const READERS: usize = 64;
/// Somebody of the demo city, which no reader belongs to.
const STRANGER: &str = "rina";

/// Everybody who takes part.
pub struct People {
    pub readers: Vec<Identity>,
    pub learners: Vec<Identity>,
    /// Accounts with the password of the demo.
    pub usernames: Vec<String>,
    /// Somebody whom no reader may look at.
    pub stranger: PersonId,
}

/// Gives people of the seeded city a session, and adds so many new learners.
pub async fn prepare(services: &Services, learners: usize) -> Result<People> {
    let mut conn = services.store().reader().await?;
    let seeded = store::evidence::people_after(&mut conn, PersonId(Uuid::nil()), READERS as u32 * 2).await?;
    drop(conn);
    let mut readers = Vec::new();
    for person in seeded {
        let (session, identity) = learners::session(person, services.now())?;
        match learners::insert(services, Vec::new(), vec![(person, session)]).await {
            Ok(()) => readers.push(identity),
            // Demo people have an account already; there are enough others.
            Err(error) if error.is_duplicate() => {}
            Err(error) => return Err(error.into()),
        }
        if readers.len() == READERS {
            break;
        }
    }
    let learners = learners::add(services, learners).await?.into_iter().map(|(_, identity)| identity).collect();
    let mut conn = services.store().reader().await?;
    let stranger = store::account::by_name(&mut conn, STRANGER).await?.context("the demo city is not there")?;
    drop(conn);
    let usernames = with_password(services, MOST_CLIENTS, &stranger.password_hash).await?;
    Ok(People { readers, learners, usernames, stranger: stranger.person_id })
}

/// Adds so many people who can sign in with a password that has this hash. Tells their names.
async fn with_password(services: &Services, count: usize, password_hash: &str) -> Result<Vec<String>> {
    let people = learners::add(services, count).await?;
    let mut names = Vec::new();
    for (person, _) in people {
        let hash = password_hash.to_owned();
        let write = services
            .store()
            .write(move |conn| Box::pin(async move { store::account::set_password(conn, person, &hash).await }));
        write.await?;
        names.push(person.to_string());
    }
    Ok(names)
}

//! Who asks: people with a history who read, and new learners who take quizzes.

use anyhow::Result;
use domain::id::PersonId;
use services::Services;
use uuid::Uuid;

use crate::http::Identity;
use crate::learners;

/// People with a history.
const READERS: usize = 64;

/// Everybody who takes part.
pub struct People {
    pub readers: Vec<Identity>,
    pub learners: Vec<Identity>,
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
    Ok(People { readers, learners })
}

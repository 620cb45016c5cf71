//! Looking at somebody else's profile, evidence or answers is written down, and the person concerned sees it.

use domain::id::PersonId;
use domain::policy::Relation;
use serde_json::json;

use crate::{Actor, Result, Services};

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Profile,
    Evidence,
    Answers,
    Evaluation,
    Career,
}

impl Look {
    const fn codes(self) -> (&'static str, &'static str) {
        match self {
            Self::Profile => ("profile", "profile-viewed"),
            Self::Evidence => ("evidence", "evidence-viewed"),
            Self::Answers => ("answers", "answers-viewed"),
            Self::Evaluation => ("evaluation", "evaluation-viewed"),
            Self::Career => ("career", "career-viewed"),
        }
    }
}

impl Services {
    /// Notes a look that the policy allowed: once per viewer, person, kind and hour, so that turning pages does not fill
    /// the log. A look at oneself is none.
    pub(crate) async fn note_look(
        &self,
        actor: &Actor,
        person: PersonId,
        relation: Relation,
        look: Look,
    ) -> Result<()> {
        if relation == Relation::Oneself {
            return Ok(());
        }
        let (viewer, now) = (actor.person, self.now());
        let (kind, action) = look.codes();
        let mut conn = self.store.reader().await?;
        if store::profile_access::is_noted(&mut conn, viewer, person, kind, now).await? {
            return Ok(());
        }
        drop(conn);
        let event = self.event(Some(viewer), Some(person), action, json!({ "as": capacity(actor, relation) }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if store::profile_access::note(conn, viewer, person, kind, now).await? {
                        store::audit::append(conn, event).await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}

/// In which capacity somebody looks.
fn capacity(actor: &Actor, relation: Relation) -> &'static str {
    match relation {
        Relation::Led => "manager",
        _ if actor.roles.admin => "admin",
        _ => "auditor",
    }
}

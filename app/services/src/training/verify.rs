//! Deciding about a filing: its JP count from then on, or it goes back with a reason.

use domain::id::TrainingId;
use domain::notification::Kind;
use domain::policy::Action;
use domain::time::Timestamp;
use domain::training::Verdict;
use serde_json::json;

use super::{TrainingProblem, hours_by_rules, state, sum};
use crate::notifications::Detail;
use crate::{Actor, Error, Problem, Result, Services};

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 1000;

impl Services {
    /// Accepts with the JP that the rules give, sends back or refuses. `seen` is [`super::TrainingView::changed_at`] of what
    /// was looked at.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not decide: also about their own. [`Error::Invalid`] names `reason`, or `seen`
    /// where it has changed or was decided meanwhile.
    pub async fn decide_training(
        &self,
        actor: &Actor,
        id: TrainingId,
        verdict: Verdict,
        reason: &str,
        seen: Timestamp,
    ) -> Result<()> {
        let found = self.found_training(id).await?;
        let relation = self.relation(actor, found.person_id).await?;
        self.allow(actor, Action::VerifyTraining(relation))?;
        let reason = reason.trim().to_owned();
        if verdict.needs_reason() && reason.is_empty() {
            return Err(Error::field("reason", Problem::Missing));
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(Error::field("reason", Problem::TooLong { most: LONGEST_REASON }));
        }
        let changed = || Error::field("seen", Problem::Training(TrainingProblem::Changed));
        if !state(&found).is_open() {
            return Err(changed());
        }
        let by_rules = hours_by_rules(&self.snapshot()?.rules, &found)?;
        let hours = match (verdict, by_rules) {
            (Verdict::Accept, Some((_, hours))) => hours,
            (Verdict::Accept, None) => return Err(changed()),
            _ => Vec::new(),
        };
        let (action, kind) = match verdict {
            Verdict::Accept => ("training-verified", Kind::TrainingVerified),
            Verdict::SendBack => ("training-returned", Kind::TrainingReturned),
            Verdict::Refuse => ("training-refused", Kind::TrainingRefused),
        };
        let (by, person, now) = (actor.person, found.person_id, self.now());
        let detail = json!({ "training": id.to_string(), "jp": sum(&hours) });
        let event = self.event(Some(by), Some(person), action, detail)?;
        let tell = self.notice(person, kind, id, Some(by), &Detail::default())?;
        let activity = found.activity.unwrap_or_default();
        let hours: Vec<_> = hours.iter().map(|hours| (Timestamp::start_of(hours.day), hours.jp)).collect();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let reason = Some(reason.as_str()).filter(|_| verdict.needs_reason());
                    let next = verdict.state().code();
                    if !store::training::decide(conn, id, next, reason, (now, by), seen).await? {
                        return Err(changed());
                    }
                    store::training_hour::add(conn, id, person, &activity, &hours).await?;
                    store::notification::put(conn, &[tell]).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}

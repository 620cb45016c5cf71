//! The competencies of a person as they are at a moment: evidence for an evaluation, kept as it was.

use domain::competency::{ScalePlace, Standing};
use domain::id::{PersonId, RecordId};
use domain::level::Level;
use domain::score::PerMille;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::evaluation_log::Frozen;

use crate::audit_chain::hexadecimal;
use crate::profile::CompetencyRow;
use crate::{Result, Services, Text};

/// What is kept. Titles are kept too: a dictionary changes, what was shown then does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Competencies {
    pub competencies: Vec<FrozenCompetency>,
    /// Thousandths, and over how many of how many competencies.
    pub job_match: Option<(u16, usize, usize)>,
    /// Mass of the intervals.
    pub interval: PerMille,
}

/// A competency as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FrozenCompetency {
    pub competency: String,
    pub title: Text,
    /// `None` where the post does not require it.
    pub required: Option<Level>,
    pub required_place: Option<u16>,
    /// The level to count with.
    pub credited: Option<u8>,
    pub standing: Option<Standing>,
    pub place: Option<ScalePlace>,
    /// Answers that it rests on.
    pub answers: u32,
}

/// Competencies on a page.
#[derive(Clone, Debug)]
pub struct FrozenView {
    pub what: Competencies,
    pub at: Timestamp,
    /// The SHA-256 of what was kept; `None` while nothing is, and the page shows the profile of now.
    pub digest: Option<String>,
    /// It was kept before in another state: so many times.
    pub earlier: usize,
    /// What is stored is no longer what the digest was made of.
    pub is_damaged: bool,
}

impl From<CompetencyRow> for FrozenCompetency {
    fn from(row: CompetencyRow) -> Self {
        Self {
            competency: row.competency,
            title: row.title,
            required: row.required,
            required_place: row.required_place,
            credited: row.state.credited(),
            standing: row.standing,
            place: row.place,
            answers: row.state.levels.iter().map(|level| u32::from(level.answers)).sum(),
        }
    }
}

pub(super) fn digest(content: &str) -> String {
    hexadecimal(&Sha256::digest(content.as_bytes()))
}

/// The newest of what was kept.
pub(super) fn newest(kept: &[Frozen]) -> Option<FrozenView> {
    let (newest, earlier) = kept.split_first()?;
    let what = serde_json::from_str(&newest.content).ok();
    Some(FrozenView {
        is_damaged: what.is_none() || digest(&newest.content) != newest.digest,
        what: what.unwrap_or_default(),
        at: newest.at,
        digest: Some(newest.digest.clone()),
        earlier: earlier.len(),
    })
}

impl Services {
    /// The competencies of a person now.
    pub(super) async fn competencies_now(&self, person: PersonId) -> Result<Competencies> {
        let rows = self.competency_rows(person).await?;
        let job_match = self.match_view(&rows)?.map(|found| found.value);
        let interval = self.snapshot()?.rules.measurement(self.now().jakarta().date())?.interval;
        Ok(Competencies {
            job_match: job_match.map(|found| (found.value, found.decided, found.of)),
            competencies: rows.into_iter().map(FrozenCompetency::from).collect(),
            interval,
        })
    }

    /// The same, to be kept.
    pub(super) async fn freeze(&self, person: PersonId) -> Result<(RecordId, Frozen)> {
        let now = self.competencies_now(person).await?;
        let content = serde_json::to_string(&now).unwrap_or_default();
        Ok((self.new_id()?, Frozen { at: self.now(), digest: digest(&content), content }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_afterwards_is_seen() {
        let content = serde_json::to_string(&Competencies::default()).unwrap();
        let kept = |content: &str, digest: String| {
            newest(&[Frozen { at: Timestamp(1), digest, content: content.to_owned() }]).unwrap()
        };
        assert!(!kept(&content, digest(&content)).is_damaged);
        assert!(kept(&content, digest("x")).is_damaged && kept("x", digest("x")).is_damaged);
        assert!(newest(&[]).is_none());
    }
}

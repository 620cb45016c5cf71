//! From a graded assessment to the evidence ledger and the competency states that follow from it.

use std::collections::BTreeSet;

use content::model::Mode;
use domain::id::{CompetencyId, PersonId, QuestionId, RecordId};
use domain::notification::Kind;
use domain::score::PerMille;
use serde_json::json;
use store::Conn;
use store::attempt::Attempt;
use store::evidence::Entry;
use store::outbox::Message;

use crate::notifications::Detail;
use crate::quiz::grade::Graded;
use crate::quiz::opened::Opened;
use crate::quiz::plan::{Asked, asked_before};
use crate::{Result, Services};

/// What an attempt says about competencies: an entry for each question that no earlier assessment of the course asked.
/// Practice says nothing, nor does an attempt in which nothing was answered; in any other an unanswered question is a
/// wrong one. `attempts` are all of the person at the course.
pub(crate) fn entries(opened: &Opened, graded: &Graded, attempts: &[Attempt]) -> Result<Vec<NewEntry>> {
    if opened.quiz()?.mode == Mode::Practice || !graded.any_answered {
        return Ok(Vec::new());
    }
    let seen = asked_before(&opened.course, attempts, Some(opened.attempt.id));
    let asked = opened.asked()?;
    let entry = |(asked, score): (&Asked<'_>, &Option<PerMille>)| {
        let question = asked.question;
        Some(NewEntry {
            question: question.id.clone(),
            case: asked.case.map(|case| case.id.to_string()),
            competency: question.competency.clone()?,
            level: question.level?,
            score: (*score)?,
        })
    };
    let entries = asked.iter().zip(&graded.scores).filter_map(entry);
    Ok(entries.filter(|entry| !seen.contains(&entry.question)).collect())
}

/// An entry before it has its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewEntry {
    pub question: QuestionId,
    pub case: Option<String>,
    pub competency: CompetencyId,
    pub level: domain::level::Level,
    pub score: PerMille,
}

impl Services {
    /// Appends what an attempt says, and derives the states of the competencies concerned again.
    pub(crate) async fn append_evidence(&self, conn: &mut Conn, opened: &Opened, graded: &Graded) -> Result<()> {
        let person = opened.attempt.person_id;
        // Takes hold of the person's ledger before looking at it.
        let last = store::evidence::take_numbers(conn, person, 0).await?;
        let attempts = store::attempt::of_course(conn, person, &opened.attempt.course_id).await?;
        let new = entries(opened, graded, &attempts)?;
        if new.is_empty() {
            return Ok(());
        }
        store::evidence::take_numbers(conn, person, new.len() as u32).await?;
        let concerned: BTreeSet<_> = new.iter().map(|entry| entry.competency.clone()).collect();
        let now = self.now();
        let numbered = (last + 1..).zip(new).map(|(seq, entry)| {
            Ok(Entry {
                id: self.new_id()?,
                seq,
                course_id: opened.attempt.course_id.clone(),
                question_id: entry.question,
                case_id: entry.case,
                competency_id: entry.competency,
                level: entry.level,
                score: entry.score,
                attempt_id: opened.attempt.id,
                at: now,
            })
        });
        store::evidence::append(conn, person, &numbered.collect::<Result<Vec<_>>>()?).await?;
        for competency in concerned {
            self.derive_again(conn, person, &competency).await?;
        }
        Ok(())
    }

    /// Derives a competency from the whole ledger and tells the outbox.
    async fn derive_again(&self, conn: &mut Conn, person: PersonId, competency: &CompetencyId) -> Result<()> {
        let now = self.now();
        let ledger = store::evidence::of_competency(conn, person, competency).await?;
        let evidence: Vec<_> = ledger.iter().map(Entry::evidence).collect();
        let snapshot = self.snapshot()?;
        let state = domain::competency::derive(&evidence, snapshot.rules.measurement(now.jakarta().date())?);
        let before = store::competency::find(conn, person, competency).await?.and_then(|state| state.held());
        store::competency::put(conn, person, competency, &state, now).await?;
        if state.held() > before {
            let level = state.held().map(domain::level::Level::get);
            let detail = Detail { competency: Some(competency.to_string()), level, ..Detail::default() };
            let tell = self.notice(person, Kind::CompetencyRaised, competency, None, &detail)?;
            store::notification::put(conn, &[tell]).await?;
        }
        let held = state.held().map(domain::level::Level::get);
        let payload = json!({ "competency": competency.as_str(), "held": held, "at": now.0 });
        let message = Message { kind: "competency-derived".to_owned(), payload: payload.to_string() };
        store::outbox::put(conn, self.new_id::<RecordId>()?, person, &message, now).await?;
        Ok(())
    }
}

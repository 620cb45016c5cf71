//! Handing in: everything that follows from the last answer, in one transaction.

use domain::attempt::{Event, State};
use domain::id::AttemptId;
use serde_json::json;
use store::Conn;
use store::answer::NewAnswer;

use crate::completing::Completing;
use crate::quiz::AnswerMessage;
use crate::quiz::grade::{Graded, grade, read_answers};
use crate::quiz::opened::Opened;
use crate::{Actor, Error, Result, Services};

/// Why an attempt ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    HandedIn,
    TimeOut,
}

impl Services {
    /// Hands an attempt in, with the answers that come along. Again, it changes nothing: an attempt is graded once.
    ///
    /// # Errors
    /// [`Error::AttemptOver`] where its time was over: what was saved in time is graded, what came along is not taken.
    /// [`Error::Invalid`] for fields that a question does not have: then nothing is saved and it goes on.
    pub async fn submit(&self, actor: &Actor, id: AttemptId, messages: Vec<AnswerMessage>) -> Result<()> {
        let opened = match self.own_running(actor, id).await {
            Ok(opened) => opened,
            Err(Error::AttemptOver) => return self.submit_late(id).await,
            Err(error) => return Err(error),
        };
        let answers = self.read_messages(&opened, messages)?;
        self.end(opened, answers, Ending::HandedIn).await
    }

    async fn submit_late(&self, id: AttemptId) -> Result<()> {
        let opened = self.open_attempt(id).await?;
        match opened.attempt.state {
            State::Submitted | State::Graded => Ok(()),
            State::Expired => Err(Error::AttemptOver),
            State::Open | State::InProgress => {
                self.expire(opened).await?;
                Err(Error::AttemptOver)
            }
        }
    }

    /// Ends a running attempt. Where another request was faster, nothing happens.
    pub(crate) async fn end(&self, opened: Opened, answers: Vec<NewAnswer>, ending: Ending) -> Result<()> {
        let services = self.clone();
        let completing = self.completing(opened.course.clone(), opened.attempt.person_id)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let id = opened.attempt.id;
                    let Some(state) = store::attempt::hold_running(conn, id).await? else { return Ok(()) };
                    let (person, now) = (opened.attempt.person_id, services.now());
                    store::answer::save_all(conn, id, person, now, &answers).await?;
                    services.grade_in(conn, &opened, state, ending, completing).await
                })
            })
            .await
    }

    async fn grade_in(
        &self,
        conn: &mut Conn,
        opened: &Opened,
        state: State,
        ending: Ending,
        completing: Completing,
    ) -> Result<()> {
        let id = opened.attempt.id;
        let answers = read_answers(store::answer::of_attempt(conn, id).await?)?;
        let asked = opened.asked()?;
        let graded = grade(opened.quiz()?, &asked, &answers);
        let scored = asked.iter().zip(&graded.scores).filter(|(asked, _)| answers.contains_key(&asked.question.id));
        let scores: Vec<_> = scored.filter_map(|(asked, score)| Some((&asked.question.id, (*score)?))).collect();
        store::answer::set_scores(conn, id, &scores).await?;
        let event = match (ending, graded.total) {
            // A free answer that was saved in time is marked, however the attempt ended.
            (_, None) => Event::Submit { marker: true },
            (Ending::HandedIn, Some(_)) => Event::Submit { marker: false },
            (Ending::TimeOut, Some(_)) => Event::TimeOut,
        };
        let next = state.after(event).map_err(|_| Error::AttemptOver)?;
        store::attempt::advance(conn, id, state, next).await?;
        self.settle(conn, opened, &graded, next, completing).await
    }

    /// Stores the result of a graded attempt and what follows from it; without a total it only notes that it was handed in.
    pub(crate) async fn settle(
        &self,
        conn: &mut Conn,
        opened: &Opened,
        graded: &Graded,
        state: State,
        completing: Completing,
    ) -> Result<()> {
        let person = opened.attempt.person_id;
        let score = graded.total.map(|total| total.get());
        let detail = json!({ "attempt": opened.attempt.id.to_string(), "state": state.as_str(), "score": score });
        store::audit::append(conn, self.event(Some(person), Some(person), "attempt-ended", detail)?).await?;
        let Some(total) = graded.total else { return Ok(()) };
        let passed = total >= opened.quiz()?.pass;
        store::attempt::set_result(conn, opened.attempt.id, self.now(), total, passed).await?;
        self.append_evidence(conn, opened, graded).await?;
        completing.complete(conn).await?;
        Ok(())
    }
}

//! The competency evidence sheet: one evaluation with the competencies as they were frozen for it.

use domain::evaluation::State;
use domain::id::{EvaluationId, PersonId};
use domain::policy::Action;
use domain::time::Timestamp;
use jiff::civil::Date;
use sheets::{Competency, Content, Evidence, FollowUp, JobMatch, Objection, Quote, Shared};
use store::evaluation::Evaluation;
use store::evaluation_cycle::Cycle;

use super::issue::Of;
use super::{Letterhead, SheetFile, SheetKind, language, post_line, slug};
use crate::access_log::Look;
use crate::{Actor, Error, EvaluationView, FrozenCompetency, Result, Services};

impl Services {
    /// The evidence sheet of an evaluation as PDF, for those who may see the evaluation, once it was shared. It is noted in the
    /// log.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it, or there is nothing to see yet.
    pub async fn evidence_pdf(&self, actor: &Actor, id: EvaluationId, head: &Letterhead) -> Result<SheetFile> {
        let mut conn = self.store.reader().await?;
        let row = store::evaluation::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let person = row.person_id;
        let relation = self.relation(actor, person).await?;
        self.allow(actor, Action::SeeEvaluation(relation))?;
        let lang = language(self.lang());
        let evidence = self.evidence_of(actor, row, lang).await?;
        self.note_look(actor, person, relation, Look::Evaluation).await?;
        let name = format!("lembar-bukti-{}-{}.pdf", slug(&evidence.name), slug(&evidence.cycle));
        let content = self.issued_evidence(evidence, id, person, lang, head, Some(actor.person)).await?;
        Ok(SheetFile { name, content })
    }

    pub(super) async fn issued_evidence(
        &self,
        evidence: Evidence,
        id: EvaluationId,
        person: PersonId,
        lang: &'static str,
        head: &Letterhead,
        by: Option<PersonId>,
    ) -> Result<Vec<u8>> {
        let of = Of { kind: SheetKind::Evidence, person, evaluation: Some(id), lang };
        self.issued(of, Content::Evidence(Box::new(evidence)), head, by).await
    }

    /// What is on the sheet, whoever asks for it: nothing that not everybody sees who may see the evaluation.
    pub(super) async fn evidence_of(&self, actor: &Actor, row: Evaluation, lang: &str) -> Result<Evidence> {
        let state = State::from_code(&row.state).filter(|state| state.is_shown()).ok_or(Error::NotFound)?;
        let (person, settled, given) = (row.person_id, row.settled_at.map(Timestamp), row.predicate.clone());
        let mut conn = self.store.reader().await?;
        let cycle = store::evaluation_cycle::find(&mut conn, row.cycle_id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let posts = self.posts_of_period(person, &cycle).await?;
        let view = self.evaluation_view(actor, row, &cycle, false).await?;
        let posts = posts.iter().map(|post| post_line(lang, post)).collect();
        Ok(evidence(view, state, posts, settled, given, lang))
    }

    /// Where the person worked at the end of the period, or works now where nothing is on record for then.
    async fn posts_of_period(&self, person: PersonId, cycle: &Cycle) -> Result<Vec<crate::PostView>> {
        let end = cycle.period_to.plus_millis(-1);
        let then = if end.0 < self.now().0 { self.at(end).posts(person).await? } else { Vec::new() };
        if then.is_empty() { self.posts(person).await } else { Ok(then) }
    }
}

fn evidence(
    view: EvaluationView,
    state: State,
    posts: Vec<String>,
    settled: Option<Timestamp>,
    given: Option<String>,
    lang: &str,
) -> Evidence {
    let day = |at: Timestamp| at.jakarta().date();
    // What was said before it was taken up again was said to other ratings.
    let from = view.events.iter().rposition(|event| event.kind == "taken-up").unwrap_or_default();
    let last = |kind: &str| view.events.iter().skip(from).rev().find(|event| event.kind == kind);
    let on = |kind: &str| -> Option<Date> { last(kind).map(|event| day(event.at)) };
    let rating = |rating: Option<domain::evaluation::Rating>| {
        let matrix = view.matrix.as_ref();
        let named = rating.zip(matrix).map(|(rating, matrix)| matrix.rating(rating).in_lang(lang).to_owned());
        named.or_else(|| rating.map(|rating| rating.code().to_owned())).unwrap_or_default()
    };
    let predicate = view.predicate.as_ref().map(|predicate| predicate.title.in_lang(lang).to_owned());
    let shared = Shared {
        on: view.shared_at.map(day),
        rater: view.rater.clone(),
        result: rating(view.result),
        behaviour: rating(view.behaviour),
        predicate: predicate.or(given).unwrap_or_default(),
        source: view.matrix.as_ref().map(|matrix| matrix.source.in_lang(lang).to_owned()).unwrap_or_default(),
        is_checked: view.matrix.as_ref().is_some_and(|matrix| matrix.is_checked),
        comment: view.comment.clone(),
    };
    let answer = view.answer.clone().map(|text| Quote { on: on("answered"), text });
    let objection = view.objection.clone().map(|text| Objection {
        objection: Quote { on: on("objected"), text },
        changed: last("answered").is_some_and(|event| event.changed),
        answer,
    });
    let frozen = view.frozen.as_ref().filter(|frozen| frozen.digest.is_some());
    let kept = frozen.filter(|frozen| !frozen.is_damaged).map(|frozen| &frozen.what);
    Evidence {
        posts,
        cycle: view.cycle.name.clone(),
        period: view.cycle.period,
        state: state.code(),
        shared,
        acknowledged_on: on("acknowledged"),
        response: view.response.clone(),
        objection,
        follow_up: view.follow_up.clone().map(|(kind, note)| FollowUp { kind: kind.code(), note }),
        settled_on: settled.map(day),
        competencies: kept
            .map(|kept| kept.competencies.iter().map(|row| competency(row, lang)).collect())
            .unwrap_or_default(),
        interval: kept.map(|kept| kept.interval.get()).unwrap_or_default(),
        job_match: kept.and_then(|kept| kept.job_match).map(|(value, decided, of)| JobMatch { value, decided, of }),
        frozen_on: frozen.map(|frozen| day(frozen.at)),
        frozen_digest: frozen.and_then(|frozen| frozen.digest.clone()),
        is_damaged: frozen.is_some_and(|frozen| frozen.is_damaged),
        name: view.person.name,
    }
}

fn competency(row: &FrozenCompetency, lang: &str) -> Competency {
    Competency {
        title: row.title.in_lang(lang).to_owned(),
        required: row.required.map(|level| level.get()),
        required_place: row.required_place,
        place: row.place,
        standing: row.standing,
        answers: row.answers,
    }
}

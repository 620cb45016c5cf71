//! What is done with an evaluation: rated, shared, acknowledged, objected to, answered, followed up, taken up again.

use app::notice::Notice;
use app::pages::{EvaluationAction, Returned};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::EvaluationId;
use services::{Actor, AnswerForm, Error, FollowUpForm, RateForm, WordsForm};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /evaluasi/{evaluation}/nilai`
pub async fn rate(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(evaluation): Path<String>,
    fields: Fields,
) -> Outcome {
    let evaluation = id(&evaluation)?;
    let get = |name: &str| fields.get(name).to_owned();
    let form = RateForm {
        result: get("result"),
        behaviour: get("behaviour"),
        comment: get("comment"),
        share: fields.get("then") == "share",
        version: get("version"),
    };
    let notice = if form.share { Notice::EvaluationShared } else { Notice::EvaluationSaved };
    let done = server.services.rate(&actor, evaluation, &form).await;
    answered(&server, &visit, (&actor, evaluation), done, notice, EvaluationAction::Rate(form)).await
}

/// `POST /evaluasi/{evaluation}/jawab`
pub async fn answer(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(evaluation): Path<String>,
    fields: Fields,
) -> Outcome {
    let evaluation = id(&evaluation)?;
    let get = |name: &str| fields.get(name).to_owned();
    let form = AnswerForm {
        decision: get("decision"),
        result: get("result"),
        behaviour: get("behaviour"),
        reason: get("reason"),
        version: get("version"),
    };
    let done = server.services.answer_objection(&actor, evaluation, &form).await;
    let action = EvaluationAction::Answer(form);
    answered(&server, &visit, (&actor, evaluation), done, Notice::ObjectionAnswered, action).await
}

/// `POST /evaluasi/{evaluation}/tindak-lanjut`
pub async fn follow_up(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(evaluation): Path<String>,
    fields: Fields,
) -> Outcome {
    let evaluation = id(&evaluation)?;
    let get = |name: &str| fields.get(name).to_owned();
    let form = FollowUpForm { kind: get("kind"), note: get("note"), version: get("version") };
    let done = server.services.set_follow_up(&actor, evaluation, &form).await;
    let action = EvaluationAction::FollowUp(form);
    answered(&server, &visit, (&actor, evaluation), done, Notice::FollowUpSaved, action).await
}

/// `POST /evaluasi/{evaluation}/ulangi`
pub async fn take_up(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(evaluation): Path<String>,
    fields: Fields,
) -> Outcome {
    let (evaluation, form) = (id(&evaluation)?, words(&fields, "why"));
    let done = server.services.take_up_evaluation(&actor, evaluation, &form).await;
    let action = EvaluationAction::TakeUp(form.words);
    answered(&server, &visit, (&actor, evaluation), done, Notice::EvaluationTakenUp, action).await
}

/// `POST /evaluasi/{evaluation}/terima`
pub async fn acknowledge(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(evaluation): Path<String>,
    fields: Fields,
) -> Outcome {
    let (evaluation, form) = (id(&evaluation)?, words(&fields, "response"));
    let done = server.services.acknowledge_evaluation(&actor, evaluation, &form).await;
    let action = EvaluationAction::Acknowledge(form.words);
    answered(&server, &visit, (&actor, evaluation), done, Notice::EvaluationAcknowledged, action).await
}

/// `POST /evaluasi/{evaluation}/keberatan`
pub async fn object(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(evaluation): Path<String>,
    fields: Fields,
) -> Outcome {
    let (evaluation, form) = (id(&evaluation)?, words(&fields, "objection"));
    let done = server.services.object_to_evaluation(&actor, evaluation, &form).await;
    let action = EvaluationAction::Object(form.words);
    answered(&server, &visit, (&actor, evaluation), done, Notice::ObjectionSent, action).await
}

fn words(fields: &Fields, name: &str) -> WordsForm {
    WordsForm { words: fields.get(name).to_owned(), version: fields.get("version").to_owned() }
}

/// Back to the evaluation; what did not pass is shown there with what was typed.
async fn answered(
    server: &Server,
    visit: &Visit,
    (actor, evaluation): (&Actor, EvaluationId),
    done: services::Result<()>,
    notice: Notice,
    action: EvaluationAction,
) -> Outcome {
    let (status, errors, refused) = match done {
        Ok(()) => return Ok(redirect::with_notice(&format!("/evaluasi/{evaluation}"), notice)),
        Err(Error::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(Error::Refused(refused)) => (StatusCode::CONFLICT, Vec::new(), Some(refused)),
        Err(other) => return Err(other.into()),
    };
    let view = server.services.evaluation(actor, evaluation).await?;
    let returned = Returned { action, errors, refused };
    Ok(visit.page_with(status, |frame| app::pages::evaluation(frame, &view, Some(&returned))))
}

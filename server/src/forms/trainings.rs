//! Filing training outside Ampera, and deciding about it.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::TrainingId;
use domain::time::Timestamp;
use domain::training::Verdict;
use services::{Actor, DocumentProblem, Error, FieldError, Filing, TrainingForm};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::upload::Upload;
use crate::visit::Visit;

const AGAIN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// `POST /pelatihan-luar`
pub async fn file(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    upload: Result<Upload, Refusal>,
    fields: Fields,
) -> Outcome {
    filed(&server, &visit, &actor, None, (upload, &fields)).await
}

/// `POST /pelatihan-luar/{training}`
pub async fn file_again(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(training): Path<String>,
    upload: Result<Upload, Refusal>,
    fields: Fields,
) -> Outcome {
    let training = id(&training)?;
    filed(&server, &visit, &actor, Some(training), (upload, &fields)).await
}

async fn filed(
    server: &Server,
    visit: &Visit,
    actor: &Actor,
    training: Option<TrainingId>,
    (upload, fields): (Result<Upload, Refusal>, &Fields),
) -> Outcome {
    let form = form(fields);
    let filed = match upload {
        Ok(Upload { name, content, .. }) => {
            server.services.file_training(actor, training, &form, Some((name, content))).await
        }
        // What was typed is shown again with it.
        Err(Refusal::TooLarge) => {
            server.services.file_training_without(actor, training, &form, DocumentProblem::TooLarge).await
        }
        Err(other) => return Err(other),
    };
    let filing = match filed {
        Ok(filing) => filing,
        // Nothing was kept: too many wait already.
        Err(Error::Invalid(errors)) => Filing { id: training, errors, kept_document: false },
        Err(other) => return Err(other.into()),
    };
    match filing {
        Filing { id: Some(id), errors, .. } if errors.is_empty() => {
            Ok(redirect::with_notice(&format!("/pelatihan-luar/{id}"), Notice::TrainingFiled))
        }
        Filing { id: Some(id), errors, kept_document } => {
            let view = server.services.training(actor, id).await?;
            Ok(visit.page_with(AGAIN, |frame| app::pages::training(frame, &view, Some(&form), kept_document, &errors)))
        }
        Filing { id: None, errors, .. } => {
            let view = server.services.trainings(actor).await?;
            Ok(visit.page_with(AGAIN, |frame| app::pages::trainings(frame, &view, &form, &errors)))
        }
    }
}

fn form(fields: &Fields) -> TrainingForm {
    let text = |name: &str| fields.get(name).to_owned();
    TrainingForm {
        activity: text("activity"),
        title: text("title"),
        organiser: text("organiser"),
        place: text("place"),
        first: text("first"),
        last: text("last"),
        amount: text("amount"),
        international: !fields.get("international").is_empty(),
    }
}

/// `POST /pelatihan-luar/{training}/tarik`
pub async fn withdraw(State(server): State<Server>, Signed(actor): Signed, Path(training): Path<String>) -> Outcome {
    server.services.withdraw_training(&actor, id(&training)?).await?;
    Ok(redirect::with_notice("/pelatihan-luar", Notice::TrainingWithdrawn))
}

/// `POST /admin/pelatihan-luar/{training}/putusan`
pub async fn decide(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(training): Path<String>,
    fields: Fields,
) -> Outcome {
    let training = id(&training)?;
    let verdict = match fields.get("verdict") {
        "terima" => Verdict::Accept,
        "kembalikan" => Verdict::SendBack,
        "tolak" => Verdict::Refuse,
        _ => {
            // Whether it is there is asked first: nobody learns of what they may not see.
            server.services.training_to_verify(&actor, training).await?;
            return Err(Refusal::Invalid);
        }
    };
    let seen = Timestamp(fields.get("seen").parse().unwrap_or_default());
    match server.services.decide_training(&actor, training, verdict, fields.get("reason"), seen).await {
        Ok(()) => Ok(redirect::with_notice("/admin/pelatihan-luar", Notice::TrainingDecided)),
        Err(Error::Invalid(errors)) => again(&server, &visit, &actor, training, fields.get("reason"), &errors).await,
        Err(other) => Err(other.into()),
    }
}

async fn again(
    server: &Server,
    visit: &Visit,
    actor: &Actor,
    training: TrainingId,
    typed: &str,
    errors: &[FieldError],
) -> Outcome {
    let view = server.services.training_to_verify(actor, training).await?;
    Ok(visit.page_with(AGAIN, |frame| app::pages::training_to_verify(frame, &view, typed, errors)))
}

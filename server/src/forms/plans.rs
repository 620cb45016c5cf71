//! Plans: making them, answering them, changing them, and reminders by e-mail.

use app::notice::Notice;
use app::pages::PlanAction;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::id::{PersonId, PlanId};
use services::{Actor, Error, PlanGroup};

use crate::fields::Fields;
use crate::pages::id;
use crate::pages::plans::{best_form, plan_form};
use crate::redirect;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

const AGAIN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
/// Groups that are read of a preview.
const MOST_GROUPS: usize = 30;
/// What a mail program sends is one line.
const LARGEST_LETTER_FORM: usize = 4096;

/// `POST /rencana/baru/tinjau`: everybody by name. Nothing is stored.
pub async fn review(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let form = plan_form(&fields);
    let services = visit.reading(&server);
    match services.preview_plan(&actor, &form).await {
        Ok(view) => Ok(visit.page(|frame| app::pages::preview_plan(frame, &view, &[]))),
        Err(Error::Invalid(errors)) => {
            let choices = services.plan_choices(&actor, &form).await?;
            Ok(visit.page_with(AGAIN, |frame| app::pages::new_plan(frame, &form, &choices, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /rencana/hitung/tinjau`: a variant of the calculation, by name. Nothing is stored.
pub async fn review_best(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let form = best_form(&fields);
    let variant = fields.get("pilihan").parse().unwrap_or_default();
    let services = visit.reading(&server);
    match services.preview_best(&actor, &form, variant).await {
        Ok(view) => Ok(visit.page(|frame| app::pages::preview_plan(frame, &view, &[]))),
        Err(Error::Invalid(errors)) => {
            let mut view = services.best_plan(&actor, &form).await?;
            view.errors = errors;
            Ok(visit.page_with(AGAIN, |frame| app::pages::best_plan(frame, &view)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /rencana/baru`: stores what was reviewed.
pub async fn assign(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let form = plan_form(&fields);
    let mut groups = Vec::new();
    for place in 0..MOST_GROUPS {
        let all = |name: &str| fields.all(&format!("bagian.{place}.{name}")).map(ToOwned::to_owned).collect::<Vec<_>>();
        let group = PlanGroup { courses: all("kursus"), people: all("orang"), listed: all("terdaftar") };
        if group.courses.is_empty() {
            break;
        }
        groups.push(group);
    }
    let services = visit.reading(&server);
    match services.assign_plan(&actor, &form, &groups).await {
        Ok(plans) => {
            let to = match plans[..] {
                _ if form.aim == "self" => "/rencana".to_owned(),
                [plan] => format!("/rencana/{plan}"),
                _ => "/rencana/tim".to_owned(),
            };
            Ok(redirect::with_notice(&to, Notice::PlanAssigned))
        }
        Err(Error::Invalid(errors)) => {
            let view = services.preview_groups(&actor, &form, &groups).await?;
            Ok(visit.page_with(AGAIN, |frame| app::pages::preview_plan(frame, &view, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /rencana/{plan}/terima`
pub async fn accept(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(plan): Path<String>,
) -> Outcome {
    server.services.accept_plan(&actor, id(&plan)?, visit.lang.code()).await?;
    Ok(redirect::with_notice("/rencana", Notice::PlanAccepted))
}

/// `POST /rencana/{plan}/bicarakan`
pub async fn discuss(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(plan): Path<String>,
    fields: Fields,
) -> Outcome {
    let plan: PlanId = id(&plan)?;
    let words = fields.get("catatan");
    match server.services.discuss_plan(&actor, plan, words, visit.lang.code()).await {
        Ok(()) => Ok(redirect::with_notice("/rencana", Notice::PlanDiscussed)),
        Err(Error::Invalid(errors)) => {
            let view = visit.reading(&server).my_plan(&actor).await?;
            Ok(visit.page_with(AGAIN, |frame| app::pages::my_plan(frame, &view, Some((plan, words, &errors)))))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /rencana/surel`: reminders by e-mail, on or off.
pub async fn letters(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    server.services.set_plan_mail(&actor, fields.get("surel") == "ya", visit.lang.code()).await?;
    Ok(redirect::with_notice("/rencana", Notice::PlanMailSet))
}

/// `POST /rencana/berhenti/{token}`: from our page, or by a mail program by itself (RFC 8058), which has neither a cookie nor
/// a token of a form. A mail program is not sent on to a page: it would not follow.
pub async fn unsubscribe(State(server): State<Server>, Path(token): Path<String>, body: Body) -> Outcome {
    let sent = to_bytes(body, LARGEST_LETTER_FORM).await.unwrap_or_default();
    let from_page = Fields::parse(&sent).get("halaman") == "ya";
    match server.services.unsubscribe(&token).await {
        Ok(()) if from_page => Ok(redirect::to(&format!("/rencana/berhenti/{}?selesai=ya", redirect::escape(&token)))),
        Ok(()) => Ok(StatusCode::OK.into_response()),
        Err(Error::LinkOver) => Err(Refusal::NotFound),
        Err(other) => Err(other.into()),
    }
}

/// `POST /rencana/{plan}/orang/{person}/kecualikan`
pub async fn exempt(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path((plan, person)): Path<(String, String)>,
    fields: Fields,
) -> Outcome {
    let (plan, person): (PlanId, PersonId) = (id(&plan)?, id(&person)?);
    let words = fields.get("alasan");
    let done = server.services.exempt_from_plan(&actor, plan, person, words).await;
    let action = PlanAction::Exempt(person, words.to_owned());
    answer(&server, &visit, &actor, plan, done, (Notice::PlanExempted, action)).await
}

/// `POST /rencana/{plan}/orang/{person}/ikutkan`
pub async fn include(
    State(server): State<Server>,
    Signed(actor): Signed,
    Path((plan, person)): Path<(String, String)>,
) -> Outcome {
    let plan: PlanId = id(&plan)?;
    server.services.include_in_plan(&actor, plan, id(&person)?).await?;
    Ok(redirect::with_notice(&format!("/rencana/{plan}"), Notice::PlanExempted))
}

/// `POST /rencana/{plan}/orang/{person}/jawab`
pub async fn reply(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path((plan, person)): Path<(String, String)>,
    fields: Fields,
) -> Outcome {
    let (plan, person): (PlanId, PersonId) = (id(&plan)?, id(&person)?);
    let words = fields.get("catatan");
    let done = server.services.answer_plan(&actor, plan, person, words).await;
    let action = PlanAction::Answer(person, words.to_owned());
    answer(&server, &visit, &actor, plan, done, (Notice::PlanAnswered, action)).await
}

/// `POST /rencana/{plan}/orang/{person}/tenggat`
pub async fn move_one(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path((plan, person)): Path<(String, String)>,
    fields: Fields,
) -> Outcome {
    let person: PersonId = id(&person)?;
    moved(&server, &visit, &actor, id(&plan)?, Some(person), fields.get("tenggat")).await
}

/// `POST /rencana/{plan}/tenggat`
pub async fn move_all(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(plan): Path<String>,
    fields: Fields,
) -> Outcome {
    moved(&server, &visit, &actor, id(&plan)?, None, fields.get("tenggat")).await
}

async fn moved(
    server: &Server,
    visit: &Visit,
    actor: &Actor,
    plan: PlanId,
    person: Option<PersonId>,
    day: &str,
) -> Outcome {
    let done = server.services.move_plan(actor, plan, person, day).await;
    answer(server, visit, actor, plan, done, (Notice::PlanMoved, PlanAction::Move(person, day.to_owned()))).await
}

/// `POST /rencana/{plan}/tarik`
pub async fn withdraw(State(server): State<Server>, Signed(actor): Signed, Path(plan): Path<String>) -> Outcome {
    let plan: PlanId = id(&plan)?;
    server.services.withdraw_plan(&actor, plan, None).await?;
    Ok(redirect::with_notice(&format!("/rencana/{plan}"), Notice::PlanWithdrawn))
}

/// On to the plan, or the page again with what was typed.
async fn answer(
    server: &Server,
    visit: &Visit,
    actor: &Actor,
    plan: PlanId,
    done: services::Result<()>,
    (notice, typed): (Notice, PlanAction),
) -> Result<Response, Refusal> {
    match done {
        Ok(()) => Ok(redirect::with_notice(&format!("/rencana/{plan}"), notice)),
        Err(Error::Invalid(errors)) => {
            let view = visit.reading(server).plan(actor, plan).await?;
            Ok(visit.page_with(AGAIN, |frame| app::pages::plan(frame, &view, Some((&typed, &errors)))))
        }
        Err(other) => Err(other.into()),
    }
}

//! Notifications: the list, one of them, how somebody wants to be told, and the end of e-mails.

use axum::extract::{Path, Query, State};
use domain::notification::Topic;
use serde::Deserialize;
use services::{Error, NotificationQuery};

use crate::pages::id;
use crate::redirect;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    tentang: Option<String>,
    belum: Option<String>,
    hal: Option<String>,
}

/// `GET /pemberitahuan?tentang=&belum=&hal=`
pub async fn list(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let query = NotificationQuery {
        topic: wanted.tentang.as_deref().and_then(Topic::from_code),
        unread: wanted.belum.as_deref() == Some("ya"),
        page: wanted.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1),
    };
    let view = visit.reading(&server).notifications(&actor, query).await?;
    Ok(visit.page(|frame| app::pages::notifications(frame, &view)))
}

/// `GET /pemberitahuan/{notification}`: on to where one can act. That it was read is noted by the way: who follows a link again
/// changes nothing, and a link in a letter is one, too.
pub async fn open(State(server): State<Server>, Signed(actor): Signed, Path(notification): Path<String>) -> Outcome {
    let (kind, about) = server.services.open_notification(&actor, id(&notification)?).await?;
    Ok(redirect::to(&app::pages::notification_address(kind, &about)))
}

/// `GET /pemberitahuan/atur`
pub async fn choices(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = visit.reading(&server).notification_choices(&actor).await?;
    Ok(visit.page(|frame| app::pages::notification_choices(frame, &view)))
}

#[derive(Deserialize)]
pub struct Done {
    selesai: Option<String>,
}

/// `GET /pemberitahuan/berhenti/{token}?selesai=`: asks first, since programs that check links follow them.
pub async fn end(
    State(server): State<Server>,
    visit: Visit,
    Path(token): Path<String>,
    Query(done): Query<Done>,
) -> Outcome {
    match server.services.check_notices_end(&token).await {
        Ok(()) => Ok(visit.page(|frame| app::pages::notices_ended(frame, &token, done.selesai.is_some()))),
        Err(Error::LinkOver) => Err(Refusal::NotFound),
        Err(other) => Err(other.into()),
    }
}

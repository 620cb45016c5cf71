//! Notifications: mark all as read, choose how to be told, end e-mails.

use app::notice::Notice;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::notification::{Choice, Kind, Mail};
use domain::time::Timestamp;
use services::Error;

use crate::fields::Fields;
use crate::redirect;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// What a mail program sends is one line.
const LARGEST_LETTER_FORM: usize = 4096;

/// `POST /pemberitahuan/dibaca`: up to when the page was made.
pub async fn read_all(State(server): State<Server>, Signed(actor): Signed, fields: Fields) -> Outcome {
    let until = fields.get("sampai").parse().map_or_else(|_| server.services.now(), Timestamp);
    server.services.read_notifications(&actor, until).await?;
    Ok(redirect::with_notice("/pemberitahuan", Notice::NotificationsRead))
}

/// `POST /pemberitahuan/atur`
pub async fn choose(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let chosen = Kind::ALL.map(|kind| {
        let app = fields.get(&format!("app.{}", kind.code())) == "ya";
        let mail = Mail::from_code(fields.get(&format!("mail.{}", kind.code()))).unwrap_or(kind.mail());
        (kind, Choice { app, mail })
    });
    let plan_mail = fields.get("surel-rencana") == "ya";
    visit.reading(&server).choose_notifications(&actor, &chosen, plan_mail).await?;
    Ok(redirect::with_notice("/pemberitahuan/atur", Notice::NotificationsChosen))
}

/// `POST /pemberitahuan/berhenti/{token}`: from our page, or by a mail program by itself (RFC 8058), which has neither a cookie nor
/// a token of a form. A mail program is not sent on to a page: it would not follow.
pub async fn end(State(server): State<Server>, Path(token): Path<String>, body: Body) -> Outcome {
    let sent = to_bytes(body, LARGEST_LETTER_FORM).await.unwrap_or_default();
    let from_page = Fields::parse(&sent).get("halaman") == "ya";
    match server.services.end_notices(&token).await {
        Ok(()) if from_page => {
            Ok(redirect::to(&format!("/pemberitahuan/berhenti/{}?selesai=ya", redirect::escape(&token))))
        }
        Ok(()) => Ok(StatusCode::OK.into_response()),
        Err(Error::LinkOver) => Err(Refusal::NotFound),
        Err(other) => Err(other.into()),
    }
}

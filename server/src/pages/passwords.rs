//! Links that came by e-mail, and pages for passwords.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use services::{Link, LinkKind, PasswordForm};

use crate::entry::with;
use crate::mail::path_of;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;
use crate::{cookies, redirect};

/// The token of a link is in a cookie for as long as somebody writes a password.
const LINK_SECONDS: i64 = 30 * 60;

/// `GET /undangan/{token}`
pub async fn take_invitation(State(server): State<Server>, Path(token): Path<String>) -> Outcome {
    take(&server, LinkKind::Invitation, &token)
}

/// `GET /atur-ulang/{token}`
pub async fn take_reset(State(server): State<Server>, Path(token): Path<String>) -> Outcome {
    take(&server, LinkKind::Reset, &token)
}

/// The token leaves the address at once, for a cookie: it is in no history, no log and no referrer. It is not used up, since
/// programs that look into letters open links, too.
fn take(server: &Server, kind: LinkKind, token: &str) -> Outcome {
    let plain = token.len() <= 100 && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !plain {
        return Err(Refusal::NotFound);
    }
    with(redirect::to(path_of(kind)), server, cookies::LINK, token, Some(LINK_SECONDS))
}

/// `GET /undangan`
pub async fn invitation(State(server): State<Server>, visit: Visit, headers: HeaderMap) -> Outcome {
    by_link(&server, &visit, &headers, LinkKind::Invitation).await
}

/// `GET /atur-ulang`
pub async fn reset(State(server): State<Server>, visit: Visit, headers: HeaderMap) -> Outcome {
    by_link(&server, &visit, &headers, LinkKind::Reset).await
}

async fn by_link(server: &Server, visit: &Visit, headers: &HeaderMap, kind: LinkKind) -> Outcome {
    let token = cookies::get(headers, cookies::LINK, server.settings.secure).unwrap_or_default();
    Ok(match server.services.link(kind, token).await? {
        Some(link) => {
            let form = PasswordForm { username: proposed(&link), ..PasswordForm::default() };
            visit.page(|frame| app::pages::password_by_link(frame, kind, &link, &form, &[]))
        }
        None => {
            let reset = server.settings.mail.is_some();
            visit.page(|frame| app::pages::link_over(frame, kind, reset))
        }
    })
}

/// The mailbox makes a good name.
fn proposed(link: &Link) -> String {
    let mailbox = link.address.split('@').next().unwrap_or_default();
    mailbox.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_".contains(*c)).take(50).collect()
}

/// `GET /lupa-sandi`
pub async fn ask_reset(State(server): State<Server>, visit: Visit) -> Outcome {
    if server.settings.mail.is_none() {
        return Err(Refusal::NotFound);
    }
    if visit.notice == Some(Notice::ResetAsked) || visit.actor().is_none() {
        return Ok(visit.page(|frame| app::pages::ask_reset(frame, "", &[])));
    }
    Ok(redirect::to("/sandi"))
}

/// `GET /sandi`
pub async fn change(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    server.services.has_password(&actor).await?;
    Ok(visit.page(|frame| app::pages::change_password(frame, &[])))
}

//! Language and theme of the interface, for everybody.

use app::frame::Theme;
use app::lang::Lang;
use axum::extract::State;
use axum::http::header::SET_COOKIE;

use crate::fields::Fields;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::{cookies, redirect};

const YEAR_SECONDS: i64 = 365 * 24 * 60 * 60;

/// `POST /bahasa`
pub async fn language(State(server): State<Server>, fields: Fields) -> Outcome {
    let lang = Lang::from_code(fields.get("lang")).ok_or(Refusal::Malformed)?;
    remember(&server, cookies::LANGUAGE, lang.code(), &fields)
}

/// `POST /tampilan`
pub async fn theme(State(server): State<Server>, fields: Fields) -> Outcome {
    let theme = Theme::from_code(fields.get("theme")).ok_or(Refusal::Malformed)?;
    remember(&server, cookies::THEME, theme.code(), &fields)
}

/// Keeps the choice for a year and goes back to the page.
fn remember(server: &Server, name: &str, value: &str, fields: &Fields) -> Outcome {
    let mut response = redirect::to(redirect::local(fields.get("next")).unwrap_or("/"));
    if let Some(cookie) = cookies::set(name, value, Some(YEAR_SECONDS), server.settings.secure) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

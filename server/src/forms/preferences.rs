//! Language and theme of the interface, for everybody.

use app::frame::Theme;
use app::lang::Lang;
use axum::extract::State;
use axum::http::header::SET_COOKIE;

use crate::fields::Fields;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::visit::Visit;
use crate::{cookies, redirect, routes};

const YEAR_SECONDS: i64 = 365 * 24 * 60 * 60;

/// `POST /bahasa`
pub async fn language(State(server): State<Server>, visit: Visit, fields: Fields) -> Outcome {
    let lang = Lang::from_code(fields.get("lang")).ok_or(Refusal::Malformed)?;
    if let Some(actor) = visit.actor() {
        // Letters that others cause are written in it.
        server.services.keep_language(actor, lang.code()).await?;
    }
    remember(&server, cookies::LANGUAGE, lang.code(), &fields)
}

/// `POST /tampilan`
pub async fn theme(State(server): State<Server>, fields: Fields) -> Outcome {
    let theme = Theme::from_code(fields.get("theme")).ok_or(Refusal::Malformed)?;
    remember(&server, cookies::THEME, theme.code(), &fields)
}

/// Keeps the choice for a year and goes back to the page.
fn remember(server: &Server, name: &str, value: &str, fields: &Fields) -> Outcome {
    let mut response = redirect::to(readable(redirect::local(fields.get("next")).unwrap_or("/")));
    if let Some(cookie) = cookies::set(name, value, Some(YEAR_SECONDS), server.settings.secure) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// An address that can be read: what a form answered stands at the form's own, which takes forms only. Then it is the page above.
fn readable(next: &str) -> &str {
    let rules = routes::rules();
    let mut path = next.split_once('?').map_or(next, |(path, _)| path);
    let is_form = |path: &str| rules.iter().any(|rule| rule.is_form() && rule.fits(path));
    let is_page = |path: &str| rules.iter().any(|rule| !rule.is_form() && rule.fits(path));
    if !is_form(path) || is_page(path) {
        return next;
    }
    while let Some((above, _)) = path.rsplit_once('/') {
        path = above;
        if is_page(path) {
            return path;
        }
    }
    "/"
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn what_a_form_answered_leads_to_the_page_above() {
        for (next, page) in [
            ("/katalog?kata=aduan", "/katalog?kata=aduan"),
            ("/rencana/baru", "/rencana/baru"),
            ("/rencana/baru/tinjau", "/rencana/baru"),
            ("/rencana/hitung/tinjau?x=1", "/rencana/hitung"),
            ("/bahasa", "/"),
            ("/tidak/ada", "/tidak/ada"),
        ] {
            assert_eq!(readable(next), page, "{next}");
        }
    }
}

//! One request to a page: who asks, in which language, and what the page around the view needs.

use std::ops::Deref;
use std::sync::Arc;

use app::document::Page;
use app::frame::{Frame, Theme, Viewer};
use app::lang::Lang;
use app::notice::Notice;
use axum::Extension;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use services::{Actor, Services};

use crate::bytes::{self, Names};
use crate::config::is_host;
use crate::refusal::Refusal;
use crate::server::Server;
use crate::{cookies, csrf, preferences, redirect};

/// A visit. Cheap to clone.
#[derive(Clone)]
pub struct Visit(Arc<Data>);

/// What is known of a visit.
#[derive(Clone)]
pub struct Data {
    pub actor: Option<Arc<Actor>>,
    /// The actor has to set up a second factor before anything else.
    pub second_factor_due: bool,
    /// Notifications that the actor has not read yet.
    pub unread: u32,
    pub lang: Lang,
    pub theme: Theme,
    /// Path and query, without a notice.
    pub path: String,
    pub notice: Option<Notice>,
    pub names: Names,
    /// The cookie from which the tokens of the forms follow.
    pub csrf_cookie: String,
    /// The cookie is new: it goes out with the answer.
    pub csrf_cookie_is_new: bool,
    /// A session cookie came along, valid or not.
    pub had_session: bool,
    pub origin: String,
    pub assets: Arc<app::frame::Assets>,
}

impl Deref for Visit {
    type Target = Data;

    fn deref(&self) -> &Data {
        &self.0
    }
}

impl Visit {
    /// What the request itself tells. Who asks is not known yet.
    pub fn new(server: &Server, request: &Request, names: Names) -> Self {
        let headers = request.headers();
        let secure = server.settings.secure;
        let session = cookies::get(headers, cookies::SESSION, secure);
        let cookie = session.or_else(|| cookies::get(headers, cookies::BEFORE_SESSION, secure)).unwrap_or_default();
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        Self(Arc::new(Data {
            actor: None,
            second_factor_due: false,
            unread: 0,
            lang: preferences::language(headers, secure),
            theme: preferences::theme(headers, secure),
            path: redirect::without_notice(path),
            notice: redirect::notice(request.uri().query()),
            names,
            csrf_cookie: cookie.to_owned(),
            csrf_cookie_is_new: false,
            had_session: session.is_some(),
            origin: origin(server, headers),
            assets: Arc::clone(&server.assets),
        }))
    }

    /// Finds out who asks.
    ///
    /// # Errors
    /// Where the database or the operating system fails.
    pub async fn identify(&mut self, server: &Server) -> Result<(), Refusal> {
        let Some(data) = Arc::get_mut(&mut self.0) else { return Ok(()) };
        if data.had_session {
            let arrived = server.services.arrived(&data.csrf_cookie).await?;
            data.second_factor_due = arrived.as_ref().is_some_and(|arrived| arrived.second_factor_due);
            data.unread = arrived.as_ref().map_or(0, |arrived| arrived.unread);
            data.actor = arrived.map(|arrived| Arc::new(arrived.actor));
        } else if data.csrf_cookie.is_empty() {
            data.csrf_cookie = bytes::token(&*server.random)?;
            data.csrf_cookie_is_new = true;
        }
        Ok(())
    }

    /// The same visit after its session got another token: the forms of the page that follows go with the new cookie.
    pub fn renewed(&self, token: &str) -> Self {
        Self(Arc::new(Data { csrf_cookie: token.to_owned(), ..Data::clone(&self.0) }))
    }

    /// Who asks, for use cases that anybody may use.
    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_deref()
    }

    /// The use cases for this reader's language.
    pub fn reading(&self, server: &Server) -> Services {
        server.services.reading(self.lang.code())
    }

    pub fn page(&self, page: impl FnOnce(&Frame) -> Page) -> Response {
        self.page_with(StatusCode::OK, page)
    }

    pub fn page_with(&self, status: StatusCode, page: impl FnOnce(&Frame) -> Page) -> Response {
        const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
        let document = app::render(&self.frame(), page);
        // The pipeline makes the body: it knows what the browser takes.
        (status, [(CONTENT_TYPE, HTML)], Extension(document)).into_response()
    }

    fn frame(&self) -> Frame {
        let viewer = self.actor.as_ref().map(|actor| Viewer {
            name: actor.name.clone(),
            roles: actor.roles,
            unread: self.unread,
        });
        Frame {
            lang: self.lang,
            theme: self.theme,
            viewer,
            csrf: csrf::token(&self.csrf_cookie, &self.names.pad),
            path: self.path.clone(),
            nonce: self.names.nonce.clone(),
            notice: self.notice,
            assets: Arc::clone(&self.assets),
            origin: self.origin.clone(),
        }
    }
}

/// As people reach us: configured, or as they wrote it.
fn origin(server: &Server, headers: &HeaderMap) -> String {
    if let Some(origin) = &server.settings.origin {
        return origin.as_str().to_owned();
    }
    let host =
        headers.get(HOST).and_then(|host| host.to_str().ok()).filter(|host| is_host(host)).unwrap_or("localhost");
    format!("{}://{host}", if server.settings.secure { "https" } else { "http" })
}

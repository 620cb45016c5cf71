//! Every route with who may use it. The router is built from this table, and the authorisation matrix walks it.

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use domain::policy::{self, Action};
use services::Actor;

use crate::pipeline::{self, Context};
use crate::refusal::Refusal;
use crate::server::Server;
use crate::{assets, forms, health, images, metrics, pages};

/// Who may use a route. Use cases ask the policy once more, about the very person or attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Files and probes: nobody is asked who they are.
    Machine,
    Anyone,
    SignedIn,
    /// Trainers and administrators.
    Trainer,
    /// Who leads a unit, and administrators.
    Manager,
}

impl Access {
    /// # Errors
    /// What one may not see is not there.
    pub fn check(self, actor: Option<&Actor>) -> Result<(), Refusal> {
        let action = match self {
            Self::Machine | Self::Anyone => return Ok(()),
            Self::SignedIn => Action::Learn,
            Self::Trainer => Action::SeeManuscripts,
            Self::Manager => Action::SeeTeam,
        };
        let actor = actor.ok_or(Refusal::SignIn)?;
        if policy::allows(actor.roles, action) { Ok(()) } else { Err(Refusal::NotFound) }
    }
}

/// How a route is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
}

/// A route without its handler.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub verb: Verb,
    pub path: &'static str,
    pub access: Access,
}

impl Rule {
    pub fn is_form(&self) -> bool {
        self.verb == Verb::Post
    }
}

/// A route.
pub struct Route {
    pub rule: Rule,
    handler: MethodRouter<Server>,
}

fn show<H: Handler<T, Server>, T: 'static>(access: Access, path: &'static str, handler: H) -> Route {
    Route { rule: Rule { verb: Verb::Get, path, access }, handler: get(handler) }
}

fn submit<H: Handler<T, Server>, T: 'static>(access: Access, path: &'static str, handler: H) -> Route {
    Route { rule: Rule { verb: Verb::Post, path, access }, handler: post(handler) }
}

/// All routes.
#[rustfmt::skip]
pub fn table() -> Vec<Route> {
    use Access::{Anyone, Machine, Manager, SignedIn, Trainer};
    vec![
        show(Machine, "/aset/{file}", assets::show),
        show(Machine, "/isi/{hash}/img/{file}", images::show),
        show(Machine, "/isi/{hash}/en/img/{file}", images::show_translated),
        show(Machine, "/healthz", health::live),
        show(Machine, "/readyz", health::ready),
        show(Machine, "/metrics", metrics::show),

        show(Anyone, "/", pages::front::show),
        show(Anyone, "/masuk", pages::sign_in::show),
        submit(Anyone, "/masuk", forms::sign_in::submit),
        submit(Anyone, "/keluar", forms::sign_in::sign_out),
        submit(Anyone, "/bahasa", forms::preferences::language),
        submit(Anyone, "/tampilan", forms::preferences::theme),
        show(Anyone, "/katalog", pages::catalogue::show),
        show(Anyone, "/kursus/{course}", pages::course::show),
        show(Anyone, "/jalur", pages::paths::list),
        show(Anyone, "/jalur/{path}", pages::paths::show),
        show(Anyone, "/verifikasi", pages::certificate::ask),
        show(Anyone, "/verifikasi/{number}", pages::certificate::verify),
        show(Anyone, "/gaya", pages::style_guide::show),

        show(SignedIn, "/beranda", pages::home::show),
        submit(SignedIn, "/kursus/{course}/daftar", forms::learning::enrol),
        show(SignedIn, "/kursus/{course}/{item}", pages::course::item),
        submit(SignedIn, "/kursus/{course}/{item}/selesai", forms::learning::mark_read),
        submit(SignedIn, "/kursus/{course}/{item}/mulai", forms::quiz::start),
        show(SignedIn, "/kuis/{attempt}", pages::quiz::show),
        submit(SignedIn, "/kuis/{attempt}/jawaban", forms::quiz::save),
        submit(SignedIn, "/kuis/{attempt}/kumpulkan", forms::quiz::submit),
        show(SignedIn, "/profil", pages::profile::own),
        show(SignedIn, "/profil/{person}", pages::profile::show),
        show(SignedIn, "/profil/{person}/bukti/{dictionary}/{competency}", pages::profile::evidence),
        show(SignedIn, "/sertifikat/{number}", pages::certificate::show),
        show(SignedIn, "/perangkat", pages::devices::show),
        submit(SignedIn, "/perangkat/cabut-lainnya", forms::devices::revoke_others),
        submit(SignedIn, "/perangkat/{session}/cabut", forms::devices::revoke),

        show(Manager, "/tim", pages::team::show),

        show(Trainer, "/naskah", pages::manuscripts::list),
        show(Trainer, "/naskah/{course}", pages::manuscripts::show),
        show(Trainer, "/penilaian", pages::marking::list),
        show(Trainer, "/penilaian/{attempt}/{question}", pages::marking::show),
        submit(Trainer, "/penilaian/{attempt}/{question}", forms::marking::submit),
    ]
}

/// Everything that answers requests.
pub fn router(server: Server) -> Router {
    let context = |rule| Context { server: server.clone(), rule };
    let mut router = Router::new();
    for Route { rule, handler } in table() {
        router = router.route(rule.path, handler.route_layer(from_fn_with_state(context(rule), pipeline::run)));
    }
    let nowhere = Rule { verb: Verb::Get, path: "(none)", access: Access::Anyone };
    let refused = || from_fn_with_state(context(nowhere), pipeline::run);
    router
        .fallback((async || Refusal::NotFound).layer(refused()))
        .method_not_allowed_fallback((async || Refusal::MethodNotAllowed).layer(refused()))
        .with_state(server)
}

//! Every route with who may use it. The router is built from this table, and the authorisation matrix walks it.

use std::sync::LazyLock;

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use domain::policy::{self, Action};
use services::Actor;

use crate::pipeline::{self, Context};
use crate::refusal::Refusal;
use crate::server::Server;
use crate::{api, assets, forms, health, images, metrics, pages};

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
    /// Administrators alone.
    Admin,
    /// Auditors, and administrators.
    Auditor,
    /// Programs of other systems, with the secret of a service client and no cookie.
    Client,
    /// An identity provider: shows who it is by a signature in the body. It has no session, and no form of ours: where a
    /// request comes from is not asked, and no cookie is looked at.
    Provider,
    /// The link of a letter that acts by itself: the token in the address is the proof. As for a provider, no form of ours.
    Letter,
}

impl Access {
    /// # Errors
    /// What one may not see is not there.
    pub fn check(self, actor: Option<&Actor>) -> Result<(), Refusal> {
        let action = match self {
            Self::Machine | Self::Anyone | Self::Provider | Self::Letter => return Ok(()),
            Self::SignedIn => Action::Learn,
            Self::Trainer => Action::SeeManuscripts,
            Self::Manager => Action::SeeTeam,
            Self::Admin => Action::ManagePeople,
            Self::Auditor => Action::SeeAudit,
            // The pipeline has found the client; each use case asks for its scope.
            Self::Client => return Ok(()),
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

    /// Whether an address is of this route.
    pub fn fits(&self, path: &str) -> bool {
        let (mut known, mut asked) = (self.path.split('/'), path.split('/'));
        loop {
            match (known.next(), asked.next()) {
                (None, None) => return true,
                (Some(known), Some(asked)) if known == asked || known.starts_with('{') && !asked.is_empty() => {}
                _ => return false,
            }
        }
    }

    /// Whether the form brings a file: then its body may be large.
    pub fn takes_file(&self) -> bool {
        const WITH_FILES: [&str; 4] =
            ["/admin/impor", "/admin/standar/impor", "/pelatihan-luar", "/pelatihan-luar/{training}"];
        self.is_form() && WITH_FILES.contains(&self.path)
    }

    /// Whether the page leads to a provider: each time leaves a row until somebody comes back or the time is over.
    pub fn begins_a_way(&self) -> bool {
        self.path == "/masuk/{provider}"
    }

    /// What an administrator without a second factor may do.
    pub fn is_open_before_second_factor(&self) -> bool {
        ["/keamanan", "/keluar", "/bahasa", "/tampilan", "/masuk/{provider}"]
            .iter()
            .any(|start| self.path.starts_with(start))
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

/// The rules of all routes.
pub fn rules() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| table().into_iter().map(|route| route.rule).collect());
    &RULES
}

/// All routes.
#[rustfmt::skip]
pub fn table() -> Vec<Route> {
    use Access::{Admin, Anyone, Auditor, Client, Letter, Machine, Manager, Provider, SignedIn, Trainer};
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
        show(Anyone, "/masuk/kode", pages::sign_in::code),
        submit(Anyone, "/masuk/kode", forms::sign_in::code),
        show(Anyone, "/masuk/menunggu", pages::sign_in::waiting),
        show(Anyone, "/masuk/{provider}", pages::provider::leave),
        show(Anyone, "/masuk/{provider}/kembali", pages::provider::come_back),
        submit(Provider, "/keluar/{provider}/kanal-belakang", forms::provider::signed_out),
        show(Anyone, "/undangan/{token}", pages::passwords::take_invitation),
        show(Anyone, "/undangan", pages::passwords::invitation),
        submit(Anyone, "/undangan", forms::passwords::invitation),
        show(Anyone, "/lupa-sandi", pages::passwords::ask_reset),
        submit(Anyone, "/lupa-sandi", forms::passwords::ask_reset),
        show(Anyone, "/atur-ulang/{token}", pages::passwords::take_reset),
        show(Anyone, "/atur-ulang", pages::passwords::reset),
        submit(Anyone, "/atur-ulang", forms::passwords::reset),
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
        submit(SignedIn, "/perangkat/cabut-semua", forms::devices::revoke_all),
        show(SignedIn, "/keamanan", pages::security::show),
        submit(SignedIn, "/keamanan/mulai", forms::security::begin),
        submit(SignedIn, "/keamanan/aktifkan", forms::security::confirm),
        submit(SignedIn, "/keamanan/matikan", forms::security::remove),
        submit(SignedIn, "/keamanan/kode-pemulihan", forms::security::renew),
        submit(SignedIn, "/keamanan/penyedia/lepas", forms::security::unlink),
        show(SignedIn, "/sandi", pages::passwords::change),
        submit(SignedIn, "/sandi", forms::passwords::change),

        show(Manager, "/tim", pages::team::show),
        show(Manager, "/tim.csv", pages::team::csv),
        show(Manager, "/tim.xlsx", pages::team::xlsx),

        show(SignedIn, "/jp", pages::trainings::hours),
        show(SignedIn, "/pelatihan-luar", pages::trainings::list),
        submit(SignedIn, "/pelatihan-luar", forms::trainings::file),
        show(SignedIn, "/pelatihan-luar/{training}", pages::trainings::show),
        submit(SignedIn, "/pelatihan-luar/{training}", forms::trainings::file_again),
        submit(SignedIn, "/pelatihan-luar/{training}/tarik", forms::trainings::withdraw),
        show(SignedIn, "/pelatihan-luar/{training}/dokumen", pages::trainings::document),
        show(Auditor, "/admin/pelatihan-luar", pages::trainings::queue),
        show(Auditor, "/admin/pelatihan-luar/{training}", pages::trainings::review),
        submit(Admin, "/admin/pelatihan-luar/{training}/putusan", forms::trainings::decide),

        show(SignedIn, "/rencana", pages::plans::mine),
        submit(SignedIn, "/rencana/surel", forms::plans::letters),
        show(SignedIn, "/rencana/baru", pages::plans::new),
        submit(SignedIn, "/rencana/baru/tinjau", forms::plans::review),
        submit(SignedIn, "/rencana/baru", forms::plans::assign),
        show(Manager, "/rencana/tim", pages::plans::team),
        show(Manager, "/rencana/hitung", pages::plans::best),
        submit(Manager, "/rencana/hitung/tinjau", forms::plans::review_best),
        show(Anyone, "/rencana/berhenti/{token}", pages::plans::unsubscribe),
        submit(Letter, "/rencana/berhenti/{token}", forms::plans::unsubscribe),
        show(SignedIn, "/rencana/{plan}", pages::plans::show),
        submit(SignedIn, "/rencana/{plan}/terima", forms::plans::accept),
        submit(SignedIn, "/rencana/{plan}/bicarakan", forms::plans::discuss),
        submit(SignedIn, "/rencana/{plan}/tenggat", forms::plans::move_all),
        submit(SignedIn, "/rencana/{plan}/tarik", forms::plans::withdraw),
        submit(SignedIn, "/rencana/{plan}/orang/{person}/kecualikan", forms::plans::exempt),
        submit(SignedIn, "/rencana/{plan}/orang/{person}/ikutkan", forms::plans::include),
        submit(SignedIn, "/rencana/{plan}/orang/{person}/jawab", forms::plans::reply),
        submit(SignedIn, "/rencana/{plan}/orang/{person}/tenggat", forms::plans::move_one),

        show(Trainer, "/naskah", pages::manuscripts::list),
        show(Trainer, "/naskah/{course}", pages::manuscripts::show),
        show(Trainer, "/penilaian", pages::marking::list),
        show(Trainer, "/penilaian/{attempt}/{question}", pages::marking::show),
        submit(Trainer, "/penilaian/{attempt}/{question}", forms::marking::submit),

        show(SignedIn, "/data-saya", pages::my_data::show),
        show(SignedIn, "/data-saya/unduh", pages::my_data::download),
        submit(SignedIn, "/data-saya/permintaan", forms::my_data::ask),

        show(SignedIn, "/pemberitahuan", pages::notifications::list),
        submit(SignedIn, "/pemberitahuan/dibaca", forms::notifications::read_all),
        show(SignedIn, "/pemberitahuan/atur", pages::notifications::choices),
        submit(SignedIn, "/pemberitahuan/atur", forms::notifications::choose),
        show(Anyone, "/pemberitahuan/berhenti/{token}", pages::notifications::end),
        submit(Letter, "/pemberitahuan/berhenti/{token}", forms::notifications::end),
        show(SignedIn, "/pemberitahuan/{notification}", pages::notifications::open),

        show(SignedIn, "/evaluasi", pages::evaluation::mine),
        show(Manager, "/evaluasi/tim", pages::evaluation::team),
        show(SignedIn, "/evaluasi/{evaluation}", pages::evaluation::show),
        submit(SignedIn, "/evaluasi/{evaluation}/nilai", forms::evaluation::rate),
        submit(SignedIn, "/evaluasi/{evaluation}/jawab", forms::evaluation::answer),
        submit(SignedIn, "/evaluasi/{evaluation}/tindak-lanjut", forms::evaluation::follow_up),
        submit(SignedIn, "/evaluasi/{evaluation}/ulangi", forms::evaluation::take_up),
        submit(SignedIn, "/evaluasi/{evaluation}/terima", forms::evaluation::acknowledge),
        submit(SignedIn, "/evaluasi/{evaluation}/keberatan", forms::evaluation::object),
        show(Auditor, "/admin/evaluasi", pages::admin::evaluation::cycles),
        submit(Admin, "/admin/evaluasi", forms::admin::evaluation::create),
        show(Auditor, "/admin/evaluasi/{cycle}", pages::admin::evaluation::cycle),
        show(Auditor, "/admin/evaluasi/{cycle}/unduh.csv", pages::admin::evaluation::csv),
        submit(Admin, "/admin/evaluasi/{cycle}/buka", forms::admin::evaluation::open),
        submit(Admin, "/admin/evaluasi/{cycle}/tutup", forms::admin::evaluation::close),
        submit(Admin, "/admin/evaluasi/{cycle}/buka-lagi", forms::admin::evaluation::reopen),

        show(SignedIn, "/sertifikat/{number}/unduh.pdf", pages::sheets::certificate),
        show(SignedIn, "/profil/transkrip.pdf", pages::sheets::own_transcript),
        show(SignedIn, "/profil/{person}/transkrip.pdf", pages::sheets::transcript),
        show(SignedIn, "/evaluasi/{evaluation}/lembar.pdf", pages::sheets::evidence),
        show(Manager, "/lembar", pages::sheets::unit),
        submit(Manager, "/lembar", forms::sheets::order),
        show(Manager, "/lembar/{batch}", pages::sheets::batch),
        show(Manager, "/lembar/{batch}/unduh.zip", pages::sheets::archive),
        show(SignedIn, "/karier", pages::career::own),
        show(SignedIn, "/karier/{person}", pages::career::show),
        submit(Admin, "/karier/{person}/fakta", forms::career::note),
        show(Manager, "/talenta", pages::career::talent),
        submit(Admin, "/talenta", forms::admin::career::set_talent),
        show(Auditor, "/admin/daftar-pendek", pages::admin::career::list),
        submit(Admin, "/admin/daftar-pendek", forms::admin::career::make_shortlist),
        show(Auditor, "/admin/daftar-pendek/{shortlist}", pages::admin::career::show),
        show(Auditor, "/admin/daftar-pendek/{shortlist}/unduh.csv", pages::admin::career::file),

        show(Auditor, "/audit", pages::audit::show),
        show(Auditor, "/audit.csv", pages::audit::export),
        show(Auditor, "/admin/peran", pages::admin::oversight::roles),
        submit(Admin, "/admin/peran", forms::admin::oversight::grant),
        submit(Admin, "/admin/peran/{grant}/akhiri", forms::admin::oversight::end_role),
        show(Auditor, "/admin/klien", pages::admin::oversight::clients),
        submit(Admin, "/admin/klien", forms::admin::oversight::create_client),
        submit(Admin, "/admin/klien/{client}/cabut", forms::admin::oversight::revoke_client),
        show(Auditor, "/admin/permintaan", pages::admin::oversight::requests),
        show(Auditor, "/admin/permintaan/{request}", pages::admin::oversight::request),
        submit(Admin, "/admin/permintaan/{request}/jawab", forms::admin::oversight::answer),
        submit(Admin, "/admin/permintaan/{request}/hapus", forms::admin::oversight::erase),

        show(Auditor, "/admin/sinkronisasi", pages::admin::sync::show),
        show(Admin, "/admin/sinkronisasi/uji", pages::admin::sync::compare),
        submit(Admin, "/admin/sinkronisasi/unit", forms::admin::sync::switch_on),
        submit(Admin, "/admin/sinkronisasi/unit/{unit}/matikan", forms::admin::sync::switch_off),
        submit(Admin, "/admin/sinkronisasi/{destination}/ulang", forms::admin::sync::again),
        submit(Admin, "/admin/sinkronisasi/{destination}/coba", forms::admin::sync::resume),

        show(Client, "/api/v1/kursus-selesai", api::completed_courses),
        show(Client, "/api/v1/kompetensi", api::competencies),

        show(Admin, "/admin/unit", pages::admin::units::list),
        submit(Admin, "/admin/unit", forms::admin::units::add),
        show(Admin, "/admin/unit/baru", pages::admin::units::new),
        show(Admin, "/admin/unit/{unit}", pages::admin::units::show),
        submit(Admin, "/admin/unit/{unit}/ubah", forms::admin::units::rename),
        submit(Admin, "/admin/unit/{unit}/pindah", forms::admin::units::relocate),
        submit(Admin, "/admin/unit/{unit}/gabung", forms::admin::units::merge),
        submit(Admin, "/admin/unit/{unit}/akhiri", forms::admin::units::end),
        show(Admin, "/admin/orang", pages::admin::people::list),
        submit(Admin, "/admin/orang", forms::admin::people::add),
        show(Admin, "/admin/orang/baru", pages::admin::people::new),
        show(Admin, "/admin/orang/{person}", pages::admin::people::show),
        submit(Admin, "/admin/orang/{person}/jabatan", forms::admin::people::assign),
        submit(Admin, "/admin/orang/{person}/jabatan/{assignment}/akhiri", forms::admin::people::end),
        submit(Admin, "/admin/orang/{person}/status", forms::admin::people::status),
        submit(Admin, "/admin/orang/{person}/nomor", forms::admin::people::number),
        show(Admin, "/admin/impor", pages::admin::imports::list),
        submit(Admin, "/admin/impor", forms::admin::imports::upload),
        show(Admin, "/admin/impor/{upload}", pages::admin::imports::show),
        submit(Admin, "/admin/impor/{upload}/kolom", forms::admin::imports::columns),
        submit(Admin, "/admin/impor/{upload}/terapkan", forms::admin::imports::apply),
        submit(Admin, "/admin/impor/{upload}/batal", forms::admin::imports::discard),
        show(Admin, "/admin/standar", pages::admin::standards::list),
        show(Admin, "/admin/standar/jabatan", pages::admin::standards::show),
        submit(Admin, "/admin/standar/jabatan", forms::admin::standards::propose),
        submit(Admin, "/admin/standar/impor", forms::admin::standards::import),
        show(Admin, "/admin/standar/usulan/{draft}", pages::admin::standards::draft),
        submit(Admin, "/admin/standar/usulan/{draft}/terapkan", forms::admin::standards::apply),
        submit(Admin, "/admin/standar/usulan/{draft}/batal", forms::admin::standards::discard),
        show(Admin, "/admin/ekspor/standar.csv", pages::admin::standards::csv),
        show(Admin, "/admin/ekspor/orang.csv", pages::admin::imports::csv),
        show(Admin, "/admin/ekspor/orang.xlsx", pages::admin::imports::xlsx),

        show(Admin, "/admin/akun", pages::accounts::list),
        show(Admin, "/admin/akun/{person}", pages::accounts::show),
        submit(Admin, "/admin/akun/{person}/undang", forms::accounts::invite),
        submit(Admin, "/admin/akun/{person}/tutup", forms::accounts::block),
        submit(Admin, "/admin/akun/{person}/buka", forms::accounts::unblock),
        submit(Admin, "/admin/akun/{person}/keluarkan", forms::accounts::end_sessions),
        submit(Admin, "/admin/akun/{person}/hapus-faktor", forms::accounts::reset_second_factor),
        show(Admin, "/admin/identitas", pages::identities::list),
        show(Admin, "/admin/identitas/{request}", pages::identities::show),
        submit(Admin, "/admin/identitas/{request}/terima", forms::identities::accept),
        submit(Admin, "/admin/identitas/{request}/tolak", forms::identities::refuse),
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

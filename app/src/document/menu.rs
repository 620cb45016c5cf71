//! The account menu: everything that is not in the navigation, by what one comes for.

use domain::policy::Roles;
use leptos::prelude::*;

use super::chrome::csrf;
use super::surroundings::Hole;
use crate::components::icon::{self, icon};
use crate::lang::Lang;

/// Address, drawing and text of an entry.
type Entry = (&'static str, &'static str, &'static str);

pub(super) fn menu(lang: Lang, roles: Roles) -> AnyView {
    let label = format!("{} {}", lang.pick("Akun", "Account of"), Hole::Name.mark());
    let leads = roles.manager || roles.admin || roles.auditor;
    let groups = [
        (true, lang.pick("Saya", "My work"), own(lang)),
        (leads, lang.pick("Tim", "Team"), team(lang, roles)),
        (roles.trainer || roles.admin, lang.pick("Mengajar", "Teaching"), teaching(lang)),
        (roles.admin || roles.auditor, lang.pick("Pengelolaan", "Administration"), administration(lang, roles)),
        (true, lang.pick("Akun", "Account"), account(lang)),
    ];
    let shown = groups.into_iter().filter(|(shown, ..)| *shown).map(|(_, name, entries)| group(name, &entries));
    let class = if roles.admin || roles.auditor { "menu-panel menu-panel--wide" } else { "menu-panel" };
    view! {
        <details class="menu">
            <summary>
                <span class="avatar" aria-hidden="true">{Hole::Initials.mark()}</span>
                <span class="visually-hidden">{label}</span>
            </summary>
            <div class=class>
                <p class="menu-who"><strong>{Hole::Name.mark()}</strong><br/><span class="kicker">{names(lang, roles)}</span></p>
                <div class="menu-groups">{shown.collect_view()}</div>
                <form class="menu-out" method="post" action="/keluar">
                    {csrf()}<button class="menu-item">{icon(icon::OUT)}{lang.pick("Keluar", "Sign out")}</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}

fn group(name: &'static str, entries: &[Entry]) -> AnyView {
    let entry = |(href, drawing, text): &Entry| {
        view! { <li><a class="menu-item" href=*href>{icon(drawing)}{*text}</a></li> }
    };
    view! {
        <div class="menu-group">
            <p class="menu-group-name">{name}</p>
            <ul role="list" aria-label=name>{entries.iter().map(entry).collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn own(lang: Lang) -> Vec<Entry> {
    vec![
        ("/rencana", icon::FLAG, lang.pick("Rencana saya", "My plan")),
        ("/jp", icon::CLOCK, lang.pick("Jam pelajaran saya", "My learning hours")),
        ("/pelatihan-luar", icon::WRITE, lang.pick("Pelatihan di luar", "Outside training")),
        ("/evaluasi", icon::CHECK, lang.pick("Evaluasi kinerja", "Performance evaluation")),
        ("/karier", icon::UP, lang.pick("Karier saya", "My career")),
    ]
}

fn team(lang: Lang, roles: Roles) -> Vec<Entry> {
    let mut entries = vec![("/rencana/tim", icon::FLAG, lang.pick("Rencana tim", "Plans of the team"))];
    if roles.manager {
        entries.push(("/evaluasi/tim", icon::CHECK, lang.pick("Evaluasi tim", "Evaluations of the team")));
    }
    entries.push(("/talenta", icon::TEAM, lang.pick("Kotak talenta", "Talent boxes")));
    entries.push(("/lembar", icon::SEAL, lang.pick("Lembar bukti unit", "Evidence sheets of a unit")));
    entries
}

fn teaching(lang: Lang) -> Vec<Entry> {
    vec![("/penilaian", icon::QUIZ, lang.pick("Menilai jawaban", "Mark answers"))]
}

/// What administrators look after and auditors look at.
fn administration(lang: Lang, roles: Roles) -> Vec<Entry> {
    let mut entries = Vec::new();
    if roles.admin {
        entries.push(("/admin/orang", icon::TEAM, lang.pick("Orang dan unit", "People and units")));
        entries.push(("/admin/akun", icon::PROFILE, lang.pick("Akun orang", "Accounts")));
    }
    entries.extend([
        ("/admin/pelatihan-luar", icon::CHECK, lang.pick("Memeriksa pelatihan luar", "Verify outside training")),
        ("/admin/evaluasi", icon::CLOCK, lang.pick("Siklus evaluasi", "Evaluation cycles")),
        ("/admin/daftar-pendek", icon::BARS, lang.pick("Daftar pendek", "Shortlists")),
        ("/admin/peran", icon::TEAM, lang.pick("Peran", "Roles")),
        ("/admin/permintaan", icon::FLAG, lang.pick("Permintaan data", "Data requests")),
        ("/admin/sinkronisasi", icon::UP, lang.pick("Sinkronisasi", "Synchronisation")),
        ("/admin/klien", icon::SEAL, lang.pick("Klien layanan", "Service clients")),
        ("/audit", icon::BARS, lang.pick("Log audit", "Audit log")),
    ]);
    entries
}

fn account(lang: Lang) -> Vec<Entry> {
    vec![
        ("/pemberitahuan", icon::BELL, lang.pick("Pemberitahuan", "Notifications")),
        ("/keamanan", icon::SEAL, lang.pick("Keamanan akun", "Account security")),
        ("/perangkat", icon::DEVICE, lang.pick("Perangkat saya", "My devices")),
        ("/data-saya", icon::INFO, lang.pick("Data saya", "My data")),
    ]
}

fn names(lang: Lang, roles: Roles) -> String {
    let names = [
        (roles.manager, lang.pick("Atasan", "Manager")),
        (roles.trainer, lang.pick("Pengajar", "Trainer")),
        (roles.admin, lang.pick("Pengelola", "Administrator")),
        (roles.auditor, lang.pick("Auditor", "Auditor")),
    ];
    let held: Vec<_> = names.into_iter().filter_map(|(held, name)| held.then_some(name)).collect();
    if held.is_empty() { lang.pick("Peserta", "Learner").to_owned() } else { held.join(", ") }
}

//! `/admin/akun`: who signs in, and how.

use leptos::prelude::*;
use services::{AccountRow, AccountView, AccountsView, FieldError, InviteForm};

use super::passwords::summary;
use crate::components::card::section_card;
use crate::components::chip::{done_chip, due_chip, measured_chip};
use crate::components::csrf::csrf;
use crate::components::empty::empty_section;
use crate::components::field::{Field, problem_of};
use crate::components::page_head::page_head;
use crate::components::pagination::pagination;
use crate::components::password_field::address_field;
use crate::components::tabs::tabs;
use crate::document::{Chrome, Nav, Page, escape_query};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn accounts(frame: &Frame, view: &AccountsView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Akun orang", "Accounts");
    let people = format::number(lang, view.people as u64);
    let lede = match lang {
        Lang::Id => format!("Siapa yang dapat masuk, dan bagaimana. {people} orang."),
        Lang::En => format!("Who can sign in, and how. {people} people."),
    };
    let list = if view.rows.is_empty() {
        empty_section(
            "kosong",
            lang.pick("Tidak ada yang cocok", "Nobody fits"),
            lang.pick(
                "Periksa ejaannya, atau cari sebagian nama saja.",
                "Check the spelling, or search for part of the name.",
            ),
            Some(("/admin/akun", lang.pick("Tampilkan semua", "Show everybody"))),
        )
    } else {
        table(lang, &view.rows)
    };
    let search = view.search.clone();
    let href = move |page: u32| format!("/admin/akun?kata={}&hal={page}", escape_query(&search));
    let body = view! {
        {account_tabs(lang, false)}
        {page_head(title, lede)}
        <form class="search gap-top" method="get" action="/admin/akun" role="search">
            <input
                class="input" type="search" name="kata" value=view.search.clone() maxlength="100"
                aria-label=lang.pick("Cari nama", "Search for a name") placeholder=lang.pick("Nama orang", "Name of a person")
            />
            <button class="button">{lang.pick("Cari", "Search")}</button>
        </form>
        <div class="gap-top">{list}</div>
        {pagination(lang, view.page, view.pages, href)}
    };
    page(title.to_owned(), body.into_any())
}

/// Between the pages of an administrator about signing in.
pub(super) fn account_tabs(lang: Lang, requests: bool) -> AnyView {
    let entries = [
        ("/admin/akun", lang.pick("Akun orang", "Accounts"), !requests),
        ("/admin/identitas", lang.pick("Permintaan dari penyedia", "Requests from providers"), requests),
    ];
    tabs(lang.pick("Akun", "Accounts"), &entries)
}

fn table(lang: Lang, rows: &[AccountRow]) -> AnyView {
    let (unit, state, ways) =
        (lang.pick("Unit", "Unit"), lang.pick("Keadaan", "State"), lang.pick("Cara masuk", "Way in"));
    let rows = rows.iter().map(|row| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/admin/akun/{}", row.person)>{row.name.clone()}</a></th>
                <td data-label=unit>{row.unit.clone().unwrap_or_else(|| "–".to_owned())}</td>
                <td data-label=ways>{ways_in(lang, row)}</td>
                <td data-label=state>{state_chip(lang, row)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        <th scope="col">{unit}</th>
                        <th scope="col">{ways}</th>
                        <th scope="col">{state}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn ways_in(lang: Lang, row: &AccountRow) -> String {
    let mut ways = Vec::new();
    if row.username.is_some() {
        ways.push(lang.pick("kata sandi", "password"));
    }
    if row.second_factor {
        ways.push(lang.pick("faktor kedua", "second factor"));
    }
    if row.identities > 0 {
        ways.push(lang.pick("akun penyedia", "account at a provider"));
    }
    if ways.is_empty() { lang.pick("belum ada", "none yet").to_owned() } else { ways.join(", ") }
}

fn state_chip(lang: Lang, row: &AccountRow) -> AnyView {
    if row.blocked_since.is_some() {
        due_chip(lang.pick("Ditutup", "Closed"))
    } else if row.username.is_some() || row.identities > 0 {
        done_chip(lang.pick("Dapat masuk", "Can sign in"))
    } else if row.invited_at.is_some() {
        measured_chip(lang.pick("Diundang", "Invited"))
    } else {
        measured_chip(lang.pick("Belum ada akun", "No account yet"))
    }
}

/// One person: what there is, and what can be done.
pub fn account(frame: &Frame, view: &AccountView, mail: bool, form: &InviteForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let row = &view.row;
    let back = lang.pick("Akun orang", "Accounts");
    let lede =
        row.unit.clone().unwrap_or_else(|| lang.pick("Tanpa jabatan saat ini", "Holds no post today").to_owned());
    let invite = (row.username.is_none() && row.blocked_since.is_none()).then(|| {
        section_card("undangan", lang.pick("Undangan", "Invitation"), invitation(frame, view, mail, form, errors))
    });
    let actions = (!view.is_self)
        .then(|| section_card("tindakan", lang.pick("Tindakan", "What you can do"), actions(frame, view)));
    let own = view.is_self.then(|| view! {
        <p class="muted">{lang.pick("Ini akun Anda sendiri. ", "This is your own account. ")}<a href="/keamanan">{lang.pick("Keamanan akun", "Account security")}</a></p>
    });
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/akun">{back}</a></li></ol>
        </nav>
        {page_head(row.name.clone(), lede)}
        {summary(lang, errors)}
        <div class="stack">
            {section_card("akun", lang.pick("Akun", "Account"), facts(lang, view))}
            {invite}
            {actions}
            {own}
        </div>
    };
    Page { chrome: Chrome::Narrow, ..page(row.name.clone(), body.into_any()) }
}

fn facts(lang: Lang, view: &AccountView) -> AnyView {
    let row = &view.row;
    let none = || "–".to_owned();
    let roles: Vec<_> =
        [(row.trainer, lang.pick("pengajar", "trainer")), (row.admin, lang.pick("pengelola", "administrator"))]
            .into_iter()
            .filter_map(|(held, name)| held.then_some(name))
            .collect();
    let closed = row.blocked_since.map(|since| {
        view! { <dt>{lang.pick("Ditutup sejak", "Closed since")}</dt><dd>{format::date_time_tag(lang, since)}</dd> }
    });
    let letter = view.letter.clone().map(|(address, at, sent, problem)| {
        let state = if sent {
            lang.pick("terkirim", "sent").to_owned()
        } else {
            problem.unwrap_or_else(|| lang.pick("menunggu dikirim", "waits to be sent").to_owned())
        };
        view! {
            <dt>{lang.pick("Surel terakhir", "Last e-mail")}</dt>
            <dd>{address}", "{format::date_time_tag(lang, at)}", "{state}</dd>
        }
    });
    view! {
        <p>{state_chip(lang, row)}</p>
        <dl class="facts gap-top">
            <dt>{lang.pick("Nama pengguna", "User name")}</dt><dd>{row.username.clone().unwrap_or_else(none)}</dd>
            <dt>{lang.pick("Surel", "E-mail")}</dt><dd>{row.address.clone().unwrap_or_else(none)}</dd>
            <dt>{lang.pick("Cara masuk", "Way in")}</dt><dd>{ways_in(lang, row)}</dd>
            <dt>{lang.pick("Peran akun", "Roles of the account")}</dt>
            <dd>{if roles.is_empty() { lang.pick("peserta", "learner").to_owned() } else { roles.join(", ") }}</dd>
            <dt>{lang.pick("Perangkat yang masuk", "Devices signed in")}</dt><dd>{view.devices}</dd>
            {closed}
            {letter}
        </dl>
    }
    .into_any()
}

fn invitation(frame: &Frame, view: &AccountView, mail: bool, form: &InviteForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    if !mail {
        return view! {
            <p>{lang.pick("Server ini belum dapat mengirim surel. Isi AMPERA_SMTP_URL, lalu mulai ulang.", "This server cannot send e-mail yet. Set AMPERA_SMTP_URL and start it again.")}</p>
        }
        .into_any();
    }
    let typed =
        if form.address.is_empty() { view.row.address.clone().unwrap_or_default() } else { form.address.clone() };
    let address = Field::new("address", lang.pick("Alamat surel", "E-mail address"))
        .hint(lang.pick(
            "Tautan untuk membuat kata sandi dikirim ke sana dan berlaku tujuh hari.",
            "A link to set a password goes there. It is good for seven days.",
        ))
        .error(problem_of(lang, errors, "address"));
    let again = view.row.invited_at.map(|at| view! {
        <p class="muted">{lang.pick("Undangan terakhir dikirim ", "The last invitation was sent on ")}{format::date_time_tag(lang, at)}"."</p>
    });
    let button = if view.row.invited_at.is_some() {
        lang.pick("Kirim undangan baru", "Send a new invitation")
    } else {
        lang.pick("Kirim undangan", "Send an invitation")
    };
    view! {
        {again}
        <form class="gap-top" method="post" action=format!("/admin/akun/{}/undang", view.row.person) novalidate>
            {csrf(frame)}
            {address_field(&address, &typed)}
            <p class="row gap-top"><button class="button">{button}</button></p>
        </form>
    }
    .into_any()
}

fn actions(frame: &Frame, view: &AccountView) -> AnyView {
    let lang = frame.lang;
    let button = |action: &str, text: &'static str, why: &'static str| {
        view! {
            <form method="post" action=format!("/admin/akun/{}/{action}", view.row.person)>
                {csrf(frame)}
                <p>{why}</p>
                <p class="row"><button class="button button--plain">{text}</button></p>
            </form>
        }
        .into_any()
    };
    let sessions = (view.devices > 0).then(|| {
        button(
            "keluarkan",
            lang.pick("Keluarkan dari semua perangkat", "Sign out everywhere"),
            lang.pick("Orang ini harus masuk lagi.", "This person has to sign in again."),
        )
    });
    let factor = view.row.second_factor.then(|| {
        button(
            "hapus-faktor",
            lang.pick("Hapus faktor kedua", "Remove the second factor"),
            lang.pick(
                "Hanya setelah Anda memastikan siapa orangnya. Ia dikeluarkan dan diberi tahu lewat surel.",
                "Only after you have made sure who it is. The person is signed out, and told by e-mail.",
            ),
        )
    });
    let closing = if view.row.blocked_since.is_some() {
        button(
            "buka",
            lang.pick("Buka kembali akun", "Open the account again"),
            lang.pick("Orang ini dapat masuk lagi.", "This person can sign in again."),
        )
    } else {
        button(
            "tutup",
            lang.pick("Tutup akun", "Close the account"),
            lang.pick(
                "Semua sesi berakhir dan orang ini tidak dapat masuk dengan cara apa pun. Catatannya tetap ada.",
                "Every session ends, and this person cannot sign in by any way. What is on record stays.",
            ),
        )
    };
    view! { <div class="stack">{sessions}{factor}{closing}</div> }.into_any()
}

fn page(title: String, body: AnyView) -> Page {
    Page { title, body, islands: false, nav: Nav::None, chrome: Chrome::Full, description: None }
}

//! `/admin/orang`: people, searched by name, unit, status and the end of a number; and a form for a new person.

use domain::status::Status;
use leptos::prelude::*;
use services::{FieldError, PeopleQuery, PeopleRow, PeopleView, PersonForm};

use super::parts::{Tab, date_field, page, person_kind, prefixed, status_name, summary, unit_field};
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, field, select_field, text_field};
use crate::components::pagination::pagination;
use crate::document::{Page, escape_query};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::profile::post_line;

pub fn people(frame: &Frame, view: &PeopleView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Orang", "People");
    let count = format::number(lang, view.people as u64);
    let searched = view.query != PeopleQuery::default();
    let lede = match (lang, searched) {
        (Lang::Id, false) => format!("{count} orang tercatat. Nomor hanya tampak ujungnya."),
        (Lang::En, false) => format!("{count} people are on record. Of numbers only the end is shown."),
        (Lang::Id, true) => format!("{count} orang cocok."),
        (Lang::En, true) => format!("{count} people match."),
    };
    let content = if view.rows.is_empty() { none(lang, searched) } else { table(lang, view) };
    let body = view! {
        <div class="page-head">
            <div class="page-head-text"><h1>{title}</h1><p class="lede">{lede}</p></div>
            <a class="button" href="/admin/orang/baru">{lang.pick("Tambah orang", "Add a person")}</a>
        </div>
        {filters(lang, view)}
        {content}
        {pagination(lang, view.page, view.pages, |number| address(&view.query, number))}
    };
    page(lang, Tab::People, title.to_owned(), body)
}

fn filters(lang: Lang, view: &PeopleView) -> AnyView {
    let query = &view.query;
    let every = (String::new(), lang.pick("Semua", "All").to_owned());
    let statuses = Status::ALL.map(|status| (status.code().to_owned(), status_name(lang, status).to_owned()));
    let digits = Field::new("akhir", lang.pick("Akhir nomor", "End of the number"));
    let digits_control = view! {
        <input
            class="input" id=digits.id() name=digits.name.clone() value=query.digits.clone() inputmode="numeric" maxlength="6"
            autocomplete="off" placeholder="1001"
        />
    };
    view! {
        <form class="filters no-print" method="get" action="/admin/orang">
            {text_field(&Field::new("nama", lang.pick("Nama memuat", "Name contains")), &query.name)}
            {field(&digits, digits_control)}
            {unit_field(
                lang,
                &Field::new("unit", lang.pick("Unit dan di bawahnya", "Unit and below")),
                &view.units,
                lang.pick("Semua", "All"),
                &query.unit,
            )}
            {select_field(&Field::new("status", "Status"), std::iter::once(every).chain(statuses).collect(), &query.status)}
            <div class="field"><button class="button button--quiet">{lang.pick("Cari", "Search")}</button></div>
        </form>
    }
    .into_any()
}

fn table(lang: Lang, view: &PeopleView) -> AnyView {
    let (number, post) = (lang.pick("Nomor", "Number"), lang.pick("Jabatan", "Position"));
    let row = |person: &PeopleRow| {
        let posts = if person.posts.is_empty() {
            view! { <span class="muted">{lang.pick("Tanpa jabatan", "No position")}</span> }.into_any()
        } else {
            let lines = person.posts.iter().map(|post| view! { <span class="line">{post_line(lang, post)}</span> });
            lines.collect_view().into_any()
        };
        let chip = (person.status != Status::Active)
            .then(|| view! { <span class="chip">{status_name(lang, person.status)}</span> });
        view! {
            <tr>
                <th scope="row"><a href=format!("/admin/orang/{}", person.id)>{person.name.clone()}</a></th>
                <td data-label=number>
                    <span class="line">{person_kind(&person.kind)}</span>
                    <span class="line masked">{person.number.clone().unwrap_or_else(|| "–".to_owned())}</span>
                </td>
                <td data-label=post>{posts}</td>
                <td data-label="Status">{chip.is_none().then(|| status_name(lang, person.status))}{chip}</td>
            </tr>
        }
    };
    let rows = view.rows.iter().map(row).collect_view();
    view! {
        <section class="card card--long gap-top" aria-labelledby="daftar">
            <h2 class="visually-hidden" id="daftar">{lang.pick("Daftar orang", "List of people")}</h2>
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        <th scope="col">{number}</th>
                        <th scope="col">{post}</th>
                        <th scope="col">"Status"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn none(lang: Lang, searched: bool) -> AnyView {
    if searched {
        let why = lang
            .pick("Coba sebagian nama saja, atau kosongkan pilihan lain.", "Try a part of the name, or fewer choices.");
        return empty(lang.pick("Tidak ada yang cocok", "Nobody matches"), why, None);
    }
    let why = lang.pick("Impor daftar dari sistem kepegawaian Anda.", "Import a list from your personnel system.");
    let action = Some(("/admin/impor", lang.pick("Impor daftar", "Import a list")));
    empty(lang.pick("Belum ada orang", "Nobody yet"), why, action)
}

fn address(query: &PeopleQuery, page: u32) -> String {
    let mut address = format!("/admin/orang?hal={page}");
    for (name, value) in
        [("nama", &query.name), ("akhir", &query.digits), ("unit", &query.unit), ("status", &query.status)]
    {
        if !value.is_empty() {
            address = format!("{address}&{name}={}", escape_query(value));
        }
    }
    address
}

pub fn new_person(frame: &Frame, form: &PersonForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Tambah orang", "Add a person");
    let f = |name: &str, label: &str| prefixed(lang, "", name, label, errors);
    let kinds = [("pns", "PNS"), ("pppk", "PPPK")].map(|(value, text)| (value.to_owned(), text.to_owned()));
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/orang">{lang.pick("Orang", "People")}</a></li></ol>
        </nav>
        <div class="page-head"><div class="page-head-text"><h1>{title}</h1></div></div>
        {summary(lang, "", errors)}
        <form class="card form-narrow" method="post" action="/admin/orang" autocomplete="off" novalidate>
            {csrf(frame)}
            {text_field(&f("name", lang.pick("Nama", "Name")), &form.name)}
            {select_field(&f("kind", lang.pick("Jenis", "Kind")), kinds.into(), &form.kind)}
            {text_field(&f("number", lang.pick("NIP atau NI PPPK", "NIP or NI PPPK")).hint(lang.pick("18 angka.", "18 digits.")), &form.number)}
            {date_field(&f("from", lang.pick("Nomor berlaku sejak", "Number valid from")), &form.from)}
            <p class="row gap-top">
                <button class="button">{lang.pick("Tambahkan", "Add")}</button>
                <a class="button button--plain" href="/admin/orang">{lang.pick("Batal", "Cancel")}</a>
            </p>
        </form>
    };
    page(lang, Tab::People, title.to_owned(), body)
}

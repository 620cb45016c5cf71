//! `/admin/orang/{person}`: numbers, positions and status over time, and what can be changed.

use domain::assignment::Basis;
use domain::id::AssignmentId;
use domain::status::Status;
use leptos::prelude::*;
use services::{AssignmentForm, AssignmentView, FieldError, PersonAdminView, PersonForm, StatusForm};

use super::parts::{
    Tab, check_field, date_field, page, person_kind, prefixed, span, status_name, summary, unit_field, when,
};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::{select_field, text_field};
use crate::document::Page;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::profile::titled;

/// A form of the page that did not pass, as it was typed.
#[derive(Clone, Debug)]
pub enum PersonAction {
    Assign(AssignmentForm),
    /// The last day of an assignment.
    End(AssignmentId, String),
    Status(StatusForm),
    Number(PersonForm),
}

impl PersonAction {
    /// What the names of the form's fields begin with.
    fn prefix(&self) -> String {
        match self {
            Self::Assign(_) => "tugas".to_owned(),
            Self::End(id, _) => format!("akhir.{id}"),
            Self::Status(_) => "status".to_owned(),
            Self::Number(_) => "nomor".to_owned(),
        }
    }
}

pub fn person_admin(frame: &Frame, view: &PersonAdminView, typed: Option<(&PersonAction, &[FieldError])>) -> Page {
    let lang = frame.lang;
    let wrong = typed.and_then(|(action, errors)| summary(lang, &action.prefix(), errors));
    let number = view.numbers.first().map(|number| view! { " · "<span class="masked">{number.number.clone()}</span> });
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/orang">{lang.pick("Orang", "People")}</a></li></ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text">
                <h1>{view.name.clone()}</h1>
                <p class="byline">{person_kind(&view.kind)}{number}" · "{status_name(lang, view.status)}</p>
            </div>
            <a class="button button--quiet" href=format!("/profil/{}", view.id)>{lang.pick("Lihat profil", "See the profile")}</a>
        </div>
        {wrong}
        {positions(frame, view, typed)}
        <div class="split split--2-1 section">
            {statuses(frame, view, typed)}
            {numbers(frame, view, typed)}
        </div>
    };
    page(lang, Tab::People, view.name.clone(), body)
}

fn positions(frame: &Frame, view: &PersonAdminView, typed: Option<(&PersonAction, &[FieldError])>) -> AnyView {
    let lang = frame.lang;
    let list = if view.assignments.is_empty() {
        view! { <p class="muted">{lang.pick("Belum ada jabatan.", "No position yet.")}</p> }.into_any()
    } else {
        let rows = view.assignments.iter().map(|held| view! { <li>{position(frame, view, held, typed)}</li> });
        view! { <ul class="deadline-list" role="list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="jabatan">
            <h2 class="section-title" id="jabatan">{lang.pick("Jabatan", "Positions")}</h2>
            {list}
            {assign(frame, view, typed)}
        </section>
    }
    .into_any()
}

fn position(
    frame: &Frame,
    view: &PersonAdminView,
    held: &AssignmentView,
    typed: Option<(&PersonAction, &[FieldError])>,
) -> AnyView {
    let lang = frame.lang;
    let title = titled(&held.basis, &lang.text(&held.position));
    let head = held.head.then(|| lang.pick(" · memimpin unit ini", " · leads this unit"));
    let open = held.span.to.is_none_or(|to| to > view.now);
    let end = open.then(|| {
        let action = PersonAction::End(held.id, String::new());
        let (last, errors) = match typed {
            Some((PersonAction::End(id, last), errors)) if *id == held.id => (last.clone(), errors),
            _ => (view.now.jakarta().date().to_string(), &[][..]),
        };
        let of = prefixed(lang, &action.prefix(), "last", lang.pick("Hari terakhir", "Last day"), errors);
        let form = view! {
            <form method="post" action=format!("/admin/orang/{}/jabatan/{}/akhiri", view.id, held.id) novalidate>
                {csrf(frame)}
                {date_field(&of, &last)}
                <p class="row gap-top"><button class="button button--quiet">{lang.pick("Akhiri jabatan", "End the position")}</button></p>
            </form>
        };
        disclosure(lang.pick("Akhiri", "End"), !errors.is_empty(), form)
    });
    view! {
        <p class="deadline-date">{title}", "{held.unit.clone()}" "{when(lang, held.span, view.now)}</p>
        <p class="kicker">{span(lang, held.span)}{head}</p>
        {end}
    }
    .into_any()
}

fn assign(frame: &Frame, view: &PersonAdminView, typed: Option<(&PersonAction, &[FieldError])>) -> AnyView {
    let lang = frame.lang;
    let today = view.now.jakarta().date().to_string();
    let fresh = AssignmentForm { basis: Basis::Definitive.code().into(), from: today, ..AssignmentForm::default() };
    let (form, errors) = match typed {
        Some((PersonAction::Assign(form), errors)) => (form, errors),
        _ => (&fresh, &[][..]),
    };
    let f = |name: &str, label: &str| prefixed(lang, "tugas", name, label, errors);
    let choose = lang.pick("Pilih", "Choose");
    let positions = view.positions.iter().map(|(id, title)| (id.clone(), lang.text(title)));
    let positions = std::iter::once((String::new(), choose.to_owned())).chain(positions).collect();
    let bases = Basis::ALL.map(|basis| (basis.code().to_owned(), basis_name(lang, basis).to_owned()));
    let basis = f("basis", lang.pick("Dasar", "Basis")).hint(lang.pick(
        "Jabatan definitif baru mengakhiri yang lama. Plt., Plh. dan Pj. berdampingan dengannya.",
        "A new definitive position ends the old one. Plt., Plh. and Pj. stand beside it.",
    ));
    let to = f("to", lang.pick("Hari terakhir", "Last day"))
        .hint(lang.pick("Kosongkan bila belum diketahui.", "Leave it empty if it is not known."));
    let head = lang.pick(
        "Memimpin unit ini: melihat semua orang di dalamnya selama penugasan berlaku",
        "Leads this unit: sees everybody in it for as long as the assignment lasts",
    );
    let content = view! {
        <form class="form-narrow" method="post" action=format!("/admin/orang/{}/jabatan", view.id) novalidate>
            {csrf(frame)}
            {unit_field(lang, &f("unit", lang.pick("Unit", "Unit")), &view.units, choose, &form.unit)}
            {select_field(&f("position", lang.pick("Jabatan", "Position")), positions, &form.position)}
            {select_field(&basis, bases.into(), &form.basis)}
            {check_field("tugas.head", form.head, head)}
            {date_field(&f("from", lang.pick("Hari pertama", "First day")), &form.from)}
            {date_field(&to, &form.to)}
            <p class="row gap-top"><button class="button">{lang.pick("Tambahkan jabatan", "Add the position")}</button></p>
        </form>
    };
    let open = !errors.is_empty() || view.assignments.is_empty();
    disclosure(lang.pick("Tambah jabatan", "Add a position"), open, content)
}

const fn basis_name(lang: Lang, basis: Basis) -> &'static str {
    match basis {
        Basis::Definitive => lang.pick("Definitif", "Definitive"),
        Basis::Plt => lang.pick("Plt. (pelaksana tugas)", "Plt. (acting, post vacant)"),
        Basis::Plh => lang.pick("Plh. (pelaksana harian)", "Plh. (acting, holder away)"),
        Basis::Pj => lang.pick("Pj. (penjabat)", "Pj. (caretaker)"),
    }
}

fn statuses(frame: &Frame, view: &PersonAdminView, typed: Option<(&PersonAction, &[FieldError])>) -> AnyView {
    let lang = frame.lang;
    let fresh = StatusForm { status: view.status.code().into(), from: view.now.jakarta().date().to_string() };
    let (form, errors) = match typed {
        Some((PersonAction::Status(form), errors)) => (form, errors),
        _ => (&fresh, &[][..]),
    };
    let f = |name: &str, label: &str| prefixed(lang, "status", name, label, errors);
    let options = Status::ALL.map(|status| (status.code().to_owned(), status_name(lang, status).to_owned()));
    let rows = view.statuses.iter().map(|period| {
        view! {
            <li>
                <p class="deadline-date">{status_name(lang, period.status)}</p>
                <p class="kicker">{span(lang, period.span)}</p>
            </li>
        }
    });
    let content = view! {
        <form class="form-narrow" method="post" action=format!("/admin/orang/{}/status", view.id) novalidate>
            {csrf(frame)}
            {select_field(&f("status", "Status"), options.into(), &form.status)}
            {date_field(&f("from", lang.pick("Berlaku sejak", "From")), &form.from)}
            <p class="row gap-top"><button class="button button--quiet">{lang.pick("Ubah status", "Change the status")}</button></p>
        </form>
    };
    view! {
        <section class="card" aria-labelledby="status-judul">
            <h2 class="section-title" id="status-judul">"Status"</h2>
            <p class="kicker">
                {lang.pick(
                    "Cuti, tugas belajar dan pensiun mengurangi kewajiban JP setahun. Pensiun mengakhiri semua jabatan.",
                    "Leave, study and retirement reduce the year's duty of JP. Retirement ends every position.",
                )}
            </p>
            {view.statuses.is_empty().then(|| view! { <p class="muted">{lang.pick("Aktif sejak awal pencatatan.", "Active since records began.")}</p> })}
            <ul class="deadline-list" role="list">{rows.collect_view()}</ul>
            {disclosure(lang.pick("Ubah status", "Change the status"), !errors.is_empty(), content)}
        </section>
    }
    .into_any()
}

fn numbers(frame: &Frame, view: &PersonAdminView, typed: Option<(&PersonAction, &[FieldError])>) -> AnyView {
    let lang = frame.lang;
    let fresh = PersonForm { from: view.now.jakarta().date().to_string(), ..PersonForm::default() };
    let (form, errors) = match typed {
        Some((PersonAction::Number(form), errors)) => (form, errors),
        _ => (&fresh, &[][..]),
    };
    let f = |name: &str, label: &str| prefixed(lang, "nomor", name, label, errors);
    let rows = view.numbers.iter().map(|number| {
        let kind = if number.kind == "ni-pppk" { "NI PPPK" } else { "NIP" };
        view! {
            <li>
                <p class="deadline-date">{kind}" "<span class="masked">{number.number.clone()}</span></p>
                <p class="kicker">{span(lang, number.span)}</p>
            </li>
        }
    });
    let label = if view.kind == "pppk" { "NI PPPK" } else { "NIP" };
    let content = view! {
        <form class="form-narrow" method="post" action=format!("/admin/orang/{}/nomor", view.id) autocomplete="off" novalidate>
            {csrf(frame)}
            {text_field(&f("number", label).hint(lang.pick("18 angka.", "18 digits.")), &form.number)}
            {date_field(&f("from", lang.pick("Berlaku sejak", "From")), &form.from)}
            <p class="row gap-top"><button class="button button--quiet">{lang.pick("Simpan nomor", "Save the number")}</button></p>
        </form>
    };
    view! {
        <section class="card" aria-labelledby="nomor-judul">
            <h2 class="section-title" id="nomor-judul">{lang.pick("Nomor", "Numbers")}</h2>
            <ul class="deadline-list" role="list">{rows.collect_view()}</ul>
            {disclosure(lang.pick("Nomor baru", "New number"), !errors.is_empty(), content)}
        </section>
    }
    .into_any()
}

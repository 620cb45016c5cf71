//! `/admin/unit`: the tree of a day, and a form for a new unit.

use leptos::prelude::*;
use services::{FieldError, UNIT_KINDS, UnitForm, UnitNode, UnitOption, UnitTreeView};

use super::parts::{Tab, date_field, page, prefixed, summary, unit_field, unit_kind, unit_path};
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, select_field, text_field};
use crate::document::Page;
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn units(frame: &Frame, view: &UnitTreeView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Unit", "Units");
    let content = if view.rows.is_empty() { none(lang, view) } else { tree(lang, view) };
    let body = view! {
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title}</h1>
                <p class="lede">{lede(lang, view)}</p>
            </div>
            <a class="button" href="/admin/unit/baru">{lang.pick("Tambah unit", "Add a unit")}</a>
        </div>
        <form class="filters no-print" method="get" action="/admin/unit">
            {date_field(&Field::new("tanggal", lang.pick("Pada tanggal", "On the day")), &view.on.to_string())}
            {text_field(&Field::new("q", lang.pick("Nama memuat", "Name contains")), &view.query)}
            <div class="field"><button class="button button--quiet">{lang.pick("Tampilkan", "Show")}</button></div>
        </form>
        {content}
    };
    page(lang, Tab::Units, title.to_owned(), body)
}

fn lede(lang: Lang, view: &UnitTreeView) -> String {
    let (count, day) = (format::number(lang, view.units as u64), format::civil_date(lang, view.on));
    let is_today = view.on == view.today;
    match (lang, is_today) {
        (Lang::Id, true) => format!("{count} unit hari ini. Pilih tanggal lain untuk melihat susunan saat itu."),
        (Lang::En, true) => format!("{count} units today. Choose another day to see what it was like then."),
        (Lang::Id, false) => format!("{count} unit pada {day}."),
        (Lang::En, false) => format!("{count} units on {day}."),
    }
}

fn tree(lang: Lang, view: &UnitTreeView) -> AnyView {
    let (kind, people) = (lang.pick("Jenis", "Kind"), lang.pick("Orang", "People"));
    let row = |unit: &UnitNode| {
        let depth = format!("tree-name tree-name--{}", unit.depth.min(6));
        view! {
            <tr>
                <th scope="row"><span class=depth><a href=unit_path(unit.id)>{unit.name.clone()}</a></span></th>
                <td data-label=kind>{unit_kind(&unit.kind)}</td>
                <td class="number" data-label=people>{unit.people}</td>
            </tr>
        }
    };
    let rows = view.rows.iter().map(row).collect_view();
    let cut = view.query.is_empty() && view.rows.len() < view.units;
    view! {
        <section class="card card--long gap-top" aria-labelledby="pohon">
            <h2 class="visually-hidden" id="pohon">{lang.pick("Susunan unit", "The tree of units")}</h2>
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        <th scope="col">{kind}</th>
                        <th scope="col" class="number">{people}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {cut.then(|| view! {
                <p class="card-note">
                    {lang.pick("Tidak semua unit tampak di sini. Cari menurut nama.", "Not all units are shown. Search by name.")}
                </p>
            })}
        </section>
    }
    .into_any()
}

fn none(lang: Lang, view: &UnitTreeView) -> AnyView {
    if view.units > 0 {
        let why = lang.pick("Coba kata lain, atau tanggal lain.", "Try another word, or another day.");
        return empty(lang.pick("Tidak ada yang cocok", "Nothing found"), why, None);
    }
    let why = lang.pick(
        "Impor daftar dari sistem kepegawaian Anda; unit-unitnya ikut tercatat. Atau tambahkan satu per satu.",
        "Import a list from your personnel system; its units come along. Or add them one by one.",
    );
    let action = Some(("/admin/impor", lang.pick("Impor daftar", "Import a list")));
    empty(lang.pick("Belum ada unit pada tanggal itu", "No units on that day"), why, action)
}

/// The kinds to choose from, with the one that a unit has already.
pub fn kind_options(kind: &str) -> Vec<(String, String)> {
    let mut kinds: Vec<_> = UNIT_KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    if !kind.is_empty() && !kinds.iter().any(|known| known == kind) {
        kinds.push(kind.to_owned());
    }
    kinds.into_iter().map(|kind| (kind.clone(), unit_kind(&kind))).collect()
}

pub fn new_unit(frame: &Frame, units: &[UnitOption], form: &UnitForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Tambah unit", "Add a unit");
    let f = |name: &str, label: &str| prefixed(lang, "", name, label, errors);
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/unit">{lang.pick("Unit", "Units")}</a></li></ol>
        </nav>
        <div class="page-head"><div class="page-head-text"><h1>{title}</h1></div></div>
        {summary(lang, "", errors)}
        <form class="card form-narrow" method="post" action="/admin/unit" novalidate>
            {csrf(frame)}
            {text_field(&f("name", lang.pick("Nama", "Name")), &form.name)}
            {select_field(&f("kind", lang.pick("Jenis", "Kind")), kind_options(&form.kind), &form.kind)}
            {unit_field(lang, &f("other", lang.pick("Di bawah", "Below")), units, lang.pick("(paling atas)", "(at the top)"), &form.other)}
            {text_field(
                &f("code", lang.pick("Kode", "Code")).hint(lang.pick(
                    "Kode unit ini di sistem lain, supaya impor mengenalinya. Boleh kosong.",
                    "The code of this unit in other systems, so that an import knows it. May stay empty.",
                )),
                &form.code,
            )}
            {date_field(&f("from", lang.pick("Berlaku sejak", "From")), &form.from)}
            <p class="row gap-top">
                <button class="button">{lang.pick("Tambahkan", "Add")}</button>
                <a class="button button--plain" href="/admin/unit">{lang.pick("Batal", "Cancel")}</a>
            </p>
        </form>
    };
    page(lang, Tab::Units, title.to_owned(), body)
}

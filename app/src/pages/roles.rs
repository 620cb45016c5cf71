//! `/admin/peran`: who is trusted with what, until when, and by whom.

use leptos::prelude::*;
use services::{FieldError, GrantForm, GrantRow, PersonChoice, RolesView};

use crate::components::card::section;
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, error_summary, field, problem, problem_of, select_field};
use crate::components::icon::{self, icon, small_icon};
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn roles(frame: &Frame, view: &RolesView, form: &GrantForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Peran", "Roles");
    let lede = lang.pick(
        "Pengajar, pengelola dan auditor. Atasan tidak ada di sini: itu mengikuti jabatannya.",
        "Trainers, administrators and auditors. Managers are not here: that follows from their post.",
    );
    let held = match (lang, view.grants.len()) {
        (Lang::Id, count) => format!("{count} peran berlaku"),
        (Lang::En, 1) => "1 role in force".to_owned(),
        (Lang::En, count) => format!("{count} roles in force"),
    };
    let body = view! {
        {page_head(title, lede)}
        {summary(lang, errors)}
        {section("berlaku", held, (), table(frame, view))}
        {view.may_change.then(|| {
            section("beri", lang.pick("Beri peran", "Grant a role"), (), granting(frame, view, form, errors))
        })}
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Full,
        description: None,
    }
}

/// The name of a role.
pub fn role_name(lang: Lang, role: &str) -> &str {
    match role {
        "trainer" => lang.pick("Pengajar", "Trainer"),
        "admin" => lang.pick("Pengelola", "Administrator"),
        "auditor" => lang.pick("Auditor", "Auditor"),
        other => other,
    }
}

fn table(frame: &Frame, view: &RolesView) -> AnyView {
    let lang = frame.lang;
    if view.grants.is_empty() {
        let why = lang.pick("Beri peran kepada seseorang di bawah ini.", "Grant somebody a role below.");
        return empty(lang.pick("Belum ada peran", "No roles yet"), why, None);
    }
    let heads =
        [lang.pick("Peran", "Role"), lang.pick("Berlaku", "In force"), lang.pick("Diberikan oleh", "Granted by")];
    let rows = view.grants.iter().map(|grant| row(frame, grant, heads, view.may_change)).collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                        {view.may_change.then(|| view! {
                            <th scope="col"><span class="visually-hidden">{lang.pick("Tindakan", "Actions")}</span></th>
                        })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(frame: &Frame, grant: &GrantRow, [role, force, by]: [&'static str; 3], may_change: bool) -> AnyView {
    let lang = frame.lang;
    let of = match (&grant.course, grant.role.as_str()) {
        (Some(course), _) => format!(", {course}"),
        (None, "trainer") => lang.pick(", semua kursus", ", every course").to_owned(),
        _ => String::new(),
    };
    let name = format!("{}{of}", role_name(lang, &grant.role));
    // A role from before roles had a date begins at the beginning of time.
    let since = (grant.since.0 > 0).then(|| format::date(lang, grant.since));
    let until = grant.until.map(|day| format::civil_date(lang, day));
    let time = match (lang, since, until) {
        (Lang::Id, Some(since), Some(until)) => format!("{since} sampai {until}"),
        (Lang::En, Some(since), Some(until)) => format!("{since} to {until}"),
        (Lang::Id, Some(since), None) => format!("sejak {since}"),
        (Lang::En, Some(since), None) => format!("since {since}"),
        (Lang::Id, None, Some(until)) => format!("sampai {until}"),
        (Lang::En, None, Some(until)) => format!("to {until}"),
        (_, None, None) => lang.pick("sejak semula", "from the start").to_owned(),
    };
    let granted = grant.granted_by.clone().unwrap_or_else(|| lang.pick("sistem", "the system").to_owned());
    let label = format!(": {}, {}", grant.name, name);
    let end = may_change.then(|| {
        view! {
            <td>
                <form method="post" action=format!("/admin/peran/{}/akhiri", grant.id)>
                    {csrf(frame)}
                    <button class="button button--quiet">
                        {lang.pick("Akhiri", "End")}<span class="visually-hidden">{label}</span>
                    </button>
                </form>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{grant.name.clone()}</th>
            <td data-label=role>{name}</td>
            <td data-label=force>{time}</td>
            <td data-label=by>{granted}</td>
            {end}
        </tr>
    }
    .into_any()
}

fn label(lang: Lang, field: &str) -> &'static str {
    match field {
        "person" => lang.pick("Orang", "Person"),
        "course" => lang.pick("Kursus", "Course"),
        "until" => lang.pick("Berlaku sampai", "In force until"),
        _ => lang.pick("Peran", "Role"),
    }
}

fn summary(lang: Lang, errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let fields = errors
        .iter()
        .map(|error| (error.field.clone(), format!("{}: {}", label(lang, &error.field), problem(lang, error.problem))));
    Some(error_summary(lang.pick("Peran belum diberikan", "The role is not granted yet"), None, fields.collect()))
}

/// First whom, then what: the search works without JavaScript.
fn granting(frame: &Frame, view: &RolesView, form: &GrantForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let searched = !view.query.is_empty();
    let hint = lang.pick("Sebagian nama saja cukup.", "A part of the name is enough.");
    let nobody = searched && view.found.is_empty();
    let error = problem_of(lang, errors, "person");
    // Without a list to choose from there is no field that the error could stand at.
    let at_search = error.clone().filter(|_| view.found.is_empty());
    view! {
        <form class="card" method="get" action="/admin/peran" role="search">
            <label class="field-label" for="cari">{lang.pick("1. Cari orangnya", "1. Find the person")}</label>
            <p class="field-hint" id="cari-petunjuk">{hint}</p>
            {at_search.map(|error| view! {
                <p class="field-error" id="person">{small_icon(icon::WARNING)}{error}</p>
            })}
            <div class="search">
                <input
                    class="input" type="search" id="cari" name="cari" value=view.query.clone() maxlength="100"
                    autocomplete="off" aria-describedby="cari-petunjuk"
                />
                <button class="button button--quiet">{icon(icon::SEARCH)}{lang.pick("Cari", "Search")}</button>
            </div>
            {nobody.then(|| view! {
                <p class="card-note">{lang.pick("Tidak ada orang dengan nama ini.", "Nobody has this name.")}</p>
            })}
        </form>
        {(!view.found.is_empty()).then(|| choosing(frame, view, form, errors, error))}
    }
    .into_any()
}

fn choosing(
    frame: &Frame,
    view: &RolesView,
    form: &GrantForm,
    errors: &[FieldError],
    person_error: Option<String>,
) -> AnyView {
    let lang = frame.lang;
    let roles = ["trainer", "admin", "auditor"].map(|role| (role.to_owned(), role_name(lang, role).to_owned()));
    let role = Field::new("role", label(lang, "role")).error(problem_of(lang, errors, "role")).hint(lang.pick(
        "Auditor membaca semuanya kecuali jawaban dan tidak mengubah apa pun; peran ini tidak digabung dengan yang lain.",
        "An auditor reads everything but answers and changes nothing; this role is not held with another.",
    ));
    let mut courses = vec![(String::new(), lang.pick("Semua kursus", "Every course").to_owned())];
    courses.extend(view.courses.iter().cloned());
    let course = Field::new("course", label(lang, "course"))
        .hint(lang.pick("Hanya untuk pengajar.", "For trainers only."))
        .error(problem_of(lang, errors, "course"));
    let until = Field::new("until", label(lang, "until"))
        .hint(lang.pick("Boleh kosong: tanpa batas waktu.", "May stay empty: no end."))
        .error(problem_of(lang, errors, "until"));
    let day = view! {
        <input
            class="input input--date" type="date" id="until" name="until" value=form.until.clone()
            aria-invalid=until.invalid() aria-describedby=until.described_by()
        />
    };
    let chosen = if form.person.is_empty() && view.found.len() == 1 {
        view.found.first().map(|found| found.id.to_string()).unwrap_or_default()
    } else {
        form.person.clone()
    };
    view! {
        <form class="card gap-top" method="post" action="/admin/peran" novalidate>
            {csrf(frame)}
            <input type="hidden" name="cari" value=view.query.clone()/>
            <div class="field">
                <fieldset class="choice-list" id="person" tabindex="-1">
                    <legend>{lang.pick("2. Pilih orangnya", "2. Choose the person")}</legend>
                    {person_error.map(|error| view! { <p class="field-error">{small_icon(icon::WARNING)}{error}</p> })}
                    {view.found.iter().map(|found| choice(found, &chosen)).collect_view()}
                </fieldset>
            </div>
            {select_field(&role, roles.to_vec(), &form.role)}
            {select_field(&course, courses, &form.course)}
            {field(&until, day)}
            <p class="row gap-top"><button class="button">{lang.pick("Beri peran", "Grant the role")}</button></p>
        </form>
    }
    .into_any()
}

fn choice(found: &PersonChoice, chosen: &str) -> AnyView {
    let id = found.id.to_string();
    let checked = id == chosen;
    view! {
        <label class="check">
            <input type="radio" name="person" value=id checked=checked/>
            <span>
                {found.name.clone()}
                {found.unit.clone().map(|unit| view! { <span class="kicker">" · "{unit}</span> })}
            </span>
        </label>
    }
    .into_any()
}

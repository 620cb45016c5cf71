//! `/admin/klien`: the programs of other systems that read through the API.

use leptos::prelude::*;
use services::{ClientForm, ClientRow, ClientsView, FieldError, NewClient};

use crate::components::alert::{Kind, alert};
use crate::components::card::section;
use crate::components::chip::measured_chip;
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, error_summary, problem, problem_of, text_field};
use crate::components::icon::{self, small_icon};
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// `created`: the client that was just made; its secret is on this one page and nowhere else.
pub fn clients(
    frame: &Frame,
    view: &ClientsView,
    form: &ClientForm,
    errors: &[FieldError],
    created: Option<&NewClient>,
) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Klien layanan", "Service clients");
    let lede = lang.pick(
        "Program sistem lain yang membaca kursus selesai dan kompetensi. Setiap klien hanya mendapat yang dicentang.",
        "Programs of other systems that read completed courses and competencies. Each gets only what is ticked.",
    );
    let count = match (lang, view.clients.len()) {
        (Lang::Id, count) => format!("{count} klien"),
        (Lang::En, 1) => "1 client".to_owned(),
        (Lang::En, count) => format!("{count} clients"),
    };
    let body = view! {
        {page_head(title, lede)}
        {created.map(|created| secret(lang, created))}
        {summary(lang, errors)}
        {section("daftar", count, (), table(frame, view))}
        {view.may_change.then(|| {
            section("baru", lang.pick("Buat klien", "Create a client"), (), creating(frame, form, errors))
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

fn secret(lang: Lang, created: &NewClient) -> AnyView {
    let title = match lang {
        Lang::Id => format!("Rahasia untuk {}", created.name),
        Lang::En => format!("The secret of {}", created.name),
    };
    let text = view! {
        <p>
            {lang.pick(
                "Salin sekarang ke sistem yang memakainya. Kami tidak menyimpannya dan tidak dapat menampilkannya lagi.",
                "Copy it now into the system that uses it. We do not store it and cannot show it again.",
            )}
        </p>
        <p class="chain-head"><code>{created.secret.clone()}</code></p>
    };
    view! { <div>{alert(Kind::Done, title, text)}</div> }.into_any()
}

fn scope_words(lang: Lang, scope: &str) -> &str {
    match scope {
        "courses:read" => lang.pick("Kursus yang selesai", "Completed courses"),
        "competencies:read" => lang.pick("Keadaan kompetensi", "Competency states"),
        "numbers:read" => lang.pick("NIP dan NI PPPK", "NIP and NI PPPK"),
        other => other,
    }
}

fn table(frame: &Frame, view: &ClientsView) -> AnyView {
    let lang = frame.lang;
    if view.clients.is_empty() {
        let why = lang.pick(
            "Selama kosong, tidak ada sistem lain yang dapat membaca apa pun.",
            "As long as this is empty, no other system can read anything.",
        );
        return empty(lang.pick("Belum ada klien", "No clients yet"), why, None);
    }
    let heads =
        [lang.pick("Membaca", "Reads"), lang.pick("Dibuat", "Created"), lang.pick("Terakhir dipakai", "Last used")];
    let rows = view.clients.iter().map(|client| row(frame, client, heads, view.may_change)).collect_view();
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

fn row(frame: &Frame, client: &ClientRow, [reads, created, used]: [&'static str; 3], may_change: bool) -> AnyView {
    let lang = frame.lang;
    let chips = client.scopes.iter().map(|scope| view! { <li>{measured_chip(scope_words(lang, scope))}</li> });
    let chips = chips.collect_view();
    let last = match (client.revoked_at, client.last_used_at) {
        (Some(at), _) => format!("{} {}", lang.pick("dicabut", "revoked"), format::date(lang, at)),
        (None, Some(at)) => format::date_time(lang, at),
        (None, None) => lang.pick("belum pernah", "never").to_owned(),
    };
    let revoke = (may_change && client.revoked_at.is_none()).then(|| {
        view! {
            <form method="post" action=format!("/admin/klien/{}/cabut", client.id)>
                {csrf(frame)}
                <button class="button button--quiet">
                    {lang.pick("Cabut", "Revoke")}<span class="visually-hidden">": "{client.name.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{client.name.clone()}</th>
            <td data-label=reads><ul class="chip-list" role="list">{chips}</ul></td>
            <td data-label=created>{format::date_tag(lang, client.created_at)}</td>
            <td data-label=used>{last}</td>
            {may_change.then(|| view! { <td>{revoke}</td> })}
        </tr>
    }
    .into_any()
}

fn label(lang: Lang, field: &str) -> &'static str {
    if field == "name" {
        lang.pick("Nama klien", "Name of the client")
    } else {
        lang.pick("Yang dibaca", "What it reads")
    }
}

fn summary(lang: Lang, errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let fields = errors
        .iter()
        .map(|error| (error.field.clone(), format!("{}: {}", label(lang, &error.field), problem(lang, error.problem))));
    Some(error_summary(lang.pick("Klien belum dibuat", "The client is not created yet"), None, fields.collect()))
}

fn creating(frame: &Frame, form: &ClientForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let name = Field::new("name", label(lang, "name"))
        .hint(lang.pick("Misalnya nama sistemnya: e-Kinerja.", "For example the name of the system: e-Kinerja."))
        .error(problem_of(lang, errors, "name"));
    let hint = lang.pick(
        "Beri nomor pegawai hanya bila sistem itu tidak mengenal orang dengan cara lain.",
        "Give personal numbers only where the other system knows people by nothing else.",
    );
    let scopes = ["courses:read", "competencies:read", "numbers:read"].map(|scope| {
        let checked = form.scopes.iter().any(|chosen| chosen == scope);
        view! {
            <label class="check">
                <input type="checkbox" name="scopes" value=scope checked=checked/>
                <span>{scope_words(lang, scope)}<span class="kicker">" · "<code>{scope}</code></span></span>
            </label>
        }
    });
    let error = problem_of(lang, errors, "scopes");
    view! {
        <form class="card" method="post" action="/admin/klien" novalidate>
            {csrf(frame)}
            {text_field(&name, &form.name)}
            <div class="field">
                <fieldset class="choice-list" id="scopes" tabindex="-1">
                    <legend>{label(lang, "scopes")}</legend>
                    <p class="field-hint">{hint}</p>
                    {error.map(|error| view! { <p class="field-error">{small_icon(icon::WARNING)}{error}</p> })}
                    {scopes.collect_view()}
                </fieldset>
            </div>
            <p class="row gap-top"><button class="button">{lang.pick("Buat klien", "Create the client")}</button></p>
        </form>
    }
    .into_any()
}

//! What the pages have in common.

use domain::assignment::Span;
use domain::id::UnitId;
use domain::status::Status;
use domain::time::Timestamp;
use domain::unit::BEGINNING;
use leptos::prelude::*;
use services::{FieldError, UnitOption};

use crate::components::field::{Field, error_summary, field, problem, problem_of};
use crate::components::tabs::tabs;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::lang::Lang;

/// More units than this are too many to choose from: then the id of the unit is asked for.
const MOST_OPTIONS: usize = 1500;

/// Where the reader is among the pages of administrators.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    People,
    Units,
    Standards,
    Lists,
}

/// The page with its tabs.
pub fn page(lang: Lang, tab: Tab, title: String, body: impl IntoView + 'static) -> Page {
    let entries = [
        ("/admin/orang", lang.pick("Orang", "People"), tab == Tab::People),
        ("/admin/unit", lang.pick("Unit", "Units"), tab == Tab::Units),
        ("/admin/standar", lang.pick("Standar", "Standards"), tab == Tab::Standards),
        ("/admin/impor", lang.pick("Impor dan ekspor", "Import and export"), tab == Tab::Lists),
    ];
    let body = view! { {tabs(lang.pick("Kelola", "Manage"), &entries)}{body} };
    Page { title, body: body.into_any(), islands: false, nav: Nav::None, chrome: Chrome::Full, description: None }
}

/// A field of a form whose names begin with a prefix: forms beside each other have names of their own.
pub fn prefixed(lang: Lang, prefix: &str, name: &str, label: &str, errors: &[FieldError]) -> Field {
    let full = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
    Field::new(full, label).error(problem_of(lang, errors, name))
}

/// What has to be corrected, at the top of the page.
pub fn summary(lang: Lang, prefix: &str, errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let id = |field: &str| if prefix.is_empty() { field.to_owned() } else { format!("{prefix}.{field}") };
    let fields = errors.iter().map(|error| (id(&error.field), problem(lang, error.problem)));
    let text = lang.pick("Perbaiki bagian ini, lalu kirim lagi.", "Correct this, then send it again.");
    let title = lang.pick("Belum tersimpan", "Not saved yet");
    Some(error_summary(title, Some(text.to_owned()), fields.collect()))
}

/// A day, with the browser's own calendar where it has one.
pub fn date_field(of: &Field, value: &str) -> AnyView {
    let control = view! {
        <input
            class="input input--date"
            type="date"
            id=of.id()
            name=of.name.clone()
            value=value.to_owned()
            aria-invalid=of.invalid()
            aria-describedby=of.described_by()
        />
    };
    field(of, control)
}

/// A unit; the first choice stands for none.
pub fn unit_field(lang: Lang, of: &Field, units: &[UnitOption], none: &str, chosen: &str) -> AnyView {
    if units.len() > MOST_OPTIONS {
        let hint = lang.pick(
            "Salin nomor unit dari alamat halaman unit itu.",
            "Copy the unit's number from the address of its page.",
        );
        return crate::components::field::text_field(&of.clone().hint(hint), chosen);
    }
    let options = units.iter().map(|unit| {
        let name = format!("{}{}", "\u{2003}".repeat(unit.depth), unit.name);
        view! { <option value=unit.id.clone() selected=unit.id == chosen>{name}</option> }
    });
    let control = view! {
        <select
            class="select"
            id=of.id()
            name=of.name.clone()
            aria-invalid=of.invalid()
            aria-describedby=of.described_by()
        >
            <option value="" selected=chosen.is_empty()>{none.to_owned()}</option>
            {options.collect_view()}
        </select>
    };
    field(of, control)
}

/// A box to tick.
pub fn check_field(name: &str, checked: bool, text: impl IntoView + 'static) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" name=name.to_owned() value="ya" checked=checked/>
            <span>{text}</span>
        </label>
    }
    .into_any()
}

/// Where a unit is shown.
pub fn unit_path(id: UnitId) -> String {
    format!("/admin/unit/{id}")
}

/// "1 Maret 2024 – 31 Desember 2026"
pub fn span(lang: Lang, span: Span) -> String {
    let from = (span.from > BEGINNING).then(|| format::date(lang, span.from));
    let to = span.to.map(|to| format::date(lang, to.plus_millis(-1)));
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => format!("{} {from}", lang.pick("sejak", "since")),
        (None, Some(to)) => format!("{} {to}", lang.pick("sampai", "until")),
        (None, None) => lang.pick("sejak awal pencatatan", "since records began").to_owned(),
    }
}

/// Whether it runs, is over, or is still to come.
pub fn when(lang: Lang, span: Span, now: Timestamp) -> Option<AnyView> {
    if span.from > now {
        let text = lang.pick("akan datang", "to come");
        return Some(view! { <span class="chip chip--due">{text}</span> }.into_any());
    }
    if span.covers(now) {
        let text = lang.pick("berjalan", "running");
        return Some(view! { <span class="chip chip--met">{text}</span> }.into_any());
    }
    None
}

pub fn status_name(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Active => lang.pick("Aktif", "Active"),
        Status::Leave => lang.pick("Cuti", "On leave"),
        Status::Study => lang.pick("Tugas belajar", "Sent to study"),
        Status::Retired => lang.pick("Pensiun", "Retired"),
    }
}

/// "PNS"
pub fn person_kind(kind: &str) -> &'static str {
    if kind == "pppk" { "PPPK" } else { "PNS" }
}

/// "Kelurahan"; `rumah-sakit` is "Rumah sakit".
pub fn unit_kind(kind: &str) -> String {
    if kind == "uptd" {
        return "UPTD".to_owned();
    }
    let mut chars = kind.chars().map(|c| if c == '-' { ' ' } else { c });
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

//! `/admin/unit/{unit}`: what is below it, what it was, and what can be done with it.

use domain::assignment::Span;
use domain::unit::BEGINNING;
use leptos::prelude::*;
use services::{FieldError, PeriodView, UnitForm, UnitNode, UnitView};

use super::parts::{Tab, date_field, page, prefixed, span, summary, unit_field, unit_kind, unit_path};
use super::units::kind_options;
use crate::components::alert::{self, alert};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::{select_field, text_field};
use crate::document::Page;
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// What is done with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitAction {
    Rename,
    Move,
    Merge,
    End,
}

impl UnitAction {
    /// The last part of the address, and what the names of the form's fields begin with.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rename => "ubah",
            Self::Move => "pindah",
            Self::Merge => "gabung",
            Self::End => "akhiri",
        }
    }
}

/// `typed`: a form that did not pass, with what is wrong.
pub fn unit(frame: &Frame, view: &UnitView, typed: Option<(UnitAction, &UnitForm, &[FieldError])>) -> Page {
    let lang = frame.lang;
    let wrong = typed.and_then(|(action, _, errors)| summary(lang, action.code(), errors));
    let above = view.above.iter().map(|(id, name)| view! { <li><a href=unit_path(*id)>{name.clone()}</a></li> });
    let people = format::number(lang, view.people as u64);
    let people = match lang {
        Lang::Id => format!("{people} orang, termasuk unit di bawahnya"),
        Lang::En => format!("{people} people, with the units below"),
    };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/unit">{lang.pick("Unit", "Units")}</a></li>{above.collect_view()}</ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text">
                <h1>{view.name.clone()}</h1>
                <p class="byline">{unit_kind(&view.kind)}" · "{lang.pick("kode ", "code ")}<code>{view.code.clone()}</code></p>
            </div>
            <a class="button button--quiet" href=format!("/admin/orang?unit={}", view.id)>{lang.pick("Lihat orangnya", "See the people")}</a>
        </div>
        {wrong}
        {ended(lang, view)}
        <p>{people}</p>
        <div class="split split--2-1 section">
            {below(lang, view)}
            {history(lang, view)}
        </div>
        {view.ended.is_none().then(|| changes(frame, view, typed))}
    };
    page(lang, Tab::Units, view.name.clone(), body)
}

fn ended(lang: Lang, view: &UnitView) -> Option<AnyView> {
    let (at, successor) = view.ended.as_ref()?;
    let last = format::date(lang, at.plus_millis(-1));
    let title = match lang {
        Lang::Id => format!("Unit ini berakhir pada {last}"),
        Lang::En => format!("This unit ends on {last}"),
    };
    let text = successor.as_ref().map(|(id, name)| {
        view! { <p>{lang.pick("Digabung ke ", "Merged into ")}<a href=unit_path(*id)>{name.clone()}</a>"."</p> }
    });
    Some(alert(alert::Kind::Plain, title, text))
}

fn below(lang: Lang, view: &UnitView) -> AnyView {
    let content = if view.below.is_empty() {
        view! { <p class="muted">{lang.pick("Tidak ada unit di bawahnya.", "No units are below it.")}</p> }.into_any()
    } else {
        let row = |unit: &UnitNode| {
            view! {
                <li>
                    <p class="deadline-date"><a href=unit_path(unit.id)>{unit.name.clone()}</a></p>
                    <p class="kicker">{unit_kind(&unit.kind)}" · "{unit.people}{lang.pick(" orang", " people")}</p>
                </li>
            }
        };
        view! { <ul class="deadline-list" role="list">{view.below.iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="bawah">
            <h2 class="section-title" id="bawah">{lang.pick("Unit di bawahnya", "Units below")}</h2>
            {content}
            {view.ended.is_none().then(|| view! {
                <p><a class="go" href=format!("/admin/unit/baru?induk={}", view.id)>
                    {lang.pick("Tambah unit di bawahnya", "Add a unit below")}" "<span aria-hidden="true">"→"</span>
                </a></p>
            })}
        </section>
    }
    .into_any()
}

fn history(lang: Lang, view: &UnitView) -> AnyView {
    let row = |period: &PeriodView| {
        let time = span(lang, Span { from: period.from.unwrap_or(BEGINNING), to: period.to });
        let parent = period.parent.as_ref().map(|parent| match lang {
            Lang::Id => format!(" · di bawah {parent}"),
            Lang::En => format!(" · below {parent}"),
        });
        view! {
            <li>
                <p class="deadline-date">{period.name.clone()}</p>
                <p class="kicker">{time}" · "{unit_kind(&period.kind)}{parent}</p>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="riwayat">
            <h2 class="section-title" id="riwayat">{lang.pick("Riwayat", "History")}</h2>
            <ul class="deadline-list" role="list">{view.history.iter().map(row).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn changes(frame: &Frame, view: &UnitView, typed: Option<(UnitAction, &UnitForm, &[FieldError])>) -> AnyView {
    let lang = frame.lang;
    let forms = [UnitAction::Rename, UnitAction::Move, UnitAction::Merge, UnitAction::End].map(|action| {
        let typed = typed.filter(|(failed, ..)| *failed == action);
        let fresh = UnitForm {
            name: view.name.clone(),
            kind: view.kind.clone(),
            from: view.today.to_string(),
            ..UnitForm::default()
        };
        let (form, errors) = typed.map_or((&fresh, &[][..]), |(_, form, errors)| (form, errors));
        let fields = fields(lang, view, action, form, errors);
        let (title, verb) = words(lang, action);
        let content = view! {
            <form class="form-narrow" method="post" action=format!("{}/{}", unit_path(view.id), action.code()) novalidate>
                {csrf(frame)}
                {fields}
                <p class="row gap-top"><button class="button button--quiet">{verb}</button></p>
            </form>
        };
        disclosure(title, typed.is_some(), content)
    });
    view! {
        <section class="section" aria-labelledby="perubahan">
            <h2 class="section-title" id="perubahan">{lang.pick("Ubah unit ini", "Change this unit")}</h2>
            <p class="kicker">
                {lang.pick(
                    "Setiap perubahan berlaku mulai satu tanggal. Yang lama tetap tercatat.",
                    "Each change holds from a day on. What was before stays on record.",
                )}
            </p>
            <div class="card gap-top">{forms.into_iter().collect_view()}</div>
        </section>
    }
    .into_any()
}

const fn words(lang: Lang, action: UnitAction) -> (&'static str, &'static str) {
    match action {
        UnitAction::Rename => (lang.pick("Ganti nama atau jenis", "Change name or kind"), lang.pick("Ganti", "Change")),
        UnitAction::Move => (lang.pick("Pindahkan", "Move"), lang.pick("Pindahkan", "Move")),
        UnitAction::Merge => {
            (lang.pick("Gabungkan ke unit lain", "Merge into another"), lang.pick("Gabungkan", "Merge"))
        }
        UnitAction::End => (lang.pick("Akhiri", "End"), lang.pick("Akhiri unit", "End the unit")),
    }
}

fn fields(lang: Lang, view: &UnitView, action: UnitAction, form: &UnitForm, errors: &[FieldError]) -> AnyView {
    let f = |name: &str, label: &str| prefixed(lang, action.code(), name, label, errors);
    let from = || date_field(&f("from", lang.pick("Berlaku sejak", "From")), &form.from);
    match action {
        UnitAction::Rename => view! {
            {text_field(&f("name", lang.pick("Nama", "Name")), &form.name)}
            {select_field(&f("kind", lang.pick("Jenis", "Kind")), kind_options(&form.kind), &form.kind)}
            {from()}
        }
        .into_any(),
        UnitAction::Move => {
            let top = lang.pick("(paling atas)", "(at the top)");
            let hint = lang.pick("Semua unit di bawahnya ikut pindah.", "All units below it move along.");
            let of = f("other", lang.pick("Ke bawah", "Below")).hint(hint);
            view! { {unit_field(lang, &of, &view.others, top, &form.other)}{from()} }.into_any()
        }
        UnitAction::Merge => {
            let choose = lang.pick("Pilih unit", "Choose a unit");
            let hint = lang.pick(
                "Orang dan unit di bawahnya pindah ke sana, dan unit ini berakhir. Tidak ada yang otomatis menjadi kepala di sana.",
                "Its people and the units below go there, and this unit ends. Nobody becomes a head there by that.",
            );
            let of = f("other", lang.pick("Ke dalam", "Into")).hint(hint);
            view! { {unit_field(lang, &of, &view.others, choose, &form.other)}{from()} }.into_any()
        }
        UnitAction::End => {
            let hint = lang.pick(
                "Hanya bila tidak ada lagi orang dan unit di sini. Kalau masih ada, gabungkan.",
                "Only when no people and units are left here. Otherwise merge it.",
            );
            date_field(&f("from", lang.pick("Hari terakhir", "Last day")).hint(hint), &form.from)
        }
    }
}

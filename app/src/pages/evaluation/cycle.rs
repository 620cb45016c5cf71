//! `/admin/evaluasi/{cycle}`: how far a cycle is, what happened to it, and what can be done with it.

use domain::evaluation::{Refused, State};
use domain::evaluation_cycle::CycleState;
use leptos::prelude::*;
use services::{CycleEvent, CycleView, FieldError, LONGEST_WORDS};

use super::cycles::day;
use super::parts::summary;
use super::words;
use crate::components::alert::{Kind, alert};
use crate::components::card::{go, section};
use crate::components::csrf::csrf;
use crate::components::field::{Field, problem_of};
use crate::components::page_head::page_head;
use crate::components::progress::progress_in;
use crate::components::text_area::text_area_field;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// Reopening, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReopenForm {
    pub why: String,
    /// The last day on which ratings are taken.
    pub closes: String,
}

/// `errors` are those of `form`; `refused` says why a step was not possible.
pub fn cycle(
    frame: &Frame,
    view: &CycleView,
    form: &ReopenForm,
    errors: &[FieldError],
    refused: Option<Refused>,
) -> Page {
    let lang = frame.lang;
    let head = &view.row.head;
    let trouble = refused.map(|refused| {
        let (title, text) = words::refused(lang, refused);
        view! { <div role="alert">{alert(Kind::Error, title, view! { <p>{text}</p> })}</div> }
    });
    let (strong, rest) = standing(lang, view);
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/evaluasi">{lang.pick("Siklus evaluasi", "Evaluation cycles")}</a></li><li>{head.name.clone()}</li></ol>
        </nav>
        {page_head(head.name.clone(), view! { <strong>{strong}</strong>" "{rest} })}
        <p class="byline">{words::cycle_chip(lang, head.state)}" "{words::cycle_kind(lang, head.kind)}" · "{words::period(lang, head)}</p>
        {trouble}
        {summary(lang, errors, |field| label(lang, field))}
        {figures(lang, view)}
        {view.may_change.then(|| actions(frame, view, form, errors))}
        {(!view.unrated.is_empty()).then(|| unrated(lang, view))}
        {history(lang, &view.events)}
    };
    Page {
        title: head.name.clone(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Full,
        description: None,
    }
}

fn label(lang: Lang, field: &str) -> &'static str {
    match field {
        "why" => lang.pick("Mengapa dibuka kembali", "Why it is reopened"),
        _ => lang.pick("Penilaian ditutup lagi (hari terakhir)", "Ratings close again (last day)"),
    }
}

fn standing(lang: Lang, view: &CycleView) -> (String, String) {
    let head = &view.row.head;
    let counts = &view.row.counts;
    let [from, to] = [head.window.0, head.window.1].map(|date| format::civil_date(lang, date));
    let waiting = counts.of(State::Shared) + counts.of(State::Objected);
    let days = head.objection_days;
    // The job brings people in, and takes up who was not rated before.
    let fills = head.state == CycleState::Open && (counts.all() == 0 || counts.of(State::Unrated) > 0);
    match (head.state, lang) {
        (CycleState::Planned, Lang::Id) => (
            format!("Dibuka {from}, ditutup {to}."),
            format!("Masa keberatan {days} hari sejak hasil dibagikan."),
        ),
        (CycleState::Planned, Lang::En) => (
            format!("Opens on {from}, closes on {to}."),
            format!("There are {days} days to object from the day on which a result is shared."),
        ),
        (CycleState::Open, Lang::Id) if fills => {
            (format!("Terbuka sampai {to}."), "Pegawai sedang dimasukkan; muat ulang sebentar lagi.".to_owned())
        }
        (CycleState::Open, Lang::En) if fills => (
            format!("Open until {to}."),
            "People are being brought in; load the page again in a moment.".to_owned(),
        ),
        (CycleState::Open, Lang::Id) => (
            format!("Terbuka sampai {to}."),
            format!("{} dari {} orang belum menerima hasil.", counts.of(State::Draft), counts.all()),
        ),
        (CycleState::Open, Lang::En) => (
            format!("Open until {to}."),
            format!("{} of {} people have no result yet.", counts.of(State::Draft), counts.all()),
        ),
        (CycleState::Closing, Lang::Id) => (
            "Sedang ditutup.".to_owned(),
            "Pekerjaan ini berjalan sendiri dan dilanjutkan bila terputus. Muat ulang halaman untuk melihat kemajuannya.".to_owned(),
        ),
        (CycleState::Closing, Lang::En) => (
            "Closing.".to_owned(),
            "The job runs by itself, and goes on if it was interrupted. Load the page again to see how far it is.".to_owned(),
        ),
        (CycleState::Closed, Lang::Id) => (
            "Sudah ditutup.".to_owned(),
            if waiting > 0 {
                format!("{waiting} hasil masih dalam masa keberatan atau menunggu jawaban.")
            } else {
                "Semua hasil sudah tetap.".to_owned()
            },
        ),
        (CycleState::Closed, Lang::En) => (
            "Closed.".to_owned(),
            if waiting > 0 {
                format!("{waiting} results can still be objected to, or wait for an answer.")
            } else {
                "Every result is final.".to_owned()
            },
        ),
    }
}

fn figures(lang: Lang, view: &CycleView) -> AnyView {
    let counts = &view.row.counts;
    let size = |count: i64| usize::try_from(count).unwrap_or_default();
    let closing = matches!(view.row.head.state, CycleState::Closing | CycleState::Closed);
    let (done, text) = if closing {
        (counts.settled(), lang.pick("Sudah diselesaikan", "Settled"))
    } else {
        (counts.all() - counts.of(State::Draft), lang.pick("Sudah dibagikan", "Shared"))
    };
    let cells = State::ALL.map(|state| {
        let count = format::number(lang, u64::try_from(counts.of(state)).unwrap_or_default());
        view! { <div><dt>{words::state_name(lang, state)}</dt><dd>{count}</dd></div> }
    });
    let share = match lang {
        Lang::Id => format!("{text}: {done} dari {} orang", counts.all()),
        Lang::En => format!("{text}: {done} of {} people", counts.all()),
    };
    let aside = go(format!("/admin/evaluasi/{}/unduh.csv", view.row.head.id), lang.pick("Unduh CSV", "Download CSV"));
    let content = view! {
        <div class="card">
            <p>{share}</p>
            {progress_in("progress gap-top", lang, size(done), size(counts.all()), text)}
            <dl class="figures">{cells.collect_view()}</dl>
            {words::unit_sheets(lang, &view.row.head).map(|link| view! { <p class="row gap-top">{link}</p> })}
        </div>
    };
    section("kemajuan", lang.pick("Kemajuan", "How far it is"), aside, content)
}

fn actions(frame: &Frame, view: &CycleView, form: &ReopenForm, errors: &[FieldError]) -> Option<AnyView> {
    let lang = frame.lang;
    let head = &view.row.head;
    let simple = |code: &'static str, button: &'static str, note: &'static str| {
        view! {
            <form class="card" method="post" action=format!("/admin/evaluasi/{}/{code}", head.id)>
                {csrf(frame)}
                <p class="card-note">{note}</p>
                <p class="row gap-top"><button class="button">{button}</button></p>
            </form>
        }
        .into_any()
    };
    let content = match head.state {
        CycleState::Planned => simple(
            "buka",
            lang.pick("Buka sekarang", "Open now"),
            lang.pick(
                "Atasan dapat menilai sejak saat ini, sebelum tanggal bukanya.",
                "Heads can rate from this moment on, before the date.",
            ),
        ),
        CycleState::Open => simple(
            "tutup",
            lang.pick("Tutup sekarang", "Close now"),
            lang.pick(
                "Tidak ada penilaian lagi sejak saat ini. Yang belum dibagikan menjadi tidak dinilai. Siapa pun yang masih dalam masa keberatan tetap dapat menyatakannya.",
                "No rating is taken from this moment on. What is not shared becomes not rated. Whoever may still object keeps that right.",
            ),
        ),
        CycleState::Closing => return None,
        CycleState::Closed => reopening(frame, view, form, errors),
    };
    Some(section("tindakan", lang.pick("Yang dapat dilakukan", "What can be done"), (), content))
}

fn reopening(frame: &Frame, view: &CycleView, form: &ReopenForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let of = |name: &'static str| Field::new(name, label(lang, name)).error(problem_of(lang, errors, name));
    let why = of("why").hint(lang.pick(
        "Tercatat dalam riwayat siklus. Hasil yang sudah tetap tidak berubah sampai atasannya menilai kembali.",
        "It goes on record. Results that are final stay so until their head takes them up again.",
    ));
    view! {
        <form class="card form-narrow" method="post" action=format!("/admin/evaluasi/{}/buka-lagi", view.row.head.id) novalidate>
            {csrf(frame)}
            {text_area_field(&why, &form.why, 4, Some(LONGEST_WORDS))}
            {day(&of("closes"), &form.closes)}
            <p class="row gap-top"><button class="button">{lang.pick("Buka kembali", "Reopen")}</button></p>
        </form>
    }
    .into_any()
}

fn unrated(lang: Lang, view: &CycleView) -> AnyView {
    let names = view.unrated.iter().map(|name| view! { <li>{name.clone()}</li> });
    let all = view.row.counts.of(State::Unrated);
    let note = (usize::try_from(all).unwrap_or_default() > view.unrated.len()).then(|| {
        let text = lang.pick("Daftar lengkap ada di berkas CSV.", "The whole list is in the CSV file.");
        view! { <p class="card-note">{text}</p> }
    });
    let title = match lang {
        Lang::Id => format!("Tidak dinilai: {all} orang"),
        Lang::En => format!("Not rated: {all} people"),
    };
    let content = view! { <div class="card"><ul class="plain-list">{names.collect_view()}</ul>{note}</div> };
    section("tidak-dinilai", title, (), content)
}

fn history(lang: Lang, events: &[CycleEvent]) -> AnyView {
    let rows = events.iter().map(|event| {
        let what = match event.kind.as_str() {
            "created" => lang.pick("Direncanakan", "Planned"),
            "opened" => lang.pick("Dibuka", "Opened"),
            "closing" => lang.pick("Penilaian ditutup", "Ratings closed"),
            "closed" => lang.pick("Penutupan selesai", "Closing done"),
            "reopened" => lang.pick("Dibuka kembali", "Reopened"),
            other => other,
        };
        let actor = event.actor.clone().unwrap_or_else(|| lang.pick("otomatis", "by itself").to_owned());
        view! {
            <li>
                <span class="timeline-date">{format::date_time_tag(lang, event.at)}" · "{actor}</span>
                {what.to_owned()}
                {event.text.clone().map(|text| view! { <span class="muted">" – "{text}</span> })}
            </li>
        }
    });
    let list = view! { <ol class="timeline card" role="list">{rows.collect_view()}</ol> };
    section("riwayat", lang.pick("Riwayat", "What happened"), (), list)
}

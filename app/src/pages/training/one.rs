//! `/pelatihan-luar/{training}`: one filing of one's own, to read, correct or take back.

use domain::training::TrainingState;
use leptos::prelude::*;
use services::{FieldError, TrainingForm, TrainingView};

use super::{form, words};
use crate::components::alert::{Kind, alert};
use crate::components::card::section_card;
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// `typed`: what the form held, where it did not pass.
pub fn training(
    frame: &Frame,
    view: &TrainingView,
    typed: Option<&TrainingForm>,
    kept_document: bool,
    errors: &[FieldError],
) -> Page {
    let lang = frame.lang;
    let state = view.row.state;
    let title = if view.row.title.trim().is_empty() {
        lang.pick("Pengajuan tanpa judul", "Filing without a title").to_owned()
    } else {
        view.row.title.clone()
    };
    let reason = view.reason.as_ref().map(|reason| {
        let heading = match state {
            TrainingState::Refused => lang.pick("Ditolak, karena:", "Refused, because:"),
            _ => lang.pick("Dikembalikan, karena:", "Sent back, because:"),
        };
        alert(Kind::Due, heading, crate::pages::quiz_result::paragraphs(reason))
    });
    let filled = state != TrainingState::Draft;
    let edit = state.is_open().then(|| {
        let fields = form::form(frame, &view.activities, typed.unwrap_or(&view.form), Some(view), errors);
        let content = view! { {fields}<div class="gap-top">{form::rules(lang, &view.activities)}</div> };
        if state == TrainingState::Filed && errors.is_empty() {
            let change = lang.pick("Ubah pengajuan ini", "Change this filing");
            return view! { <div class="section">{disclosure(change, false, view! { <div class="card gap-top">{content}</div> })}</div> }
                .into_any();
        }
        let heading = if filled { lang.pick("Perbaiki", "Correct it") } else { lang.pick("Lengkapi", "Complete it") };
        view! { <div class="section">{section_card("ajukan", heading, content)}</div> }.into_any()
    });
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/pelatihan-luar">{lang.pick("Pelatihan di luar", "Outside training")}</a></li></ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title.clone()}</h1>
                <p class="byline">{words::state_chip(lang, state)}</p>
                <p class="lede">{sentence(lang, view)}</p>
            </div>
        </div>
        {form::summary(lang, errors, kept_document)}
        {reason}
        {duplicates(lang, view)}
        {filled.then(|| view! { <div class="section">{facts(lang, view)}</div> })}
        {edit}
        {state.is_open().then(|| withdraw(frame, view))}
    };
    Page { title, body: body.into_any(), islands: false, nav: Nav::Profile, chrome: Chrome::Narrow, description: None }
}

fn sentence(lang: Lang, view: &TrainingView) -> String {
    let jp = words::hours(view.row.jp);
    let day = |at: Option<domain::time::Timestamp>| at.map(|at| format::date(lang, at)).unwrap_or_default();
    match (lang, view.row.state) {
        (Lang::Id, TrainingState::Draft) => "Belum dikirim. Lengkapi yang kurang, lalu kirim.".to_owned(),
        (Lang::En, TrainingState::Draft) => "Not sent yet. Complete what is missing, then send it.".to_owned(),
        (Lang::Id, TrainingState::Filed) => {
            format!("Menunggu pemeriksaan sejak {}. Menurut aturan nilainya {jp}.", day(view.row.filed_at))
        }
        (Lang::En, TrainingState::Filed) => {
            format!("Waits for verification since {}. By the rules it brings {jp}.", day(view.row.filed_at))
        }
        (Lang::Id, TrainingState::Returned) => "Perbaiki seperti yang diminta, lalu kirim lagi.".to_owned(),
        (Lang::En, TrainingState::Returned) => "Correct what is asked for, then send it again.".to_owned(),
        (Lang::Id, TrainingState::Verified) => {
            format!(
                "Terverifikasi pada {}: {jp} sebelum batas. Yang dihitung ada di halaman jam pelajaran.",
                day(view.row.decided_at)
            )
        }
        (Lang::En, TrainingState::Verified) => {
            format!(
                "Verified on {}: {jp} before any cap. What counts is on the page of your learning hours.",
                day(view.row.decided_at)
            )
        }
        (Lang::Id, TrainingState::Refused) => {
            format!("Diputuskan pada {}. Tidak menambah JP.", day(view.row.decided_at))
        }
        (Lang::En, TrainingState::Refused) => format!("Decided on {}. It adds no JP.", day(view.row.decided_at)),
    }
}

/// What was filed.
pub fn facts(lang: Lang, view: &TrainingView) -> AnyView {
    let rule = view.rule.as_ref().map(|rule| {
        view! {
            <dt>{lang.pick("Menurut aturan", "By the rules")}</dt>
            <dd>
                {words::conversion(lang, rule)}<br/>
                <span class="kicker">{words::source(lang, &rule.source, rule.is_checked)}</span>
            </dd>
        }
    });
    let document = view.document.as_ref().map(|document| {
        view! {
            <dt>{lang.pick("Dokumen", "Document")}</dt>
            <dd>
                <a href=format!("/pelatihan-luar/{}/dokumen", view.row.id) download>{words::document(lang, document)}</a>
            </dd>
        }
    });
    let activity = view.row.activity.as_ref().map_or_else(|| "–".to_owned(), |activity| lang.text(activity));
    let abroad = view.form.international.then(|| lang.pick(", internasional", ", international"));
    view! {
        <dl class="facts card">
            <dt>{lang.pick("Jenis", "Kind")}</dt>
            <dd>{activity}{abroad}</dd>
            <dt>{lang.pick("Penyelenggara", "Organiser")}</dt>
            <dd>{view.form.organiser.clone()}</dd>
            <dt>{lang.pick("Tanggal", "Dates")}</dt>
            <dd>{words::days(lang, view.row.days)}</dd>
            <dt>{lang.pick("Tempat", "Place")}</dt>
            <dd>{view.form.place.clone()}</dd>
            {(!view.form.amount.trim().is_empty()).then(|| view! {
                <dt>{lang.pick("Banyaknya", "How much")}</dt>
                <dd>{words::amount(lang, &view.form.amount, view.rule.as_ref())}</dd>
            })}
            <dt>{lang.pick("JP", "JP")}</dt>
            <dd><strong>{words::hours(view.row.jp)}</strong></dd>
            {rule}
            {document}
        </dl>
    }
    .into_any()
}

/// A warning where something looks like it was filed before.
fn duplicates(lang: Lang, view: &TrainingView) -> Option<AnyView> {
    if view.duplicates.is_empty() || view.row.state.is_decided() {
        return None;
    }
    let rows = view.duplicates.iter().map(|other| {
        let text = format!("{}, {}", other.row.title, words::days(lang, other.row.days));
        view! { <li><a href=format!("/pelatihan-luar/{}", other.row.id)>{text}</a>" · "{words::state(lang, other.row.state)}</li> }
    });
    let text = view! {
        <p>
            {lang.pick(
                "Tanggal dan judulnya mirip, atau dokumennya sama. Bila memang pelatihan yang sama, tarik salah satunya.",
                "The dates and titles are alike, or the document is the same. If it is the same training, withdraw one.",
            )}
        </p>
        <ul class="plain-list">{rows.collect_view()}</ul>
    };
    Some(alert(Kind::Due, lang.pick("Mungkin sudah pernah Anda ajukan", "You may have filed this before"), text))
}

fn withdraw(frame: &Frame, view: &TrainingView) -> AnyView {
    let lang = frame.lang;
    let content = view! {
        <p class="card-note gap-top">
            {lang.pick(
                "Pengajuan dan dokumennya dihapus. Ini tidak dapat dibatalkan.",
                "The filing and its document are erased. This cannot be undone.",
            )}
        </p>
        <form method="post" action=format!("/pelatihan-luar/{}/tarik", view.row.id)>
            {csrf(frame)}
            <button class="button button--quiet">{lang.pick("Tarik pengajuan", "Withdraw the filing")}</button>
        </form>
    };
    view! { <div class="section">{disclosure(lang.pick("Tarik pengajuan ini", "Withdraw this filing"), false, content)}</div> }
        .into_any()
}

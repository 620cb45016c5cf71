//! `/admin/pelatihan-luar/{training}`: one filing beside what looks like it, and the decision.

use leptos::prelude::*;
use services::{DuplicateView, FieldError, Likeness, TrainingView};

use super::one::facts;
use super::words;
use crate::components::alert::{Kind, alert};
use crate::components::card::section;
use crate::components::csrf::csrf;
use crate::components::field::{Field, error_summary, problem, problem_of};
use crate::components::text_area::text_area_field;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// `typed`: the reason, where the form did not pass.
pub fn training_to_verify(frame: &Frame, view: &TrainingView, typed: &str, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = view.row.title.clone();
    let summary = (!errors.is_empty()).then(|| {
        let fields = errors.iter().map(|error| {
            // What has changed has no field: the facts are what to look at.
            let place = if error.field == "seen" { "yang-diajukan" } else { error.field.as_str() };
            (place.to_owned(), problem(lang, error.problem))
        });
        error_summary(lang.pick("Belum diputuskan", "Not decided yet"), None, fields.collect())
    });
    let reason = view.reason.as_ref().map(|reason| {
        alert(
            Kind::Plain,
            lang.pick("Alasan yang disampaikan", "The reason given"),
            crate::pages::quiz_result::paragraphs(reason),
        )
    });
    let filed = view.row.filed_at.map(|at| format::date_time(lang, at)).unwrap_or_default();
    let byline = match lang {
        Lang::Id => format!("Diajukan oleh {} pada {filed}", view.row.person_name),
        Lang::En => format!("Filed by {} on {filed}", view.row.person_name),
    };
    let noted = lang.pick(
        "Membuka dokumen tercatat di log audit, dan yang mengajukan melihatnya.",
        "Opening the document is noted in the audit log, and who filed it sees that.",
    );
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/pelatihan-luar">{lang.pick("Memeriksa pelatihan luar", "Verify outside training")}</a></li></ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title.clone()}</h1>
                <p class="byline">{byline}" "{words::state_chip(lang, view.row.state)}</p>
            </div>
        </div>
        {summary}
        {reason}
        {section(
            "yang-diajukan",
            lang.pick("Yang diajukan", "What was filed"),
            (),
            view! { {facts(lang, view)}<p class="card-note">{noted}</p> },
        )}
        {(!view.duplicates.is_empty()).then(|| beside(lang, view))}
        {decision(frame, view, typed, errors)}
    };
    Page { title, body: body.into_any(), islands: false, nav: Nav::None, chrome: Chrome::Full, description: None }
}

/// This filing and each that looks like it, side by side.
fn beside(lang: Lang, view: &TrainingView) -> AnyView {
    let heads = view.duplicates.iter().map(|other| {
        let path = format!("/admin/pelatihan-luar/{}", other.row.id);
        let like = match other.likeness {
            Likeness::SameDocument => lang.pick("dokumen yang sama", "the same document"),
            Likeness::SameTime => lang.pick("tanggal dan judul mirip", "dates and title alike"),
        };
        view! { <th scope="col"><a href=path>{lang.pick("Yang lain", "The other one")}</a><br/><span class="kicker">{like}</span></th> }
    });
    let row = |name: &'static str, this: String, of: &dyn Fn(&DuplicateView) -> String| {
        let others: Vec<_> = view.duplicates.iter().map(|other| view! { <td>{of(other)}</td> }).collect();
        view! { <tr><th scope="row">{name}</th><td>{this}</td>{others}</tr> }
    };
    let activity =
        |activity: &Option<services::Text>| activity.as_ref().map(|text| lang.text(text)).unwrap_or_default();
    let name = |row: &services::TrainingRow| row.person_name.clone();
    let table = view! {
        <div class="table-scroll card" tabindex="0" role="region" aria-label=lang.pick("Perbandingan", "Comparison")>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Apa", "What")}</th>
                        <th scope="col">{lang.pick("Yang ini", "This one")}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {row(lang.pick("Nama", "Name"), name(&view.row), &|other| name(&other.row))}
                    {row(lang.pick("Judul", "Title"), view.row.title.clone(), &|other| other.row.title.clone())}
                    {row(lang.pick("Jenis", "Kind"), activity(&view.row.activity), &|other| activity(&other.row.activity))}
                    {row(lang.pick("Penyelenggara", "Organiser"), view.form.organiser.clone(), &|other| other.organiser.clone())}
                    {row(lang.pick("Tanggal", "Dates"), words::days(lang, view.row.days), &|other| words::days(lang, other.row.days))}
                    {row(lang.pick("Tempat", "Place"), view.form.place.clone(), &|other| other.place.clone())}
                    {row("JP", words::hours(view.row.jp), &|other| words::hours(other.row.jp))}
                    {row(
                        lang.pick("Keadaan", "State"),
                        words::state(lang, view.row.state).to_owned(),
                        &|other| words::state(lang, other.row.state).to_owned(),
                    )}
                </tbody>
            </table>
        </div>
    };
    section("mirip", lang.pick("Mirip dengan yang lain", "Looks like another one"), (), table)
}

fn decision(frame: &Frame, view: &TrainingView, typed: &str, errors: &[FieldError]) -> Option<AnyView> {
    let lang = frame.lang;
    if !view.may_verify {
        let text = lang.pick(
            "Ini pengajuan Anda sendiri. Pengelola lain yang memutuskannya.",
            "This is your own filing. Another administrator decides about it.",
        );
        let open = view.row.is_own && view.row.state == domain::training::TrainingState::Filed;
        let title = lang.pick("Bukan Anda yang memutuskan", "It is not you who decides");
        return open.then(|| alert(Kind::Plain, title, view! { <p>{text}</p> }));
    }
    let accept = match lang {
        Lang::Id => format!("Terima, {}", words::hours(view.row.jp)),
        Lang::En => format!("Accept, {}", words::hours(view.row.jp)),
    };
    let of = Field::new("reason", lang.pick("Alasan", "Reason"))
        .hint(lang.pick(
            "Wajib bila mengembalikan atau menolak: tulis apa yang harus diperbaiki. Yang mengajukan membacanya.",
            "Needed to send back or refuse: write what has to be corrected. Who filed it reads this.",
        ))
        .error(problem_of(lang, errors, "reason"));
    let form = view! {
        <form class="card" method="post" action=format!("/admin/pelatihan-luar/{}/putusan", view.row.id) novalidate>
            {csrf(frame)}
            <input type="hidden" name="seen" value=view.changed_at.0.to_string()/>
            <p class="card-note">
                {lang.pick(
                    "JP mengikuti aturan yang berlaku pada hari terakhirnya; batas sehari, sebulan, dan setahun dihitung kemudian.",
                    "The JP follow the rules in force on its last day; caps of the day, month and year are applied afterwards.",
                )}
            </p>
            <div class="gap-top">{text_area_field(&of, typed, 4, Some(services::training::LONGEST_REASON))}</div>
            <p class="row gap-top">
                <button class="button" name="verdict" value="terima">{accept}</button>
                <button class="button button--quiet" name="verdict" value="kembalikan">
                    {lang.pick("Kembalikan", "Send back")}
                </button>
                <button class="button button--quiet" name="verdict" value="tolak">{lang.pick("Tolak", "Refuse")}</button>
            </p>
        </form>
    };
    Some(section("putusan", lang.pick("Keputusan", "Decision"), (), form))
}

//! `/pelatihan-luar`: what was filed, and the form for more.

use domain::training::TrainingState;
use leptos::prelude::*;
use services::{FieldError, TrainingForm, TrainingRow, TrainingsView};

use super::{form, words};
use crate::components::card::{go, section, section_card};
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

pub fn trainings(frame: &Frame, view: &TrainingsView, typed: &TrainingForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Pelatihan di luar Ampera", "Training outside Ampera");
    let filings = (!view.rows.is_empty()).then(|| {
        let aside = go("/jp", lang.pick("Jam pelajaran saya", "My learning hours"));
        section("pengajuan", lang.pick("Pengajuan saya", "My filings"), aside, table(lang, &view.rows))
    });
    let content = view! {
        {form::form(frame, &view.activities, typed, None, errors)}
        <div class="gap-top">{form::rules(lang, &view.activities)}</div>
    };
    let body = view! {
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title}</h1>
                <p class="lede">{lede(lang, &view.rows)}</p>
            </div>
            {(!view.rows.is_empty()).then(|| view! {
                <a class="button button--quiet" href="#ajukan">{lang.pick("Ajukan pelatihan", "File training")}</a>
            })}
        </div>
        {form::summary(lang, errors, false)}
        {filings}
        <div class="section">{section_card("ajukan", lang.pick("Ajukan pelatihan", "File training"), content)}</div>
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::Profile,
        chrome: Chrome::Full,
        description: None,
    }
}

/// What matters most comes first: something that was sent back.
fn lede(lang: Lang, rows: &[TrainingRow]) -> String {
    let count = |state| rows.iter().filter(|row| row.state == state).count();
    match (lang, count(TrainingState::Returned), count(TrainingState::Filed)) {
        (Lang::Id, 0, 0) => {
            "Seminar, lokakarya, bimbingan, atau kursus di tempat lain juga menambah JP. Ajukan dengan buktinya; BKPSDM memeriksanya.".into()
        }
        (Lang::En, 0, 0) => {
            "Seminars, workshops, coaching and courses elsewhere bring JP, too. File them with their proof; BKPSDM verifies it.".into()
        }
        (Lang::Id, 0, filed) => format!("{filed} pengajuan menunggu pemeriksaan BKPSDM. JP-nya dihitung setelah terverifikasi."),
        (Lang::En, 0, 1) => "1 filing waits for verification by BKPSDM. Its JP count once it is verified.".into(),
        (Lang::En, 0, filed) => format!("{filed} filings wait for verification by BKPSDM. Their JP count once they are verified."),
        (Lang::Id, back, _) => format!("{back} pengajuan dikembalikan. Buka, perbaiki, lalu kirim lagi."),
        (Lang::En, 1, _) => "1 filing was sent back. Open it, correct it, then send it again.".into(),
        (Lang::En, back, _) => format!("{back} filings were sent back. Open them, correct them, then send them again."),
    }
}

fn table(lang: Lang, rows: &[TrainingRow]) -> AnyView {
    let [kind, days, jp, state] = [
        lang.pick("Jenis", "Kind"),
        lang.pick("Tanggal", "Dates"),
        lang.pick("JP menurut aturan", "JP by the rules"),
        lang.pick("Keadaan", "State"),
    ];
    let rows = rows.iter().map(|row| {
        let title = if row.title.trim().is_empty() {
            lang.pick("(belum ada judul)", "(no title yet)").to_owned()
        } else {
            row.title.clone()
        };
        let activity = row.activity.as_ref().map_or_else(|| "–".to_owned(), |activity| lang.text(activity));
        view! {
            <tr>
                <th scope="row"><a href=format!("/pelatihan-luar/{}", row.id)>{title}</a></th>
                <td data-label=kind>{activity}</td>
                <td data-label=days>{words::days(lang, row.days)}</td>
                <td class="number" data-label=jp>{words::hours(row.jp)}</td>
                <td data-label=state>{words::state_chip(lang, row.state)}</td>
            </tr>
        }
    });
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Pelatihan", "Training")}</th>
                        <th scope="col">{kind}</th>
                        <th scope="col">{days}</th>
                        <th scope="col" class="number">{jp}</th>
                        <th scope="col">{state}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

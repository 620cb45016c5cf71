//! `/evaluasi`: one's own evaluations; the newest whole, the others to choose from.

use leptos::prelude::*;
use services::{MyEvaluation, MyEvaluationsView};

use super::{show, words};
use crate::components::card::{go, section};
use crate::components::empty::empty_section;
use crate::components::page_head::page_title;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

pub fn my_evaluations(frame: &Frame, view: &MyEvaluationsView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Evaluasi kinerja", "Performance evaluation");
    let content = match &view.newest {
        Some(newest) => show::content(frame, newest, None),
        None => {
            let why = lang.pick(
                "Begitu BKPSDM membuka siklus evaluasi, evaluasi Anda muncul di sini. Sementara itu, profil kompetensi sudah dapat dibaca.",
                "As soon as BKPSDM opens a cycle, your evaluation appears here. Meanwhile you can read your profile.",
            );
            let action = Some(("/profil", lang.pick("Lihat profil saya", "See my profile")));
            let none = lang.pick("Belum ada evaluasi", "No evaluation yet");
            view! { {page_title(title)}{empty_section("kosong", none, why, action)} }.into_any()
        }
    };
    let others = (!view.others.is_empty()).then(|| {
        section("sebelumnya", lang.pick("Siklus sebelumnya", "Earlier cycles"), (), table(lang, &view.others))
    });
    let body = view! {
        {links(lang, view)}
        {content}
        {others}
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

/// For those who do more here than read their own.
fn links(lang: Lang, view: &MyEvaluationsView) -> Option<AnyView> {
    (view.leads || view.oversees).then(|| {
        view! {
            <p class="row no-print">
                {view.leads.then(|| go("/evaluasi/tim", lang.pick("Evaluasi tim saya", "Evaluations of my team")))}
                {view.oversees.then(|| go("/admin/evaluasi", lang.pick("Siklus evaluasi", "Evaluation cycles")))}
            </p>
        }
        .into_any()
    })
}

fn table(lang: Lang, rows: &[MyEvaluation]) -> AnyView {
    let [period, state, predicate] =
        [lang.pick("Periode", "Period"), lang.pick("Keadaan", "State"), lang.pick("Predikat", "Predicate")];
    let rows = rows.iter().map(|row| {
        let given = row.predicate.as_ref().map_or_else(|| "–".to_owned(), |given| lang.text(&given.title));
        view! {
            <tr>
                <th scope="row"><a href=format!("/evaluasi/{}", row.id)>{row.cycle.name.clone()}</a></th>
                <td data-label=period>{words::days(lang, row.cycle.period)}</td>
                <td data-label=state>{words::state_chip(lang, row.state)}</td>
                <td data-label=predicate>{given}</td>
            </tr>
        }
    });
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Siklus", "Cycle")}</th>
                        <th scope="col">{period}</th>
                        <th scope="col">{state}</th>
                        <th scope="col">{predicate}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

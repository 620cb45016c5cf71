//! `/admin/pelatihan-luar`: what waits for verification, who waits longest first.

use leptos::prelude::*;
use services::{TrainingRow, VerificationView};

use super::words;
use crate::components::card::section;
use crate::components::empty::empty;
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn trainings_to_verify(frame: &Frame, view: &VerificationView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Memeriksa pelatihan luar", "Verify outside training");
    let lede = match (lang, view.waiting.len()) {
        (Lang::Id, 0) => "Tidak ada yang menunggu.".to_owned(),
        (Lang::En, 0) => "Nothing is waiting.".to_owned(),
        (Lang::Id, count) => format!("{count} pengajuan menunggu. Yang paling lama menunggu di atas."),
        (Lang::En, 1) => "1 filing waits.".to_owned(),
        (Lang::En, count) => format!("{count} filings wait. Who waits longest comes first."),
    };
    let waiting = if view.waiting.is_empty() {
        let why = lang.pick("Pengajuan baru muncul di sini.", "New filings appear here.");
        empty(lang.pick("Semua sudah diperiksa", "Everything is verified"), why, None)
    } else {
        table(lang, &view.waiting)
    };
    let decided = (!view.decided.is_empty())
        .then(|| section("diputuskan", lang.pick("Sudah diputuskan", "Decided"), (), table(lang, &view.decided)));
    let body = view! {
        {page_head(title, lede)}
        {section("menunggu", lang.pick("Menunggu", "Waiting"), (), waiting)}
        {decided}
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

fn table(lang: Lang, rows: &[TrainingRow]) -> AnyView {
    let [name, days, jp, filed, state] = [
        lang.pick("Nama", "Name"),
        lang.pick("Tanggal", "Dates"),
        lang.pick("JP menurut aturan", "JP by the rules"),
        lang.pick("Diajukan", "Filed"),
        lang.pick("Keadaan", "State"),
    ];
    let rows = rows.iter().map(|row| {
        let own = row.is_own.then(|| {
            let text = lang.pick("milik Anda, orang lain yang memutuskan", "yours, somebody else decides");
            view! { <br/><span class="kicker">{text}</span> }
        });
        let kind = row.activity.as_ref().map(|activity| lang.text(activity));
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("/admin/pelatihan-luar/{}", row.id)>{row.title.clone()}</a>
                    <br/>
                    <span class="kicker">{kind}</span>
                </th>
                <td data-label=name>{row.person_name.clone()}{own}</td>
                <td data-label=days>{words::days(lang, row.days)}</td>
                <td class="number" data-label=jp>{words::hours(row.jp)}</td>
                <td data-label=filed>{row.filed_at.map(|at| format::date_tag(lang, at))}</td>
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
                        <th scope="col">{name}</th>
                        <th scope="col">{days}</th>
                        <th scope="col" class="number">{jp}</th>
                        <th scope="col">{filed}</th>
                        <th scope="col">{state}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

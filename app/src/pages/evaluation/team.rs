//! `/evaluasi/tim`: the people somebody leads, what waits first.

use domain::evaluation::State;
use leptos::prelude::*;
use services::{EvaluationTeamView, TeamEvaluation};

use super::words;
use crate::components::empty::empty_section;
use crate::components::page_head::{page_head, page_title};
use crate::components::pagination::pagination;
use crate::components::progress::progress;
use crate::components::team_tabs::{TeamTab, team_tabs};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::profile::post_line;

pub fn evaluation_team(frame: &Frame, view: &EvaluationTeamView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Evaluasi tim", "Evaluations of the team");
    let body = match &view.cycle {
        None => {
            let action =
                view.oversees.then(|| ("/admin/evaluasi", lang.pick("Buka siklus evaluasi", "Open the cycles")));
            let why = lang.pick(
                "BKPSDM membuka siklus evaluasi. Sesudah itu orang yang Anda pimpin muncul di sini.",
                "BKPSDM opens a cycle of evaluations. After that the people you lead appear here.",
            );
            let none = lang.pick("Belum ada siklus", "No cycle yet");
            view! { {page_title(title)}{empty_section("kosong", none, why, action)} }.into_any()
        }
        Some(_) if view.counts.all() == 0 => {
            let action =
                view.oversees.then(|| ("/admin/evaluasi", lang.pick("Lihat siklus evaluasi", "See the cycles")));
            let why = lang.pick(
                "Di sini ada orang dari unit yang Anda pimpin, juga sebagai Plt., Plh., atau Pj., begitu siklusnya dibuka.",
                "The people of the units you lead, also as Plt., Plh. or Pj., are here as soon as the cycle is open.",
            );
            let none = lang.pick("Tidak ada yang Anda nilai", "Nobody for you to rate");
            view! { {page_title(title)}{choice(lang, view)}{empty_section("kosong", none, why, action)} }.into_any()
        }
        Some(_) => whole(lang, view, title),
    };
    let body = view! { {team_tabs(lang, TeamTab::Evaluations)}{body} }.into_any();
    Page { title: title.to_owned(), body, islands: false, nav: Nav::Team, chrome: Chrome::Full, description: None }
}

fn whole(lang: Lang, view: &EvaluationTeamView, title: &'static str) -> AnyView {
    let (strong, rest) = summary(lang, view);
    let all = view.counts.all();
    let shared = all - view.counts.of(State::Draft) - view.counts.of(State::Unrated);
    let size = |count: i64| usize::try_from(count).unwrap_or_default();
    let next = view.next.as_ref().map(|(id, name)| {
        let text = match lang {
            Lang::Id => format!("Lanjut: {name}"),
            Lang::En => format!("Next: {name}"),
        };
        view! { <a class="button" href=format!("/evaluasi/{id}")>{text}</a> }
    });
    let address = |page: u32| {
        let cycle = view.cycle.as_ref().map(|cycle| cycle.id.to_string()).unwrap_or_default();
        format!("/evaluasi/tim?siklus={cycle}&hal={page}")
    };
    view! {
        {page_head(title, view! { <strong>{strong}</strong>" "{rest} })}
        {view.cycle.as_ref().map(|cycle| view! {
            <p class="byline">{words::cycle_chip(lang, cycle.state)}" "{cycle.name.clone()}" · "{words::period(lang, cycle)}</p>
        })}
        {choice(lang, view)}
        <div class="card gap-top">
            {progress(lang, size(shared), size(all), lang.pick("Sudah dibagikan", "Shared"))}
            <p class="row gap-top">{next}{view.cycle.as_ref().and_then(|cycle| words::unit_sheets(lang, cycle))}</p>
            {table(lang, view)}
        </div>
        {pagination(lang, view.page, view.pages, address)}
    }
    .into_any()
}

fn summary(lang: Lang, view: &EvaluationTeamView) -> (String, String) {
    let (drafts, all) = (view.counts.of(State::Draft), view.counts.all());
    let objections = view.counts.of(State::Objected);
    let until = view.cycle.as_ref().map(|cycle| format::civil_date(lang, cycle.window.1)).unwrap_or_default();
    let strong = match (lang, view.is_open, drafts) {
        (Lang::Id, true, 0) => format!("Semua {all} orang sudah Anda nilai."),
        (Lang::En, true, 0) => format!("You have rated all {all} people."),
        (Lang::Id, true, _) => format!("{drafts} dari {all} orang belum Anda nilai, sampai {until}."),
        (Lang::En, true, _) => format!("{drafts} of {all} people are still to be rated, until {until}."),
        (Lang::Id, false, _) => "Siklus ini tidak menerima penilaian sekarang.".to_owned(),
        (Lang::En, false, _) => "This cycle takes no ratings now.".to_owned(),
    };
    let rest = match (lang, objections) {
        (_, 0) => String::new(),
        (Lang::Id, count) => format!("{count} keberatan menunggu jawaban Anda."),
        (Lang::En, 1) => "1 objection waits for your answer.".to_owned(),
        (Lang::En, count) => format!("{count} objections wait for your answer."),
    };
    (strong, rest)
}

/// Choosing a cycle, where there is more than one.
fn choice(lang: Lang, view: &EvaluationTeamView) -> Option<AnyView> {
    if view.cycles.len() < 2 {
        return None;
    }
    let chosen = view.cycle.as_ref().map(|cycle| cycle.id);
    let options = view.cycles.iter().map(|(id, name)| {
        view! { <option value=id.to_string() selected=chosen == Some(*id)>{name.clone()}</option> }
    });
    Some(
        view! {
            <form class="no-print gap-top" method="get" action="/evaluasi/tim">
                <label class="field-label" for="siklus">{lang.pick("Siklus", "Cycle")}</label>
                <div class="search">
                    <select class="select" id="siklus" name="siklus">{options.collect_view()}</select>
                    <button class="button button--quiet" type="submit">{lang.pick("Tampilkan", "Show")}</button>
                </div>
            </form>
        }
        .into_any(),
    )
}

fn table(lang: Lang, view: &EvaluationTeamView) -> AnyView {
    let [post, state, predicate] =
        [lang.pick("Jabatan", "Post"), lang.pick("Keadaan", "State"), lang.pick("Predikat", "Predicate")];
    let rows = view.rows.iter().map(|row| self::row(lang, row, [post, state, predicate]));
    view! {
        <table class="table table--cards gap-top">
            <thead>
                <tr>
                    <th scope="col">{lang.pick("Nama", "Name")}</th>
                    <th scope="col">{post}</th>
                    <th scope="col">{state}</th>
                    <th scope="col">{predicate}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(lang: Lang, row: &TeamEvaluation, [post, state, predicate]: [&'static str; 3]) -> AnyView {
    let given = row.predicate.as_ref().map_or_else(|| "–".to_owned(), |given| lang.text(&given.title));
    let more = match (lang, row.objection_until, row.is_begun) {
        (Lang::Id, Some(until), _) => Some(format!("keberatan sampai {}", words::last(lang, until))),
        (Lang::En, Some(until), _) => Some(format!("may object until {}", words::last(lang, until))),
        (_, None, true) => Some(lang.pick("draf sudah dimulai", "draft begun").to_owned()),
        (_, None, false) => None,
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/evaluasi/{}", row.id)>{row.name.clone()}</a></th>
            <td data-label=post>{row.post.as_ref().map(|post| post_line(lang, post))}</td>
            <td data-label=state>{words::state_chip(lang, row.state)}{more.map(|more| view! { <span class="line small muted">{more}</span> })}</td>
            <td data-label=predicate>{given}</td>
        </tr>
    }
    .into_any()
}

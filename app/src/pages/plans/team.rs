//! `/rencana/tim`: what is planned for the people of a unit; who accepted, who is behind.

use domain::plan::PlanState;
use leptos::prelude::*;
use services::{TeamPlan, TeamPlansView};

use super::new::indented;
use super::words::{last_day, origin, page, state_words, title};
use crate::components::chip::{done_chip, due_chip, measured_chip};
use crate::components::empty::empty;
use crate::components::field::{Field, select_field};
use crate::components::page_head::page_head;
use crate::components::pagination::pagination;
use crate::components::progress::progress_in;
use crate::components::team_tabs::{TeamTab, team_tabs};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn team_plans(frame: &Frame, view: &TeamPlansView) -> Page {
    let lang = frame.lang;
    let heading = lang.pick("Rencana tim", "Plans of the team");
    let actions = view.may_assign.then(|| {
        view! {
            <p class="row gap-top">
                <a class="button" href=format!("/rencana/baru?unit={}", view.unit.id)>{lang.pick("Rencanakan kursus", "Plan courses")}</a>
                <a class="button button--quiet" href=format!("/rencana/hitung?unit={}", view.unit.id)>
                    {lang.pick("Hitung yang paling membantu", "Calculate what helps most")}
                </a>
            </p>
        }
    });
    let list = if view.plans.is_empty() {
        let why = match view.state {
            Some(_) => lang.pick("Tidak ada yang cocok. Pilih keadaan lain.", "Nothing fits. Choose another state."),
            None => lang.pick(
                "Rencanakan kursus untuk seseorang, satu unit, atau semua yang kurang dalam satu kompetensi.",
                "Plan a course for somebody, a unit, or everybody who is short in a competency.",
            ),
        };
        empty(lang.pick("Belum ada rencana", "No plans yet"), why, None)
    } else {
        let plans = view.plans.iter().map(|plan| item(lang, plan)).collect_view();
        view! { <ul class="stack gap-top" role="list">{plans}</ul> }.into_any()
    };
    let state = view.state.map(|state| format!("&keadaan={}", state.code())).unwrap_or_default();
    let body = view! {
        {team_tabs(lang, TeamTab::Plans)}
        {page_head(heading, lede(lang, view))}
        {actions}
        {filter(lang, view)}
        {list}
        {pagination(lang, view.page, view.pages, |number| format!("/rencana/tim?unit={}{state}&hal={number}", view.unit.id))}
    };
    page(heading, Nav::Team, Chrome::Full, body)
}

/// What the list says, in a sentence. It counts a person once in each plan, so it says neither people nor plans.
fn lede(lang: Lang, view: &TeamPlansView) -> String {
    let count = |state| view.plans.iter().map(|plan| plan.count(state)).sum::<usize>();
    let (late, talk) = (count(PlanState::Overdue), count(PlanState::Discussing));
    let unit = &view.unit.name;
    match (lang, late, talk) {
        (Lang::Id, 0, 0) => format!("{unit}: tidak ada yang lewat tenggat."),
        (Lang::En, 0, 0) => format!("{unit}: nobody is late."),
        (Lang::Id, late, 0) => format!("{unit}: {late} lewat tenggat."),
        (Lang::En, late, 0) => format!("{unit}: {late} late."),
        (Lang::Id, 0, talk) => format!("{unit}: tidak ada yang lewat tenggat, {talk} ingin dibicarakan."),
        (Lang::En, 0, talk) => format!("{unit}: nobody is late, {talk} to be talked about."),
        (Lang::Id, late, talk) => format!("{unit}: {late} lewat tenggat, {talk} ingin dibicarakan."),
        (Lang::En, late, talk) => format!("{unit}: {late} late, {talk} to be talked about."),
    }
}

fn filter(lang: Lang, view: &TeamPlansView) -> AnyView {
    let units = view.units.iter().map(|unit| (unit.id.clone(), indented(unit))).collect();
    let mut states = vec![(String::new(), lang.pick("Semua", "All").to_owned())];
    states.extend(PlanState::ALL.map(|state| (state.code().to_owned(), state_words(lang, state).to_owned())));
    let unit = Field::new("unit", lang.pick("Unit", "Unit"));
    let state = Field::new("keadaan", lang.pick("Ada orang yang", "Somebody is"));
    view! {
        <form class="card gap-top no-print" method="get" action="/rencana/tim">
            <div class="filters">
                {select_field(&unit, units, &view.unit.id)}
                {select_field(&state, states, view.state.map_or("", PlanState::code))}
                <button class="button button--quiet" type="submit">{lang.pick("Tampilkan", "Show")}</button>
            </div>
        </form>
    }
    .into_any()
}

fn item(lang: Lang, plan: &TeamPlan) -> AnyView {
    let people = plan.people();
    let done = plan.count(PlanState::Done);
    let counted = match (lang, people) {
        (Lang::Id, _) => format!("{done} dari {people} orang selesai"),
        (Lang::En, 1) => format!("{done} of 1 person done"),
        (Lang::En, _) => format!("{done} of {people} people done"),
    };
    let chips = plan.states.iter().map(|(state, count)| {
        let words = format!("{count} {}", state_words(lang, *state).to_lowercase());
        let chip = match state {
            PlanState::Done => done_chip(words),
            PlanState::Overdue => view! { <span class="chip chip--short">{words}</span> }.into_any(),
            PlanState::Discussing | PlanState::Unanswered => due_chip(words),
            PlanState::UnderWay => measured_chip(words),
            PlanState::Exempt | PlanState::Withdrawn => view! { <span class="chip">{words}</span> }.into_any(),
        };
        view! { <li>{chip}</li> }
    });
    let late = (1..=5).contains(&plan.late.len()).then(|| {
        view! { <p class="card-note">{lang.pick("Lewat tenggat: ", "Late: ")}{plan.late.join(", ")}</p> }
    });
    let due = plan.due.map(|due| {
        view! { <span class="small muted">{lang.pick("sampai ", "until ")}{format::date_tag(lang, last_day(due))}</span> }
    });
    let by = if plan.plan.own {
        match lang {
            Lang::Id => format!("Direncanakan sendiri oleh {}", plan.plan.author),
            Lang::En => format!("Planned by {} for themself", plan.plan.author),
        }
    } else {
        origin(lang, &plan.plan)
    };
    view! {
        <li class="card">
            <h2 class="card-title"><a href=format!("/rencana/{}", plan.plan.id)>{title(lang, &plan.plan)}</a></h2>
            <p class="kicker">{by}</p>
            <p class="row gap-top"><strong>{counted}</strong>{due}</p>
            {progress_in("progress gap-top", lang, done, people, lang.pick("Orang yang selesai", "People who are done"))}
            <ul class="chip-list gap-top" role="list">{chips.collect_view()}</ul>
            {late}
        </li>
    }
    .into_any()
}

//! What the pages of plans have in common: the name of a plan, its state, when it is due.

use domain::plan::{PlanState, Reminder};
use domain::time::Timestamp;
use leptos::prelude::*;
use services::{FieldError, PlanCourse, PlanHead, PlanNote};

use crate::components::chip::{done_chip, due_chip, measured_chip};
use crate::components::field::{error_summary, problem};
use crate::components::icon::{self, icon};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::lang::Lang;

/// The name of a plan: that of its path, its one course, or its first with how many more.
pub fn title(lang: Lang, plan: &PlanHead) -> String {
    match &plan.path {
        Some(path) => lang.text(path),
        None => courses_title(lang, &plan.courses),
    }
}

pub fn courses_title(lang: Lang, courses: &[PlanCourse]) -> String {
    let first = courses.first().map(|course| course.title.clone()).unwrap_or_default();
    match (lang, courses.len()) {
        (_, ..=1) => first,
        (Lang::Id, many) => format!("{first} dan {} kursus lain", many - 1),
        (Lang::En, 2) => format!("{first} and 1 more course"),
        (Lang::En, many) => format!("{first} and {} more courses", many - 1),
    }
}

/// The last day on which it is in time.
pub fn last_day(due: Timestamp) -> Timestamp {
    due.plus_millis(-1)
}

pub fn state_words(lang: Lang, state: PlanState) -> &'static str {
    match state {
        PlanState::Withdrawn => lang.pick("Ditarik", "Withdrawn"),
        PlanState::Exempt => lang.pick("Dikecualikan", "Exempt"),
        PlanState::Done => lang.pick("Selesai", "Done"),
        PlanState::Overdue => lang.pick("Lewat tenggat", "Late"),
        PlanState::Discussing => lang.pick("Ingin dibicarakan", "To be talked about"),
        PlanState::Unanswered => lang.pick("Belum dijawab", "Not answered yet"),
        PlanState::UnderWay => lang.pick("Diterima", "Accepted"),
    }
}

pub fn state_chip(lang: Lang, state: PlanState) -> AnyView {
    let words = state_words(lang, state);
    match state {
        PlanState::Done => done_chip(words),
        PlanState::Overdue => view! { <span class="chip chip--short">{icon(icon::CLOCK)}{words}</span> }.into_any(),
        PlanState::Discussing | PlanState::Unanswered => due_chip(words),
        PlanState::UnderWay => measured_chip(words),
        PlanState::Exempt | PlanState::Withdrawn => view! { <span class="chip">{words}</span> }.into_any(),
    }
}

/// "sampai 14 Desember 2026, 3 hari lagi"
pub fn due_words(lang: Lang, now: Timestamp, due: Timestamp) -> String {
    let day = format::date(lang, last_day(due));
    let days = format::days_between(now, last_day(due));
    match (lang, days) {
        (Lang::Id, ..0) => format!("tenggatnya {day}, sudah lewat"),
        (Lang::En, ..0) => format!("was due on {day}"),
        (Lang::Id, 0) => format!("sampai {day}, hari ini"),
        (Lang::En, 0) => format!("until {day}, today"),
        (Lang::Id, 1) => format!("sampai {day}, besok"),
        (Lang::En, 1) => format!("until {day}, tomorrow"),
        (Lang::Id, days) => format!("sampai {day}, {days} hari lagi"),
        (Lang::En, days) => format!("until {day}, {days} days left"),
    }
}

pub fn reminder_words(lang: Lang, reminder: Reminder) -> String {
    match (lang, reminder) {
        (_, Reminder::Assigned) => lang.pick("baru direncanakan", "newly planned").to_owned(),
        (_, Reminder::Overdue) => lang.pick("lewat tenggat", "late").to_owned(),
        (Lang::Id, Reminder::Before(days)) => format!("{days} hari sebelum tenggat"),
        (Lang::En, Reminder::Before(days)) => format!("{days} days before it is due"),
    }
}

/// By whom and why it was planned.
pub fn origin(lang: Lang, plan: &PlanHead) -> String {
    let date = format::date(lang, plan.made_at);
    match (lang, plan.own, &plan.competency) {
        (Lang::Id, true, _) => format!("Anda rencanakan sendiri pada {date}"),
        (Lang::En, true, _) => format!("Planned by yourself on {date}"),
        (Lang::Id, false, Some(competency)) => {
            format!("Dari {}, {date}, karena {} kurang", plan.author, lang.text(competency))
        }
        (Lang::En, false, Some(competency)) => {
            format!("From {}, {date}, because {} is short", plan.author, lang.text(competency))
        }
        (Lang::Id, false, None) => format!("Dari {}, {date}", plan.author),
        (Lang::En, false, None) => format!("From {}, {date}", plan.author),
    }
}

/// What was written about it, the oldest first.
pub fn notes(lang: Lang, notes: &[PlanNote]) -> Option<AnyView> {
    if notes.is_empty() {
        return None;
    }
    let rows = notes.iter().map(|note| {
        view! {
            <li>
                <span class="timeline-date">{note.author.clone()}", "{format::date_time(lang, note.at)}</span>
                {crate::pages::quiz_result::paragraphs(&note.text)}
            </li>
        }
    });
    Some(view! { <ul class="timeline gap-top" role="list">{rows.collect_view()}</ul> }.into_any())
}

/// What is wrong, above a form.
pub fn summary(lang: Lang, title: &'static str, errors: &[FieldError]) -> Option<AnyView> {
    let fields = errors.iter().map(|error| (error.field.clone(), problem(lang, error.problem)));
    (!errors.is_empty()).then(|| error_summary(title, None, fields.collect()))
}

pub fn page(title: impl Into<String>, nav: Nav, chrome: Chrome, body: impl IntoView + 'static) -> Page {
    Page { title: title.into(), body: body.into_any(), islands: false, nav, chrome, description: None }
}

/// A field for a day.
pub fn day_control(of: &crate::components::field::Field, value: &str) -> AnyView {
    let control = view! {
        <input
            class="input input--date" type="date" id=of.id() name=of.name.clone() value=value.to_owned()
            aria-invalid=of.invalid() aria-describedby=of.described_by()
        />
    };
    crate::components::field::field(of, control)
}

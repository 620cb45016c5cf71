//! `/rencana/{id}`: one plan with everybody in it; exempt, move, answer, withdraw.

use domain::id::PersonId;
use domain::plan::PlanState;
use leptos::prelude::*;
use services::{FieldError, LONGEST_NOTE, PlanPersonView, PlanView};

use super::words::{due_words, notes, origin, page, reminder_words, state_chip, summary, title};
use crate::components::card::section;
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::{Field, field, problem_of};
use crate::components::page_head::page_head;
use crate::components::text_area::text_area;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// What somebody wanted to do, and typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanAction {
    Exempt(PersonId, String),
    Answer(PersonId, String),
    /// Everybody, or one.
    Move(Option<PersonId>, String),
}

/// `typed` is what was not stored, and why.
pub fn plan(frame: &Frame, view: &PlanView, typed: Option<(&PlanAction, &[FieldError])>) -> Page {
    let lang = frame.lang;
    let name = title(lang, &view.plan);
    let errors = typed.map_or(&[][..], |(_, errors)| errors);
    let courses = view.plan.courses.iter().map(|course| {
        view! {
            <li>
                <a href=format!("/kursus/{}", course.course) lang=lang.foreign(&course.lang)>{course.title.clone()}</a>
                <span class="kicker">" · "{course.jp}" JP"</span>
            </li>
        }
    });
    let note = (!view.plan.note.is_empty()).then(|| crate::pages::quiz_result::paragraphs(&view.plan.note));
    let people = view.people.iter().map(|found| {
        let mine = typed.filter(|(action, _)| person_of(action) == Some(found.id));
        person(frame, view, found, mine)
    });
    let others = (view.others > 0).then(|| {
        let words = match (lang, view.others) {
            (Lang::Id, others) => format!("{others} orang lain dalam rencana ini tidak Anda pimpin."),
            (Lang::En, 1) => "1 other person of this plan is not led by you.".to_owned(),
            (Lang::En, others) => format!("{others} other people of this plan are not led by you."),
        };
        view! { <p class="card-note">{words}</p> }
    });
    let list = view! { <ul class="stack" role="list">{people.collect_view()}</ul>{others} };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol>
                <li>
                    {if view.plan.own || !view.sees_team {
                        view! { <a href="/rencana">{lang.pick("Rencana saya", "My plan")}</a> }.into_any()
                    } else {
                        view! { <a href="/rencana/tim">{lang.pick("Rencana tim", "Plans of the team")}</a> }.into_any()
                    }}
                </li>
                <li>{name.clone()}</li>
            </ol>
        </nav>
        {page_head(name.clone(), lede(lang, view))}
        {summary(lang, lang.pick("Perubahan belum tersimpan", "The change is not saved yet"), errors)}
        <section class="card" aria-labelledby="isi-rencana">
            <h2 class="section-title" id="isi-rencana">{lang.pick("Yang dipelajari", "What is to be learned")}</h2>
            <p class="kicker">{origin(lang, &view.plan)}</p>
            <ul class="plain-list gap-top" role="list">{courses.collect_view()}</ul>
            {note}
        </section>
        {section("orang", lang.pick("Orangnya", "The people"), (), list)}
        {view.may_change.then(|| whole(frame, view, typed))}
    };
    page(name, if view.plan.own || !view.sees_team { Nav::Home } else { Nav::Team }, Chrome::Full, body)
}

fn person_of(action: &PlanAction) -> Option<PersonId> {
    match action {
        PlanAction::Exempt(person, _) | PlanAction::Answer(person, _) => Some(*person),
        PlanAction::Move(person, _) => *person,
    }
}

/// How it stands, in a sentence.
fn lede(lang: Lang, view: &PlanView) -> String {
    let count = |state: PlanState| view.people.iter().filter(|person| person.state == state).count();
    let counts = |person: &&PlanPersonView| !matches!(person.state, PlanState::Exempt | PlanState::Withdrawn);
    let people = view.people.iter().filter(counts).count();
    let (done, late, talk) = (count(PlanState::Done), count(PlanState::Overdue), count(PlanState::Discussing));
    let mut text = match (lang, people) {
        (Lang::Id, _) => format!("{done} dari {people} orang selesai."),
        (Lang::En, 1) => format!("{done} of 1 person done."),
        (Lang::En, _) => format!("{done} of {people} people done."),
    };
    if late > 0 {
        text += &match lang {
            Lang::Id => format!(" {late} lewat tenggat."),
            Lang::En => format!(" {late} late."),
        };
    }
    if talk > 0 {
        text += &match lang {
            Lang::Id => format!(" {talk} ingin membicarakannya."),
            Lang::En => format!(" {talk} to be talked about."),
        };
    }
    text
}

fn person(
    frame: &Frame,
    view: &PlanView,
    found: &PlanPersonView,
    typed: Option<(&PlanAction, &[FieldError])>,
) -> AnyView {
    let lang = frame.lang;
    let of = view.plan.courses.len();
    let progress = match (lang, found.begun) {
        (Lang::Id, 0) => format!("{} dari {of} kursus selesai", found.done),
        (Lang::En, 0) => format!("{} of {of} courses completed", found.done),
        (Lang::Id, begun) => format!("{} dari {of} kursus selesai, {begun} sedang berjalan", found.done),
        (Lang::En, begun) => format!("{} of {of} courses completed, {begun} begun", found.done),
    };
    let due = found.state.is_open().then(|| due_words(lang, view.now, found.due));
    let reason = found.exempt_reason.clone().map(|reason| {
        view! { <p class="card-note">{lang.pick("Alasan: ", "Reason: ")}{reason}</p> }
    });
    let reminders = (!found.reminders.is_empty()).then(|| {
        let rows = found.reminders.iter().map(|made| {
            let way = if made.mailed {
                lang.pick("surel dan beranda", "e-mail and home page")
            } else {
                lang.pick("beranda", "home page")
            };
            view! { <li>{format::date(lang, made.at)}": "{reminder_words(lang, made.reminder)}" ("{way}")"</li> }
        });
        disclosure(
            lang.pick("Pengingat yang dikirim", "Reminders sent"),
            false,
            view! { <ul class="plain-list small">{rows.collect_view()}</ul> },
        )
    });
    let open = found.may_change && found.state.is_open();
    let include = (found.may_change && found.state == PlanState::Exempt).then(|| {
        let action = format!("/rencana/{}/orang/{}/ikutkan", view.plan.id, found.id);
        button(frame, action, lang.pick("Cabut pengecualian", "Take the exemption back"), &found.name)
    });
    view! {
        <li class="card" id=format!("orang-{}", found.id)>
            <h3 class="card-title"><a href=format!("/profil/{}", found.id)>{found.name.clone()}</a></h3>
            <p class="row gap-top">{state_chip(lang, found.state)}<span class="small muted">{progress}</span></p>
            {due.map(|due| view! { <p class="card-note">{due}</p> })}
            {reason}
            {notes(lang, &found.notes)}
            {reminders}
            {open.then(|| forms(frame, view, found, typed))}
            {include}
        </li>
    }
    .into_any()
}

/// What can be done for one person, folded away.
fn forms(
    frame: &Frame,
    view: &PlanView,
    found: &PlanPersonView,
    typed: Option<(&PlanAction, &[FieldError])>,
) -> AnyView {
    let lang = frame.lang;
    let base = format!("/rencana/{}/orang/{}", view.plan.id, found.id);
    let errors = typed.map_or(&[][..], |(_, errors)| errors);
    let action = typed.map(|(action, _)| action);
    let reply = (!view.plan.own).then(|| {
        let words = match action {
            Some(PlanAction::Answer(_, words)) => Some(words.as_str()),
            _ => None,
        };
        let label = lang.pick("Catatan untuknya", "A note to them");
        let form = words_form(frame, &format!("{base}/jawab"), "catatan", (label, found), (words, errors));
        disclosure(
            lang.pick("Tulis catatan", "Write a note"),
            words.is_some() || found.state == PlanState::Discussing,
            form,
        )
    });
    let exempt = (!view.plan.own).then(|| {
        let words = match action {
            Some(PlanAction::Exempt(_, words)) => Some(words.as_str()),
            _ => None,
        };
        let label = lang.pick("Alasan, yang juga dilihat orangnya", "The reason, which the person sees, too");
        let form = words_form(frame, &format!("{base}/kecualikan"), "alasan", (label, found), (words, errors));
        disclosure(lang.pick("Kecualikan", "Exempt"), words.is_some(), form)
    });
    let day = match action {
        Some(PlanAction::Move(Some(_), day)) => Some(day.as_str()),
        _ => None,
    };
    let form = move_form(frame, &format!("{base}/tenggat"), &format!("tenggat-{}", found.id), (day, errors));
    view! {
        {reply}
        {exempt}
        {disclosure(lang.pick("Ubah tenggat orang ini", "Change the date for this person"), day.is_some(), form)}
    }
    .into_any()
}

/// A form with one field for words.
fn words_form(
    frame: &Frame,
    action: &str,
    name: &'static str,
    (label, found): (&'static str, &PlanPersonView),
    (words, errors): (Option<&str>, &[FieldError]),
) -> AnyView {
    let lang = frame.lang;
    // A summary of errors leads to the one that was typed in; the others have ids of their own.
    let id = if words.is_some() { name.to_owned() } else { format!("{name}-{}", found.id) };
    let error = words.and_then(|_| problem_of(lang, errors, name));
    let of = Field::new(id, label).error(error);
    let area = text_area(
        of.id(),
        name.to_owned(),
        words.unwrap_or_default(),
        3,
        Some(LONGEST_NOTE),
        of.described_by(),
        of.invalid(),
    );
    view! {
        <form method="post" action=action.to_owned() novalidate>
            {csrf(frame)}
            {field(&of, area)}
            <p class="row gap-top">
                <button class="button button--quiet">
                    {lang.pick("Simpan", "Save")}<span class="visually-hidden">{format!(": {}", found.name)}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn move_form(frame: &Frame, action: &str, id: &str, (day, errors): (Option<&str>, &[FieldError])) -> AnyView {
    let lang = frame.lang;
    let id = if day.is_some() { "tenggat" } else { id };
    let error = day.and_then(|_| problem_of(lang, errors, "tenggat"));
    let of = Field { name: id.to_owned(), ..Field::new("tenggat", lang.pick("Tenggat baru", "New date")).error(error) };
    let control = view! {
        <input
            class="input input--date" type="date" id=of.id() name="tenggat" value=day.unwrap_or_default().to_owned()
            aria-invalid=of.invalid() aria-describedby=of.described_by()
        />
    };
    view! {
        <form method="post" action=action.to_owned() novalidate>
            {csrf(frame)}
            {field(&of, control)}
            <p class="row gap-top"><button class="button button--quiet">{lang.pick("Ubah tenggat", "Change the date")}</button></p>
        </form>
    }
    .into_any()
}

fn button(frame: &Frame, action: String, text: &'static str, name: &str) -> AnyView {
    view! {
        <form class="gap-top" method="post" action=action>
            {csrf(frame)}
            <button class="button button--quiet">{text}<span class="visually-hidden">{format!(": {name}")}</span></button>
        </form>
    }
    .into_any()
}

/// What can be done for everybody at once.
fn whole(frame: &Frame, view: &PlanView, typed: Option<(&PlanAction, &[FieldError])>) -> AnyView {
    let lang = frame.lang;
    let id = view.plan.id;
    let day = match typed {
        Some((PlanAction::Move(None, day), errors)) => (Some(day.as_str()), errors),
        _ => (None, &[][..]),
    };
    let moving = move_form(frame, &format!("/rencana/{id}/tenggat"), "tenggat-semua", day);
    let open = view.people.iter().filter(|person| person.may_change && person.state.is_open()).count();
    let withdraw = view! {
        <form class="gap-top" method="post" action=format!("/rencana/{id}/tarik")>
            {csrf(frame)}
            <p class="card-note">
                {lang.pick(
                    "Rencana yang ditarik tidak diingatkan lagi. Yang sudah selesai tetap tercatat.",
                    "A plan that is withdrawn is not reminded of. What was completed stays on record.",
                )}
            </p>
            <button class="button button--quiet">{lang.pick("Tarik rencana ini", "Withdraw this plan")}</button>
        </form>
    };
    let content = view! {
        <div class="card">
            {disclosure(
                lang.pick("Ubah tenggat untuk semua", "Change the date for everybody"),
                day.0.is_some(),
                moving,
            )}
            {disclosure(lang.pick("Tarik rencana", "Withdraw the plan"), false, withdraw)}
        </div>
    };
    let aside = match (lang, open) {
        (_, 0) => lang.pick("Tidak ada yang terbuka", "Nothing is open").to_owned(),
        (Lang::Id, open) => format!("{open} orang belum selesai"),
        (Lang::En, 1) => "1 person is not done".to_owned(),
        (Lang::En, open) => format!("{open} people are not done"),
    };
    section("semua", lang.pick("Untuk semua", "For everybody"), view! { <p class="muted">{aside}</p> }, content)
}

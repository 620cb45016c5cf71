//! `/rencana`: what I am to learn until when, one next step each; accept it, or say what is to be talked about.

use domain::id::PlanId;
use domain::plan::{Answer, PlanState};
use domain::time::Timestamp;
use leptos::prelude::*;
use services::{FieldError, LONGEST_NOTE, MyPlan, MyPlanItem, PlanDue};

use super::words::{due_words, last_day, notes, origin, page, state_chip, summary, title};
use crate::components::card::{go, section, section_card};
use crate::components::chip::{done_chip, due_chip};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::empty::empty;
use crate::components::field::{Field, problem_of};
use crate::components::page_head::page_head;
use crate::components::progress::progress;
use crate::components::text_area::text_area;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// `typed` is a note that was not sent: of which plan, what it says and what is wrong.
pub fn my_plan(frame: &Frame, view: &MyPlan, typed: Option<(PlanId, &str, &[FieldError])>) -> Page {
    let lang = frame.lang;
    let heading = lang.pick("Rencana saya", "My plan");
    let errors = typed.map_or(&[][..], |(_, _, errors)| errors);
    let open = if view.open.is_empty() {
        empty(
            lang.pick("Tidak ada yang direncanakan", "Nothing is planned"),
            lang.pick(
                "Bila atasan merencanakan kursus untuk Anda, kursus itu muncul di sini. Anda juga dapat merencanakan sendiri.",
                "When your manager plans a course for you, it appears here. You can also plan for yourself.",
            ),
            Some(("/rencana/baru", lang.pick("Rencanakan kursus", "Plan a course"))),
        )
    } else {
        let items = view.open.iter().map(|item| {
            let mine = typed.filter(|(id, ..)| *id == item.plan.id).map(|(_, words, errors)| (words, errors));
            open_item(frame, view.now, item, mine)
        });
        view! { <ul class="stack" role="list">{items.collect_view()}</ul> }.into_any()
    };
    let aside = go("/rencana/baru", lang.pick("Rencanakan sendiri", "Plan for yourself"));
    let body = view! {
        {page_head(heading, lede(lang, view))}
        {summary(lang, lang.pick("Catatan belum terkirim", "The note is not sent yet"), errors)}
        {section("terbuka", lang.pick("Yang perlu diselesaikan", "To be completed"), aside, open)}
        {(!view.past.is_empty()).then(|| past(lang, view))}
        {letters(frame, view)}
    };
    page(heading, Nav::Home, Chrome::Full, body)
}

/// The page in a sentence.
fn lede(lang: Lang, view: &MyPlan) -> String {
    let Some(first) = view.open.first() else {
        return lang.pick("Semua yang direncanakan sudah selesai.", "Everything that was planned is done.").to_owned();
    };
    let late = view.open.iter().filter(|item| item.state == PlanState::Overdue).count();
    let (count, name) = (view.open.len(), title(lang, &first.plan));
    let day = format::date(lang, last_day(first.due));
    match (lang, late, count) {
        (Lang::Id, 0, 1) => format!("Satu rencana terbuka: {name}, sampai {day}."),
        (Lang::En, 0, 1) => format!("One plan is open: {name}, until {day}."),
        (Lang::Id, 0, _) => format!("{count} rencana terbuka. Yang terdekat {name}, sampai {day}."),
        (Lang::En, 0, _) => format!("{count} plans are open. The next is {name}, until {day}."),
        (Lang::Id, ..) => format!("{late} dari {count} rencana lewat tenggat. Mulai dari {name}."),
        (Lang::En, ..) => format!("{late} of {count} plans are late. Begin with {name}."),
    }
}

fn open_item(frame: &Frame, now: Timestamp, item: &MyPlanItem, typed: Option<(&str, &[FieldError])>) -> AnyView {
    let lang = frame.lang;
    let id = item.plan.id;
    let name = title(lang, &item.plan);
    let bar = (item.plan.courses.len() > 1 || item.done > 0).then(|| {
        let label = lang.pick("Kursus yang selesai", "Courses completed");
        progress(lang, item.done, item.plan.courses.len(), label)
    });
    let way = item.href().map(|href| {
        let text = match item.next.as_ref().and_then(|next| next.item.as_ref()) {
            Some((_, title)) => format!("{}{title}", lang.pick("Lanjutkan: ", "Go on: ")),
            None => {
                let course = item.next.as_ref().and_then(|next| item.plan.courses.get(next.step));
                format!(
                    "{}{}",
                    lang.pick("Mulai: ", "Begin: "),
                    course.map(|course| course.title.clone()).unwrap_or_default()
                )
            }
        };
        view! { <a class="button" href=href>{text}</a> }
    });
    let words = (!item.plan.note.is_empty()).then(|| crate::pages::quiz_result::paragraphs(&item.plan.note));
    view! {
        <li class="card" id=format!("rencana-{id}")>
            <p class="row">{state_chip(lang, item.state)}<span class="small muted">{due_words(lang, now, item.due)}</span></p>
            <h3 class="card-title gap-top">{name}</h3>
            <p class="kicker">{origin(lang, &item.plan)}</p>
            {words}
            {courses(lang, item)}
            {bar}
            <div class="row gap-top">{way}{accept(frame, item)}</div>
            {notes(lang, &item.notes)}
            {(!item.plan.own).then(|| discuss(frame, item, typed))}
            {item.plan.own.then(|| go(format!("/rencana/{id}"), lang.pick("Ubah tenggat atau tarik", "Change the date or withdraw")))}
        </li>
    }
    .into_any()
}

/// Each course with how far it is.
fn courses(lang: Lang, item: &MyPlanItem) -> AnyView {
    let rows = item.plan.courses.iter().zip(&item.courses).map(|(course, (done, begun))| {
        let state = match (done, begun) {
            (Some(at), _) => {
                let at = format::date(lang, *at);
                let early = matches!(done, Some(done) if *done < item.plan.made_at);
                let words = match (lang, early) {
                    (Lang::Id, true) => format!("sudah selesai sejak {at}"),
                    (Lang::En, true) => format!("completed already on {at}"),
                    (Lang::Id, false) => format!("selesai {at}"),
                    (Lang::En, false) => format!("completed on {at}"),
                };
                done_chip(words)
            }
            (None, Some(done)) => {
                let words =
                    format!("{} {}", format::percent_of(lang, done.get() / 10 * 10), lang.pick("selesai", "done"));
                view! { <span class="small muted">{words}</span> }.into_any()
            }
            (None, None) => {
                view! { <span class="small muted">{lang.pick("belum dimulai", "not begun")}</span> }.into_any()
            }
        };
        let foreign = lang.foreign(&course.lang);
        view! {
            <li class="row">
                <a href=format!("/kursus/{}", course.course) lang=foreign>{course.title.clone()}</a>
                <span class="kicker">{course.jp}" JP"</span>
                {state}
            </li>
        }
    });
    view! { <ul class="plain-list gap-top" role="list">{rows.collect_view()}</ul> }.into_any()
}

fn accept(frame: &Frame, item: &MyPlanItem) -> Option<AnyView> {
    if item.answer == Some(Answer::Accepted) || item.plan.own {
        return None;
    }
    let lang = frame.lang;
    let label = format!(": {}", title(lang, &item.plan));
    Some(
        view! {
            <form method="post" action=format!("/rencana/{}/terima", item.plan.id)>
                {csrf(frame)}
                <button class="button button--quiet">
                    {lang.pick("Saya terima", "I accept")}<span class="visually-hidden">{label}</span>
                </button>
            </form>
        }
        .into_any(),
    )
}

fn discuss(frame: &Frame, item: &MyPlanItem, typed: Option<(&str, &[FieldError])>) -> AnyView {
    let lang = frame.lang;
    let id = item.plan.id;
    let (words, errors) = typed.unwrap_or_default();
    let error = problem_of(lang, errors, "catatan");
    // The summary leads to the one that was not sent; the others have names of their own.
    let name = if typed.is_some() { "catatan".to_owned() } else { format!("catatan-{id}") };
    let of = Field::new(name, lang.pick("Apa yang ingin Anda bicarakan?", "What do you want to talk about?"))
        .hint(lang.pick(
            "Misalnya waktu yang terlalu singkat, atau kursus lain yang lebih cocok.",
            "For example too little time, or another course that fits better.",
        ))
        .error(error);
    let area = text_area(of.id(), "catatan".to_owned(), words, 3, Some(LONGEST_NOTE), of.described_by(), of.invalid());
    let label = format!(": {}", title(lang, &item.plan));
    let form = view! {
        <form method="post" action=format!("/rencana/{id}/bicarakan") novalidate>
            {csrf(frame)}
            {crate::components::field::field(&of, area)}
            <p class="row gap-top">
                <button class="button button--quiet">
                    {lang.pick("Kirim catatan", "Send the note")}<span class="visually-hidden">{label}</span>
                </button>
            </p>
        </form>
    };
    disclosure(lang.pick("Mari bicarakan dahulu", "Let us talk about it first"), typed.is_some(), form)
}

fn past(lang: Lang, view: &MyPlan) -> AnyView {
    let rows = view.past.iter().map(|item| {
        let reason = item.exempt_reason.clone().filter(|_| item.state == PlanState::Exempt);
        view! {
            <li>
                <p class="row">{state_chip(lang, item.state)}<strong>{title(lang, &item.plan)}</strong></p>
                <p class="kicker">{origin(lang, &item.plan)}</p>
                {reason.map(|reason| view! { <p class="card-note">{lang.pick("Alasan: ", "Reason: ")}{reason}</p> })}
            </li>
        }
    });
    let list = view! { <div class="card"><ul class="deadline-list" role="list">{rows.collect_view()}</ul></div> };
    section("riwayat", lang.pick("Riwayat", "History"), (), list)
}

/// Reminders by e-mail, on or off.
fn letters(frame: &Frame, view: &MyPlan) -> AnyView {
    let lang = frame.lang;
    let text = match (lang, &view.address, view.mail) {
        (Lang::Id, None, _) => "Alamat surel Anda belum tercatat, jadi pengingat hanya muncul di beranda.".to_owned(),
        (Lang::En, None, _) => {
            "Ampera has no e-mail address of yours, so reminders appear on your home page only.".to_owned()
        }
        (Lang::Id, Some(address), true) => {
            format!("Pengingat dikirim ke {address}, paling banyak satu surel sehari, dan muncul di beranda.")
        }
        (Lang::En, Some(address), true) => {
            format!("Reminders go to {address}, one e-mail a day at most, and appear on your home page.")
        }
        (Lang::Id, Some(_), false) => "Pengingat tidak dikirim lewat surel. Di beranda tetap muncul.".to_owned(),
        (Lang::En, Some(_), false) => "No reminders by e-mail. They still appear on your home page.".to_owned(),
    };
    let (value, action) = if view.mail {
        ("tidak", lang.pick("Hentikan surel", "Stop the e-mails"))
    } else {
        ("ya", lang.pick("Kirim lewat surel", "Send them by e-mail"))
    };
    // Without an address there is nothing to stop.
    let choice = view.address.is_some().then(|| {
        view! {
            <form class="gap-top" method="post" action="/rencana/surel">
                {csrf(frame)}
                <input type="hidden" name="surel" value=value/>
                <button class="button button--quiet">{action}</button>
            </form>
        }
    });
    let content = view! { <p>{text}</p>{choice} };
    view! { <div class="gap-top-large">{section_card("pengingat", lang.pick("Pengingat", "Reminders"), content)}</div> }
        .into_any()
}

/// A plan in the list of what is due on the home page.
pub fn due_row(lang: Lang, due: &PlanDue, now: Timestamp) -> AnyView {
    let chip = match due.state {
        PlanState::Unanswered => lang.pick("Rencana baru", "New plan"),
        _ => lang.pick("Rencana", "Plan"),
    };
    let state = if due.state == PlanState::Overdue {
        state_chip(lang, due.state)
    } else {
        due_chip(due_words(lang, now, due.due))
    };
    let href = due.href.clone().unwrap_or_else(|| "/rencana".to_owned());
    let done = (due.plan.courses.len() > 1).then(|| match lang {
        Lang::Id => format!("{} dari {} kursus selesai. ", due.done, due.plan.courses.len()),
        Lang::En => format!("{} of {} courses completed. ", due.done, due.plan.courses.len()),
    });
    view! {
        <p class="kicker">{chip}</p>
        <p class="deadline-date"><a href=href>{title(lang, &due.plan)}</a></p>
        <p class="card-note">{done}<a href="/rencana">{lang.pick("Lihat rencana saya", "See my plan")}</a></p>
        <p>{state}</p>
    }
    .into_any()
}

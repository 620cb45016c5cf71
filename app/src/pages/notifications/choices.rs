//! `/pemberitahuan/atur`: per kind, in the app and by e-mail; and what cannot be turned off, with the rule that says so.

use domain::notification::{Mail, OtherLetter, Topic};
use leptos::prelude::*;
use services::{ChoiceRow, ChoicesView, Required};

use super::words::{kind_name, mail_name, topic_name};
use crate::components::csrf::csrf;
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::training::source;

pub fn notification_choices(frame: &Frame, view: &ChoicesView) -> Page {
    let lang = frame.lang;
    let heading = lang.pick("Atur pemberitahuan", "Choose what you are told");
    let topics = Topic::ALL.map(|topic| part(lang, view, topic));
    let body = view! {
        {page_head(heading, lede(lang, view))}
        <form method="post" action="/pemberitahuan/atur">
            {csrf(frame)}
            {topics.collect_view()}
            <p class="row gap-top-large">
                <button class="button">{lang.pick("Simpan pilihan", "Save the choice")}</button>
                <a class="button button--plain" href="/pemberitahuan">{lang.pick("Kembali", "Back")}</a>
            </p>
        </form>
    };
    let (title, body) = (heading.to_owned(), body.into_any());
    Page { title, body, islands: false, nav: Nav::None, chrome: Chrome::Narrow, description: None }
}

fn lede(lang: Lang, view: &ChoicesView) -> String {
    let hour = view.digest_hour;
    match (lang, &view.address) {
        (Lang::Id, Some(address)) => format!(
            "Surel dikirim ke {address}. Surel harian berisi yang baru dan belum Anda baca, paling banyak satu sehari, mulai pukul {hour:02}.00. Bila tidak ada yang baru, tidak ada surel."
        ),
        (Lang::En, Some(address)) => format!(
            "E-mails go to {address}. The daily e-mail holds what is new and unread, one a day at most, from {hour:02}:00 on. If nothing is new, there is none."
        ),
        (Lang::Id, None) => {
            "Alamat surel Anda belum tercatat, jadi pemberitahuan hanya muncul di aplikasi. Pilihan di sini berlaku begitu alamatnya ada.".to_owned()
        }
        (Lang::En, None) => {
            "Ampera has no e-mail address of yours, so notifications appear in the app only. What you choose here holds as soon as there is one.".to_owned()
        }
    }
}

fn part(lang: Lang, view: &ChoicesView, topic: Topic) -> AnyView {
    let id = format!("tentang-{}", topic.code());
    let of_topic: Vec<&ChoiceRow> = view.rows.iter().filter(|row| row.kind.topic() == topic).collect();
    // One rule often wants several kinds: it is told once.
    let mut told: Vec<&Required> = Vec::new();
    for required in of_topic.iter().filter_map(|row| row.required.as_ref()) {
        if !told.contains(&required) {
            told.push(required);
        }
    }
    let rules = told.into_iter().map(|required| {
        view! {
            <p class="card-note">
                <strong>{lang.pick("Tidak dapat dimatikan. ", "Cannot be turned off. ")}</strong>
                {required.why.clone()}" "
                <span class="muted">{source(lang, &required.source, required.is_checked)}</span>
            </p>
        }
    });
    let rules = rules.collect_view();
    let plan_mail = (topic == Topic::Plans).then(|| plan_mail(lang, view.plan_mail));
    let rows = of_topic.into_iter().map(|row| entry(lang, row));
    let label = id.clone();
    view! {
        <section class="card gap-top" aria-labelledby=label>
            <h2 class="section-title" id=id>{topic_name(lang, topic)}</h2>
            {rules}
            <div class="notice-choices">{rows.collect_view()}</div>
            {plan_mail}
        </section>
    }
    .into_any()
}

fn entry(lang: Lang, row: &ChoiceRow) -> AnyView {
    let code = row.kind.code();
    let name = kind_name(lang, row.kind);
    let app = if row.required.is_some() {
        view! { <p class="check">{lang.pick("Selalu di aplikasi", "Always in the app")}</p> }.into_any()
    } else {
        view! {
            <label class="check">
                <input type="checkbox" name=format!("app.{code}") value="ya" checked=row.choice.app/>
                {lang.pick("Di aplikasi", "In the app")}
            </label>
        }
        .into_any()
    };
    let mail = match row.kind.letter() {
        OtherLetter::None => choice_of_mail(lang, row),
        OtherLetter::Plan => {
            view! { <p class="small muted">{lang.pick("Surel: lihat pengingat di bawah", "E-mail: see reminders below")}</p> }
                .into_any()
        }
        OtherLetter::Changed => {
            view! { <p class="small muted">{lang.pick("Surel: selalu segera", "E-mail: always at once")}</p> }.into_any()
        }
    };
    view! {
        <fieldset class="notice-choice">
            <legend>{name}</legend>
            {app}
            {mail}
        </fieldset>
    }
    .into_any()
}

fn choice_of_mail(lang: Lang, row: &ChoiceRow) -> AnyView {
    let id = format!("mail.{}", row.kind.code());
    let offered = Mail::ALL.into_iter().filter(|mail| row.required.is_none() || *mail != Mail::Never);
    let options = offered.map(|mail| {
        let selected = mail == row.choice.mail;
        view! { <option value=mail.code() selected=selected>{mail_name(lang, mail)}</option> }
    });
    let (name, target) = (id.clone(), id.clone());
    view! {
        <div class="notice-mail">
            <label class="small muted" for=target>{lang.pick("Surel", "E-mail")}</label>
            <select class="select" id=id name=name>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

/// The reminders of plans are letters of their own.
fn plan_mail(lang: Lang, wanted: bool) -> AnyView {
    view! {
        <label class="check gap-top">
            <input type="checkbox" name="surel-rencana" value="ya" checked=wanted/>
            {lang.pick(
                "Kirim rencana baru dan pengingat tenggat lewat surel, paling banyak satu sehari",
                "Send new plans and reminders of due dates by e-mail, one a day at most",
            )}
        </label>
    }
    .into_any()
}

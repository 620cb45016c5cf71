//! `/pemberitahuan`: what I was told, unread first, day by day; each leads to where one can act.

use domain::notification::Topic;
use domain::time::Timestamp;
use leptos::prelude::*;
use services::{NotificationQuery, NotificationView, NotificationsView};

use super::words::{notice_words, topic_name};
use crate::components::card::go;
use crate::components::csrf::csrf;
use crate::components::empty::empty_section;
use crate::components::field::{Field, select_field};
use crate::components::page_head::page_head;
use crate::components::pagination::pagination;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn notifications(frame: &Frame, view: &NotificationsView) -> Page {
    let lang = frame.lang;
    let heading = lang.pick("Pemberitahuan", "Notifications");
    let list = if view.rows.is_empty() { nothing(lang, view) } else { parts(lang, view) };
    let query = view.query;
    let body = view! {
        {page_head(heading, lede(lang, view))}
        <div class="inbox-tools">
            {(view.unread > 0).then(|| read_all(frame, view))}
            {go("/pemberitahuan/atur", lang.pick("Atur pemberitahuan", "Choose what you are told"))}
        </div>
        {filter(lang, query)}
        {list}
        {pagination(lang, query.page, view.pages, |page| address(NotificationQuery { page, ..query }))}
    };
    let (title, body) = (heading.to_owned(), body.into_any());
    Page { title, body, islands: false, nav: Nav::None, chrome: Chrome::Narrow, description: None }
}

fn lede(lang: Lang, view: &NotificationsView) -> String {
    match (lang, view.unread) {
        (Lang::Id, ..=0) => "Semua sudah Anda baca.".to_owned(),
        (Lang::En, ..=0) => "You have read everything.".to_owned(),
        (Lang::Id, unread) => format!("{unread} belum Anda baca. Buka yang perlu ditindaklanjuti."),
        (Lang::En, 1) => "One is unread. Open it to see what to do.".to_owned(),
        (Lang::En, unread) => format!("{unread} are unread. Open those that need something from you."),
    }
}

/// What came after this page was made stays unread.
fn read_all(frame: &Frame, view: &NotificationsView) -> AnyView {
    view! {
        <form method="post" action="/pemberitahuan/dibaca">
            {csrf(frame)}
            <input type="hidden" name="sampai" value=view.now.0.to_string()/>
            <button class="button button--quiet">{frame.lang.pick("Tandai semua sudah dibaca", "Mark all as read")}</button>
        </form>
    }
    .into_any()
}

fn filter(lang: Lang, query: NotificationQuery) -> AnyView {
    let every = (String::new(), lang.pick("Semua", "Everything").to_owned());
    let topics = Topic::ALL.map(|topic| (topic.code().to_owned(), topic_name(lang, topic).to_owned()));
    let read = [
        (String::new(), lang.pick("Dibaca dan belum", "Read and unread").to_owned()),
        ("ya".to_owned(), lang.pick("Belum dibaca saja", "Unread only").to_owned()),
    ];
    view! {
        <form class="filters" method="get" action="/pemberitahuan">
            {select_field(
                &Field::new("tentang", lang.pick("Tentang", "About")),
                std::iter::once(every).chain(topics).collect(),
                query.topic.map(Topic::code).unwrap_or_default(),
            )}
            {select_field(
                &Field::new("belum", lang.pick("Yang ditampilkan", "What is shown")),
                read.into_iter().collect(),
                if query.unread { "ya" } else { "" },
            )}
            <div class="field"><button class="button button--quiet">{lang.pick("Tampilkan", "Show")}</button></div>
        </form>
    }
    .into_any()
}

fn nothing(lang: Lang, view: &NotificationsView) -> AnyView {
    let is_chosen = view.query.topic.is_some() || view.query.unread;
    let (title, why) = if is_chosen {
        (
            lang.pick("Tidak ada yang cocok", "Nothing fits"),
            lang.pick("Tampilkan semuanya untuk melihat yang lain.", "Show everything to see the others."),
        )
    } else {
        (
            lang.pick("Belum ada pemberitahuan", "No notifications yet"),
            lang.pick(
                "Di sini muncul rencana belajar, putusan, dan hal lain yang menyangkut Anda.",
                "Learning plans, decisions and whatever else concerns you appear here.",
            ),
        )
    };
    let action = if is_chosen {
        ("/pemberitahuan", lang.pick("Tampilkan semua", "Show everything"))
    } else {
        ("/beranda", lang.pick("Ke beranda", "To your home page"))
    };
    view! { <section class="gap-top-large" aria-labelledby="kosong">{empty_section("kosong", title, why, Some(action))}</section> }
        .into_any()
}

/// Unread ones, then the others; each part day by day.
fn parts(lang: Lang, view: &NotificationsView) -> AnyView {
    let part = |id: &'static str, title: &'static str, read: bool| {
        let rows: Vec<&NotificationView> = view.rows.iter().filter(|row| row.is_read == read).collect();
        let days = rows.chunk_by(|one, other| format::days_between(one.at, other.at) == 0);
        let days: Vec<AnyView> = days.map(|rows| day(lang, view.now, rows)).collect();
        (!days.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby=id>
                    <div class="section-head"><h2 class="section-title" id=id>{title}</h2></div>
                    {days}
                </section>
            }
        })
    };
    view! {
        {part("belum-dibaca", lang.pick("Belum dibaca", "Unread"), false)}
        {part("sudah-dibaca", lang.pick("Sudah dibaca", "Read"), true)}
    }
    .into_any()
}

fn day(lang: Lang, now: Timestamp, rows: &[&NotificationView]) -> AnyView {
    let at = rows.first().map_or(now, |row| row.at);
    let name = match format::days_between(at, now) {
        ..=0 => lang.pick("Hari ini", "Today").to_owned(),
        1 => lang.pick("Kemarin", "Yesterday").to_owned(),
        2..=6 => format::weekday_date(lang, at),
        _ => format::date(lang, at),
    };
    let rows = rows.iter().map(|row| entry(lang, row));
    view! {
        <h3 class="inbox-day">{name}</h3>
        <ul class="inbox" role="list">{rows.collect_view()}</ul>
    }
    .into_any()
}

fn entry(lang: Lang, row: &NotificationView) -> AnyView {
    let (title, text) = notice_words(lang, row);
    let class = if row.is_read { "inbox-row" } else { "inbox-row is-unread" };
    view! {
        <li class=class>
            <a class="inbox-link" href=format!("/pemberitahuan/{}", row.id)>{title}</a>
            <p class="inbox-text">{text}</p>
            <p class="kicker">{topic_name(lang, row.kind.topic())}", "{format::time(lang, row.at)}</p>
        </li>
    }
    .into_any()
}

fn address(query: NotificationQuery) -> String {
    let topic = query.topic.map(Topic::code).unwrap_or_default();
    let unread = if query.unread { "ya" } else { "" };
    format!("/pemberitahuan?tentang={topic}&belum={unread}&hal={}", query.page)
}

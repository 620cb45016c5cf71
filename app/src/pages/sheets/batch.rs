//! `/lembar/{batch}`: how far the sheets of a unit are. While they are made the page loads itself again, without any script.

use leptos::prelude::*;
use services::BatchView;

use super::count;
use crate::components::alert::{Kind, alert};
use crate::components::card::section;
use crate::components::page_head::page_head;
use crate::components::progress::progress;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// `by_itself`: the page is loaded again by itself; the reader can turn that off.
pub fn sheet_batch(frame: &Frame, view: &BatchView, by_itself: bool) -> Page {
    let lang = frame.lang;
    let row = &view.row;
    let done = row.made + row.failed;
    let (strong, rest) = standing(lang, view);
    let name = match lang {
        Lang::Id => format!("Lembar bukti {}", row.unit),
        Lang::En => format!("Evidence sheets of {}", row.unit),
    };
    let size = |count: i64| usize::try_from(count).unwrap_or_default();
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol>
                <li>
                    <a href=format!("/lembar?siklus={}", view.cycle.id)>
                        {lang.pick("Lembar bukti satu unit", "Evidence sheets of a unit")}
                    </a>
                </li>
                <li>{row.unit.clone()}</li>
            </ol>
        </nav>
        {page_head(name.clone(), view! { <strong>{strong}</strong>" "{rest} })}
        <p class="byline">{facts(lang, view)}</p>
        <div class="card gap-top">
            {progress(lang, size(done), size(row.people), lang.pick("Lembar yang sudah selesai", "Sheets that are done"))}
            <p class="row gap-top">
                {if row.finished_at.is_none() { again(lang, view, by_itself) } else { file(lang, view) }}
            </p>
        </div>
        {failed(lang, view)}
    };
    let far = if row.finished_at.is_none() { format!("({done}/{}) ", row.people) } else { String::new() };
    Page {
        title: format!("{far}{name}"),
        body: body.into_any(),
        islands: false,
        nav: Nav::Team,
        chrome: Chrome::Full,
        description: None,
    }
}

fn standing(lang: Lang, view: &BatchView) -> (String, &'static str) {
    let row = &view.row;
    let done = row.made + row.failed;
    match (lang, row.finished_at) {
        (Lang::Id, None) => (
            format!("{done} dari {} lembar selesai.", row.people),
            "Pembuatannya berjalan sendiri, dan dilanjutkan bila terputus. Anda boleh menutup halaman ini.",
        ),
        (Lang::En, None) => (
            format!("{done} of {} sheets are done.", row.people),
            "They are made by themselves, and the work goes on if it was interrupted. You may close this page.",
        ),
        (Lang::Id, Some(_)) if row.made == 0 => {
            ("Tidak ada lembar yang dapat dibuat.".to_owned(), "Lihat di bawah siapa saja.")
        }
        (Lang::En, Some(_)) if row.made == 0 => ("No sheet could be made.".to_owned(), "See below of whom."),
        (Lang::Id, Some(_)) => (
            format!("{} siap diunduh.", count(lang, row.made)),
            "Di dalamnya ada daftar.txt dengan nama setiap orang dan berkasnya.",
        ),
        (Lang::En, Some(_)) => (
            format!("{} {} ready.", count(lang, row.made), if row.made == 1 { "is" } else { "are" }),
            "It holds daftar.txt, with everybody's name and file.",
        ),
    }
}

fn facts(lang: Lang, view: &BatchView) -> String {
    let row = &view.row;
    let asked = format::date_time(lang, row.asked_at);
    let mut facts = vec![view.cycle.name.clone()];
    facts.push(match lang {
        Lang::Id => format!("diminta {asked} oleh {}", row.asker),
        Lang::En => format!("asked for on {asked} by {}", row.asker),
    });
    if let Some(until) = row.kept_until {
        let day = format::date(lang, until);
        facts.push(match lang {
            Lang::Id => format!("disimpan sampai {day}, lalu dihapus"),
            Lang::En => format!("kept until {day}, then deleted"),
        });
    }
    facts.join(" · ")
}

/// How the page is brought up to date.
fn again(lang: Lang, view: &BatchView, by_itself: bool) -> AnyView {
    let here = format!("/lembar/{}", view.row.id);
    if by_itself {
        view! {
            <a class="button button--quiet" href=format!("{here}?diam=1")>
                {lang.pick("Berhenti memuat ulang", "Stop loading again")}
            </a>
            <span class="muted">{lang.pick("Halaman ini memuat ulang sendiri.", "This page loads again by itself.")}</span>
        }
        .into_any()
    } else {
        view! {
            <a class="button button--quiet" href=format!("{here}?diam=1")>{lang.pick("Muat ulang", "Load again")}</a>
            <a class="go" href=here>{lang.pick("Muat ulang sendiri", "Load again by itself")}</a>
        }
        .into_any()
    }
}

fn file(lang: Lang, view: &BatchView) -> AnyView {
    if view.row.made == 0 {
        return ().into_any();
    }
    let text = lang.pick("Unduh ZIP", "Download the ZIP");
    view! { <a class="button" href=format!("/lembar/{}/unduh.zip", view.row.id) download="">{text}</a> }.into_any()
}

fn failed(lang: Lang, view: &BatchView) -> Option<AnyView> {
    if view.failed.is_empty() {
        return None;
    }
    let names = view.failed.iter().map(|(evaluation, name)| {
        view! { <li><a href=format!("/evaluasi/{evaluation}")>{name.clone()}</a></li> }
    });
    let names = names.collect_view();
    let why = lang.pick(
        "Lembar yang lain tidak terpengaruh. Coba unduh lembarnya dari halaman evaluasi masing-masing; bila gagal lagi, beri tahu pengelola.",
        "The other sheets are as they should be. Try to download these from the page of each evaluation; if that fails too, tell an administrator.",
    );
    let title = match lang {
        Lang::Id => format!("{} lembar tidak dapat dibuat", view.failed.len()),
        Lang::En => format!("{} could not be made", count(lang, view.row.failed)),
    };
    let content = view! {
        {alert(Kind::Error, title, view! { <p>{why}</p> })}
        <ul class="plain-list gap-top">{names}</ul>
    };
    Some(section("gagal", lang.pick("Yang gagal", "What failed"), (), content))
}

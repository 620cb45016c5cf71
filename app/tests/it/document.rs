//! The document around a page: head, navigation, notice, footer, and the script that wakes islands.

use std::sync::Arc;

use app::components::text_area::text_area;
use app::document::{Chrome, Nav, Page};
use app::frame::{Assets, Frame, Theme, Viewer};
use app::islands::quiz::QuizIsland;
use app::lang::Lang;
use app::notice::Notice;
use domain::policy::Roles;
use leptos::prelude::*;

use crate::support::{EVIL, assert_escaped, document_of, frame};

fn plain(title: &str) -> Page {
    Page {
        title: title.to_owned(),
        body: view! { <h1>"Halaman"</h1> }.into_any(),
        islands: false,
        nav: Nav::Home,
        chrome: Chrome::Full,
        description: None,
    }
}

fn with_island(_: &Frame) -> Page {
    Page {
        body: view! { <h1>"Kuis"</h1><QuizIsland><form id="kuis"></form></QuizIsland> }.into_any(),
        islands: true,
        ..plain("Kuis")
    }
}

#[test]
fn a_document_for_a_learner_and_for_an_administrator() {
    insta::assert_snapshot!(document_of(&frame(Lang::Id), |_| plain("Beranda")));
    let mut frame = frame(Lang::En);
    frame.theme = Theme::Dark;
    frame.notice = Some(Notice::AttemptOver);
    frame.viewer = Some(Viewer {
        name: "Siti".to_owned(),
        roles: Roles { trainer: true, admin: true, ..Roles::default() },
        unread: 3,
    });
    insta::assert_snapshot!(document_of(&frame, |_| plain("Home")));
}

#[test]
fn only_a_page_with_an_island_loads_webassembly() {
    let with = document_of(&frame(Lang::Id), with_island);
    assert!(with.contains("<leptos-island data-component=\"QuizIsland_"), "{with}");
    assert!(with.contains("<leptos-children>") && with.contains("<form id=\"kuis\">"), "{with}");
    assert_eq!(with.matches("nonce=\"nonce\"").count(), 2, "{with}");
    let without = document_of(&frame(Lang::Id), |_| plain("Beranda"));
    assert!(!without.contains("<script") && !without.contains("wasm"));
    let mut no_build = frame(Lang::Id);
    no_build.assets = Arc::new(Assets { js: None, ..(*no_build.assets).clone() });
    assert!(!document_of(&no_build, with_island).contains("<script"));
}

#[test]
fn every_notice_is_said_in_both_languages() {
    for notice in Notice::ALL {
        for lang in [Lang::Id, Lang::En] {
            let mut frame = frame(lang);
            frame.notice = Some(*notice);
            let html = document_of(&frame, |_| plain("Beranda"));
            assert!(html.contains("class=\"alert") && html.contains("alert-title"), "{html}");
        }
    }
}

#[test]
fn titles_names_addresses_and_typed_texts_are_text() {
    let mut frame = frame(Lang::Id);
    frame.path = format!("/katalog?kata={EVIL}");
    frame.csrf = EVIL.to_owned();
    if let Some(viewer) = &mut frame.viewer {
        viewer.name = EVIL.to_owned();
    }
    let html = assert_escaped(&frame, |_| Page {
        body: view! {
            <h1>"Halaman"</h1>
            {text_area("a".to_owned(), "a".to_owned(), EVIL, 5, None, None, None)}
        }
        .into_any(),
        description: Some(EVIL.to_owned()),
        ..plain(EVIL)
    });
    assert_eq!(html.matches("</textarea>").count(), 1, "a typed end tag ends nothing");
}

#[test]
fn a_text_that_begins_with_a_break_keeps_it() {
    let html = document_of(&frame(Lang::Id), |_| Page {
        body: view! { <h1>"Halaman"</h1>{text_area("a".to_owned(), "a".to_owned(), "\nsatu", 5, None, None, None)} }
            .into_any(),
        ..plain("Halaman")
    });
    assert!(html.contains("\n\nsatu</textarea>"), "{html}");
}

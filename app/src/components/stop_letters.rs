//! The page that the link of a letter leads to: one press, and no more such letters. It works without signing in.

use leptos::prelude::*;

use super::icon::brand_mark;
use crate::document::{Chrome, Nav, Page};
use crate::lang::Lang;

/// What it says, and where it leads.
pub struct StopLetters {
    pub title: &'static str,
    pub text: &'static str,
    /// Where the form goes; `None` once it was pressed.
    pub action: Option<String>,
    /// Where to go afterwards, and what the link says.
    pub after: (&'static str, &'static str),
}

pub fn stop_letters(lang: Lang, page: StopLetters) -> Page {
    let StopLetters { title, text, action, after: (href, onwards) } = page;
    let action = match action {
        None => view! { <a class="button button--wide gap-top" href=href>{onwards}</a> }.into_any(),
        // The token in the address is the proof, as it is for a mail program that sends this by itself: no other is asked for.
        Some(action) => view! {
            <form class="gap-top" method="post" action=action>
                <input type="hidden" name="halaman" value="ya"/>
                <button class="button button--wide">{lang.pick("Hentikan surel", "Stop the e-mails")}</button>
            </form>
        }
        .into_any(),
    };
    let body = view! {
        <div class="sign-in">
            <div class="card">
                <div class="sign-in-head">{brand_mark()}<h1>{title}</h1></div>
                <p>{text}</p>
                {action}
            </div>
        </div>
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Bare,
        description: None,
    }
}

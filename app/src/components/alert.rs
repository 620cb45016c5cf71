//! Says something about the page as a whole: a sign, words, and what to do.

use leptos::prelude::*;

use super::icon::{self, icon};
use crate::lang::Lang;
use crate::notice::{Notice, Tone};

/// How an alert looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Done,
    Due,
    Error,
}

/// An alert that was there when the page came.
pub fn alert(kind: Kind, title: impl Into<String>, text: impl IntoView + 'static) -> AnyView {
    drawn(kind, title.into(), text, None)
}

/// What was just done, read out at once.
pub fn notice_alert(lang: Lang, notice: Notice) -> AnyView {
    let (title, text) = notice.text(lang);
    let (kind, role) = match notice.tone() {
        Tone::Done => (Kind::Done, "status"),
        Tone::Plain => (Kind::Plain, "status"),
        Tone::Refused => (Kind::Error, "alert"),
    };
    drawn(kind, title.to_owned(), view! { <p>{text}</p> }, Some(role))
}

fn drawn(kind: Kind, title: String, text: impl IntoView + 'static, role: Option<&'static str>) -> AnyView {
    let (class, drawing) = match kind {
        Kind::Plain => ("alert", icon::INFO),
        Kind::Done => ("alert alert--met", icon::CHECK),
        Kind::Due => ("alert alert--due", icon::CLOCK),
        Kind::Error => ("alert alert--error", icon::STOP),
    };
    view! {
        <div class=class role=role>
            {icon(drawing)}
            <div><p class="alert-title">{title}</p>{text}</div>
        </div>
    }
    .into_any()
}

//! `/gaya`: every component in its states, in both themes, each with the rule of its use.

mod cards;
mod foundations;
mod inputs;
mod marks;
mod messages;

use leptos::prelude::*;

use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

pub fn style_guide(frame: &Frame) -> Page {
    let lang = frame.lang;
    let sections = [
        foundations::sections(lang),
        marks::sections(lang),
        cards::sections(lang),
        inputs::sections(lang),
        messages::sections(lang),
    ]
    .concat();
    let contents = sections.iter().map(|section| {
        view! { <li><a href=format!("#{}", section.id)>{section.title}</a></li> }
    });
    let contents = contents.collect_view();
    let body = view! {
        <div class="page-head"><div class="page-head-text">
            <h1>{lang.pick("Gaya tampilan", "Style guide")}</h1>
            <p class="lede">
                {lang.pick(
                    "Setiap bagian antarmuka Ampera dalam semua keadaannya, terang dan gelap, dengan aturan pakainya.",
                    "Every part of Ampera's interface in all its states, light and dark, with the rule of its use.",
                )}
            </p>
        </div></div>
        <nav aria-label=lang.pick("Isi halaman", "On this page")><ul class="legend" role="list">{contents}</ul></nav>
        {sections.into_iter().map(|section| section.view(lang)).collect_view()}
    };
    Page {
        title: lang.pick("Gaya tampilan", "Style guide").to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Full,
        description: None,
    }
}

/// A theme that a specimen is forced into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    Light,
    Dark,
}

impl Shade {
    /// For `data-theme`, and to keep ids of the two specimens apart.
    pub fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Light => lang.pick("terang", "light"),
            Self::Dark => lang.pick("gelap", "dark"),
        }
    }
}

/// A component of the guide.
#[derive(Clone, Copy)]
pub struct Section {
    pub id: &'static str,
    pub title: &'static str,
    /// When to use it and how.
    pub rule: &'static str,
    pub specimen: fn(Lang, Shade) -> AnyView,
}

impl Section {
    fn view(self, lang: Lang) -> AnyView {
        let heading = format!("{}-judul", self.id);
        let specimen = |shade: Shade| {
            let label = format!("{}, {}", self.title, shade.name(lang));
            view! {
                <div class="specimen" data-theme=shade.code() role="group" aria-label=label>{(self.specimen)(lang, shade)}</div>
            }
        };
        view! {
            <section class="section" id=self.id aria-labelledby=heading>
                <h2 class="section-title" id=heading.clone()>{self.title}</h2>
                <p class="byline">{self.rule}</p>
                <div class="split gap-top">{specimen(Shade::Light)}{specimen(Shade::Dark)}</div>
            </section>
        }
        .into_any()
    }
}

//! `/profil/{person}/bukti/{competency}`: what a competency rests on, level by level, down to the answers.

mod answers;
mod levels;
mod settle;
mod words;

use leptos::prelude::*;
use services::EvidenceView;

use crate::components::competency_bar::{axis, bar, legend};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn evidence(frame: &Frame, view: &EvidenceView) -> Page {
    let lang = frame.lang;
    let title = lang.text(&view.title);
    let (strong, rest) = words::headline(lang, view);
    let profile = if view.person.is_own { "/profil".to_owned() } else { format!("/profil/{}", view.person.id) };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol>
                <li><a href=profile>{view.person.name.clone()}</a></li>
                <li>{title.clone()}</li>
            </ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title.clone()}</h1>
                <p class="lede"><strong>{strong}</strong>" "{rest}</p>
                <p class="byline">{lang.text(&view.definition)}</p>
            </div>
            {settle::action(lang, view)}
        </div>
        <div class="card">
            {legend(lang, view.interval)}
            {bar(lang, view.place, view.required, view.required_place, view.interval)}
            {axis()}
            {view.state.verified.map(|at| view! {
                <p class="card-note">{lang.pick("Bukti terbaru: ", "Newest evidence: ")}{format::date_tag(lang, at)}</p>
            })}
        </div>
        {view.answers_hidden.then(|| {
            let text = lang.pick(
                "Auditor melihat jumlah dan keputusannya, bukan jawaban satu per satu.",
                "Auditors see the sums and the decision, not the single answers.",
            );
            view! { <p class="card-note">{text}</p> }
        })}
        {levels::levels(lang, view)}
        {settle::courses(lang, view)}
        {method(lang, view)}
    };
    Page {
        title: match lang {
            Lang::Id => format!("Bukti: {title}"),
            Lang::En => format!("Evidence: {title}"),
        },
        body: body.into_any(),
        islands: false,
        nav: if view.person.is_own { Nav::Profile } else { Nav::Team },
        chrome: Chrome::Full,
        description: None,
    }
}

/// How the figures come about, with the rules in force.
fn method(lang: Lang, view: &EvidenceView) -> AnyView {
    let cut = format::percent(lang, view.cut);
    let gamma = format::percent(lang, view.gamma);
    let against = format::percent(lang, domain::score::PerMille::new(1000 - view.gamma.get()));
    let promotion = format::percent(lang, view.gamma_promotion);
    let window = view.window;
    let paragraphs = match lang {
        Lang::Id => [
            "Jawaban pertama pada kuis akhir saja yang dihitung; latihan tidak pernah. Semua pertanyaan satu kasus bersama-sama \
             paling banyak sepertiga dari bukti.".to_owned(),
            format!(
                "Per tingkat dihitung {window} jawaban terbaru. Dari k benar di antara n jawaban dibentuk sebaran \
                 Beta(1 + k, 1 + n − k); peluangnya adalah bagian sebaran di atas batas {cut}."
            ),
            format!(
                "Terpenuhi bila peluang itu sedikitnya {gamma}, tidak terpenuhi bila paling banyak {against}. Di antaranya belum \
                 dapat diputuskan, ke arah mana pun. Untuk kenaikan pangkat dan penghargaan diminta {promotion}."
            ),
        ],
        Lang::En => [
            "Only first answers in a final quiz count; practice never does. All questions of one case together are at most a \
             third of the evidence.".to_owned(),
            format!(
                "For each level the newest {window} answers count. Of k right among n answers a distribution \
                 Beta(1 + k, 1 + n − k) is made; the chance is its part above the cut of {cut}."
            ),
            format!(
                "A level is met if that chance is at least {gamma}, and not met if it is at most {against}. Between the two \
                 nothing can be decided, either way. For promotion and awards {promotion} is asked."
            ),
        ],
    };
    let text = paragraphs.map(|text| view! { <p class="evidence-words">{text}</p> });
    view! {
        <section class="evidence-level" aria-labelledby="cara">
            <h2 class="section-title" id="cara">{lang.pick("Cara angka ini dihitung", "How these figures are made")}</h2>
            {text.collect_view()}
        </section>
    }
    .into_any()
}

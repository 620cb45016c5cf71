//! `/evaluasi/{evaluation}`: where it is, what can be done now, the predicate, what both say, the evidence, the history.

use domain::evaluation::{Rating, Refused};
use leptos::prelude::*;
use services::{EvaluationEvent, EvaluationView};

use super::parts::rating_options;
use super::{EvaluationAction, Returned, forms, frozen, matrix, words};
use crate::components::alert::{Kind, alert};
use crate::components::card::section;
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::profile::post_line;
use crate::pages::quiz_result::paragraphs;
use crate::pages::sheets::download;

/// `returned`: a form that did not pass.
pub fn evaluation(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> Page {
    let lang = frame.lang;
    let own = view.person.is_own;
    let (href, name) = if own {
        ("/evaluasi".to_owned(), lang.pick("Evaluasi kinerja", "Performance evaluation"))
    } else if view.leads {
        (format!("/evaluasi/tim?siklus={}", view.cycle.id), lang.pick("Evaluasi tim", "Evaluations of the team"))
    } else {
        (format!("/admin/evaluasi/{}", view.cycle.id), lang.pick("Siklus evaluasi", "Evaluation cycles"))
    };
    let title = if own { view.cycle.name.clone() } else { view.person.name.clone() };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href=href>{name}</a></li><li>{title.clone()}</li></ol>
        </nav>
        {content(frame, view, returned)}
    };
    Page {
        title: match lang {
            Lang::Id => format!("Evaluasi kinerja: {title}"),
            Lang::En => format!("Performance evaluation: {title}"),
        },
        body: body.into_any(),
        islands: false,
        nav: if own { Nav::None } else { Nav::Team },
        chrome: Chrome::Full,
        description: None,
    }
}

/// All but the breadcrumb: also what `/evaluasi` shows of the newest.
pub fn content(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> AnyView {
    let lang = frame.lang;
    let own = view.person.is_own;
    let (strong, rest) = words::standing(lang, view);
    let title = if own { view.cycle.name.clone() } else { view.person.name.clone() };
    let mut facts = vec![words::period(lang, &view.cycle)];
    if !own {
        facts.insert(0, view.cycle.name.clone());
        facts.extend(view.person.posts.iter().take(1).map(|post| post_line(lang, post)));
    }
    let lede = view! { <strong>{strong}</strong>" "{rest} };
    let evidence = view.frozen.as_ref().map(|view| frozen::evidence(lang, view));
    view! {
        {page_head(title, lede)}
        <p class="byline">{words::state_chip(lang, view.state)}" "{facts.join(" · ")}</p>
        {returned.and_then(|returned| trouble(lang, view, returned))}
        {returned.and_then(|returned| forms::wrong(lang, returned))}
        {forms::first(frame, view, returned)}
        {view.state.is_shown().then(|| sheet(lang, view))}
        {view.state.is_shown().then(|| shown(lang, view))}
        {forms::then(frame, view, returned)}
        {evidence}
        {(!view.events.is_empty()).then(|| history(lang, &view.events))}
    }
    .into_any()
}

/// The same as a sheet of paper.
fn sheet(lang: Lang, view: &EvaluationView) -> AnyView {
    let text = lang.pick("Unduh lembar bukti (PDF)", "Download the evidence sheet (PDF)");
    view! { <p class="row gap-top no-print">{download(format!("/evaluasi/{}/lembar.pdf", view.id), text)}</p> }
        .into_any()
}

/// Why it was not done, what somebody else stored meanwhile, and the words that have no field any more.
fn trouble(lang: Lang, view: &EvaluationView, returned: &Returned) -> Option<AnyView> {
    let refused = returned.refused?;
    let (title, text) = words::refused(lang, refused);
    let there = match returned.action {
        EvaluationAction::Rate(_) => view.may_rate,
        EvaluationAction::Answer(_) => view.may_answer,
        EvaluationAction::FollowUp(_) => view.may_follow_up,
        EvaluationAction::TakeUp(_) => view.may_take_up,
        EvaluationAction::Acknowledge(_) => view.may_acknowledge,
        EvaluationAction::Object(_) => view.may_object,
    };
    let typed = returned.action.words();
    let kept = (!there && !typed.trim().is_empty()).then(|| {
        view! {
            <p class="gap-top">{lang.pick("Yang Anda tulis (salin bila masih perlu):", "What you wrote (copy it if you need it):")}</p>
            <div class="card">{paragraphs(typed)}</div>
        }
    });
    // All else that is stored stands on the page; a draft stands only in its form, where what was typed is now.
    let is_draft = there && matches!(returned.action, EvaluationAction::Rate(_)) && refused == Refused::Moved;
    let stored = is_draft.then(|| stored(lang, view));
    let drawn = alert(Kind::Error, title, view! { <p>{text}</p>{stored}{kept} });
    Some(view! { <div role="alert">{drawn}</div> }.into_any())
}

/// The draft as it is stored.
fn stored(lang: Lang, view: &EvaluationView) -> AnyView {
    let options = rating_options(lang, view.matrix.as_ref());
    let named = |field: &str, rating: Option<Rating>| {
        let found = rating.and_then(|rating| options.iter().find(|(code, _)| code == rating.code()));
        let name = found.map_or(lang.pick("belum dipilih", "not chosen yet"), |(_, name)| name.as_str());
        format!("{}: {name}", forms::label(lang, field))
    };
    let text = match (view.rater.as_deref(), lang) {
        (Some(rater), Lang::Id) => format!("Draf yang tersimpan sekarang, oleh {rater}:"),
        (Some(rater), Lang::En) => format!("The draft that is stored now, by {rater}:"),
        (None, _) => lang.pick("Draf yang tersimpan sekarang:", "The draft that is stored now:").to_owned(),
    };
    view! {
        <p class="gap-top">{text}</p>
        <div class="card">
            <ul class="plain-list">
                <li>{named("result", view.result)}</li>
                <li>{named("behaviour", view.behaviour)}</li>
            </ul>
            {view.comment.as_deref().map(paragraphs)}
        </div>
        <p class="gap-top">
            {lang.pick(
                "Yang Anda isi masih ada di formulir di bawah. Mengirimnya sekarang menggantikan draf ini.",
                "What you filled in is still in the form below. Sending it now takes the place of this draft.",
            )}
        </p>
    }
    .into_any()
}

/// What the person may see: the predicate and all that was said.
fn shown(lang: Lang, view: &EvaluationView) -> AnyView {
    let rater = view.rater.clone().unwrap_or_default();
    let shared = view.shared_at.map(|at| format::date(lang, at)).unwrap_or_default();
    let by = match lang {
        Lang::Id => format!("{rater}, dibagikan {shared}"),
        Lang::En => format!("{rater}, shared on {shared}"),
    };
    let none = lang.pick("Tanpa catatan.", "No comment.");
    let comment = match view.comment.as_deref() {
        Some(text) => paragraphs(text),
        None => view! { <p class="muted">{none}</p> }.into_any(),
    };
    let said = |id: &'static str, title: &'static str, text: &Option<String>| {
        text.as_deref().map(|text| {
            view! {
                <section class="card gap-top" aria-labelledby=id>
                    <h2 class="section-title" id=id>{title}</h2>
                    {paragraphs(text)}
                </section>
            }
        })
    };
    let follow_up = view.follow_up.as_ref().map(|(kind, note)| {
        view! {
            <section class="card gap-top" aria-labelledby="lanjutan">
                <h2 class="section-title" id="lanjutan">{lang.pick("Tindak lanjut", "Follow-up")}</h2>
                <p><strong>{words::follow_up_name(lang, *kind)}</strong></p>
                {paragraphs(note)}
            </section>
        }
    });
    view! {
        <div class="split split--2-1 gap-top">
            <div>{matrix::outcome(lang, view)}</div>
            <div>
                <section class="card" aria-labelledby="catatan">
                    <h2 class="section-title" id="catatan">{lang.pick("Catatan atasan", "What the head says")}</h2>
                    <p class="kicker">{by}</p>
                    {comment}
                </section>
                {said("tanggapan", lang.pick("Tanggapan pegawai", "What the person says"), &view.response)}
                {said("alasan", lang.pick("Keberatan pegawai", "The person's objection"), &view.objection)}
                {said("jawaban", lang.pick("Jawaban atasan", "The head's answer"), &view.answer)}
                {follow_up}
            </div>
        </div>
    }
    .into_any()
}

fn history(lang: Lang, events: &[EvaluationEvent]) -> AnyView {
    let rows = events.iter().map(|event| {
        let given = event.predicate.as_ref().map(|predicate| lang.text(&predicate.title));
        let what = match event.kind.as_str() {
            "shared" => lang.pick("Hasil dibagikan", "Result shared"),
            "acknowledged" => lang.pick("Hasil diterima", "Result acknowledged"),
            "objected" => lang.pick("Keberatan dinyatakan", "Objection made"),
            "answered" if event.changed => {
                lang.pick("Keberatan dijawab, penilaian diubah", "Objection answered, ratings changed")
            }
            "answered" => lang.pick("Keberatan dijawab, penilaian dipertahankan", "Objection answered, ratings kept"),
            "settled" => lang.pick("Hasil menjadi tetap", "Result became final"),
            "unrated" => lang.pick("Siklus ditutup tanpa penilaian", "Cycle closed without a rating"),
            "taken-up" => lang.pick("Dinilai kembali", "Taken up again"),
            "follow-up" => lang.pick("Tindak lanjut dicatat", "Follow-up noted"),
            other => other,
        };
        let words = given.map_or_else(|| what.to_owned(), |given| format!("{what}: {given}"));
        let actor = event.actor.clone().unwrap_or_else(|| lang.pick("otomatis", "by itself").to_owned());
        view! {
            <li>
                <span class="timeline-date">{format::date_time_tag(lang, event.at)}" · "{actor}</span>
                {words}
                {event.text.clone().map(|text| view! { <span class="muted">" – "{text}</span> })}
            </li>
        }
    });
    let list = view! { <ol class="timeline card" role="list">{rows.collect_view()}</ol> };
    section("riwayat", lang.pick("Riwayat", "What happened"), (), list)
}

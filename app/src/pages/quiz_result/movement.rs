//! Which competency moved, from where to where, and why.

use domain::competency::{CompetencyState, LevelState};
use domain::measurement::Decision;
use domain::rules::MeasurementRules;
use domain::score::PerMille;
use leptos::prelude::*;
use services::quiz::{Movement, ResultView};

use crate::components::chip::standing_chip;
use crate::components::competency_bar::{bar, moved_bar};
use crate::format;
use crate::lang::Lang;

/// A section for each competency, or why there is none.
pub(super) fn movements(lang: Lang, view: &ResultView) -> Option<AnyView> {
    if !view.is_assessment {
        return None;
    }
    if view.movements.is_empty() {
        return Some(unmoved(lang, view));
    }
    let alone = view.movements.len() == 1;
    let sections =
        view.movements.iter().enumerate().map(|(place, movement)| section(lang, view, movement, place, alone));
    Some(sections.collect_view().into_any())
}

fn unmoved(lang: Lang, view: &ResultView) -> AnyView {
    let waits = view.score.is_none();
    let text = if waits {
        lang.pick(
            "Profil berubah setelah jawaban yang menunggu dinilai.",
            "The profile changes once the waiting answers are marked.",
        )
    } else {
        lang.pick(
            "Pertanyaan-pertanyaan ini sudah pernah dijawab. Jawaban pertama yang menjadi bukti, jadi profil tidak berubah.",
            "These questions were answered before. The first answers are the evidence, so the profile does not change.",
        )
    };
    view! {
        <section class="section" aria-labelledby="bergerak">
            <div class="section-head">
                <h2 class="section-title" id="bergerak">{lang.pick("Profil tidak berubah", "The profile did not change")}</h2>
            </div>
            <p>{text}</p>
        </section>
    }
    .into_any()
}

fn section(lang: Lang, view: &ResultView, movement: &Movement, place: usize, alone: bool) -> AnyView {
    let id = format!("bergerak-{}", place + 1);
    let chip = movement.required.map(|required| standing_chip(lang, movement.after.standing(required)));
    let interval = MeasurementRules::default().interval;
    let (before, after) = (movement.before.place(), movement.after.place());
    let (required, mark) = (movement.required, movement.required_place);
    let why = reason(lang, movement).map(|text| view! { <p>{text}</p> });
    view! {
        <section class="section" aria-labelledby=id.clone()>
            <div class="section-head"><h2 class="section-title" id=id.clone()>{headline(lang, movement)}</h2>{chip}</div>
            <div class="card stack">
                <p>{sentence(lang, view, movement, alone)}</p>
                {why}
                <div>
                    <div class="moved">
                        <p class="kicker">{lang.pick("Sebelum", "Before")}</p>{bar(lang, before, required, mark, interval)}
                    </div>
                    <div class="moved">
                        <p class="kicker">{lang.pick("Sekarang", "Now")}</p>
                        {moved_bar(lang, before, after, required, mark, interval)}
                    </div>
                </div>
                {view.is_own.then(|| crate::components::card::go("/profil", lang.pick("Lihat di profil", "See it in the profile")))}
            </div>
        </section>
    }
    .into_any()
}

fn headline(lang: Lang, movement: &Movement) -> String {
    let title = lang.text(&movement.title);
    let held = |state: &CompetencyState| state.held().map(|level| level.get());
    match (lang, held(&movement.before), held(&movement.after)) {
        (Lang::Id, before, Some(after)) if before.is_none_or(|before| before < after) => {
            format!("{title} naik ke tingkat {after}")
        }
        (Lang::En, before, Some(after)) if before.is_none_or(|before| before < after) => {
            format!("{title} rose to level {after}")
        }
        (Lang::Id, Some(before), after) if after.is_none_or(|after| after < before) => {
            format!("{title} turun dari tingkat {before}")
        }
        (Lang::En, Some(before), after) if after.is_none_or(|after| after < before) => {
            format!("{title} fell from level {before}")
        }
        (Lang::Id, _, Some(after)) => format!("{title} tetap di tingkat {after}"),
        (Lang::En, _, Some(after)) => format!("{title} stays at level {after}"),
        (Lang::Id, _, None) if movement.before.levels.is_empty() => format!("{title} mendapat bukti pertama"),
        (Lang::En, _, None) if movement.before.levels.is_empty() => format!("{title} has its first evidence"),
        (Lang::Id, _, None) => format!("{title} bergeser"),
        (Lang::En, _, None) => format!("{title} moved"),
    }
}

/// From where to where, and by which answers. Their number is known where one competency alone moved.
fn sentence(lang: Lang, view: &ResultView, movement: &Movement, alone: bool) -> AnyView {
    let right = view.questions.iter().filter(|one| one.is_evidence && one.score == Some(PerMille::FULL)).count();
    let who = if view.is_own { lang.pick("Anda", "you were") } else { lang.pick("ia", "it was") };
    let before = match (lang, movement.before.place()) {
        (Lang::Id, None) => "Sebelum kuis ini belum ada bukti untuk kompetensi ini. ".to_owned(),
        (Lang::En, None) => "Before this quiz there was no evidence of this competency. ".to_owned(),
        (Lang::Id, Some(place)) => format!("Sebelum kuis ini {who} terukur di {}. ", format::place(lang, place.at)),
        (Lang::En, Some(place)) => format!("Before this quiz {who} measured at {}. ", format::place(lang, place.at)),
    };
    let answers = match (lang, alone) {
        (Lang::Id, true) if view.evidence == 1 => "Satu jawaban membawanya ke ".to_owned(),
        (Lang::Id, true) => format!("{} jawaban, {right} di antaranya benar, membawanya ke ", view.evidence),
        (Lang::En, true) if view.evidence == 1 => "One answer brought it to ".to_owned(),
        (Lang::En, true) => format!("{} answers, {right} of them right, brought it to ", view.evidence),
        (_, false) => {
            lang.pick("Jawaban pada kuis ini membawanya ke ", "The answers of this quiz brought it to ").to_owned()
        }
    };
    let after = movement.after.place().map_or_else(|| "–".to_owned(), |place| format::place(lang, place.at));
    let width = |state: &CompetencyState| state.place().map(|place| place.high.saturating_sub(place.low));
    let sure = match (width(&movement.before), width(&movement.after)) {
        (Some(before), Some(after)) if after < before => {
            lang.pick(", dan rentang keyakinannya menyempit", ", and the interval became narrower")
        }
        _ => "",
    };
    // An empty text would be a space in the page.
    let sure = format!("{sure}.");
    let required = movement.required.map(|level| {
        format!(" {} {}.", lang.pick("Yang diminta jabatan: tingkat", "The post requires level"), level.get())
    });
    view! { {before}{answers}<strong>{after}</strong>{sure}{required} }.into_any()
}

/// What the evidence decides about the level that the post requires, or else about the level in question.
fn reason(lang: Lang, movement: &Movement) -> Option<String> {
    let required = movement.required.and_then(|level| movement.after.level(level));
    let LevelState { level, answers, posterior, decision, .. } = *required.or_else(|| movement.after.working())?;
    let (level, sure) = (level.get(), probability(lang, posterior.p_met));
    let text = match (lang, decision) {
        (Lang::Id, Decision::Met) => {
            format!(
                "Dari {answers} jawaban, peluang bahwa tingkat {level} dikuasai adalah {sure}: cukup untuk menyatakannya terpenuhi."
            )
        }
        (Lang::En, Decision::Met) => {
            format!(
                "From {answers} answers, the probability that level {level} is mastered is {sure}: enough to call it met."
            )
        }
        (Lang::Id, Decision::NotMet) => {
            format!(
                "Dari {answers} jawaban, peluang bahwa tingkat {level} dikuasai adalah {sure}: tingkat ini belum tercapai."
            )
        }
        (Lang::En, Decision::NotMet) => {
            format!(
                "From {answers} answers, the probability that level {level} is mastered is {sure}: it is not reached yet."
            )
        }
        (Lang::Id, Decision::NotEnoughEvidence) => {
            format!(
                "Dari {answers} jawaban, peluang bahwa tingkat {level} dikuasai adalah {sure}: bukti belum cukup untuk memutuskan."
            )
        }
        (Lang::En, Decision::NotEnoughEvidence) => {
            format!(
                "From {answers} answers, the probability that level {level} is mastered is {sure}: not enough evidence to decide."
            )
        }
    };
    Some(text)
}

/// A probability in thousandths that was rounded to none or all of them is neither.
fn probability(lang: Lang, p: PerMille) -> String {
    match p {
        PerMille::ZERO => {
            format!("{} {}", lang.pick("kurang dari", "less than"), format::percent(lang, PerMille::new(1)))
        }
        PerMille::FULL => {
            format!("{} {}", lang.pick("lebih dari", "more than"), format::percent(lang, PerMille::new(999)))
        }
        p => format::percent(lang, p),
    }
}

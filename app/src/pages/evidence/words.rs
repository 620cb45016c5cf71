//! The posterior and the decision in plain words.

use domain::competency::Standing;
use domain::measurement::{Decision, Posterior, decide, posterior};
use domain::score::PerMille;
use services::{EvidenceLevel, EvidenceView};

use crate::format;
use crate::lang::Lang;

/// What is certain in bold, then what follows from it.
pub fn headline(lang: Lang, view: &EvidenceView) -> (String, String) {
    let Some(required) = view.required else {
        let held = view.state.held().map(|level| level.get());
        let strong =
            lang.pick("Jabatan ini tidak meminta kompetensi ini.", "The post does not require this competency.");
        let rest = match (lang, held) {
            (Lang::Id, Some(level)) => format!("Tingkat {level} sudah terbukti dikuasai."),
            (Lang::En, Some(level)) => format!("Level {level} is shown to be held."),
            (Lang::Id, None) => "Buktinya tetap disimpan.".into(),
            (Lang::En, None) => "Its evidence is kept all the same.".into(),
        };
        return (strong.into(), rest);
    };
    let level = required.get();
    match (lang, view.standing) {
        (Lang::Id, Some(Standing::Met)) => {
            (format!("Tingkat {level} yang diminta terpenuhi."), "Jawaban di bawah ini buktinya.".into())
        }
        (Lang::En, Some(Standing::Met)) => {
            (format!("Level {level}, which the post requires, is met."), "The answers below are the evidence.".into())
        }
        (Lang::Id, Some(Standing::Short { by })) => (
            format!("Kurang {by} tingkat dari tingkat {level} yang diminta."),
            "Jawaban baru menggantikan yang lama, maka keadaan ini dapat berubah.".into(),
        ),
        (Lang::En, Some(Standing::Short { by })) => (
            format!(
                "Short by {by} {} of level {level}, which the post requires.",
                if by == 1 { "level" } else { "levels" }
            ),
            "New answers take the place of old ones, so this can change.".into(),
        ),
        (Lang::Id, _) if view.rows.is_empty() => (
            "Belum ada bukti.".into(),
            format!(
                "Tingkat {level} diminta. Kuis akhir sebuah kursus memberi bukti pertama; belum ada bukti bukan berarti kurang."
            ),
        ),
        (Lang::En, _) if view.rows.is_empty() => (
            "No evidence yet.".into(),
            format!(
                "Level {level} is required. The final quiz of a course gives the first evidence; none yet does not mean short."
            ),
        ),
        (Lang::Id, _) => (format!("Bukti belum cukup untuk memutuskan tingkat {level}."), more_to_settle(lang, view)),
        (Lang::En, _) => {
            (format!("There is not enough evidence to decide on level {level}."), more_to_settle(lang, view))
        }
    }
}

/// How many more right answers would usually settle the required level.
fn more_to_settle(lang: Lang, view: &EvidenceView) -> String {
    let level = view.levels.iter().find(|level| Some(level.level) == view.required);
    let (answers, right) = level.map_or((0, 0), |level| (level.answers, level.right));
    let more = right_answers_missing(answers, right, view);
    match (lang, more) {
        (Lang::Id, Some(more)) => format!("Sekitar {more} jawaban benar lagi biasanya memastikannya."),
        (Lang::En, Some(1)) => "About 1 more right answer usually settles it.".into(),
        (Lang::En, Some(more)) => format!("About {more} more right answers usually settle it."),
        (Lang::Id, None) => "Jawaban baru menggantikan yang lama, maka kuis berikutnya dapat memastikannya.".into(),
        (Lang::En, None) => "New answers take the place of old ones, so the next quiz can settle it.".into(),
    }
}

/// The fewest further answers that, all right, meet the level within the window. The share that cases are held to is left
/// out: the page says "about".
fn right_answers_missing(answers: u16, right: u16, view: &EvidenceView) -> Option<u16> {
    (1..=view.window.saturating_sub(answers)).find(|more| {
        let met = posterior(f64::from(right + more), f64::from(answers + more), view.cut, view.interval);
        decide(met.p_met, view.gamma) == Decision::Met
    })
}

/// "17 dari 20 jawaban benar. Perkiraan 82 %, dengan keyakinan 90 % di antara 66 % dan 92 %."
pub fn estimate(lang: Lang, level: &EvidenceLevel, posterior: &Posterior, view: &EvidenceView) -> String {
    let (answers, right) = (level.answers, level.right);
    let [estimate, low, high, interval] =
        [posterior.estimate, posterior.low, posterior.high, view.interval].map(|value| whole_percent(lang, value));
    match lang {
        Lang::Id => format!(
            "{right} dari {answers} jawaban benar. Perkiraan {estimate}, dengan keyakinan {interval} di antara {low} dan {high}. \
             Peluang di atas batas {}: ",
            format::percent(lang, view.cut)
        ),
        Lang::En => format!(
            "{right} of {answers} {} right. The estimate is {estimate}, with {interval} certainty between {low} and {high}. \
             The chance of being above the cut of {}: ",
            if answers == 1 { "answer" } else { "answers" },
            format::percent(lang, view.cut)
        ),
    }
}

/// What follows from the chance: "terpenuhi, karena sedikitnya 80 %; untuk kenaikan pangkat diminta 95 %."
pub fn decision(lang: Lang, decision: Decision, posterior: &Posterior, view: &EvidenceView) -> String {
    let gamma = format::percent(lang, view.gamma);
    let against = format::percent(lang, PerMille::new(1000 - view.gamma.get()));
    let promotion = format::percent(lang, view.gamma_promotion);
    match (lang, decision) {
        (Lang::Id, Decision::Met) if posterior.p_met >= view.gamma_promotion => {
            format!("terpenuhi, juga untuk kenaikan pangkat, yang meminta {promotion}.")
        }
        (Lang::En, Decision::Met) if posterior.p_met >= view.gamma_promotion => {
            format!("met, also for promotion, which asks for {promotion}.")
        }
        (Lang::Id, Decision::Met) => {
            format!("terpenuhi, karena sedikitnya {gamma}; untuk kenaikan pangkat diminta {promotion}.")
        }
        (Lang::En, Decision::Met) => format!("met, being at least {gamma}; for promotion {promotion} is asked."),
        (Lang::Id, Decision::NotMet) => format!("tidak terpenuhi, karena paling banyak {against}."),
        (Lang::En, Decision::NotMet) => format!("not met, being at most {against}."),
        (Lang::Id, Decision::NotEnoughEvidence) => {
            format!("di antara {against} dan {gamma}, maka belum dapat diputuskan, ke arah mana pun.")
        }
        (Lang::En, Decision::NotEnoughEvidence) => {
            format!("between {against} and {gamma}, so nothing can be decided yet, either way.")
        }
    }
}

/// Estimates are told in whole per cent: more would look surer than they are. Chances are not rounded, they decide.
fn whole_percent(lang: Lang, value: PerMille) -> String {
    format::percent(lang, PerMille::new((value.get() + 5) / 10 * 10))
}

//! Small labels of a state. The words say it; the colour only helps.

use domain::competency::Standing;
use domain::measurement::Decision;
use leptos::prelude::*;

use super::icon::{self, icon};
use crate::lang::Lang;

/// How a person stands against what the post requires.
pub fn standing_chip(lang: Lang, standing: Standing) -> AnyView {
    match standing {
        Standing::Met => decision_chip(lang, Decision::Met),
        Standing::Short { by } => view! { <span class="chip chip--short">{short_by(lang, by)}</span> }.into_any(),
        Standing::NotEnoughEvidence => decision_chip(lang, Decision::NotEnoughEvidence),
    }
}

/// What the evidence says about one level.
pub fn decision_chip(lang: Lang, decision: Decision) -> AnyView {
    match decision {
        Decision::Met => {
            view! { <span class="chip chip--met">{icon(icon::CHECK)}{lang.pick("Terpenuhi", "Met")}</span> }.into_any()
        }
        Decision::NotMet => {
            view! { <span class="chip chip--short">{lang.pick("Belum tercapai", "Not reached")}</span> }.into_any()
        }
        Decision::NotEnoughEvidence => {
            let text = lang.pick("? Bukti belum cukup", "? Not enough evidence");
            view! { <span class="chip chip--unknown">{text}</span> }.into_any()
        }
    }
}

/// A standing in words, for sentences and tables.
pub fn standing_text(lang: Lang, standing: Standing) -> String {
    match standing {
        Standing::Met => lang.pick("Terpenuhi", "Met").to_owned(),
        Standing::Short { by } => short_by(lang, by),
        Standing::NotEnoughEvidence => lang.pick("Bukti belum cukup", "Not enough evidence").to_owned(),
    }
}

fn short_by(lang: Lang, by: u8) -> String {
    match (lang, by) {
        (Lang::Id, by) => format!("Kurang {by} tingkat"),
        (Lang::En, 1) => "Short by 1 level".to_owned(),
        (Lang::En, by) => format!("Short by {by} levels"),
    }
}

/// Something that is due.
pub fn due_chip(text: impl Into<String>) -> AnyView {
    view! { <span class="chip chip--due">{text.into()}</span> }.into_any()
}

/// Something that was measured, or simply is.
pub fn measured_chip(text: impl Into<String>) -> AnyView {
    view! { <span class="chip chip--measured">{text.into()}</span> }.into_any()
}

/// Something that is done.
pub fn done_chip(text: impl Into<String>) -> AnyView {
    view! { <span class="chip chip--met">{icon(icon::CHECK)}{text.into()}</span> }.into_any()
}

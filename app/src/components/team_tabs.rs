//! The ways to look at a team: what it can, what it plans, how it is rated.

use leptos::prelude::*;

use super::tabs::tabs;
use crate::lang::Lang;

/// Which of them a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamTab {
    Competencies,
    Plans,
    Evaluations,
    Talent,
    Sheets,
}

pub fn team_tabs(lang: Lang, current: TeamTab) -> AnyView {
    let entries = [
        ("/tim", lang.pick("Kompetensi", "Competencies"), current == TeamTab::Competencies),
        ("/rencana/tim", lang.pick("Rencana", "Plans"), current == TeamTab::Plans),
        ("/evaluasi/tim", lang.pick("Evaluasi", "Evaluations"), current == TeamTab::Evaluations),
        ("/talenta", lang.pick("Talenta", "Talent"), current == TeamTab::Talent),
        ("/lembar", lang.pick("Lembar bukti", "Evidence sheets"), current == TeamTab::Sheets),
    ];
    tabs(lang.pick("Tim saya", "My team"), &entries)
}

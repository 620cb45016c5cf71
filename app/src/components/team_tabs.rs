//! The ways to look at a team: what it can, what it plans, how it is rated.

use leptos::prelude::*;

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
    let entry = |tab: TeamTab, href: &'static str, text: &'static str| {
        view! { <li><a href=href aria-current=(tab == current).then_some("page")>{text}</a></li> }
    };
    view! {
        <nav class="tabs no-print" aria-label=lang.pick("Tim saya", "My team")>
            <ul>
                {entry(TeamTab::Competencies, "/tim", lang.pick("Kompetensi", "Competencies"))}
                {entry(TeamTab::Plans, "/rencana/tim", lang.pick("Rencana", "Plans"))}
                {entry(TeamTab::Evaluations, "/evaluasi/tim", lang.pick("Evaluasi", "Evaluations"))}
                {entry(TeamTab::Talent, "/talenta", lang.pick("Talenta", "Talent"))}
                {entry(TeamTab::Sheets, "/lembar", lang.pick("Lembar bukti", "Evidence sheets"))}
            </ul>
        </nav>
    }
    .into_any()
}

//! What is planned for the person and not done yet.

use leptos::prelude::*;
use services::{MyPlanItem, ProfileView};

use crate::components::card::go;
use crate::format;
use crate::lang::Lang;
use crate::pages::plans::{due_words, plan_chip, plan_title};

pub fn section(lang: Lang, view: &ProfileView) -> Option<AnyView> {
    if view.plans.is_empty() {
        return None;
    }
    let own = view.person.is_own;
    let [courses, due, state] =
        [lang.pick("Kursus selesai", "Courses done"), lang.pick("Tenggat", "Due"), lang.pick("Keadaan", "State")];
    let row = |item: &MyPlanItem| {
        let href =
            if own { format!("/rencana#rencana-{}", item.plan.id) } else { format!("/rencana/{}", item.plan.id) };
        let all = item.plan.courses.len();
        let done = match lang {
            Lang::Id => format!("{} dari {all}", item.done),
            Lang::En => format!("{} of {all}", item.done),
        };
        view! {
            <tr>
                <th scope="row"><a href=href>{plan_title(lang, &item.plan)}</a></th>
                <td data-label=courses>{done}</td>
                <td data-label=due>{due_words(lang, view.now, item.due)}</td>
                <td data-label=state>{plan_chip(lang, item.state)}</td>
            </tr>
        }
    };
    let rows = view.plans.iter().map(row).collect_view();
    let link = own.then(|| go("/rencana", lang.pick("Lihat rencana saya", "See my plan")));
    let count = format::number(lang, view.plans.len() as u64);
    let lede = match (lang, view.plans.len()) {
        (Lang::Id, _) => format!("{count} rencana belum selesai."),
        (Lang::En, 1) => "1 plan is not done yet.".to_owned(),
        (Lang::En, _) => format!("{count} plans are not done yet."),
    };
    Some(
        view! {
            <section class="section card card--long" aria-labelledby="rencana">
                <h2 class="section-title" id="rencana">{lang.pick("Rencana belajar", "Learning plan")}</h2>
                <p class="card-note">{lede}</p>
                <table class="table table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{lang.pick("Rencana", "Plan")}</th>
                            <th scope="col">{courses}</th>
                            <th scope="col">{due}</th>
                            <th scope="col">{state}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {link.map(|link| view! { <p class="gap-top">{link}</p> })}
            </section>
        }
        .into_any(),
    )
}

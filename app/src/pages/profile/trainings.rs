//! Outside training of the person that is verified or waits.

use leptos::prelude::*;
use services::ProfileView;

use crate::components::card::go;
use crate::lang::Lang;
use crate::pages::training::{days_words, hours_words, state_chip};

pub fn section(lang: Lang, view: &ProfileView) -> Option<AnyView> {
    let own = view.person.is_own;
    let link = own.then(|| go("/pelatihan-luar", lang.pick("Ajukan pelatihan di luar", "File outside training")));
    if view.trainings.is_empty() {
        return link.map(|link| view! { <p class="section">{link}</p> }.into_any());
    }
    let [kind, days, jp, state] = [
        lang.pick("Jenis", "Kind"),
        lang.pick("Tanggal", "Dates"),
        lang.pick("JP sebelum batas", "JP before caps"),
        lang.pick("Keadaan", "State"),
    ];
    let rows = view.trainings.iter().map(|row| {
        let title = if own {
            view! { <a href=format!("/pelatihan-luar/{}", row.id)>{row.title.clone()}</a> }.into_any()
        } else {
            row.title.clone().into_any()
        };
        view! {
            <tr>
                <th scope="row">{title}</th>
                <td data-label=kind>{row.activity.as_ref().map(|activity| lang.text(activity))}</td>
                <td data-label=days>{days_words(lang, row.days)}</td>
                <td class="number" data-label=jp>{hours_words(row.jp)}</td>
                <td data-label=state>{state_chip(lang, row.state)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <section class="section card card--long" aria-labelledby="pelatihan-luar">
                <h2 class="section-title" id="pelatihan-luar">{lang.pick("Pelatihan di luar", "Outside training")}</h2>
                <table class="table table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{lang.pick("Pelatihan", "Training")}</th>
                            <th scope="col">{kind}</th>
                            <th scope="col">{days}</th>
                            <th scope="col" class="number">{jp}</th>
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

//! The professionalism index part by part, and which courses add points.

use domain::professionalism::{Part, PartPoints};
use leptos::prelude::*;
use services::{CareerView, Counting, FactKind};

use super::words::{self, part_name, points, sources};
use crate::components::card::section as page_section;
use crate::lang::Lang;

pub fn section(lang: Lang, view: &CareerView) -> AnyView {
    let title = match lang {
        Lang::Id => format!("Indeks profesionalitas {}", view.year),
        Lang::En => format!("Professionalism index {}", view.year),
    };
    let content = view! {
        <div class="card">
            {bar(view)}
            {table(lang, view)}
            {sources(lang, view.rule.since, &view.rule.sources)}
        </div>
    };
    page_section("indeks", title, years(lang, view), content)
}

/// The other years.
fn years(lang: Lang, view: &CareerView) -> Option<AnyView> {
    if view.years.len() < 2 {
        return None;
    }
    let base = if view.person.is_own { "/karier".to_owned() } else { format!("/karier/{}", view.person.id) };
    let links = view.years.iter().map(|year| {
        let current = (*year == view.year).then_some("page");
        view! { <li><a href=format!("{base}?tahun={year}") aria-current=current>{*year}</a></li> }
    });
    let label = lang.pick("Tahun", "Year");
    Some(view! { <nav class="pagination" aria-label=label><ul>{links.collect_view()}</ul></nav> }.into_any())
}

/// What is certain, what is not known (hatched), and what is missing. The table says the same.
fn bar(view: &CareerView) -> AnyView {
    let percent = |tenths: u16| format!("{}.{}%", tenths / 10, tenths % 10);
    let (reached, open) = (view.row.index.reached(), view.row.index.open());
    view! {
        <svg class="index-bar" aria-hidden="true">
            <rect class="index-bar-ground" width="100%" height="20" rx="4"></rect>
            <rect x=percent(reached) width=percent(open) height="20" fill="url(#hatch-unknown)"></rect>
            <rect class="index-bar-reached" width=percent(reached) height="20" rx="4"></rect>
        </svg>
    }
    .into_any()
}

fn table(lang: Lang, view: &CareerView) -> AnyView {
    let heads = [
        lang.pick("Poin", "Points"),
        lang.pick("Yang dihitung", "What counts"),
        lang.pick("Yang masih kurang", "What is missing"),
    ];
    let rows = view.row.index.parts.iter().map(|part| {
        let points = match part.points {
            Some(reached) => match lang {
                Lang::Id => format!("{} dari {}", points(lang, reached), points(lang, part.most)),
                Lang::En => format!("{} of {}", points(lang, reached), points(lang, part.most)),
            }
            .into_any(),
            None => view! {
                <span class="chip chip--unknown">{lang.pick("? belum diketahui", "? not known")}</span>
                <span class="line kicker">{format!("{} {}", lang.pick("paling banyak", "at most"), points(lang, part.most))}</span>
            }
            .into_any(),
        };
        view! {
            <tr>
                <th scope="row">{part_name(lang, part.part)}</th>
                <td data-label=heads[0]>{points}</td>
                <td data-label=heads[1]>{counted(lang, view, part)}</td>
                <td data-label=heads[2]>{missing(lang, view, part)}</td>
            </tr>
        }
    });
    let sum = match lang {
        Lang::Id => format!("{} dari 100", points(lang, view.row.index.reached())),
        Lang::En => format!("{} of 100", points(lang, view.row.index.reached())),
    };
    let open = view.row.index.open();
    let open = match (lang, open) {
        (_, 0) => String::new(),
        (Lang::Id, open) => format!("{} poin belum dapat dikatakan", points(lang, open)),
        (Lang::En, open) => format!("{} points cannot be said yet", points(lang, open)),
    };
    view! {
        <table class="table table--cards gap-top">
            <thead>
                <tr>
                    <th scope="col">{lang.pick("Bagian", "Part")}</th>
                    {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{lang.pick("Sudah pasti", "Certain")}</th>
                    <td data-label=heads[0]>{sum}</td>
                    <td></td>
                    <td>{open}</td>
                </tr>
            </tfoot>
        </table>
    }
    .into_any()
}

fn counted(lang: Lang, view: &CareerView, part: &PartPoints) -> AnyView {
    let fact = |kind: FactKind| match view.row.facts.iter().find(|fact| fact.kind == kind) {
        Some(row) => {
            let value = words::fact_value(lang, &row.value);
            view! { {value}<span class="line kicker">{row.source.clone()}</span> }.into_any()
        }
        None => "–".into_any(),
    };
    match part.part {
        Part::Qualification => fact(FactKind::Qualification),
        Part::Leadership => fact(FactKind::Leadership),
        Part::Discipline => fact(FactKind::Discipline),
        Part::Technical => activities(lang, &view.technical),
        Part::Seminar => activities(lang, &view.seminars),
        Part::Competence => "–".into_any(),
        Part::Performance => match &view.row.evaluation {
            Some(given) => {
                let title = lang.text(&given.title);
                view! { <a href=format!("/evaluasi/{}", given.id)>{title}</a><span class="line kicker">{given.cycle.clone()}</span> }
                    .into_any()
            }
            None => "–".into_any(),
        },
    }
}

fn activities(lang: Lang, rows: &[Counting]) -> AnyView {
    if rows.is_empty() {
        return lang.pick("belum ada pada tahun itu", "nothing in that year").into_any();
    }
    let lines = rows.iter().map(|row| view! { <li>{row.title.clone()}", "{row.jp}" JP"</li> });
    view! { <ul class="plain-list">{lines.collect_view()}</ul> }.into_any()
}

fn missing(lang: Lang, view: &CareerView, part: &PartPoints) -> AnyView {
    let own = view.person.is_own;
    let agency = lang.pick(
        "Tidak terlihat dari belajar. BKPSDM mencatatnya dengan sumbernya.",
        "Learning does not show it. BKPSDM notes it with its source.",
    );
    let text = match (part.part, part.points) {
        (Part::Competence, _) => lang
            .pick(
                "Jenis jabatannya belum tercatat, maka pembagian poinnya belum diketahui.",
                "The kind of post is not on record, so how points are shared out is not known.",
            )
            .to_owned(),
        (Part::Performance, None) => match lang {
            Lang::Id => format!("Belum ada evaluasi {} yang sudah ditetapkan.", view.year),
            Lang::En => format!("No evaluation of {} is final yet.", view.year),
        },
        (_, None) => agency.to_owned(),
        (Part::Technical, Some(0)) if part.missing_jp > 0 => match lang {
            Lang::Id => format!("Kurang {} JP: +{} poin.", part.missing_jp, points(lang, part.most)),
            Lang::En => format!("{} JP missing: +{} points.", part.missing_jp, points(lang, part.most)),
        },
        (Part::Seminar, Some(0)) if part.missing_jp > 0 => {
            let gain = points(lang, part.most);
            let text = match lang {
                Lang::Id => format!("Satu seminar yang diverifikasi: +{gain} poin. "),
                Lang::En => format!("One verified seminar: +{gain} points. "),
            };
            let link = own.then(|| {
                view! { <a href="/pelatihan-luar">{lang.pick("Ajukan seminar", "File a seminar")}</a> }
            });
            return view! { {text}{link} }.into_any();
        }
        (Part::Leadership, Some(0)) => match lang {
            Lang::Id => format!("Pelatihan yang selesai: +{} poin.", points(lang, part.most)),
            Lang::En => format!("Completed training: +{} points.", points(lang, part.most)),
        },
        _ => "–".to_owned(),
    };
    text.into_any()
}

/// Courses that bring JP for technical training, with what each adds.
pub fn offers(lang: Lang, view: &CareerView) -> Option<AnyView> {
    let title = lang.pick("Kursus yang menambah poin", "Courses that add points");
    if view.is_capped {
        let text = lang.pick(
            "Batas JP tahun ini sudah tercapai, jadi kursus lain tidak menambah poin tahun ini.",
            "The cap on JP of this year is reached, so another course adds no points this year.",
        );
        return Some(page_section("menambah", title, (), view! { <p class="card">{text}</p> }));
    }
    if view.offers.is_empty() {
        return None;
    }
    let rows = view.offers.iter().map(|offered| {
        let jp = offered.offer.jp;
        let what = match (lang, offered.offer.points, offered.offer.left) {
            (Lang::Id, 0, left) => format!("{jp} JP; sesudahnya kurang {left} JP"),
            (Lang::En, 0, left) => format!("{jp} JP; {left} JP missing afterwards"),
            (Lang::Id, gain, _) => format!("{jp} JP: +{} poin", points(lang, gain)),
            (Lang::En, gain, _) => format!("{jp} JP: +{} points", points(lang, gain)),
        };
        view! {
            <li>
                <p class="deadline-date"><a href=format!("/kursus/{}", offered.course)>{offered.title.clone()}</a></p>
                <p class="kicker">{what}</p>
            </li>
        }
    });
    let part = view.row.index.part(Part::Technical);
    let note = part.map(|part| match lang {
        Lang::Id => format!(
            "Pelatihan teknis butuh {} JP lagi tahun ini untuk {} poin. Kursus dijumlahkan.",
            part.missing_jp,
            points(lang, part.most)
        ),
        Lang::En => format!(
            "Technical training needs {} more JP this year for {} points. Courses add up.",
            part.missing_jp,
            points(lang, part.most)
        ),
    });
    let content = view! {
        <div class="card"><p>{note}</p><ul class="deadline-list" role="list">{rows.collect_view()}</ul></div>
    };
    Some(page_section("menambah", title, (), content))
}

//! The person as a radar, against the post held and against a position to reach: "ready for Pengawas?"

use domain::competency::Standing;
use leptos::prelude::*;
use services::{CompetencyRow, ProfileView, TargetView};

use super::radar::{Axis, FEWEST, radar};
use super::summary::bands;
use crate::components::chip::standing_chip;
use crate::components::field::{Field, select_field};
use crate::format;
use crate::lang::Lang;

/// A line of the table, and an axis of the radar.
struct Line<'v> {
    row: &'v CompetencyRow,
    now: Option<u8>,
    target: Option<u8>,
}

impl Line<'_> {
    /// The level to count with; none without enough evidence.
    fn held(&self) -> Option<u8> {
        self.row.state.credited().filter(|_| self.row.standing != Some(Standing::NotEnoughEvidence))
    }
}

pub fn section(lang: Lang, view: &ProfileView) -> Option<AnyView> {
    let lines = lines(view);
    if lines.is_empty() && view.positions.is_empty() {
        return None;
    }
    let figure = (lines.len() >= FEWEST).then(|| figure(lang, view, &lines));
    let content = view! {
        {choice(lang, view)}
        {view.target.as_ref().map(|target| readiness(lang, target))}
        <div class="split split--radar gap-top">
            {figure}
            {table(lang, view, &lines)}
        </div>
    };
    Some(
        view! {
            <section class="section card card--long" id="bandingkan" aria-labelledby="bandingkan-judul">
                <h2 class="section-title" id="bandingkan-judul">
                    {lang.pick("Dibandingkan dengan jabatan", "Compared with a position")}
                </h2>
                {content}
            </section>
        }
        .into_any(),
    )
}

/// What is compared: what the target requires, or without one what the post held does.
fn lines(view: &ProfileView) -> Vec<Line<'_>> {
    match &view.target {
        Some(target) => target
            .rows
            .iter()
            .map(|row| Line {
                now: row.required_now,
                target: row.of_target.required.map(|level| level.get()),
                row: &row.of_target,
            })
            .collect(),
        None => view
            .competencies
            .iter()
            .filter_map(|row| Some(Line { now: Some(row.required?.get()), target: None, row }))
            .collect(),
    }
}

fn choice(lang: Lang, view: &ProfileView) -> AnyView {
    let action = if view.person.is_own { "/profil".to_owned() } else { format!("/profil/{}", view.person.id) };
    let of = Field::new("sasaran", lang.pick("Jabatan sasaran", "Target position")).hint(
        lang.pick("Lihat apa yang masih kurang untuk jabatan lain.", "See what another position would still ask for."),
    );
    let none = (String::new(), lang.pick("Jabatan sekarang", "The present post").to_owned());
    let options = view.positions.iter().map(|(id, title)| (id.clone(), lang.text(title)));
    let chosen = view.target.as_ref().map(|target| target.position.as_str()).unwrap_or_default();
    let select = select_field(&of, std::iter::once(none).chain(options).collect(), chosen);
    view! {
        <form class="filters no-print" method="get" action=format!("{action}#bandingkan")>
            {select}
            <p><button class="button button--quiet">{lang.pick("Bandingkan", "Compare")}</button></p>
        </form>
    }
    .into_any()
}

/// Ready or not, in one sentence, with the Job Person Match by both rules.
fn readiness(lang: Lang, target: &TargetView) -> AnyView {
    let (met, short, open) = target.counts();
    let all = met + short + open;
    let title = lang.text(&target.title);
    let strong = match (lang, short, open) {
        (Lang::Id, 0, 0) => format!("Siap untuk {title}: semua {all} kompetensi terpenuhi."),
        (Lang::En, 0, 0) => format!("Ready for {title}: all {all} competencies are met."),
        (Lang::Id, 0, _) => {
            format!("Belum dapat dipastikan untuk {title}: {open} dari {all} kompetensi belum cukup buktinya.")
        }
        (Lang::En, 0, _) => {
            format!("It cannot be told for {title} yet: {open} of {all} competencies have not enough evidence.")
        }
        (Lang::Id, _, 0) => format!("Belum siap untuk {title}: {short} dari {all} kompetensi masih kurang."),
        (Lang::En, _, 0) => format!("Not ready for {title} yet: {short} of {all} competencies are short."),
        (Lang::Id, ..) => {
            format!(
                "Belum siap untuk {title}: {short} dari {all} kompetensi masih kurang, {open} lagi belum cukup buktinya."
            )
        }
        (Lang::En, ..) => {
            format!(
                "Not ready for {title} yet: {short} of {all} competencies are short, {open} more have not enough evidence."
            )
        }
    };
    let matched = target.job_match.as_ref().map(|matched| {
        let (value, decided, of) = (matched.value.value, matched.value.decided, matched.value.of);
        let figure = format::percent_of(lang, value);
        let text = match lang {
            Lang::Id => format!("JPM {figure}, dihitung dari {decided} di antara {of} kompetensi. Kelebihan di satu kompetensi dapat menutupi kekurangan di yang lain: lihat tabelnya."),
            Lang::En => format!("JPM {figure}, on {decided} of {of} competencies. A surplus in one can hide a gap in another: look at the table."),
        };
        view! { <p class="card-note">{text}</p>{bands(lang, matched)} }
    });
    view! { <div class="gap-top"><p><strong>{strong}</strong></p>{matched}</div> }.into_any()
}

fn figure(lang: Lang, view: &ProfileView, lines: &[Line]) -> AnyView {
    let axes: Vec<_> =
        lines.iter().map(|line| Axis { now: line.now, target: line.target, held: line.held() }).collect();
    let label = match lang {
        Lang::Id => format!(
            "Radar {} kompetensi: yang diminta dan yang dimiliki. Tabel di sampingnya memuat hal yang sama.",
            axes.len()
        ),
        Lang::En => {
            format!("Radar of {} competencies: required and held. The table beside it says the same.", axes.len())
        }
    };
    let mark = |class: &'static str, text: &'static str| {
        view! {
            <li>
                <svg width="28" height="12" aria-hidden="true"><line class=class x1="2" y1="6" x2="26" y2="6"></line></svg>
                {text}
            </li>
        }
    };
    let target =
        view.target.is_some().then(|| mark("radar-target", lang.pick("diminta sasaran", "required by the target")));
    view! {
        <figure class="radar-figure">
            {radar(&axes, label)}
            <ul class="legend" role="list">
                {mark("radar-held", lang.pick("dimiliki", "held"))}
                {mark("radar-now", lang.pick("diminta sekarang", "required now"))}
                {target}
                <li>{lang.pick("? bukti belum cukup", "? not enough evidence")}</li>
            </ul>
        </figure>
    }
    .into_any()
}

fn table(lang: Lang, view: &ProfileView, lines: &[Line]) -> AnyView {
    let with_target = view.target.is_some();
    let [held, now, target, state] = [
        lang.pick("Dimiliki", "Held"),
        lang.pick("Sekarang", "Now"),
        lang.pick("Sasaran", "Target"),
        lang.pick("Keadaan", "State"),
    ];
    let caption = if with_target {
        lang.pick(
            "Tingkat 1–5: yang dimiliki, yang diminta jabatan sekarang, dan yang diminta jabatan sasaran.",
            "Levels 1–5: held, required by the present post, and by the target.",
        )
    } else {
        lang.pick("Tingkat 1–5: yang dimiliki dan yang diminta sekarang.", "Levels 1–5: held, and required now.")
    };
    let level = |level: Option<u8>| level.map_or_else(|| "–".to_owned(), |level| level.to_string());
    let rows = lines.iter().enumerate().map(|(place, line)| {
        let title = format!("{}. {}", place + 1, lang.text(&line.row.title));
        view! {
            <tr>
                <th scope="row">{title}</th>
                <td class="number" data-label=held>{level(line.held())}</td>
                <td class="number" data-label=now>{level(line.now)}</td>
                {with_target.then(|| view! { <td class="number" data-label=target>{level(line.target)}</td> })}
                <td data-label=state>{line.row.standing.map(|standing| standing_chip(lang, standing))}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="table table--cards">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{lang.pick("Kompetensi", "Competency")}</th>
                    <th scope="col" class="number">{held}</th>
                    <th scope="col" class="number">{now}</th>
                    {with_target.then(|| view! { <th scope="col" class="number">{target}</th> })}
                    <th scope="col">{state}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

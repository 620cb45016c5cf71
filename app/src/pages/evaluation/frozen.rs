//! The competencies beside an evaluation: as they are now, or as they were kept.

use domain::competency::Standing;
use leptos::prelude::*;
use services::{FrozenCompetency, FrozenView};

use crate::components::alert::{Kind, alert};
use crate::components::chip::standing_chip;
use crate::components::competency_bar::{bar, legend};
use crate::components::empty::empty;
use crate::format;
use crate::lang::Lang;

/// A sentence, then the bars.
pub fn evidence(lang: Lang, view: &FrozenView) -> AnyView {
    let rows = &view.what.competencies;
    let count = |wanted: fn(Standing) -> bool| {
        rows.iter().filter_map(|row| row.standing).filter(|standing| wanted(*standing)).count()
    };
    let met = count(|standing| standing == Standing::Met);
    let short = count(|standing| matches!(standing, Standing::Short { .. }));
    let open = count(|standing| standing == Standing::NotEnoughEvidence);
    let sentence = match lang {
        Lang::Id => format!("{met} kompetensi terpenuhi, {short} kurang, {open} belum cukup bukti."),
        Lang::En if met == 1 => format!("1 competency met, {short} short, {open} without enough evidence."),
        Lang::En => format!("{met} competencies met, {short} short, {open} without enough evidence."),
    };
    let kept = match (lang, &view.digest) {
        (Lang::Id, Some(digest)) => {
            format!("Dibekukan {} dengan sidik {}.", format::date_time(lang, view.at), short_digest(digest))
        }
        (Lang::En, Some(digest)) => {
            format!("Frozen on {} with the digest {}.", format::date_time(lang, view.at), short_digest(digest))
        }
        (Lang::Id, None) => "Keadaan sekarang; dibekukan saat hasil dibagikan.".to_owned(),
        (Lang::En, None) => "As of now; frozen when the result is shared.".to_owned(),
    };
    let earlier = (view.earlier > 0).then(|| match lang {
        Lang::Id => format!(" Sebelumnya sudah dibekukan {} kali dalam keadaan lain.", view.earlier),
        Lang::En => format!(" It was frozen before in another state: {} times.", view.earlier),
    });
    let damaged = view.is_damaged.then(|| {
        let text = lang.pick(
            "Isinya tidak lagi sesuai dengan sidiknya. Laporkan kepada pengelola, dan jangan memakainya sebagai bukti.",
            "What is stored no longer fits its digest. Tell an administrator, and do not use it as evidence.",
        );
        alert(Kind::Error, lang.pick("Bukti ini rusak", "This evidence is damaged"), view! { <p>{text}</p> })
    });
    let list = if rows.is_empty() {
        let why = lang.pick(
            "Belum ada kuis yang mengukur kompetensi, dan jabatannya tidak memintanya.",
            "No quiz has measured a competency yet, and the post requires none.",
        );
        empty(lang.pick("Tidak ada kompetensi", "No competencies"), why, None)
    } else {
        let rows = rows.iter().map(|row| entry(lang, row, view.what.interval));
        view! {
            <p><strong>{sentence}</strong></p>
            {legend(lang, view.what.interval)}
            <ul class="competency-list" role="list">{rows.collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <section class="section card card--long" aria-labelledby="kompetensi">
            <h2 class="section-title" id="kompetensi">{lang.pick("Kompetensi sebagai bukti", "Competencies as evidence")}</h2>
            <p class="card-note">{kept}{earlier}</p>
            {damaged}
            {list}
            <p class="card-note">
                {lang.pick(
                    "Bahan pembicaraan untuk menilai; tidak menambah dan tidak mengurangi predikat.",
                    "Something to talk about when rating; it adds nothing to the predicate and takes nothing from it.",
                )}
            </p>
        </section>
    }
    .into_any()
}

/// The first twelve of 64 digits: enough to compare.
fn short_digest(digest: &str) -> String {
    digest.chars().take(12).collect()
}

fn entry(lang: Lang, row: &FrozenCompetency, interval: domain::score::PerMille) -> AnyView {
    let need = match (lang, row.required) {
        (Lang::Id, Some(level)) => format!("diminta tingkat {}", level.get()),
        (Lang::En, Some(level)) => format!("level {} required", level.get()),
        (Lang::Id, None) => "tidak diminta jabatan ini".to_owned(),
        (Lang::En, None) => "not required by the post".to_owned(),
    };
    let answers = match (lang, row.answers) {
        (Lang::Id, count) => format!("{count} jawaban"),
        (Lang::En, 1) => "1 answer".to_owned(),
        (Lang::En, count) => format!("{count} answers"),
    };
    view! {
        <li class="competency">
            <div>
                <h3 class="competency-name">{lang.text(&row.title)}</h3>
                <p class="competency-need">{need}", "{answers}</p>
            </div>
            <div class="competency-state">{row.standing.map(|standing| standing_chip(lang, standing))}</div>
            <div class="competency-bar">{bar(lang, row.place, row.required, row.required_place, interval)}</div>
        </li>
    }
    .into_any()
}

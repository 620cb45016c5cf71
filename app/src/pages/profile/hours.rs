//! The learning hours of the year, entry by entry, with what a cap cut.

use leptos::prelude::*;
use services::{CutBy, CutView, HourRow, HoursView};

use crate::components::card::go;
use crate::components::empty::empty;
use crate::format;
use crate::lang::Lang;

pub fn section(lang: Lang, hours: &HoursView, is_own: bool) -> AnyView {
    let content = if hours.rows.is_empty() {
        let why = match lang {
            Lang::Id => format!("Tahun ini diminta {} JP. Kursus pertama yang selesai mengisinya.", hours.duty),
            Lang::En => format!("This year asks for {} JP. The first completed course begins to fill it.", hours.duty),
        };
        empty(lang.pick("Belum ada jam pelajaran tahun ini", "No learning hours this year yet"), why, None)
    } else {
        table(lang, hours)
    };
    view! {
        <section class="section card card--long" id="jp" aria-labelledby="jp-judul">
            <h2 class="section-title" id="jp-judul">
                {match lang {
                    Lang::Id => format!("Rincian jam pelajaran {}", hours.year),
                    Lang::En => format!("Learning hours {} in detail", hours.year),
                }}
            </h2>
            {content}
            {is_own.then(|| view! { <p class="gap-top">{go("/jp", lang.pick("Jam pelajaran dan perkiraannya", "Learning hours and their forecast"))}</p> })}
        </section>
    }
    .into_any()
}

fn table(lang: Lang, hours: &HoursView) -> AnyView {
    let caption = match lang {
        Lang::Id => "Satu JP adalah 45 menit. Dihitung sesuai aturan yang berlaku pada tanggalnya.".to_owned(),
        Lang::En => "One JP is 45 minutes. Counted by the rules in force on its date.".to_owned(),
    };
    let (completed, jp) = (lang.pick("Selesai", "Completed"), lang.pick("JP dihitung", "JP counted"));
    let rows = hours.rows.iter().map(|row| {
        view! {
            <tr>
                <th scope="row">{row.title.clone()}<br/><span class="kicker">{kind(lang, row)}</span></th>
                <td data-label=completed>{format::date_tag(lang, row.at)}</td>
                <td class="number" data-label=jp>{row.counted}{cut(lang, row)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="table table--cards">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{lang.pick("Kegiatan", "Activity")}</th>
                    <th scope="col">{completed}</th>
                    <th scope="col" class="number">{jp}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="2">{lang.pick("Jumlah yang dihitung", "Total counted")}</th>
                    <td class="number">{hours.counted}</td>
                </tr>
                <tr>
                    <th scope="row" colspan="2">
                        {lang.pick("Diminta setahun", "Asked for in the year")}
                        <span class="kicker">" · "{lang.text(&hours.source)}</span>
                    </th>
                    <td class="number">{hours.duty}{less(lang, hours)}</td>
                </tr>
                <tr>
                    <th scope="row" colspan="2">{lang.pick("Masih kurang", "Still missing")}</th>
                    <td class="number">{hours.missing}</td>
                </tr>
            </tfoot>
        </table>
    }
    .into_any()
}

/// What kind of activity an entry is.
pub fn kind(lang: Lang, row: &HourRow) -> String {
    match &row.training {
        Some((_, kind)) => lang.text(kind),
        None => lang.pick("Kursus Ampera", "Course of Ampera").to_owned(),
    }
}

/// Why less is asked for than of others, in words.
pub fn less(lang: Lang, hours: &HoursView) -> Option<AnyView> {
    let text = match lang {
        _ if hours.duty >= hours.full_duty => return None,
        Lang::Id => format!("dari {} JP; cuti, tugas belajar dan pensiun mengurangi kewajiban", hours.full_duty),
        Lang::En => format!("of {} JP; leave, study and retirement reduce the duty", hours.full_duty),
    };
    Some(view! { <br/><span class="kicker">{text}</span> }.into_any())
}

/// What caps cut from an entry, in words.
pub fn cut(lang: Lang, row: &HourRow) -> Option<AnyView> {
    let cut = row.jp.checked_sub(row.counted).filter(|cut| *cut > 0)?;
    let text = match lang {
        Lang::Id => format!("dari {} JP; {cut} JP melewati batas", row.jp),
        Lang::En => format!("of {} JP; {cut} JP are over the cap", row.jp),
    };
    let why = row.cuts.iter().map(|cut| view! { <br/><span class="kicker">{why(lang, cut)}</span> });
    Some(view! { <br/><span class="kicker">{text}</span>{why.collect_view()} }.into_any())
}

/// Which cap it was, and where that is written.
fn why(lang: Lang, cut: &CutView) -> String {
    let cap = match (lang, cut.by) {
        (Lang::Id, CutBy::Day) => format!("{} JP: paling banyak {} JP sehari untuk jenis ini", cut.jp, cut.cap),
        (Lang::En, CutBy::Day) => format!("{} JP: at most {} JP a day for this kind", cut.jp, cut.cap),
        (Lang::Id, CutBy::Month) => format!("{} JP: paling banyak {} JP sebulan untuk jenis ini", cut.jp, cut.cap),
        (Lang::En, CutBy::Month) => format!("{} JP: at most {} JP a month for this kind", cut.jp, cut.cap),
        (Lang::Id, CutBy::Year) => format!("{} JP: paling banyak {} JP setahun", cut.jp, cut.cap),
        (Lang::En, CutBy::Year) => format!("{} JP: at most {} JP a year", cut.jp, cut.cap),
    };
    let source = crate::pages::training::source(lang, &cut.source, cut.is_checked);
    format!("{cap} ({source})")
}

//! `/jp`: the learning hours of a year, month by month, with what is missing and where the year will end.

use domain::time::Timestamp;
use leptos::prelude::*;
use services::{HourRow, LedgerView, MonthView};

use crate::components::card::{go, section};
use crate::components::empty::empty;
use crate::components::progress::progress;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::admin::status_name;
use crate::pages::profile::{cut, hour_kind, less};
use crate::pages::training::source;

pub fn hours_ledger(frame: &Frame, view: &LedgerView) -> Page {
    let lang = frame.lang;
    let year = view.hours.year;
    let title = match lang {
        Lang::Id => format!("Jam pelajaran {year}"),
        Lang::En => format!("Learning hours {year}"),
    };
    let add = go("/pelatihan-luar", lang.pick("Ajukan pelatihan di luar", "File outside training"));
    let entries = if view.hours.rows.is_empty() {
        let why = lang.pick(
            "Kursus yang selesai dan pelatihan luar yang terverifikasi muncul di sini.",
            "Completed courses and verified outside training appear here.",
        );
        let action = Some(("/katalog", lang.pick("Lihat katalog", "Look at the catalogue")));
        empty(lang.pick("Belum ada jam pelajaran", "No learning hours yet"), why, action)
    } else {
        view! { {by_month(lang, &view.months)}{entries(lang, &view.hours.rows)} }.into_any()
    };
    let body = view! {
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title.clone()}</h1>
                <p class="lede">{sentence(lang, view)}</p>
            </div>
            {years(lang, view)}
        </div>
        <div class="grid">
            {counted(lang, view)}
            {forecast(lang, view)}
        </div>
        {section("bulan", lang.pick("Bulan demi bulan", "Month by month"), add, entries)}
        {rules(lang, view)}
    };
    Page { title, body: body.into_any(), islands: false, nav: Nav::Profile, chrome: Chrome::Full, description: None }
}

fn sentence(lang: Lang, view: &LedgerView) -> String {
    let hours = &view.hours;
    let (counted, duty, missing) = (hours.counted, hours.duty, hours.missing);
    match (lang, missing, view.is_current) {
        (_, _, _) if duty == 0 => {
            lang.pick("Tahun ini tidak ada kewajiban bagi Anda.", "This year asks nothing of you.").to_owned()
        }
        (Lang::Id, 0, _) => format!("{counted} dari {duty} JP: kewajibannya terpenuhi."),
        (Lang::En, 0, _) => format!("{counted} of {duty} JP: the duty is met."),
        (Lang::Id, _, true) => format!("{counted} dari {duty} JP. Masih kurang {missing} JP sampai 31 Desember."),
        (Lang::En, _, true) => format!("{counted} of {duty} JP. {missing} JP are missing until 31 December."),
        (Lang::Id, ..) => format!("{counted} dari {duty} JP. Tahun itu ditutup dengan kekurangan {missing} JP."),
        (Lang::En, ..) => format!("{counted} of {duty} JP. The year was closed with {missing} JP missing."),
    }
}

/// The years to choose from, where there are some.
fn years(lang: Lang, view: &LedgerView) -> Option<AnyView> {
    let links = view.years.iter().map(|year| {
        let current = (*year == view.hours.year).then_some("page");
        view! { <li><a href=format!("/jp?tahun={year}") aria-current=current>{*year}</a></li> }
    });
    let links = links.collect_view();
    (view.years.len() > 1).then(|| {
        view! { <nav class="tabs no-print" aria-label=lang.pick("Tahun", "Year")><ul>{links}</ul></nav> }.into_any()
    })
}

fn counted(lang: Lang, view: &LedgerView) -> AnyView {
    let hours = &view.hours;
    let label = lang.pick("Sudah dihitung", "Counted so far");
    let cap = view.annual_cap.as_ref().map(|cap| {
        let text = match lang {
            Lang::Id => format!("Paling banyak {} JP setahun yang dihitung: ", cap.jp),
            Lang::En => format!("At most {} JP a year count: ", cap.jp),
        };
        view! { <p class="card-note">{text}{source(lang, &cap.source, cap.is_checked)}"."</p> }
    });
    view! {
        <section class="card stat" aria-labelledby="dihitung">
            <h2 class="stat-label" id="dihitung">{label}</h2>
            <p class="stat-figure">{hours.counted}" "<small>{match lang {
                Lang::Id => format!("dari {} JP", hours.duty),
                Lang::En => format!("of {} JP", hours.duty),
            }}</small></p>
            {progress(lang, usize::from(hours.counted), usize::from(hours.duty), label)}
            <p class="card-note">{lang.pick("Kewajiban: ", "The duty: ")}{lang.text(&hours.source)}"."</p>
            {cap}
        </section>
    }
    .into_any()
}

/// Where the year will end, and how that is told.
fn forecast(lang: Lang, view: &LedgerView) -> Option<AnyView> {
    if !view.is_current {
        return None;
    }
    let lines = [
        (lang.pick("Sudah terverifikasi", "Verified so far"), view.hours.counted),
        (lang.pick("Pengajuan yang menunggu", "Filings that wait"), view.waiting),
        (lang.pick("Kursus yang sedang Anda jalani", "Courses that you have begun"), view.begun),
        (lang.pick("Dengan laju sejauh ini saja", "By the pace so far alone"), view.pace),
    ];
    let lines = lines.map(|(name, jp)| view! { <dt>{name}</dt><dd>{jp}" JP"</dd> });
    let planned = view.hours.counted.saturating_add(view.waiting).saturating_add(view.begun);
    let how = if planned >= view.pace {
        lang.pick(
            "Dihitung: yang terverifikasi, ditambah yang menunggu dan kursus yang sudah dimulai.",
            "It is what is verified, and what waits and the courses begun.",
        )
    } else {
        lang.pick(
            "Dihitung: yang terverifikasi, diteruskan dengan laju yang sama sampai 31 Desember.",
            "It is what is verified, going on at the same pace until 31 December.",
        )
    };
    let capped =
        view.annual_cap.as_ref().filter(|cap| planned.max(view.pace) > cap.jp || view.pace == cap.jp).map(|cap| {
            match lang {
                Lang::Id => format!(" Batas setahun {} JP sudah diperhitungkan.", cap.jp),
                Lang::En => format!(" The cap of {} JP a year is taken into account.", cap.jp),
            }
        });
    Some(
        view! {
            <section class="card stat" aria-labelledby="perkiraan">
                <h2 class="stat-label" id="perkiraan">{lang.pick("Perkiraan 31 Desember", "Forecast for 31 December")}</h2>
                <p class="stat-figure">{view.forecast}" "<small>"JP"</small></p>
                <p class="card-note">{how}{capped}</p>
                <dl class="facts gap-top">{lines.into_iter().collect_view()}</dl>
            </section>
        }
        .into_any(),
    )
}

fn by_month(lang: Lang, months: &[MonthView]) -> AnyView {
    let heads = [
        lang.pick("Kursus", "Courses"),
        lang.pick("Pelatihan luar", "Outside"),
        lang.pick("Terpotong batas", "Cut by caps"),
        lang.pick("Jumlah sejak Januari", "Total since January"),
    ];
    let mut total = 0u16;
    let rows: Vec<_> = months
        .iter()
        .filter(|month| !month.rows.is_empty())
        .map(|month| {
            total = total.saturating_add(month.course).saturating_add(month.outside);
            let figures = [month.course, month.outside, month.cut, total];
            let cells = heads.into_iter().zip(figures).map(|(head, jp)| {
                let jp = if jp == 0 { "–".to_owned() } else { jp.to_string() };
                view! { <td class="number" data-label=head>{jp}</td> }
            });
            view! { <tr><th scope="row">{format::month_name(lang, month.month)}</th>{cells.collect_view()}</tr> }
        })
        .collect();
    view! {
        <div class="card">
            <table class="table table--cards">
                <caption>{lang.pick("JP yang dihitung; bulan tanpa JP tidak ditampilkan.", "JP that count; months without any are left out.")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Bulan", "Month")}</th>
                        {heads.map(|head| view! { <th scope="col" class="number">{head}</th> }).into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Every entry, with what a cap cut and where the cap is written.
fn entries(lang: Lang, rows: &[HourRow]) -> AnyView {
    let [kind, date, jp] =
        [lang.pick("Jenis", "Kind"), lang.pick("Tanggal", "Date"), lang.pick("JP dihitung", "JP counted")];
    let rows = rows.iter().map(|row| {
        let title = match &row.training {
            Some((training, _)) => {
                view! { <a href=format!("/pelatihan-luar/{training}")>{row.title.clone()}</a> }.into_any()
            }
            None => row.title.clone().into_any(),
        };
        view! {
            <tr>
                <th scope="row">{title}</th>
                <td data-label=kind>{hour_kind(lang, row)}</td>
                <td data-label=date>{format::date_tag(lang, row.at)}</td>
                <td class="number number--wrap" data-label=jp>{row.counted}{cut(lang, row)}</td>
            </tr>
        }
    });
    view! {
        <div class="card gap-top">
            <table class="table table--cards">
                <caption>{lang.pick("Setiap kegiatan, yang terlama di atas.", "Every activity, the oldest first.")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Kegiatan", "Activity")}</th>
                        <th scope="col">{kind}</th>
                        <th scope="col">{date}</th>
                        <th scope="col" class="number">{jp}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What the year asks of this person, and why.
fn rules(lang: Lang, view: &LedgerView) -> AnyView {
    let day = |at: Timestamp| format::date(lang, at);
    let statuses = view.statuses.iter().map(|(status, from, to)| {
        let span = match to {
            Some(to) => format!("{} – {}", day(*from), day(to.plus_millis(-1))),
            None => format!("{} {}", lang.pick("sejak", "since"), day(*from)),
        };
        view! { <dt>{status_name(lang, *status)}</dt><dd>{span}</dd> }
    });
    let statuses = statuses.collect_view();
    let content = view! {
        <div class="card">
            <dl class="facts">
                <dt>{lang.pick("Kewajiban setahun", "Duty of the year")}</dt>
                <dd>{view.hours.duty}" JP"{less(lang, &view.hours)}</dd>
                {statuses}
                <dt>{lang.pick("Masih kurang", "Still missing")}</dt>
                <dd>{view.hours.missing}" JP"</dd>
            </dl>
            <p class="card-note">
                {lang.pick(
                    "Satu JP adalah 45 menit. Tahun ini dihitung dengan aturan yang berlaku untuknya; aturan baru tidak mengubah tahun lama. \
                     Urutan pengajuan tidak mengubah jumlahnya.",
                    "One JP is 45 minutes. The year is counted by the rules in force for it; new rules do not change an old year. The order of \
                     filing does not change the sum.",
                )}
            </p>
        </div>
    };
    section("aturan", lang.pick("Yang diminta tahun ini", "What the year asks for"), (), content)
}

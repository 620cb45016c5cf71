//! The competency bar: five levels, a dot where the person is measured, a hatched interval, a gold mark for what the
//! post requires. Lengths are attributes in per cent, so nothing needs a style.

use domain::competency::ScalePlace;
use domain::level::Level;
use domain::score::PerMille;
use leptos::prelude::*;

use crate::format;
use crate::lang::Lang;

/// The bar of one competency. Without a place there is no evidence at all.
pub fn bar(
    lang: Lang,
    place: Option<ScalePlace>,
    required: Option<Level>,
    required_place: Option<u16>,
    interval: PerMille,
) -> AnyView {
    let label = label(lang, place, required, interval);
    drawing(label, place, required_place, None)
}

/// The bar of a competency that moved: a hollow dot shows where it was.
pub fn moved_bar(
    lang: Lang,
    before: Option<ScalePlace>,
    after: Option<ScalePlace>,
    required: Option<Level>,
    required_place: Option<u16>,
    interval: PerMille,
) -> AnyView {
    let now = label(lang, after, required, interval);
    let label = match (lang, before) {
        (Lang::Id, Some(before)) => format!("Sebelumnya {}. {now}", format::place(lang, before.at)),
        (Lang::En, Some(before)) => format!("Before: {}. {now}", format::place(lang, before.at)),
        (_, None) => now,
    };
    drawing(label, after, required_place, before.map(|before| before.at))
}

/// What the bar shows, in a sentence.
pub fn label(lang: Lang, place: Option<ScalePlace>, required: Option<Level>, interval: PerMille) -> String {
    let sure = format::percent(lang, interval);
    let measured = match (lang, place) {
        (Lang::Id, None) => "Belum ada bukti.".to_owned(),
        (Lang::En, None) => "No evidence yet.".to_owned(),
        (Lang::Id, Some(ScalePlace { at, low, high })) => format!(
            "Terukur {} dari 5, dengan keyakinan {sure} antara {} dan {}.",
            format::place(lang, at),
            format::place(lang, low),
            format::place(lang, high)
        ),
        (Lang::En, Some(ScalePlace { at, low, high })) => format!(
            "Measured {} of 5; {sure} sure that it is between {} and {}.",
            format::place(lang, at),
            format::place(lang, low),
            format::place(lang, high)
        ),
    };
    match required {
        Some(level) => format!("{measured} {} {}.", lang.pick("Diminta tingkat", "Required: level"), level.get()),
        None => measured,
    }
}

fn drawing(label: String, place: Option<ScalePlace>, required: Option<u16>, before: Option<u16>) -> AnyView {
    let levels = [0, 20, 40, 60, 80]
        .map(|x| view! { <rect class="bar-level" x=format!("{x}%") y="13" width="19%" height="6" rx="3"></rect> });
    let measured = match place {
        None => view! {
            <rect class="bar-interval" fill="url(#hatch-unknown)" x="0" y="9" width="99%" height="14" rx="4"></rect>
        }
        .into_any(),
        Some(ScalePlace { at, low, high }) => view! {
            <rect class="bar-measured" x="0" y="13" width=per_cent(at) height="6" rx="3"></rect>
            <rect
                class="bar-interval"
                fill="url(#hatch)"
                x=per_cent(low)
                y="8"
                width=per_cent(high.saturating_sub(low))
                height="16"
                rx="4"
            ></rect>
        }
        .into_any(),
    };
    view! {
        <svg class="bar" role="img" aria-label=label>
            {levels.collect_view()}
            {measured}
            {required.map(|at| view! {
                <rect class="bar-required" x=per_cent(at) y="2" width="4" height="28" rx="2" transform="translate(-2.5 0)"></rect>
            })}
            {before.map(|at| view! { <circle class="bar-dot bar-dot--before" cx=per_cent(at) cy="16" r="6"></circle> })}
            {place.map(|place| view! { <circle class="bar-dot" cx=per_cent(place.at) cy="16" r="8"></circle> })}
        </svg>
    }
    .into_any()
}

/// A place on the scale as a share of the drawing's width.
fn per_cent(thousandths: u16) -> String {
    // 5,000 thousandths of a level are the whole width: 50 of them are one per cent.
    let hundredths = u32::from(thousandths.min(5000)) * 2;
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => format!("{whole}%"),
        (whole, part) if part % 10 == 0 => format!("{whole}.{}%", part / 10),
        (whole, part) => format!("{whole}.{part:02}%"),
    }
}

/// The five levels under or above bars, each in the middle of its section: the dot and the gold mark stand within the section
/// of a level, at the share of it that is shown. It says nothing that the bars do not.
pub fn axis() -> AnyView {
    let figures = [("9.5%", "1"), ("29.5%", "2"), ("49.5%", "3"), ("69.5%", "4"), ("89.5%", "5")]
        .map(|(x, figure)| view! { <text class="bar-text" x=x y="13">{figure}</text> });
    view! { <svg class="bar" aria-hidden="true">{figures.collect_view()}</svg> }.into_any()
}

/// What the signs on a bar mean.
pub fn legend(lang: Lang, interval: PerMille) -> AnyView {
    let span = match lang {
        Lang::Id => format!("rentang keyakinan {}", format::percent(lang, interval)),
        Lang::En => format!("{} credible interval", format::percent(lang, interval)),
    };
    view! {
        <ul class="legend">
            <li>
                <svg width="16" height="16" aria-hidden="true"><circle class="bar-dot" cx="8" cy="8" r="7"></circle></svg>
                {lang.pick("tingkat yang terukur", "level measured")}
            </li>
            <li>
                <svg width="26" height="16" aria-hidden="true">
                    <rect class="bar-interval" fill="url(#hatch)" x="1" y="1" width="24" height="14" rx="4"></rect>
                </svg>
                {span}
            </li>
            <li>
                <svg width="6" height="20" aria-hidden="true">
                    <rect class="bar-required" x="1" width="4" height="20" rx="2"></rect>
                </svg>
                {lang.pick("batas tingkat yang diminta", "threshold of the level required")}
            </li>
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_become_shares_of_the_width() {
        assert_eq!(
            ["0%", "36.36%", "40%", "100%", "16.4%"],
            [0, 1818, 2000, 6000, 820].map(per_cent).each_ref().map(String::as_str)
        );
    }
}

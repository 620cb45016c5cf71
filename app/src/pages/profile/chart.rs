//! The history of a competency as steps: where it stood, from one assessment to the next.
//!
//! Horizontal places are per cent of the width and vertical ones are pixels, so that the figure fits every width while its
//! text and dots keep their size.

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::lang::Lang;

/// The course of one competency: its places over time, the oldest first, in thousandths of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub title: String,
    /// Where it stood before the first of `points`.
    pub before: Option<u16>,
    pub points: Vec<(Timestamp, u16)>,
}

/// The time that all figures of a page have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Pixels of one level, and above the highest.
const LEVEL: f64 = 15.0;
const TOP: f64 = 8.0;
/// Per cent of the width: where the time begins, where it ends, and how far the newest place is drawn on.
const LEFT: f64 = 6.0;
const RIGHT: f64 = 90.0;
const EDGE: f64 = 98.0;

pub fn chart(course: &Course, span: Span, label: String) -> AnyView {
    let grid = (0..=5u16).map(|level| {
        let y = pixel(level * 1000);
        view! {
            <line class="history-grid" x1=per_cent(LEFT) x2=per_cent(EDGE) y1=y.clone() y2=y></line>
            <text class="bar-text bar-text--start" x="0" y=format!("{:.1}", height(level * 1000) + 4.0)>{level}</text>
        }
    });
    let lines = steps(course, span).into_iter().map(|((x1, y1), (x2, y2))| {
        view! { <line class="history-step" x1=per_cent(x1) y1=pixel(y1) x2=per_cent(x2) y2=pixel(y2)></line> }
    });
    let dots = course.points.iter().map(|(at, place)| {
        view! { <circle class="bar-dot" cx=per_cent(across(*at, span)) cy=pixel(*place) r="6"></circle> }
    });
    view! {
        <svg class="history-chart" height="91" role="img" aria-label=label>
            {grid.collect_view()}
            {lines.collect_view()}
            {dots.collect_view()}
        </svg>
    }
    .into_any()
}

/// In words what the figure shows.
pub fn label(lang: Lang, course: &Course) -> String {
    let last = course.points.last().map(|(_, place)| crate::format::place(lang, *place)).unwrap_or_default();
    let first = course.before.or_else(|| course.points.first().map(|(_, place)| *place));
    let first = first.map(|place| crate::format::place(lang, place)).unwrap_or_default();
    match (lang, course.points.len(), course.before) {
        (Lang::Id, 1, None) => format!("Terukur pertama kali: {last} dari 5"),
        (Lang::En, 1, None) => format!("First measured: {last} of 5"),
        (Lang::Id, ..) => format!("Dari {first} ke {last}, dari 5"),
        (Lang::En, ..) => format!("From {first} to {last}, of 5"),
    }
}

type Point = (f64, u16);

/// The steps as lines: on at the same height until the next assessment, then up or down.
fn steps(course: &Course, span: Span) -> Vec<(Point, Point)> {
    let mut lines = Vec::new();
    let mut last = course.before.map(|place| (LEFT, place));
    for (at, place) in &course.points {
        let x = across(*at, span);
        if let Some(from) = last {
            lines.push((from, (x, from.1)));
            lines.push(((x, from.1), (x, *place)));
        }
        last = Some((x, *place));
    }
    lines.extend(last.map(|from| (from, (EDGE, from.1))));
    lines
}

fn across(at: Timestamp, span: Span) -> f64 {
    let whole = span.to.since(span.from);
    if whole <= 0 {
        return LEFT;
    }
    LEFT + (RIGHT - LEFT) * (at.since(span.from) as f64 / whole as f64).clamp(0.0, 1.0)
}

fn height(place: u16) -> f64 {
    TOP + LEVEL * (5.0 - f64::from(place.min(5000)) / 1000.0)
}

fn pixel(place: u16) -> String {
    format!("{:.1}", height(place))
}

fn per_cent(x: f64) -> String {
    format!("{x:.1}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_goes_on_until_the_next_assessment() {
        let course = Course {
            title: "Pengaduan".into(),
            before: None,
            points: vec![(Timestamp(0), 1000), (Timestamp(100), 2000)],
        };
        let span = Span { from: Timestamp(0), to: Timestamp(100) };
        assert_eq!(
            steps(&course, span),
            [((LEFT, 1000), (RIGHT, 1000)), ((RIGHT, 1000), (RIGHT, 2000)), ((RIGHT, 2000), (EDGE, 2000)),]
        );
    }

    #[test]
    fn one_moment_stands_at_the_beginning() {
        let span = Span { from: Timestamp(5), to: Timestamp(5) };
        assert_eq!(across(Timestamp(5), span), LEFT);
        assert_eq!(pixel(5000), "8.0");
        assert_eq!(pixel(0), "83.0");
    }
}

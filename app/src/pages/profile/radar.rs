//! Several competencies around a centre: what is required, and what is held. A table beside it says the same.

use leptos::prelude::*;

/// One axis; levels from 0 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub now: Option<u8>,
    pub target: Option<u8>,
    /// `None` without enough evidence: that is no level at all, so nothing is drawn.
    pub held: Option<u8>,
}

const CENTRE: f64 = 160.0;
/// Of level 5.
const RADIUS: f64 = 120.0;
/// Where the numbers of the axes stand.
const NUMBERS: f64 = 141.0;
/// With fewer axes there is no area to look at.
pub const FEWEST: usize = 3;

pub fn radar(axes: &[Axis], label: String) -> AnyView {
    let count = axes.len();
    let rings = (1..=5u8).map(|level| {
        let all: Vec<_> = (0..count).map(|place| point(place, count, length(level))).collect();
        view! { <polygon class="radar-ring" points=points(&all)></polygon> }
    });
    let spokes = (0..count).map(|place| {
        let (x, y) = point(place, count, RADIUS);
        view! { <line class="radar-ring" x1=CENTRE.to_string() y1=CENTRE.to_string() x2=one(x) y2=one(y)></line> }
    });
    let numbers = axes.iter().enumerate().map(|(place, axis)| {
        let (x, y) = point(place, count, NUMBERS);
        let unknown = if axis.held.is_none() { " ?" } else { "" };
        view! { <text class="bar-text" x=one(x) y=one(y + 4.0)>{format!("{}{unknown}", place + 1)}</text> }
    });
    // Only between neighbours that both have a level: a line through what nobody knows would say something.
    let edges = |class: &'static str, of: fn(&Axis) -> Option<u8>| {
        let edge = |place: usize| {
            let next = (place + 1) % count;
            let (x1, y1) = point(place, count, length(of(&axes[place])?));
            let (x2, y2) = point(next, count, length(of(&axes[next])?));
            Some(view! { <line class=class x1=one(x1) y1=one(y1) x2=one(x2) y2=one(y2)></line> })
        };
        (0..count).filter_map(edge).collect_view()
    };
    let marks = axes.iter().enumerate().filter_map(|(place, axis)| {
        let (x, y) = point(place, count, length(axis.now?));
        Some(view! { <circle class="radar-mark" cx=one(x) cy=one(y) r="3.5"></circle> })
    });
    let dots = axes.iter().enumerate().filter_map(|(place, axis)| {
        let (x, y) = point(place, count, length(axis.held?));
        Some(view! { <circle class="bar-dot" cx=one(x) cy=one(y) r="6"></circle> })
    });
    view! {
        <svg class="radar" viewBox="0 0 320 320" role="img" aria-label=label>
            {rings.collect_view()}
            {spokes.collect_view()}
            {edges("radar-now", |axis| axis.now)}
            {marks.collect_view()}
            {edges("radar-target", |axis| axis.target)}
            {edges("radar-held", |axis| axis.held)}
            {dots.collect_view()}
            {numbers.collect_view()}
        </svg>
    }
    .into_any()
}

fn length(level: u8) -> f64 {
    RADIUS * f64::from(level.min(5)) / 5.0
}

/// The first axis points up; the others follow clockwise.
fn point(place: usize, count: usize, length: f64) -> (f64, f64) {
    let angle = std::f64::consts::TAU * place as f64 / count.max(1) as f64;
    (CENTRE + length * angle.sin(), CENTRE - length * angle.cos())
}

fn points(all: &[(f64, f64)]) -> String {
    all.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

fn one(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_go_round_from_the_top() {
        assert_eq!(points(&[point(0, 4, 120.0), point(1, 4, 120.0)]), "160.0,40.0 280.0,160.0");
        assert_eq!(points(&[point(2, 4, length(5))]), "160.0,280.0");
        assert_eq!(length(9), RADIUS);
    }
}

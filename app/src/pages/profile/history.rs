//! The history: what each assessment moved, as figures, as a list, and as a table.

use leptos::prelude::*;
use services::{HistoryRow, Text};

use super::chart::{Course, Span, chart, label};
use crate::components::disclosure::disclosure;
use crate::components::empty::empty;
use crate::format;
use crate::lang::Lang;

/// A figure for each of so many competencies at most; the table has all.
const FIGURES: usize = 6;

pub fn section(lang: Lang, rows: &[HistoryRow]) -> AnyView {
    let content = if rows.is_empty() {
        let why = lang.pick(
            "Setelah kuis akhir pertama, di sini tampak kompetensi mana yang bergerak, dari mana ke mana.",
            "After the first final quiz, this shows which competency moved, from where to where.",
        );
        empty(lang.pick("Belum ada riwayat", "No history yet"), why, None)
    } else {
        view! {
            {figures(lang, rows)}
            {timeline(lang, rows)}
            {disclosure(lang.pick("Lihat sebagai tabel", "View as a table"), false, table(lang, rows))}
        }
        .into_any()
    };
    view! {
        <section class="card card--long" aria-labelledby="riwayat">
            <h2 class="section-title" id="riwayat">{lang.pick("Riwayat", "History")}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// The courses of the competencies that moved last, and the time they share.
fn courses(lang: Lang, rows: &[HistoryRow]) -> (Vec<Course>, Option<Span>) {
    let mut oldest_first: Vec<_> = rows.iter().collect();
    oldest_first.sort_by_key(|row| row.at);
    let mut courses: Vec<Course> = Vec::new();
    for row in &oldest_first {
        for (title, before, after) in &row.moved {
            let Some(after) = *after else { continue };
            let title = lang.text(title);
            match courses.iter_mut().find(|course| course.title == title) {
                Some(course) => course.points.push((row.at, after)),
                None => courses.push(Course { title, before: *before, points: vec![(row.at, after)] }),
            }
        }
    }
    courses.sort_by_key(|course| std::cmp::Reverse(course.points.last().map(|(at, _)| *at)));
    let span = oldest_first.first().zip(oldest_first.last()).map(|(from, to)| Span { from: from.at, to: to.at });
    (courses, span)
}

fn figures(lang: Lang, rows: &[HistoryRow]) -> Option<AnyView> {
    let (courses, span) = courses(lang, rows);
    let span = span.filter(|_| !courses.is_empty())?;
    let figures = courses.iter().take(FIGURES).map(|course| {
        let words = label(lang, course);
        view! {
            <figure class="history-figure">
                <figcaption><strong>{course.title.clone()}</strong>" "<span class="kicker">{words.clone()}</span></figcaption>
                {chart(course, span, format!("{}: {words}", course.title))}
            </figure>
        }
    });
    let figures = figures.collect_view();
    Some(
        view! {
            <div class="history-figures">{figures}</div>
            <p class="kicker history-span">
                <span>{format::date_tag(lang, span.from)}</span>
                {(span.to != span.from).then(|| view! { <span>{format::date_tag(lang, span.to)}</span> })}
            </p>
        }
        .into_any(),
    )
}

fn timeline(lang: Lang, rows: &[HistoryRow]) -> AnyView {
    let rows = rows.iter().map(|row| {
        view! {
            <li class:is-moved=!row.moved.is_empty()>
                {format::date_tag_in(lang, row.at, "timeline-date")}
                {row.moved.iter().map(|moved| view! { <p>{moved_line(lang, moved)}</p> }).collect_view()}
                <p>
                    {quiz(row)}", "{row.course_title.clone()}
                    <span class="kicker">" · "{outcome(lang, row)}</span>
                </p>
            </li>
        }
    });
    view! { <ol class="timeline" role="list">{rows.collect_view()}</ol> }.into_any()
}

fn moved_line(lang: Lang, (title, before, after): &(Text, Option<u16>, Option<u16>)) -> AnyView {
    let title = lang.text(title);
    view! { <strong>{title}":"</strong>" "{change(lang, *before, *after)} }.into_any()
}

fn change(lang: Lang, before: Option<u16>, after: Option<u16>) -> String {
    let place = |value| format::place(lang, value);
    match (lang, before, after) {
        (Lang::Id, None, Some(after)) => format!("terukur pertama kali, {}", place(after)),
        (Lang::En, None, Some(after)) => format!("first measured, {}", place(after)),
        (Lang::Id, Some(before), Some(after)) if before == after => format!("tetap di {}", place(after)),
        (Lang::En, Some(before), Some(after)) if before == after => format!("stays at {}", place(after)),
        (Lang::Id, Some(before), Some(after)) => format!("dari {} ke {}", place(before), place(after)),
        (Lang::En, Some(before), Some(after)) => format!("from {} to {}", place(before), place(after)),
        (_, _, None) => "–".to_owned(),
    }
}

/// The quiz, with a link for those who may see the answers.
fn quiz(row: &HistoryRow) -> AnyView {
    let title = row.quiz_title.clone();
    if row.opens { view! { <a href=format!("/kuis/{}", row.attempt)>{title}</a> }.into_any() } else { title.into_any() }
}

fn outcome(lang: Lang, row: &HistoryRow) -> String {
    let passed = if row.passed { lang.pick("lulus", "passed") } else { lang.pick("belum lulus", "not passed") };
    match row.score {
        Some(score) => format!("{}, {passed}", format::percent(lang, score)),
        None => lang.pick("menunggu penilai", "waits for a marker").to_owned(),
    }
}

fn table(lang: Lang, rows: &[HistoryRow]) -> AnyView {
    let rows = rows.iter().map(|row| {
        let moved = row.moved.iter().map(|moved| view! { <li>{moved_line(lang, moved)}</li> }).collect_view();
        view! {
            <tr>
                <th scope="row">{format::date_tag(lang, row.at)}</th>
                <td>{quiz(row)}", "{row.course_title.clone()}</td>
                <td>{outcome(lang, row)}</td>
                <td>
                    {if row.moved.is_empty() {
                        view! { "–" }.into_any()
                    } else {
                        view! { <ul class="plain-list">{moved}</ul> }.into_any()
                    }}
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=lang.pick("Tabel riwayat", "Table of the history")>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Tanggal", "Date")}</th>
                        <th scope="col">{lang.pick("Kuis", "Quiz")}</th>
                        <th scope="col">{lang.pick("Hasil", "Result")}</th>
                        <th scope="col">{lang.pick("Yang bergerak", "What moved")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

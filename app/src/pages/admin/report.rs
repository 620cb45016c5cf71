//! What a list would do: figures first, then examples, the rejected rows on top.

use leptos::prelude::*;
use services::import::{Entry, Report};

use super::words;
use crate::components::disclosure::disclosure;
use crate::format;
use crate::lang::Lang;

pub fn report(lang: Lang, report: &Report) -> AnyView {
    let figures = [
        (report.added, lang.pick("ditambahkan", "added")),
        (report.changed, lang.pick("diubah", "changed")),
        (report.ended, lang.pick("jabatan berakhir", "positions end")),
        (report.unchanged, lang.pick("tetap", "unchanged")),
        (report.rejected, lang.pick("ditolak", "rejected")),
    ];
    let figures = figures.map(|(count, text)| {
        view! {
            <div><dt>{text}</dt><dd>{format::number(lang, count)}</dd></div>
        }
    });
    view! {
        <dl class="figures">{figures.into_iter().collect_view()}</dl>
        {rejections(lang, report)}
        {entries(lang, lang.pick("Ditambahkan", "Added"), report.added, &report.added_entries)}
        {entries(lang, lang.pick("Diubah", "Changed"), report.changed, &report.changed_entries)}
        {entries(lang, lang.pick("Jabatan berakhir", "Positions end"), report.ended, &report.ended_entries)}
    }
    .into_any()
}

fn title(lang: Lang, title: &str, count: u64) -> String {
    format!("{title} ({})", format::number(lang, count))
}

/// That there are more than the page shows.
fn more(lang: Lang, count: u64, shown: usize) -> Option<AnyView> {
    let rest = count.checked_sub(shown as u64).filter(|rest| *rest > 0)?;
    let rest = format::number(lang, rest);
    let text = match lang {
        Lang::Id => format!("… dan {rest} lagi."),
        Lang::En => format!("… and {rest} more."),
    };
    Some(view! { <p class="card-note">{text}</p> }.into_any())
}

fn rejections(lang: Lang, report: &Report) -> Option<AnyView> {
    if report.rejections.is_empty() {
        return None;
    }
    let line = lang.pick("Baris", "Line");
    let rows = report.rejections.iter().map(|rejection| {
        view! {
            <tr>
                <th scope="row" data-label=line>{rejection.line}</th>
                <td>{words::reason(lang, &rejection.reason)}</td>
            </tr>
        }
    });
    let table = view! {
        <table class="table">
            <thead><tr><th scope="col">{line}</th><th scope="col">{lang.pick("Sebab", "Reason")}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {more(lang, report.rejected, report.rejections.len())}
    };
    Some(disclosure(title(lang, lang.pick("Ditolak", "Rejected"), report.rejected), true, table))
}

fn entries(lang: Lang, heading: &str, count: u64, entries: &[Entry]) -> Option<AnyView> {
    if entries.is_empty() {
        return None;
    }
    let (line, what) = (lang.pick("Baris", "Line"), lang.pick("Apa", "What"));
    let rows = entries.iter().map(|entry| {
        let done: Vec<_> = entry.what.iter().map(|what| words::what(lang, what)).collect();
        view! {
            <tr>
                <th scope="row">{entry.who.clone()}</th>
                <td data-label=what>{done.join("; ")}</td>
                <td data-label=line>{entry.line.map_or_else(|| lang.pick("tidak ada di daftar", "not in the list").to_owned(), |line| line.to_string())}</td>
            </tr>
        }
    });
    let table = view! {
        <table class="table table--cards">
            <thead>
                <tr>
                    <th scope="col">{lang.pick("Nama", "Name")}</th>
                    <th scope="col">{what}</th>
                    <th scope="col">{line}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {more(lang, count, entries.len())}
    };
    Some(disclosure(title(lang, heading, count), false, table))
}

//! `/audit`: who did what to whom, when and from where, for auditors and administrators.

mod words;

use leptos::prelude::*;
use services::{AuditQuery, AuditRow, AuditView};

use crate::components::empty::empty_section;
use crate::components::field::{Field, field, select_field, text_field};
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page, escape_query};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn audit(frame: &Frame, view: &AuditView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Log audit", "Audit log");
    let lede = lang.pick(
        "Siapa melakukan apa terhadap siapa, kapan dan dari mana. Baris yang sudah tertulis tidak dapat diubah.",
        "Who did what to whom, when and from where. A row that is written cannot be changed.",
    );
    let content = if view.rows.is_empty() { nothing(lang, view) } else { found(lang, view) };
    let body = view! {
        {page_head(title, lede)}
        {form(lang, &view.query)}
        <section class="section" aria-labelledby="baris">{content}</section>
        {chain(lang, view)}
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Full,
        description: None,
    }
}

fn form(lang: Lang, query: &AuditQuery) -> AnyView {
    let mut actions = vec![(String::new(), lang.pick("Semua", "All").to_owned())];
    actions.extend(words::ACTIONS.iter().map(|(code, id, en)| ((*code).to_owned(), lang.pick(id, en).to_owned())));
    if !query.action.is_empty() && actions.iter().all(|(code, _)| *code != query.action) {
        actions.push((query.action.clone(), query.action.clone()));
    }
    let day = |name: &'static str, label: &'static str, day: Option<content::model::Date>| {
        let of = Field::new(name, label);
        let value = day.map(|day| day.to_string()).unwrap_or_default();
        let control = view! { <input class="input input--date" type="date" id=of.id() name=name value=value/> };
        field(&of, control)
    };
    view! {
        <form class="card stack" method="get" action="/audit" role="search">
            <div class="filters">
                {text_field(&Field::new("orang", lang.pick("Terhadap siapa", "To whom")), &query.subject)}
                {text_field(&Field::new("pelaku", lang.pick("Oleh siapa", "By whom")), &query.actor)}
                {select_field(&Field::new("tindakan", lang.pick("Tindakan", "Action")), actions, &query.action)}
                {day("dari", lang.pick("Dari tanggal", "From"), query.from)}
                {day("sampai", lang.pick("Sampai tanggal", "To"), query.to)}
            </div>
            <p class="row">
                <button class="button">{lang.pick("Tampilkan", "Show")}</button>
                <a class="button button--quiet" href=format!("/audit.csv?{}", address(query)) download="">
                    {lang.pick("Unduh CSV", "Download CSV")}
                </a>
            </p>
        </form>
    }
    .into_any()
}

/// The filters as a query, without the place.
fn address(query: &AuditQuery) -> String {
    let day = |day: Option<content::model::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let fields = [
        ("orang", query.subject.clone()),
        ("pelaku", query.actor.clone()),
        ("tindakan", query.action.clone()),
        ("dari", day(query.from)),
        ("sampai", day(query.to)),
    ];
    let set = fields.iter().filter(|(_, value)| !value.is_empty());
    set.map(|(name, value)| format!("{name}={}", escape_query(value))).collect::<Vec<_>>().join("&")
}

fn found(lang: Lang, view: &AuditView) -> AnyView {
    let query = address(&view.query);
    let older = view.next.as_ref().map(|place| {
        let joint = if query.is_empty() { "" } else { "&" };
        let href = format!("/audit?{query}{joint}setelah={}", escape_query(place));
        view! { <li><a href=href rel="next">{lang.pick("Yang lebih lama →", "Older →")}</a></li> }
    });
    let newest = view.query.before.as_ref().map(|_| {
        view! { <li><a href=format!("/audit?{query}") rel="first">{lang.pick("← Yang terbaru", "← Newest")}</a></li> }
    });
    let paged = older.is_some() || newest.is_some();
    let label = lang.pick("Halaman log", "Pages of the log");
    let (when, what) = (lang.pick("Kapan", "When"), lang.pick("Apa", "What"));
    let (who, whom) = (lang.pick("Oleh", "By"), lang.pick("Terhadap", "To"));
    let whence = lang.pick("Dari", "From");
    view! {
        <h2 class="visually-hidden" id="baris">{lang.pick("Baris log", "Rows of the log")}</h2>
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{what}</th>
                        <th scope="col">{when}</th>
                        <th scope="col">{who}</th>
                        <th scope="col">{whom}</th>
                        <th scope="col">{whence}</th>
                    </tr>
                </thead>
                <tbody>
                    {view.rows.iter().map(|row| one(lang, row, [when, who, whom, whence])).collect_view()}
                </tbody>
            </table>
        </div>
        {paged.then(|| view! {
            <nav class="pagination" aria-label=label><ul>{newest}{older}</ul></nav>
        })}
    }
    .into_any()
}

fn one(lang: Lang, row: &AuditRow, [when, who, whom, whence]: [&'static str; 4]) -> AnyView {
    let person = |person: &Option<(domain::id::PersonId, String)>, field: &'static str| {
        person.as_ref().map(|(id, name)| {
            let shown = if name.trim().is_empty() { id.to_string() } else { name.clone() };
            view! { <a href=format!("/audit?{field}={id}")>{shown}</a> }
        })
    };
    let actor = match (&row.actor, &row.client) {
        (Some(_), _) => person(&row.actor, "pelaku").into_any(),
        (None, Some(client)) => format!("{} ({})", client, lang.pick("klien", "client")).into_any(),
        (None, None) if row.action == "sign-in-failed" => lang.pick("tidak dikenal", "unknown").into_any(),
        (None, None) => lang.pick("sistem", "the system").into_any(),
    };
    let place: Vec<String> = [&row.address, &row.agent].into_iter().flatten().cloned().collect();
    let place = if place.is_empty() { "–".to_owned() } else { place.join(" · ") };
    let details: Vec<_> = row
        .details
        .iter()
        .filter_map(|(name, value)| {
            let (label, said) = words::detail(lang, name, value)?;
            let said = match said {
                Some(said) => said.into_any(),
                None => view! { <code>{value.clone()}</code> }.into_any(),
            };
            Some(view! { <dt>{label}</dt><dd>{said}</dd> })
        })
        .collect();
    let details = (!details.is_empty()).then(|| {
        let label = lang.pick("Rincian", "Details");
        view! {
            <details class="row-details">
                <summary>{label}</summary><dl class="facts small">{details}</dl>
            </details>
        }
    });
    view! {
        <tr>
            <th scope="row">{words::action(lang, &row.action)}{details}</th>
            <td data-label=when>{format::date_time_tag(lang, row.at)}</td>
            <td data-label=who>{actor}</td>
            <td data-label=whom>{person(&row.subject, "orang").map_or_else(|| "–".into_any(), IntoAny::into_any)}</td>
            <td data-label=whence>{place}</td>
        </tr>
    }
    .into_any()
}

fn nothing(lang: Lang, view: &AuditView) -> AnyView {
    let is_filtered = AuditQuery::default() != view.query;
    let title = if is_filtered {
        lang.pick("Tidak ada baris dengan saringan ini", "No row passes these filters")
    } else {
        lang.pick("Log masih kosong", "The log is still empty")
    };
    let why = lang.pick(
        "Coba sebagian nama saja, atau rentang tanggal yang lebih panjang.",
        "Try only a part of the name, or a longer range of days.",
    );
    empty_section(
        "baris",
        title,
        why,
        is_filtered.then(|| ("/audit", lang.pick("Hapus saringan", "Clear the filters"))),
    )
}

/// How to prove that nothing was changed.
fn chain(lang: Lang, view: &AuditView) -> AnyView {
    let rows = format::number(lang, u64::try_from(view.chain.rows).unwrap_or_default());
    let text = match lang {
        Lang::Id => format!(
            "{rows} baris sudah dirantai. Catat kode di bawah ini di tempat lain; dengan “ampera audit verify --expect KODE” \
             kemudian terbukti bahwa tidak ada baris sebelumnya yang diubah atau dibuang."
        ),
        Lang::En => format!(
            "{rows} rows are chained. Note the code below somewhere else; with “ampera audit verify --expect CODE” it is \
             proved later that no row before it was changed or removed."
        ),
    };
    view! {
        <section class="section" aria-labelledby="rantai">
            <h2 class="section-title" id="rantai">{lang.pick("Rantai log", "The chain of the log")}</h2>
            <p class="card-note">{text}</p>
            <p class="chain-head"><code>{view.chain.head.clone()}</code></p>
        </section>
    }
    .into_any()
}

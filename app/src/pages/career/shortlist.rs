//! `/admin/daftar-pendek/{shortlist}`: people with reasons, in groups that can be told apart.

use domain::uncertainty::Finding;
use leptos::prelude::*;
use services::{Criterion, Order, Reason, ShortlistEntry, ShortlistPart, ShortlistView};

use super::shortlists::purpose;
use super::words::{criterion_name, finding_chip, measured, order_name, percent, points, reason_text, rule_name};
use crate::components::card::{go, section as page_section};
use crate::components::disclosure::disclosure;
use crate::components::page_head::page_head;
use crate::components::pagination::pagination;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn shortlist(frame: &Frame, view: &ShortlistView) -> Page {
    let lang = frame.lang;
    let (strong, rest) = sentence(lang, view);
    let at = format::date_time(lang, view.row.asked_at);
    let by = view.row.asked_by.as_deref().unwrap_or("–");
    let asked = match lang {
        Lang::Id => format!("{}. Diminta oleh {by}, {at}.", purpose(lang, &view.row)),
        Lang::En => format!("{}. Asked for by {by}, {at}.", purpose(lang, &view.row)),
    };
    let address = format!("/admin/daftar-pendek/{}", view.row.id);
    let pages = pagination(lang, view.page, view.pages, |page| format!("{address}?hal={page}"));
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol>
                <li><a href="/admin/daftar-pendek">{lang.pick("Daftar pendek", "Shortlists")}</a></li>
                <li>{view.row.name.clone()}</li>
            </ol>
        </nav>
        {page_head(view.row.name.clone(), view! { <strong>{strong}</strong>" "{rest} })}
        <p class="byline">{asked}</p>
        {wanted(lang, view, &address)}
        {view.parts.iter().map(|part| people(lang, view, part)).collect_view()}
        {pages}
    };
    Page {
        title: view.row.name.clone(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Full,
        description: None,
    }
}

fn sentence(lang: Lang, view: &ShortlistView) -> (String, String) {
    let [met, unknown, short] = view.counts;
    let all = met + unknown + short;
    match lang {
        Lang::Id => {
            let short = format!("{short} orang kurang dalam paling sedikit satu kriteria.");
            let rest = if unknown == 0 { short } else { format!("Pada {unknown} orang belum pasti; {short}") };
            (format!("{met} dari {all} orang memenuhi semua kriteria."), rest)
        }
        Lang::En => {
            let short = match short {
                1 => "1 is short in at least one criterion.".to_owned(),
                short => format!("{short} are short in at least one criterion."),
            };
            let rest = if unknown == 0 { short } else { format!("It is not certain for {unknown}; {short}") };
            (format!("{met} of {all} people meet every criterion."), rest)
        }
    }
}

fn wanted(lang: Lang, view: &ShortlistView, address: &str) -> AnyView {
    let wanted = &view.wanted;
    let threshold = |criterion: &Criterion| {
        let name = criterion_name(lang, *criterion);
        let least = match criterion {
            Criterion::Standard => {
                let certainty = points(lang, wanted.certainty);
                Some(match lang {
                    Lang::Id => format!("tiap kompetensi terpenuhi dengan keyakinan {certainty} %"),
                    Lang::En => format!("each competency met with a certainty of {certainty}%"),
                })
            }
            Criterion::JobMatch => wanted.band.as_ref().map(|(from, title)| match lang {
                Lang::Id => format!("{}: seluruh rentangnya mulai {} %", lang.text(title), points(lang, *from)),
                Lang::En => format!("{}: its whole interval from {}% on", lang.text(title), points(lang, *from)),
            }),
            Criterion::Evaluation => view.predicate.as_ref().map(|predicate| match lang {
                Lang::Id => format!("{} atau lebih baik", lang.text(predicate)),
                Lang::En => format!("{} or better", lang.text(predicate)),
            }),
            Criterion::Hours => {
                Some(lang.pick("JP yang dihitung mencapai kewajibannya", "the JP that count reach the duty").to_owned())
            }
            Criterion::Index => wanted.points.map(|least| match lang {
                Lang::Id => format!("paling sedikit {} poin yang pasti", points(lang, least)),
                Lang::En => format!("at least {} points that are certain", points(lang, least)),
            }),
        };
        view! { <dt>{name}</dt><dd>{least.unwrap_or_else(|| "–".to_owned())}</dd> }
    };
    let held = view
        .held
        .as_ref()
        .map_or_else(|| lang.pick("semua jabatan", "any position").to_owned(), |held| lang.text(held));
    let rules = view.rules.iter().map(|rule| {
        let check = (!rule.is_checked).then(|| {
            view! { " "<span class="chip chip--due">{lang.pick("harus dicocokkan", "to be checked")}</span> }
        });
        let since = rule
            .since
            .parse::<content::model::Date>()
            .map_or_else(|_| rule.since.clone(), |day| format::civil_date(lang, day));
        let since = match lang {
            Lang::Id => format!("{}, berlaku sejak {since}", rule_name(lang, &rule.file)),
            Lang::En => format!("{}, in force since {since}", rule_name(lang, &rule.file)),
        };
        view! { <li>{since}": "{lang.text(&rule.source)}{check}</li> }
    });
    let digest = view.digest.get(..12).unwrap_or_default().to_owned();
    let rules = view! {
        <ul>{rules.collect_view()}</ul>
        <p class="card-note">{lang.pick("Naskah aturan disimpan bersama daftar ini, sidik ", "The text of the rules is kept with this list, digest ")}<code>{digest}</code>"."</p>
    };
    let content = view! {
        <div class="card">
            <dl class="facts">
                <dt>{lang.pick("Orang dari", "People of")}</dt><dd>{wanted.unit_name.clone()}", "{held}</dd>
                {wanted.criteria.iter().map(threshold).collect_view()}
                <dt>{lang.pick("Diurutkan menurut", "Ordered by")}</dt><dd>{order_name(lang, wanted.order)}</dd>
            </dl>
            {disclosure(lang.pick("Aturan yang dipakai", "Rules used"), false, rules)}
        </div>
    };
    let aside = go(format!("{address}/unduh.csv"), lang.pick("Unduh CSV", "Download CSV"));
    page_section("kriteria", lang.pick("Yang diminta", "What is asked for"), aside, content)
}

fn people(lang: Lang, view: &ShortlistView, part: &ShortlistPart) -> AnyView {
    let (id, title) = match part.finding {
        Finding::Met => ("memenuhi", lang.pick("Memenuhi semua kriteria", "Meet every criterion")),
        Finding::Unknown => ("belum-pasti", lang.pick("Belum pasti", "Not certain")),
        Finding::Short => {
            ("kurang", lang.pick("Kurang dalam satu kriteria atau lebih", "Short in a criterion or more"))
        }
    };
    let mut groups: Vec<(usize, Vec<&ShortlistEntry>)> = Vec::new();
    for entry in &part.entries {
        match groups.last_mut() {
            Some((group, entries)) if *group == entry.group => entries.push(entry),
            _ => groups.push((entry.group, vec![entry])),
        }
    }
    let groups = groups.into_iter().map(|(group, entries)| {
        let tied = entries.first().map(|entry| entry.tied).unwrap_or_default();
        let head = match (lang, group, tied) {
            (_, 0, _) => lang.pick("Belum ada nilai untuk diurutkan, menurut abjad", "No value to order by yet, by name").to_owned(),
            (_, group, 1) => format!("{} {group}", lang.pick("Urutan", "Place")),
            (Lang::Id, group, tied) => format!("Urutan {group}: {tied} orang tidak dapat dibedakan, menurut abjad"),
            (Lang::En, group, tied) => format!("Place {group}: {tied} people not distinguishable, by name"),
        };
        view! {
            <h3 class="shortlist-group">{head}</h3>
            <ul class="shortlist" role="list">{entries.into_iter().map(|entry| one(lang, view.wanted.order, entry)).collect_view()}</ul>
        }
    });
    page_section(id, title, (), view! { <div class="card">{groups.collect_view()}</div> })
}

fn one(lang: Lang, order: Order, entry: &ShortlistEntry) -> AnyView {
    let unit = match order {
        Order::JobMatch => percent(lang),
        Order::Index => "",
    };
    let value = entry.value.map_or_else(|| "–".to_owned(), |value| measured(lang, value, unit));
    let reasons = entry.reasons.iter().map(|reason: &Reason| {
        view! {
            <li>
                {finding_chip(lang, reason.finding())}
                <span><strong>{criterion_name(lang, reason.criterion())}</strong>": "{reason_text(lang, reason)}</span>
            </li>
        }
    });
    view! {
        <li class="shortlist-person">
            <p class="row row--between">
                <a href=format!("/karier/{}", entry.person)><strong>{entry.name.clone()}</strong></a>
                <span>{order_name(lang, order)}" "<strong>{value}</strong></span>
            </p>
            <p class="kicker">{lang.text(&entry.position)}", "{entry.unit.clone()}</p>
            <ul class="shortlist-reasons" role="list">{reasons.collect_view()}</ul>
        </li>
    }
    .into_any()
}

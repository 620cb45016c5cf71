//! `/admin/identitas`: people whom a provider knows and Ampera does not. An administrator says who they are.

use leptos::prelude::*;
use services::{Candidate, FieldError, IdentityRequestView};

use super::accounts::account_tabs;
use super::passwords::summary;
use crate::components::card::section_card;
use crate::components::chip::done_chip;
use crate::components::csrf::csrf;
use crate::components::empty::empty_section;
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// `names`: our names for the providers, and those to show.
pub fn identity_requests(frame: &Frame, waiting: &[IdentityRequestView], names: &[(String, String)]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Permintaan dari penyedia", "Requests from providers");
    let lede = lang.pick(
        "Orang yang masuk lewat penyedia, tetapi nomornya belum terverifikasi atau tidak terdaftar.",
        "People who signed in with a provider, but whose number is not verified or not on record.",
    );
    let list = if waiting.is_empty() {
        empty_section(
            "kosong",
            lang.pick("Tidak ada yang menunggu", "Nobody is waiting"),
            lang.pick("Permintaan baru muncul di sini.", "New requests appear here."),
            None,
        )
    } else {
        table(lang, waiting, names)
    };
    let body = view! { {account_tabs(lang, true)}{page_head(title, lede)}<div class="gap-top">{list}</div> };
    page(title.to_owned(), body.into_any(), Chrome::Full)
}

fn table(lang: Lang, waiting: &[IdentityRequestView], names: &[(String, String)]) -> AnyView {
    let (from, why, since) =
        (lang.pick("Dari", "From"), lang.pick("Sebab", "Why"), lang.pick("Terakhir mencoba", "Tried last"));
    let rows = waiting.iter().map(|one| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/admin/identitas/{}", one.id)>{name(lang, one)}</a></th>
                <td data-label=from>{provider(names, one)}</td>
                <td data-label=why>{reason(lang, &one.reason)}</td>
                <td data-label=since>{format::date_time_tag(lang, one.last_at)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama di penyedia", "Name at the provider")}</th>
                        <th scope="col">{from}</th>
                        <th scope="col">{why}</th>
                        <th scope="col">{since}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// One request, and the people whose it could be.
pub fn identity_request(
    frame: &Frame,
    view: &IdentityRequestView,
    names: &[(String, String)],
    errors: &[FieldError],
) -> Page {
    let lang = frame.lang;
    let title = name(lang, view);
    let lede = match lang {
        Lang::Id => format!("Masuk lewat {}. Siapa orang ini?", provider(names, view)),
        Lang::En => format!("Signed in with {}. Who is this?", provider(names, view)),
    };
    let facts = view! {
        <dl class="facts">
            <dt>{lang.pick("Nomor dari penyedia", "Number from the provider")}</dt>
            <dd>{view.number.clone().unwrap_or_else(|| lang.pick("tidak ada", "none").to_owned())}</dd>
            <dt>{lang.pick("Sebab menunggu", "Why it waits")}</dt><dd>{reason(lang, &view.reason)}</dd>
            <dt>{lang.pick("Pertama mencoba", "Tried first")}</dt><dd>{format::date_time_tag(lang, view.asked_at)}</dd>
        </dl>
    };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/identitas">{lang.pick("Permintaan dari penyedia", "Requests from providers")}</a></li></ol>
        </nav>
        {page_head(title.clone(), lede)}
        {summary(lang, errors)}
        <div class="stack">
            {section_card("data", lang.pick("Kata penyedia", "What the provider says"), facts)}
            {section_card("orang", lang.pick("Pilih orangnya", "Choose the person"), choice(frame, view, !errors.is_empty()))}
            {section_card("tolak", lang.pick("Bukan siapa-siapa di sini", "Nobody of ours"), view! {
                <p>{lang.pick("Akun itu tetap di luar. Orang lain tidak terpengaruh.", "That account stays outside. Nobody else is affected.")}</p>
                <form class="gap-top" method="post" action=format!("/admin/identitas/{}/tolak", view.id)>
                    {csrf(frame)}<button class="button button--plain">{lang.pick("Tolak permintaan", "Refuse the request")}</button>
                </form>
            })}
        </div>
    };
    page(title, body.into_any(), Chrome::Narrow)
}

fn choice(frame: &Frame, view: &IdentityRequestView, wrong: bool) -> AnyView {
    let lang = frame.lang;
    let address = format!("/admin/identitas/{}", view.id);
    let form = if view.candidates.is_empty() {
        view! { <p class="gap-top">{lang.pick("Tidak ada yang cocok. Cari nama lain.", "Nobody fits. Search for another name.")}</p> }
            .into_any()
    } else {
        let options = view.candidates.iter().enumerate().map(|(place, one)| candidate(lang, place, one)).collect_view();
        view! {
            <form class="gap-top" method="post" action=format!("{address}/terima")>
                {csrf(frame)}
                <fieldset aria-invalid=wrong.then_some("true")>
                    <legend class="field-label">{lang.pick("Akun ini milik", "This account is that of")}</legend>
                    {options}
                </fieldset>
                <p class="row gap-top"><button class="button">{lang.pick("Hubungkan", "Link")}</button></p>
            </form>
        }
        .into_any()
    };
    view! {
        <form class="search" method="get" action=address.clone() role="search">
            <input
                class="input" type="search" name="kata" value=view.search.clone() maxlength="100"
                aria-label=lang.pick("Cari nama", "Search for a name")
            />
            <button class="button button--plain">{lang.pick("Cari", "Search")}</button>
        </form>
        {form}
    }
    .into_any()
}

fn candidate(lang: Lang, place: usize, one: &Candidate) -> AnyView {
    // The first control has the id that the summary of errors leads to.
    let id = if place == 0 { "person".to_owned() } else { format!("person-{place}") };
    let for_id = id.clone();
    let unit = one.unit.clone().unwrap_or_else(|| lang.pick("tanpa jabatan", "holds no post").to_owned());
    view! {
        <label class="check" for=for_id>
            <input type="radio" id=id name="person" value=one.person.to_string()/>
            <span>
                {one.name.clone()}<span class="lesson-meta">{unit}</span>
                {one.same_number.then(|| done_chip(lang.pick("nomornya sama", "same number")))}
            </span>
        </label>
    }
    .into_any()
}

fn name(lang: Lang, view: &IdentityRequestView) -> String {
    if view.name.trim().is_empty() { lang.pick("Tanpa nama", "No name").to_owned() } else { view.name.clone() }
}

fn provider(names: &[(String, String)], view: &IdentityRequestView) -> String {
    names.iter().find(|(id, _)| *id == view.provider).map_or_else(|| view.provider.clone(), |(_, name)| name.clone())
}

fn reason(lang: Lang, reason: &str) -> &'static str {
    match reason {
        "no-number" => lang.pick("Penyedia tidak memberi nomor", "The provider gives no number"),
        "not-verified" => lang.pick("Nomor belum diverifikasi penyedia", "The provider has not verified the number"),
        "unlinked" => lang.pick("Pernah dilepas oleh pemiliknya", "Its owner took it away before"),
        "several-people" => lang.pick("Lebih dari satu orang punya nomor itu", "More than one person has that number"),
        _ => lang.pick("Nomor tidak terdaftar di sini", "The number is not on record here"),
    }
}

fn page(title: String, body: AnyView, chrome: Chrome) -> Page {
    Page { title, body, islands: false, nav: Nav::None, chrome, description: None }
}

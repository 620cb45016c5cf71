//! `/admin/daftar-pendek`: the lists that were asked for, and the form for another one.

use leptos::prelude::*;
use services::{FieldError, ShortlistForm, ShortlistRow, ShortlistsView};

use super::shortlist_form;
use super::words::purpose_name;
use crate::components::empty::empty;
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn shortlists(frame: &Frame, view: &ShortlistsView, form: &ShortlistForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Daftar pendek", "Shortlists");
    let lede = lang.pick(
        "Orang diukur dengan kriteria yang Anda pilih, dengan alasan untuk setiap kriteria. Setiap daftar disimpan: siapa yang \
         meminta, kapan, dan dengan aturan apa.",
        "People are measured by the criteria you choose, with a reason for each. Every list is kept: who asked, when, and by which \
         rules.",
    );
    let body = view! {
        {page_head(title, lede)}
        {shortlist_form::summary(lang, errors)}
        {table(lang, view)}
        {view.may_make.then(|| shortlist_form::section(frame, &view.choices, form, errors))}
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

/// What a list is for: "Promosi ke jabatan Lurah".
pub fn purpose(lang: Lang, row: &ShortlistRow) -> String {
    let purpose = row.purpose.map(|purpose| purpose_name(lang, purpose)).unwrap_or_default();
    match &row.position {
        Some(position) => format!("{purpose}: {}", lang.text(position)),
        None => purpose.to_owned(),
    }
}

fn table(lang: Lang, view: &ShortlistsView) -> AnyView {
    if view.lists.is_empty() {
        let why = lang.pick(
            "Daftar pertama muncul di sini begitu seorang pengelola memintanya.",
            "The first list appears here as soon as an administrator asks for it.",
        );
        return empty(lang.pick("Belum ada daftar", "No lists yet"), why, None);
    }
    let heads = [
        lang.pick("Tujuan", "Purpose"),
        lang.pick("Orang", "People"),
        lang.pick("Diminta oleh", "Asked for by"),
        lang.pick("Kapan", "When"),
    ];
    let rows = view.lists.iter().map(|row| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/admin/daftar-pendek/{}", row.id)>{row.name.clone()}</a></th>
                <td data-label=heads[0]>{purpose(lang, row)}</td>
                <td data-label=heads[1]>{format::number(lang, u64::try_from(row.people).unwrap_or_default())}</td>
                <td data-label=heads[2]>{row.asked_by.clone().unwrap_or_else(|| "–".to_owned())}</td>
                <td data-label=heads[3]>{format::date_time_tag(lang, row.asked_at)}</td>
            </tr>
        }
    });
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Daftar", "List")}</th>
                        {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

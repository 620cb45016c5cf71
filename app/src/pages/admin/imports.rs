//! `/admin/impor`: upload a list, take one out, and what was imported so far.

use leptos::prelude::*;
use services::FieldError;
use services::import::{Column, ImportsView, RunRow};

use super::parts::{Tab, page, prefixed, summary};
use super::words;
use crate::components::alert::{self, alert};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::field;
use crate::document::Page;
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn imports(frame: &Frame, view: &ImportsView, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Impor dan ekspor", "Import and export");
    let lede = lang.pick(
        "Unggah daftar orang dan unit. Anda melihat dahulu apa yang akan berubah; baru sesudah itu berlaku.",
        "Upload a list of people and units. First you see what would change; only then it is applied.",
    );
    let body = view! {
        <div class="page-head"><div class="page-head-text"><h1>{title}</h1><p class="lede">{lede}</p></div></div>
        {summary(lang, "", errors)}
        {view.waiting.as_ref().map(|(id, name)| {
            let text = view! {
                <p><a href=format!("/admin/impor/{id}")>{name.clone()}</a>{lang.pick(" belum diterapkan.", " is not applied yet.")}</p>
            };
            alert(alert::Kind::Due, lang.pick("Satu daftar menunggu", "A list is waiting"), text)
        })}
        <div class="split split--2-1">
            {upload(frame, errors)}
            {export(lang)}
        </div>
        {runs(lang, &view.runs)}
    };
    page(lang, Tab::Lists, title.to_owned(), body)
}

fn upload(frame: &Frame, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let of = prefixed(lang, "", "file", lang.pick("Berkas CSV atau XLSX", "CSV or XLSX file"), errors)
        .hint(lang.pick("Paling besar 16 MB.", "At most 16 MB."));
    let control = view! {
        <input
            class="input" type="file" id=of.id() name=of.name.clone()
            accept=".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            aria-invalid=of.invalid() aria-describedby=of.described_by()
        />
    };
    let rows = Column::ALL.map(|column| {
        view! { <tr><th scope="row"><code>{column.heading()}</code></th><td>{words::column(lang, column)}</td></tr> }
    });
    let columns = view! {
        <p class="card-note">
            {lang.pick(
                "Judul lain dapat Anda pilihkan setelah mengunggah; pilihannya diingat. Satu baris adalah satu jabatan; orang dengan dua \
                 jabatan punya dua baris. Baris tanpa orang adalah unit.",
                "For other headings you choose after the upload, and the choice is remembered. A row is one position; somebody with two \
                 positions has two rows. A row without a person is a unit.",
            )}
        </p>
        <table class="table">
            <thead><tr><th scope="col">{lang.pick("Judul", "Heading")}</th><th scope="col">{lang.pick("Isi", "Content")}</th></tr></thead>
            <tbody>{rows.into_iter().collect_view()}</tbody>
        </table>
    };
    view! {
        <section class="card" aria-labelledby="unggah">
            <h2 class="section-title" id="unggah">{lang.pick("Impor", "Import")}</h2>
            <form method="post" action="/admin/impor" enctype="multipart/form-data" novalidate>
                {csrf(frame)}
                {field(&of, control)}
                <p class="row gap-top"><button class="button">{lang.pick("Lihat apa yang berubah", "See what changes")}</button></p>
            </form>
            {disclosure(lang.pick("Kolom yang dikenal", "Columns that are known"), false, columns)}
        </section>
    }
    .into_any()
}

fn export(lang: Lang) -> AnyView {
    view! {
        <section class="card" aria-labelledby="unduh">
            <h2 class="section-title" id="unduh">{lang.pick("Ekspor", "Export")}</h2>
            <p class="card-note">
                {lang.pick(
                    "Semua orang dan unit hari ini, dengan nomor lengkap. Simpan baik-baik; siapa yang mengunduh tercatat.",
                    "All people and units of today, with whole numbers. Keep it safe; who takes it is on record.",
                )}
            </p>
            <p class="row gap-top">
                <a class="button button--quiet" href="/admin/ekspor/orang.csv" download>"CSV"</a>
                <a class="button button--quiet" href="/admin/ekspor/orang.xlsx" download>"XLSX"</a>
            </p>
        </section>
    }
    .into_any()
}

fn runs(lang: Lang, runs: &[RunRow]) -> Option<AnyView> {
    if runs.is_empty() {
        return None;
    }
    let heads = [
        lang.pick("Ditambahkan", "Added"),
        lang.pick("Diubah", "Changed"),
        lang.pick("Berakhir", "Ended"),
        lang.pick("Ditolak", "Rejected"),
    ];
    let (by, at) = (lang.pick("Oleh", "By"), lang.pick("Pada", "At"));
    let row = |run: &RunRow| {
        let figures = [run.added, run.changed, run.ended, run.rejected];
        let cells = heads.into_iter().zip(figures).map(|(head, count)| {
            view! { <td class="number" data-label=head>{format::number(lang, count)}</td> }
        });
        let name = run.by.clone().unwrap_or_else(|| lang.pick("baris perintah", "command line").to_owned());
        view! {
            <tr>
                <th scope="row">{run.file_name.clone()}</th>
                <td data-label=at>{format::date_time_tag(lang, run.at)}</td>
                <td data-label=by>{name}</td>
                {cells.collect_view()}
            </tr>
        }
    };
    Some(
        view! {
            <section class="section card card--long" aria-labelledby="riwayat">
                <h2 class="section-title" id="riwayat">{lang.pick("Yang sudah diimpor", "Imported so far")}</h2>
                <table class="table table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{lang.pick("Berkas", "File")}</th>
                            <th scope="col">{at}</th>
                            <th scope="col">{by}</th>
                            {heads.map(|head| view! { <th scope="col" class="number">{head}</th> }).into_iter().collect_view()}
                        </tr>
                    </thead>
                    <tbody>{runs.iter().map(row).collect_view()}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}

//! `/verifikasi`: anybody may ask whether a certificate, or another sheet, is genuine. No personal number is shown.

use leptos::prelude::*;
use services::{CertificateView, Verification};

use super::certificate::competencies;
use crate::components::alert::{Kind, alert};
use crate::components::card::go;
use crate::components::page_head::{page_head, page_title};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// The form, before a number was asked for.
pub fn verify_form(frame: &Frame) -> Page {
    let lang = frame.lang;
    let body = view! {
        {page_head(
            lang.pick("Periksa sertifikat atau lembar", "Check a certificate or sheet"),
            lang.pick(
                "Setiap sertifikat, transkrip dan lembar bukti Ampera punya nomor. Ketik nomornya, dan kami katakan apakah ia sah.",
                "Every Ampera certificate, transcript and evidence sheet has a number. Type it, and we say whether it is genuine.",
            ),
        )}
        {form(lang, None)}
    };
    page(lang.pick("Periksa sertifikat atau lembar", "Check a certificate or sheet").to_owned(), body.into_any())
}

/// The answer to one number.
pub fn verify(frame: &Frame, view: &Verification, issuer: &str) -> Page {
    match &view.certificate {
        Some(certificate) => genuine(frame.lang, certificate, issuer),
        None => unknown(frame.lang, &view.number),
    }
}

fn genuine(lang: Lang, view: &CertificateView, issuer: &str) -> Page {
    let heading = lang.pick("Sertifikat ini sah", "This certificate is genuine");
    let listed = match lang {
        Lang::Id => format!("{} terdaftar", view.number),
        Lang::En => format!("{} is on record", view.number),
    };
    let issued = match lang {
        Lang::Id => format!("Diterbitkan pada {}.", format::date(lang, view.issued_at)),
        Lang::En => format!("Issued on {}.", format::date(lang, view.issued_at)),
    };
    let course = match lang {
        Lang::Id => format!("{}, versi {}", view.course_title, view.course_version),
        Lang::En => format!("{}, version {}", view.course_title, view.course_version),
    };
    let competencies = competencies(lang, view);
    let body = view! {
        {page_title(heading)}
        {alert(Kind::Done, listed, view! { <p>{issued}</p> })}
        <div class="card">
            <dl class="facts">
                <dt>{lang.pick("Nama", "Name")}</dt><dd>{view.name.clone()}</dd>
                <dt>{lang.pick("Kursus", "Course")}</dt><dd>{course}</dd>
                <dt>{lang.pick("Selesai", "Completed")}</dt><dd>{format::date_tag(lang, view.issued_at)}</dd>
                <dt>{lang.pick("Jam", "Hours")}</dt><dd>{format!("{} JP", view.jp)}</dd>
                {(!competencies.is_empty()).then(|| view! {
                    <dt>{lang.pick("Kompetensi", "Competency")}</dt><dd>{competencies.join("; ")}</dd>
                })}
                <dt>{lang.pick("Penerbit", "Issuer")}</dt><dd>{issuer.to_owned()}</dd>
            </dl>
            <p class="card-note">{lang.pick("Halaman ini tidak memuat nomor pegawai.", "This page holds no personal number.")}</p>
        </div>
        <p class="gap-top">
            {go("/verifikasi", lang.pick("Periksa nomor lain", "Check another number"))}
        </p>
    };
    page(heading.to_owned(), body.into_any())
}

pub(super) fn unknown(lang: Lang, number: &str) -> Page {
    let heading = lang.pick("Nomor tidak ditemukan", "Number not found");
    let title = match lang {
        Lang::Id => format!("{number} tidak terdaftar"),
        Lang::En => format!("{number} is not on record"),
    };
    let hint = lang.pick(
        "Periksa huruf dan angkanya: nomor kami tidak memakai huruf O dan I, supaya tidak tertukar dengan 0 dan 1.",
        "Check its letters and digits: our numbers never have the letters O and I, so that they are not taken for 0 and 1.",
    );
    let body = view! {
        {page_title(heading)}
        <div id="nomor-galat">{alert(Kind::Error, title, view! { <p>{hint}</p> })}</div>
        {form(lang, Some(number.to_owned()))}
    };
    page(heading.to_owned(), body.into_any())
}

/// `asked`: the number that was not found, to be corrected.
fn form(lang: Lang, asked: Option<String>) -> AnyView {
    let again = asked.is_some();
    view! {
        <form class="card gap-top" method="get" action="/verifikasi">
            <div class="field">
                <label class="field-label" for="nomor">{lang.pick("Nomor sertifikat atau lembar", "Number of the certificate or sheet")}</label>
                <p class="field-hint" id="nomor-bantu">
                    {lang.pick(
                        "Misalnya AMP-2026-7K4Q-M2XD atau LBR-7K4Q-M2XD-9P3H. Huruf besar dan kecil sama saja.",
                        "For example AMP-2026-7K4Q-M2XD or LBR-7K4Q-M2XD-9P3H. Capital and small letters are the same.",
                    )}
                </p>
                <input
                    class="input" id="nomor" name="nomor" type="text" required=true maxlength="40"
                    autocomplete="off" autocapitalize="characters" spellcheck="false"
                    value=asked
                    aria-invalid=again.then_some("true")
                    aria-describedby=if again { "nomor-galat nomor-bantu" } else { "nomor-bantu" }
                />
            </div>
            <p class="row gap-top">
                <button class="button" type="submit">
                    {if again { lang.pick("Periksa lagi", "Check again") } else { lang.pick("Periksa", "Check") }}
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn page(title: String, body: AnyView) -> Page {
    Page { title, body, islands: false, nav: Nav::None, chrome: Chrome::Narrow, description: None }
}

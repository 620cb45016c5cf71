//! `/verifikasi/LBR-…`: whether a printed sheet is genuine. It tells nothing that is on the sheet.

use leptos::prelude::*;
use services::{SheetKind, SheetVerification, VerifiedSheet};

use crate::components::alert::{Kind, alert};
use crate::components::card::go;
use crate::components::page_head::page_title;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::verify::unknown;

pub fn verify_sheet(frame: &Frame, view: &SheetVerification, issuer: &str) -> Page {
    match &view.sheet {
        Some(sheet) => found(frame.lang, &view.number, sheet, issuer),
        None => unknown(frame.lang, &view.number),
    }
}

fn found(lang: Lang, number: &str, sheet: &VerifiedSheet, issuer: &str) -> Page {
    let kind = match sheet.kind {
        SheetKind::Transcript => lang.pick("Transkrip pembelajaran", "Learning transcript"),
        SheetKind::Evidence => lang.pick("Lembar bukti kompetensi", "Competency evidence sheet"),
    };
    let heading = match sheet.is_same {
        Some(false) => lang.pick("Sidik jarinya tidak cocok", "The fingerprint does not match"),
        _ => lang.pick("Nomor lembar ini terdaftar", "The number of this sheet is on record"),
    };
    let replaced = sheet.replaced_at.map(|at| {
        let day = format::date(lang, at);
        let text = match lang {
            Lang::Id => {
                format!("Ada lembar yang lebih baru untuk evaluasi yang sama, terbit {day}. Mintalah yang itu.")
            }
            Lang::En => format!("There is a newer sheet of the same evaluation, issued on {day}. Ask for that one."),
        };
        alert(Kind::Plain, lang.pick("Sudah diganti", "Replaced"), view! { <p>{text}</p> })
    });
    let body = view! {
        {page_title(heading)}
        {compared(lang, sheet)}
        {replaced}
        <div class="card gap-top">
            <dl class="facts">
                <dt>{lang.pick("Jenis", "Kind")}</dt><dd>{kind}</dd>
                <dt>{lang.pick("Nomor", "Number")}</dt><dd>{number.to_owned()}</dd>
                <dt>{lang.pick("Terbit", "Issued")}</dt><dd>{format::date_tag(lang, sheet.issued_at)}</dd>
                <dt>{lang.pick("Inisial pemilik", "Initials of the owner")}</dt><dd>{sheet.initials.clone()}</dd>
                <dt>{lang.pick("Sidik jari isi", "Fingerprint of the content")}</dt><dd><code>{sheet.fingerprint.clone()}</code></dd>
                <dt>{lang.pick("Penerbit", "Issuer")}</dt><dd>{issuer.to_owned()}</dd>
            </dl>
            <p class="card-note">
                {lang.pick(
                    "Isi lembar tidak ditampilkan di sini: hanya pemiliknya dan yang berwenang yang melihatnya. Cocokkan jenis, tanggal, inisial dan sidik jarinya dengan lembar di tangan Anda.",
                    "What is on the sheet is not shown here: only its owner and those entitled see it. Compare kind, date, initials and fingerprint with the sheet in your hand.",
                )}
            </p>
        </div>
        <form class="card gap-top" method="get" action=format!("/verifikasi/{number}")>
            <div class="field">
                <label class="field-label" for="sidik">{lang.pick("Sidik jari pada lembar", "Fingerprint on the sheet")}</label>
                <p class="field-hint" id="sidik-bantu">
                    {lang.pick(
                        "16 angka dan huruf di bawah nomornya. Spasi tidak berpengaruh.",
                        "16 digits and letters below the number. Spaces do not matter.",
                    )}
                </p>
                <input
                    class="input" id="sidik" name="sidik" type="text" required=true maxlength="80" autocomplete="off"
                    autocapitalize="none" spellcheck="false" aria-describedby="sidik-bantu"
                />
            </div>
            <p class="row gap-top"><button class="button" type="submit">{lang.pick("Cocokkan", "Compare")}</button></p>
        </form>
        <p class="gap-top">{go("/verifikasi", lang.pick("Periksa nomor lain", "Check another number"))}</p>
    };
    Page {
        title: heading.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Narrow,
        description: None,
    }
}

fn compared(lang: Lang, sheet: &VerifiedSheet) -> AnyView {
    let (kind, title, text) = match sheet.is_same {
        Some(true) => (
            Kind::Done,
            lang.pick("Sidik jarinya cocok", "The fingerprint matches"),
            lang.pick(
                "Lembar dengan nomor dan sidik jari ini diterbitkan Ampera.",
                "Ampera issued a sheet with this number and this fingerprint.",
            ),
        ),
        Some(false) => (
            Kind::Error,
            lang.pick("Isinya bukan yang kami terbitkan", "The content is not what we issued"),
            lang.pick(
                "Periksa lagi angka dan hurufnya. Bila tetap berbeda, jangan mengandalkan lembar itu; minta pemiliknya mengunduh yang baru.",
                "Check the digits and letters again. If they still differ, do not rely on the sheet; ask its owner to download a new one.",
            ),
        ),
        None => (
            Kind::Plain,
            lang.pick("Tinggal mencocokkan sidik jarinya", "Only the fingerprint is left to compare"),
            lang.pick(
                "Bandingkan sidik jari di bawah dengan yang tercetak pada lembar, atau ketik yang tercetak.",
                "Compare the fingerprint below with the one printed on the sheet, or type the printed one.",
            ),
        ),
    };
    alert(kind, title, view! { <p>{text}</p> })
}

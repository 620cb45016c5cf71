//! Error pages: what happened, what was kept, and what to do.

use leptos::prelude::*;

use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

/// What went wrong.
#[derive(Clone, Debug)]
pub struct ErrorPage {
    pub status: u16,
    /// By which the logs find it.
    pub request_id: String,
}

pub fn error_page(frame: &Frame, error: &ErrorPage) -> Page {
    let lang = frame.lang;
    let (title, text) = words(lang, error.status);
    let home = if frame.viewer.is_some() { "/beranda" } else { "/" };
    let to_home = lang.pick("Ke beranda", "Go to the start");
    // What can be tried again leads back to the page itself; what is not there leads on.
    let actions = if error.status >= 500 || error.status == 429 {
        view! {
            <a class="button" href=frame.path.clone()>{lang.pick("Coba lagi", "Try again")}</a>
            <a class="button button--quiet" href=home>{to_home}</a>
        }
        .into_any()
    } else {
        view! {
            <a class="button" href=home>{to_home}</a>
            <a class="button button--quiet" href="/katalog">{lang.pick("Cari di katalog", "Search the catalogue")}</a>
        }
        .into_any()
    };
    let body = view! {
        <div class="stack">
            <p class="kicker">{error.status}</p>
            <h1>{title}</h1>
            <p class="lede">{text}</p>
            <p class="row">{actions}</p>
            <p class="kicker">{lang.pick("Nomor permintaan: ", "Request number: ")}<code>{error.request_id.clone()}</code></p>
        </div>
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Narrow,
        description: None,
    }
}

const fn words(lang: Lang, status: u16) -> (&'static str, &'static str) {
    match status {
        403 => (
            lang.pick("Formulir ini tidak dapat diterima", "This form cannot be taken"),
            lang.pick(
                "Halaman terbuka terlalu lama atau dikirim dari tempat lain. Yang sudah tersimpan tetap tersimpan. Kembali, \
                 muat ulang halamannya, lalu kirim lagi.",
                "The page was open for too long, or was sent from somewhere else. What was saved is still saved. Go back, \
                 load the page again, and send it again.",
            ),
        ),
        404 => (
            lang.pick("Halaman ini tidak ada", "There is no such page"),
            lang.pick(
                "Mungkin alamatnya salah ketik, kursusnya sudah diganti, atau halaman ini bukan untuk akun Anda. Tidak ada \
                 yang hilang dari catatan Anda.",
                "The address may be mistyped, the course replaced, or the page not for your account. Nothing is lost from \
                 your record.",
            ),
        ),
        405 => (
            lang.pick("Halaman ini tidak dibuka seperti itu", "This page is not opened like that"),
            lang.pick(
                "Alamat ini hanya menerima formulir. Kembali ke halaman sebelumnya dan tekan tombolnya lagi.",
                "This address only takes forms. Go back to the page before and press its button again.",
            ),
        ),
        413 => (
            lang.pick("Kiriman ini terlalu besar", "This is too large"),
            lang.pick(
                "Pendekkan jawaban Anda, lalu kirim lagi. Yang sudah tersimpan tetap tersimpan.",
                "Make your answer shorter and send it again. What was saved is still saved.",
            ),
        ),
        429 => (
            lang.pick("Terlalu banyak permintaan", "Too many requests"),
            lang.pick(
                "Tunggu satu menit, lalu coba lagi. Yang sudah tersimpan tetap tersimpan.",
                "Wait a minute, then try again. What was saved is still saved.",
            ),
        ),
        400..=499 => (
            lang.pick("Permintaan ini tidak terbaca", "This request cannot be read"),
            lang.pick(
                "Ada bagian alamat atau formulir yang rusak di jalan. Kembali dan coba lagi. Yang sudah tersimpan tetap \
                 tersimpan.",
                "Part of the address or the form was damaged on its way. Go back and try again. What was saved is still \
                 saved.",
            ),
        ),
        503 => (
            lang.pick("Ampera sedang sibuk", "Ampera is busy"),
            lang.pick(
                "Yang sudah tertulis “tersimpan” tetap tersimpan. Tunggu sebentar, lalu coba lagi.",
                "Whatever said “saved” is still saved. Wait a moment, then try again.",
            ),
        ),
        _ => (
            lang.pick("Ada yang rusak di pihak kami", "Something broke on our side"),
            lang.pick(
                "Yang sudah tertulis “tersimpan” tetap tersimpan. Coba lagi sebentar; bila masih begini, sebutkan nomor di \
                 bawah kepada pengelola.",
                "Whatever said “saved” is still saved. Try again in a moment; if it stays like this, tell the administrator \
                 the number below.",
            ),
        ),
    }
}

//! `/`: what Ampera is, for somebody who is not signed in.

use leptos::prelude::*;
use services::catalogue::CourseCard;

use crate::components::card::go;
use crate::components::course_card::course_card;
use crate::components::icon::{self, icon};
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

/// What the front page shows.
#[derive(Clone, Debug, Default)]
pub struct FrontView {
    pub courses: Vec<CourseCard>,
}

/// The bridge: static, so it is written as it is.
const BRIDGE: &str = include_str!("front_bridge.svg");

pub fn front(frame: &Frame, view: &FrontView) -> Page {
    let lang = frame.lang;
    let text = lang.pick(
        "Ampera adalah tempat belajar ASN Kota Palembang. Baca satu pelajaran pendek, jawab beberapa pertanyaan, dan \
         lihat kompetensi mana yang bergerak.",
        "Ampera is where the civil servants of Palembang learn. Read one short lesson, answer a few questions, and see \
         which competency moved.",
    );
    let (start, href) = if frame.viewer.is_some() {
        (lang.pick("Lanjutkan belajar", "Go on learning"), "/beranda")
    } else {
        (lang.pick("Masuk dan mulai belajar", "Sign in and start learning"), "/masuk")
    };
    let bridge = lang.pick(
        "Gambar garis Jembatan Ampera di atas Sungai Musi",
        "Line drawing of the Ampera bridge over the river Musi",
    );
    let body = view! {
        <section class="hero">
            <h1>{lang.pick("Yang Anda pelajari, terlihat di pekerjaan Anda.", "What you learn shows in your work.")}</h1>
            <p class="hero-text">{text}</p>
            <p class="hero-actions">
                <a class="button button--large" href=href>{start}</a>
                {go("/verifikasi", lang.pick("Periksa sertifikat", "Check a certificate"))}
            </p>
        </section>
        <svg
            class="hero-bridge"
            viewBox="0 0 1200 320"
            preserveAspectRatio="xMidYMax slice"
            role="img"
            aria-label=bridge
            fill="none"
            stroke-width="2.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            inner_html=BRIDGE
        ></svg>
        <section class="promises" aria-label=lang.pick("Yang kami janjikan", "What we promise")>
            <ul>{promises(lang)}</ul>
        </section>
        {courses(lang, &view.courses)}
    };
    Page {
        title: lang.pick("Jembatan dari belajar ke kinerja", "The bridge from learning to performance").to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Front,
        description: Some(text.to_owned()),
    }
}

fn promises(lang: Lang) -> AnyView {
    let promise = |drawing: &'static str, title: &'static str, text: &'static str| {
        view! { <li>{icon(drawing)}<h2>{title}</h2><p>{text}</p></li> }
    };
    view! {
        {promise(
            icon::CLOCK,
            lang.pick("Sepuluh menit cukup", "Ten minutes are enough"),
            lang.pick(
                "Satu pelajaran selesai dalam satu waktu istirahat, di komputer kantor atau di ponsel, juga saat sinyal lemah.",
                "A lesson fits into one break, on the office computer or on a phone, on a bad line too.",
            ),
        )}
        {promise(
            icon::BARS,
            lang.pick("Setiap angka ada buktinya", "Every number has its evidence"),
            lang.pick(
                "Anda dapat membuka setiap tingkat kompetensi sampai ke jawaban yang membentuknya.",
                "You can open every competency level down to the answers that it was made from.",
            ),
        )}
        {promise(
            icon::SEAL,
            lang.pick("JP tercatat sendiri", "Learning hours record themselves"),
            lang.pick(
                "Jam pelajaran dan sertifikat masuk ke catatan Anda begitu kursus selesai. Siapa pun dapat memeriksa keasliannya.",
                "Learning hours (JP) and the certificate are on your record as soon as a course is complete. Anybody can check that it is genuine.",
            ),
        )}
    }
    .into_any()
}

/// The newest courses; nothing while none is published.
fn courses(lang: Lang, courses: &[CourseCard]) -> Option<AnyView> {
    (!courses.is_empty()).then(|| {
        view! {
            <div class="page">
                <section aria-labelledby="kursus">
                    <div class="section-head">
                        <h2 class="section-title" id="kursus">{lang.pick("Kursus yang sudah ada", "Courses to take")}</h2>
                        {go("/katalog", lang.pick("Lihat katalog", "See the catalogue"))}
                    </div>
                    <ul class="grid" role="list">
                        {courses.iter().map(|card| course_card(lang, card)).collect_view()}
                    </ul>
                </section>
            </div>
        }
        .into_any()
    })
}

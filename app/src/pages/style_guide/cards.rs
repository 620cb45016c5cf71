//! Cards, lists and empty states.

use leptos::prelude::*;

use super::{Section, Shade};
use crate::components::disclosure::disclosure;
use crate::components::empty::empty;
use crate::components::icon::{self, icon};
use crate::components::progress::progress;
use crate::lang::Lang;

pub fn sections(lang: Lang) -> Vec<Section> {
    vec![
        Section {
            id: "kartu",
            title: lang.pick("Kartu", "Cards"),
            rule: lang.pick(
                "Kartu merah hanya satu di seluruh halaman: yang dilanjutkan. Kartu angka selalu berkalimat.",
                "Only one card on a page is red: the one to continue with. A card with a figure always has a sentence.",
            ),
            specimen: cards,
        },
        Section {
            id: "daftar",
            title: lang.pick("Daftar dan jejak", "Lists and history"),
            rule: lang.pick(
                "Syarat sebagai daftar centang, kejadian sebagai jejak, rincian dilipat.",
                "Conditions are a checklist, events a history, details are folded.",
            ),
            specimen: lists,
        },
        Section {
            id: "kosong",
            title: lang.pick("Kosong", "Empty"),
            rule: lang.pick(
                "Tidak ada apa-apa di sini: mengapa, dan apa yang dapat dilakukan.",
                "Nothing is here: why, and what can be done.",
            ),
            specimen: nothing,
        },
    ]
}

fn cards(lang: Lang, shade: Shade) -> AnyView {
    view! {
        <div class="grid">
            <div class="card card--continue">
                <p class="kicker">{lang.pick("Lanjutkan", "Continue")}</p>
                <h3 class="card-title" lang="id">"Mengenali phishing"</h3>
                <p class="card-note">{lang.pick("Pelajaran 3 dari 6 · 9 menit", "Lesson 3 of 6 · 9 minutes")}</p>
                {progress(lang, 2, 6, format!("{} {}", lang.pick("Kemajuan kursus", "Progress of the course"), shade.code()))}
                <a class="button button--on-red" href="#kartu">{lang.pick("Lanjutkan membaca", "Continue reading")}</a>
            </div>
            <div class="card card--link">
                <p class="kicker">"3 JP"</p>
                <h3 class="card-title"><a href="#kartu" lang="id">"Menangani pengaduan warga"</a></h3>
                <p class="card-note">{lang.pick("Penanganan pengaduan, tingkat 2.", "Handling complaints, level 2.")}</p>
                <div class="card-foot"><span class="chip chip--due">{lang.pick("Wajib", "Mandatory")}</span></div>
            </div>
            <div class="card stat">
                <p class="stat-label">{lang.pick("Jam pelajaran 2026", "Learning hours 2026")}</p>
                <p class="stat-figure">"14 "<small>{lang.pick("dari 20 JP", "of 20 JP")}</small></p>
                <p class="card-note">{lang.pick("Kurang 6 JP.", "6 JP missing.")}</p>
            </div>
        </div>
    }
    .into_any()
}

fn lists(lang: Lang, _: Shade) -> AnyView {
    let folded = view! { <p>{lang.pick("Isi yang dilipat.", "What was folded.")}</p> }.into_any();
    view! {
        <ul class="checklist" role="list">
            <li class="is-done">{icon(icon::CHECK)}<span>{lang.pick("Semua pelajaran dibaca", "All lessons read")}</span></li>
            <li>{icon(icon::CIRCLE)}<span>{lang.pick("Kuis akhir lulus", "Final quiz passed")}</span></li>
        </ul>
        <ol class="timeline" role="list">
            <li class="is-moved">
                <time class="timeline-date" datetime="2026-11-19">{lang.pick("19 November 2026", "19 November 2026")}</time>
                {lang.pick("Naik ke tingkat 2", "Rose to level 2")}
            </li>
            <li>
                <time class="timeline-date" datetime="2026-01-01">{lang.pick("1 Januari 2026", "1 January 2026")}</time>
                {lang.pick("Standar jabatan mulai berlaku", "The position standard came into force")}
            </li>
        </ol>
        {disclosure(lang.pick("Lihat sebagai tabel", "View as a table"), false, folded)}
        <p class="row"><span class="avatar" aria-hidden="true">"RA"</span><span class="avatar avatar--large" aria-hidden="true">"RA"</span></p>
    }
    .into_any()
}

fn nothing(lang: Lang, _: Shade) -> AnyView {
    empty(
        lang.pick("Belum ada sertifikat", "No certificate yet"),
        lang.pick(
            "Selesaikan satu kursus, dan sertifikatnya muncul di sini.",
            "Complete a course, and its certificate appears here.",
        ),
        Some(("#kosong", lang.pick("Lihat katalog", "Look at the catalogue"))),
    )
}

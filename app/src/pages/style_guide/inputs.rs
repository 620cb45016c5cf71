//! Buttons, fields, options of a question, and how saving is told.

use leptos::prelude::*;

use super::{Section, Shade};
use crate::components::icon::{self, icon, small_icon};
use crate::lang::Lang;

pub fn sections(lang: Lang) -> Vec<Section> {
    vec![
        Section {
            id: "tombol",
            title: lang.pick("Tombol", "Buttons"),
            rule: lang.pick(
                "Kata kerja. Satu tombol merah per halaman; yang lain bergaris, polos, atau tautan berpanah.",
                "Verbs. One red button a page; the others are outlined, bare, or a link with an arrow.",
            ),
            specimen: buttons,
        },
        Section {
            id: "isian",
            title: lang.pick("Isian", "Fields"),
            rule: lang.pick(
                "Setiap isian punya nama. Yang salah dikatakan di atas isiannya dan di ringkasan; yang sudah diketik tetap ada.",
                "Every field has a name. What is wrong is said above the field and in the summary; what was typed is kept.",
            ),
            specimen: fields,
        },
        Section {
            id: "pilihan",
            title: lang.pick("Pilihan jawaban", "Options of an answer"),
            rule: lang.pick(
                "Seluruh baris dapat ditekan. Keadaan simpan selalu terlihat, dengan kata.",
                "The whole row can be pressed. Whether it is saved is always shown, in words.",
            ),
            specimen: options,
        },
    ]
}

fn buttons(lang: Lang, _: Shade) -> AnyView {
    view! {
        <p class="row">
            <a class="button" href="#tombol">{lang.pick("Lanjutkan", "Continue")}</a>
            <button class="button button--quiet" type="button">{lang.pick("Batalkan", "Cancel")}</button>
            <button class="button button--plain" type="button">{lang.pick("Nanti saja", "Not now")}</button>
            <button class="button" type="button" disabled=true>{lang.pick("Tidak tersedia", "Not available")}</button>
        </p>
        <p class="row">
            <button class="button button--large" type="button">{lang.pick("Mulai kuis", "Start the quiz")}</button>
            <button class="button button--quiet button--square" type="button" aria-label=lang.pick("Naikkan", "Move up")>
                {icon(icon::UP)}
            </button>
            <a class="go" href="#tombol">{lang.pick("Lihat bukti ", "View the evidence ")}<span aria-hidden="true">"→"</span></a>
        </p>
    }
    .into_any()
}

fn fields(lang: Lang, shade: Shade) -> AnyView {
    let id = |name: &str| format!("{name}-{}", shade.code());
    view! {
        <div class="field">
            <label class="field-label" for=id("nama")>{lang.pick("Nama", "Name")}</label>
            <p class="field-hint" id=id("nama-bantu")>{lang.pick("Seperti di kartu pegawai.", "As on the staff card.")}</p>
            <input class="input" id=id("nama") aria-describedby=id("nama-bantu") placeholder=lang.pick("Nama lengkap", "Full name")/>
        </div>
        <div class="field">
            <label class="field-label" for=id("tanggal")>{lang.pick("Tanggal", "Date")}</label>
            <p class="field-error" id=id("tanggal-galat")>
                {small_icon(icon::WARNING)}
                {lang.pick("Tulis tanggal, misalnya 24 November 2026.", "Write a date, for example 24 November 2026.")}
            </p>
            <input
                class="input" id=id("tanggal") aria-invalid="true" aria-describedby=id("tanggal-galat")
                value=lang.pick("besok", "tomorrow")
            />
        </div>
        <div class="field">
            <label class="field-label" for=id("pilih-unit")>{lang.pick("Unit", "Unit")}</label>
            <select class="select" id=id("pilih-unit")><option>"Kelurahan 26 Ilir"</option></select>
        </div>
        <div class="check">
            <input type="checkbox" id=id("selesai") checked=true/>
            <label for=id("selesai")>{lang.pick("Tampilkan yang sudah selesai", "Show what is completed")}</label>
        </div>
        <div class="error-summary">
            <h3 class="error-summary-title">{lang.pick("Satu hal perlu diperbaiki", "One thing needs correcting")}</h3>
            <a href=format!("#{}", id("tanggal"))>{lang.pick("Tanggal belum terbaca", "The date cannot be read")}</a>
        </div>
    }
    .into_any()
}

fn options(lang: Lang, shade: Shade) -> AnyView {
    let option = |kind: &'static str, number: u8, chosen: bool| {
        let id = format!("pilihan-{}-{kind}-{number}", shade.code());
        let text = if chosen {
            lang.pick("Jawaban yang dipilih", "The chosen answer")
        } else {
            lang.pick("Jawaban lain", "Another answer")
        };
        view! {
            <div class="option">
                <input class="option-input" type=kind id=id.clone() name=format!("pilihan-{}-{kind}", shade.code()) checked=chosen/>
                <label class="option-label" for=id>{text}</label>
            </div>
        }
    };
    let saved = |class: &'static str, drawn, text: &'static str| {
        view! { <p class=format!("save-state {class}")>{small_icon(drawn)}{text}</p> }
    };
    view! {
        <fieldset>
            <legend class="visually-hidden">{lang.pick("Contoh pilihan", "Example of options")}</legend>
            {option("radio", 1, true)}{option("radio", 2, false)}{option("checkbox", 1, true)}{option("checkbox", 2, false)}
        </fieldset>
        <ol class="quiz-strip" role="list" aria-label=lang.pick("Nomor pertanyaan", "Question numbers")>
            <li><a class="is-answered" href="#pilihan">"1"</a></li>
            <li><a href="#pilihan" aria-current="step">"2"</a></li>
            <li><a href="#pilihan">"3"</a></li>
        </ol>
        {saved("save-state--saved", icon::CHECK, lang.pick("Tersimpan 09.12.41", "Saved 09.12.41"))}
        {saved("save-state--waiting", icon::CLOCK, lang.pick("Belum tersimpan, akan dicoba lagi", "Not saved yet, will retry"))}
        {saved("save-state--failed", icon::WARNING, lang.pick("Tidak tersimpan", "Not saved"))}
    }
    .into_any()
}

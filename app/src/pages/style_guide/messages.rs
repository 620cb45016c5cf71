//! Alerts of the page, boxes of a lesson, and the linter's findings.

use leptos::prelude::*;

use super::{Section, Shade};
use crate::components::alert::{Kind, alert};
use crate::components::icon::{self, icon};
use crate::lang::Lang;

pub fn sections(lang: Lang) -> Vec<Section> {
    vec![
        Section {
            id: "pesan",
            title: lang.pick("Pesan", "Alerts"),
            rule: lang.pick(
                "Apa yang terjadi, apa yang tetap tersimpan, apa yang dapat dilakukan. Tidak pernah menutupi halaman.",
                "What happened, what was kept, what can be done. Never on top of the page.",
            ),
            specimen: alerts,
        },
        Section {
            id: "kotak",
            title: lang.pick("Kotak pelajaran", "Boxes of a lesson"),
            rule: lang.pick(
                "Lima jenis, masing-masing dengan ikon dan kata. Paling banyak dua per layar.",
                "Five kinds, each with an icon and a word. At most two on a screen.",
            ),
            specimen: callouts,
        },
        Section {
            id: "temuan",
            title: lang.pick("Temuan naskah", "Findings in a manuscript"),
            rule: lang.pick(
                "Apa, di mana, bagaimana memperbaikinya. Tempatnya digarisbawahi.",
                "What, where, and how to correct it. The place is underlined.",
            ),
            specimen: findings,
        },
    ]
}

fn alerts(lang: Lang, _: Shade) -> AnyView {
    let changed = view! { <p>{lang.pick("Berlaku mulai 1 Januari 2027.", "In force from 1 January 2027.")}</p> };
    let kept = view! { <p>{lang.pick("Isian Anda masih ada. Coba lagi.", "What you typed is kept. Try again.")}</p> };
    view! {
        {alert(Kind::Plain, lang.pick("Standar jabatan berubah", "The position standard changes"), changed)}
        {alert(Kind::Done, lang.pick("Tersimpan", "Saved"), ())}
        {alert(Kind::Due, lang.pick("Kuis akhir ditutup Jumat", "The final quiz closes on Friday"), ())}
        {alert(Kind::Error, lang.pick("Tidak terkirim", "Not sent"), kept)}
    }
    .into_any()
}

fn callouts(lang: Lang, _: Shade) -> AnyView {
    let callout = |class: &'static str, drawn, title: &'static str| {
        view! {
            <div class=format!("callout {class}")>
                <p class="callout-title">{icon(drawn)}{title}</p>
                <p>{lang.pick("Isi kotak dengan ", "A box with a ")}<a href="#kotak">{lang.pick("tautan", "link")}</a>"."</p>
            </div>
        }
    };
    view! {
        <div class="prose">
            {callout("callout--note", icon::INFO, lang.pick("Catatan", "Note"))}
            {callout("callout--tip", icon::LAMP, lang.pick("Kiat", "Tip"))}
            {callout("callout--important", icon::FLAG, lang.pick("Penting", "Important"))}
            {callout("callout--warning", icon::WARNING, lang.pick("Perhatian", "Warning"))}
            {callout("callout--caution", icon::STOP, lang.pick("Awas", "Caution"))}
        </div>
    }
    .into_any()
}

fn findings(lang: Lang, shade: Shade) -> AnyView {
    let label = format!("{} ({})", lang.pick("Potongan berkas", "Excerpt of a file"), shade.code());
    view! {
        <article class="diagnostic">
            <div class="diagnostic-head">
                <span class="chip chip--short">{lang.pick("Kesalahan", "Error")}</span>
                <h3 class="card-title" lang="en">"feedback without an option"</h3>
                <code class="diagnostic-place">{lang.pick("07-kuis-akhir.md, baris 42, kolom 1", "07-kuis-akhir.md, line 42, column 1")}</code>
            </div>
            <pre class="code" tabindex="0" role="region" aria-label=label><code>
                <span class="diagnostic-line">"42 │ "</span>"> Tepat: warga tahu apa yang terjadi.\n"
                <span class="diagnostic-line">"   │ "</span><span class="diagnostic-mark" aria-hidden="true">"^"</span>
            </code></pre>
            <p lang="en">"Put two spaces before the quote, so that it belongs to the option above."</p>
        </article>
    }
    .into_any()
}

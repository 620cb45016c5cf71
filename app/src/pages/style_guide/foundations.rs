//! Colours, type and icons.

use leptos::prelude::*;

use super::{Section, Shade};
use crate::components::icon::{self, brand_mark, icon};
use crate::lang::Lang;

pub fn sections(lang: Lang) -> Vec<Section> {
    vec![
        Section {
            id: "warna",
            title: lang.pick("Warna", "Colour"),
            rule: lang.pick(
                "Merah untuk satu tindakan utama, emas untuk yang diminta atau jatuh tempo, biru untuk yang terukur. Warna tidak pernah \
                 berbicara sendiri: ada tanda atau kata di sampingnya.",
                "Red is the one main action, gold what is required or due, blue what is measured. Colour never speaks alone: a sign or \
                 a word stands beside it.",
            ),
            specimen: colours,
        },
        Section {
            id: "huruf",
            title: lang.pick("Huruf", "Type"),
            rule: lang.pick(
                "Plus Jakarta Sans. Teks pelajaran 18 px, paling banyak 70 huruf sebaris; angka dalam tabel sama lebar.",
                "Plus Jakarta Sans. Lesson text is 18 px, at most 70 characters a line; figures in tables have one width.",
            ),
            specimen: type_scale,
        },
        Section {
            id: "ikon",
            title: lang.pick("Ikon dan tanda", "Icons and mark"),
            rule: lang.pick(
                "Garis saja, selalu dengan kata di sampingnya. Tandanya jembatan yang digambar dengan satu garis.",
                "Lines only, always with a word beside them. The mark is the bridge drawn with one line.",
            ),
            specimen: icons,
        },
    ]
}

fn colours(lang: Lang, _: Shade) -> AnyView {
    let swatches = [
        ("swatch-ground", lang.pick("dasar", "ground")),
        ("swatch-surface", lang.pick("permukaan", "surface")),
        ("swatch-sunken", lang.pick("cekung", "sunken")),
        ("swatch-line", lang.pick("garis", "line")),
        ("swatch-ink", lang.pick("tinta", "ink")),
        ("swatch-muted", lang.pick("redup", "muted")),
        ("swatch-red", lang.pick("merah songket", "songket red")),
        ("swatch-gold", lang.pick("emas", "gold")),
        ("swatch-blue", lang.pick("biru sungai", "river blue")),
        ("swatch-met", lang.pick("terpenuhi", "met")),
        ("swatch-short", lang.pick("kurang", "short")),
    ];
    let swatches = swatches.map(|(class, name)| {
        view! { <li><svg aria-hidden="true"><rect class=class width="100%" height="100%"></rect></svg>{name}</li> }
    });
    view! { <ul class="swatches" role="list">{swatches.collect_view()}</ul> }.into_any()
}

fn type_scale(lang: Lang, _: Shade) -> AnyView {
    view! {
        <p class="kicker">{lang.pick("Keterangan kecil, 14 px", "Small note, 14 px")}</p>
        <p>{lang.pick("Teks antarmuka, 16 px", "Interface text, 16 px")}</p>
        <p class="lede">{lang.pick("Teks pengantar, 18 px", "Leading text, 18 px")}</p>
        <h3>{lang.pick("Judul bagian", "Section heading")}</h3>
        <h4>{lang.pick("Judul kecil", "Small heading")}</h4>
        <p class="stat-figure">{lang.pick("1.234,5", "1,234.5")}" "<small>{lang.pick("dari 2.000", "of 2,000")}</small></p>
        <div class="prose">
            <p lang="id">
                "Pukul 07.40, Ibu Yanti di loket Disdukcapil menerima surel dari “Admin Kepegawaian”. "
                <a href="#huruf">"Tautan"</a>", "<strong>"tebal"</strong>", "<em>"miring"</em>", "<code>"kode"</code>", "
                <mark>"tanda"</mark>"."
            </p>
        </div>
    }
    .into_any()
}

/// The icons of the interface, in the order of `components/icon.rs`.
const SHOWN: [&str; 24] = [
    icon::HOME,
    icon::CATALOGUE,
    icon::PROFILE,
    icon::TEAM,
    icon::WRITE,
    icon::CHECK,
    icon::CROSS,
    icon::CLOCK,
    icon::SEARCH,
    icon::CHEVRON,
    icon::UP,
    icon::DOWN,
    icon::CIRCLE,
    icon::DOT,
    icon::QUIZ,
    icon::INFO,
    icon::LAMP,
    icon::FLAG,
    icon::WARNING,
    icon::STOP,
    icon::DEVICE,
    icon::OUT,
    icon::SEAL,
    icon::PRINT,
];

fn icons(_: Lang, _: Shade) -> AnyView {
    let drawn = SHOWN.map(|drawn| view! { <li>{icon(drawn)}</li> });
    view! {
        <p class="brand">{brand_mark()}"Ampera"</p>
        <ul class="chip-list" role="list">{drawn.collect_view()}</ul>
    }
    .into_any()
}

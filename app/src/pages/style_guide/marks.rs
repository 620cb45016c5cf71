//! What is measured: chips, the competency bar, progress, heat map cells, tables.

use domain::competency::{ScalePlace, Standing};
use domain::level::Level;
use domain::score::PerMille;
use leptos::prelude::*;

use super::{Section, Shade};
use crate::components::chip::standing_chip;
use crate::components::competency_bar::{axis, bar, legend};
use crate::components::progress::progress;
use crate::lang::Lang;

pub fn sections(lang: Lang) -> Vec<Section> {
    vec![
        Section {
            id: "label",
            title: lang.pick("Label keadaan", "State chips"),
            rule: lang.pick(
                "Satu label satu keadaan. Terpenuhi bercentang, kurang menyebut berapa tingkat, bukti belum cukup diarsir dan bertanda tanya.",
                "One chip, one state. Met has a tick, short says by how many levels, not enough evidence is hatched and has a question mark.",
            ),
            specimen: chips,
        },
        Section {
            id: "bilah",
            title: lang.pick("Bilah kompetensi", "Competency bar"),
            rule: lang.pick(
                "Titik: yang terukur. Arsiran: rentang keyakinan. Garis emas: yang diminta jabatan. Selalu dengan kalimat untuk pembaca layar.",
                "Dot: what is measured. Hatching: the interval. Gold mark: what the post requires. Always with a sentence for screen readers.",
            ),
            specimen: bars,
        },
        Section {
            id: "kemajuan",
            title: lang.pick("Kemajuan", "Progress"),
            rule: lang.pick(
                "Hanya untuk yang dapat dihitung. Angkanya juga tertulis.",
                "Only for what can be counted. The figure is also written out.",
            ),
            specimen: progress_bars,
        },
        Section {
            id: "peta",
            title: lang.pick("Sel peta tim", "Heat map cells"),
            rule: lang.pick(
                "Dimiliki per diminta, dalam angka; warna mengulanginya.",
                "Held over required, in figures; the colour repeats it.",
            ),
            specimen: cells,
        },
        Section {
            id: "tabel",
            title: lang.pick("Tabel dan kode", "Table and code"),
            rule: lang.pick(
                "Setiap gambar punya tabel di sampingnya. Tabel lebar bergulir sendiri; tabel sempit menjadi kartu di ponsel.",
                "Every figure has a table beside it. A wide table scrolls by itself; a narrow one becomes cards on a phone.",
            ),
            specimen: tables,
        },
        Section {
            id: "matriks",
            title: lang.pick("Matriks predikat", "Matrix of predicates"),
            rule: lang.pick(
                "Sel yang kena bertanda bulat, berbingkai emas, dan disebut kepada pembaca layar. Sumber aturannya selalu di bawahnya.",
                "The cell that was met has a dot and a gold frame, and screen readers are told. The source of the rule stands below.",
            ),
            specimen: matrix,
        },
    ]
}

fn matrix(lang: Lang, _: Shade) -> AnyView {
    view! {
        <table class="table matrix">
            <thead><tr><td></td><th scope="col">{lang.pick("Sesuai", "As expected")}</th><th scope="col">{lang.pick("Di atas", "Above")}</th></tr></thead>
            <tbody>
                <tr>
                    <th scope="row">{lang.pick("Di atas", "Above")}</th>
                    <td>{lang.pick("Baik", "Good")}</td>
                    <td class="matrix-met">
                        <span class="visually-hidden">{lang.pick("predikat ini: ", "this predicate: ")}</span>
                        "● "{lang.pick("Sangat Baik", "Very good")}
                    </td>
                </tr>
            </tbody>
        </table>
    }
    .into_any()
}

fn chips(lang: Lang, _: Shade) -> AnyView {
    view! {
        <ul class="chip-list" role="list">
            <li>{standing_chip(lang, Standing::Met)}</li>
            <li>{standing_chip(lang, Standing::Short { by: 1 })}</li>
            <li>{standing_chip(lang, Standing::NotEnoughEvidence)}</li>
            <li><span class="chip chip--due">{lang.pick("3 hari lagi", "3 days left")}</span></li>
            <li><span class="chip chip--measured">{lang.pick("perangkat ini", "this device")}</span></li>
            <li><span class="chip">{lang.pick("Tidak diminta", "Not required")}</span></li>
        </ul>
    }
    .into_any()
}

fn bars(lang: Lang, _: Shade) -> AnyView {
    let interval = PerMille::new(900);
    let two = Level::try_from(2u8).ok();
    let drawn = [
        (Some(ScalePlace { at: 1880, low: 1740, high: 1960 }), two, Some(1700)),
        (Some(ScalePlace { at: 1300, low: 1120, high: 1520 }), two, Some(1700)),
        (Some(ScalePlace { at: 1620, low: 1330, high: 1890 }), two, Some(1700)),
        (None, Level::try_from(3u8).ok(), Some(2700)),
        (Some(ScalePlace { at: 2400, low: 2150, high: 2640 }), None, None),
    ];
    let drawn = drawn.map(|(place, required, required_place)| bar(lang, place, required, required_place, interval));
    view! { {legend(lang, interval)}{drawn.collect_view()}{axis()} }.into_any()
}

fn progress_bars(lang: Lang, shade: Shade) -> AnyView {
    let code = shade.code();
    let label = lang.pick("Kemajuan", "Progress");
    view! {
        {progress(lang, 2, 6, format!("{label} 1, {code}"))}
        {progress(lang, 6, 6, format!("{label} 2, {code}"))}
        {progress(lang, 0, 6, format!("{label} 3, {code}"))}
        <progress class="progress progress--measured" value="9" max="10" aria-label=format!("{label} 4, {code}")>"9/10"</progress>
    }
    .into_any()
}

fn cells(_: Lang, _: Shade) -> AnyView {
    let cells = [
        ("heat--met", "2/2"),
        ("heat--short-1", "1/2"),
        ("heat--short-2", "1/3"),
        ("heat--short-3", "0/3"),
        ("heat--unknown", "?"),
        ("heat--none", "–"),
    ];
    let cells = cells.map(|(class, text)| view! { <span class=format!("heat heat-key {class}")>{text}</span> });
    view! { <p class="row">{cells.collect_view()}</p> }.into_any()
}

fn tables(lang: Lang, shade: Shade) -> AnyView {
    let label = format!("{} ({})", lang.pick("Contoh kode", "Example of code"), shade.code());
    view! {
        <table class="table">
            <caption>{lang.pick("Keterangan tabel", "Caption of a table")}</caption>
            <thead><tr><th scope="col">{lang.pick("Kegiatan", "Activity")}</th><th scope="col" class="number">"JP"</th></tr></thead>
            <tbody><tr><th scope="row">{lang.pick("Seminar arsip", "Seminar on records")}</th><td class="number">"8"</td></tr></tbody>
            <tfoot><tr><th scope="row">{lang.pick("Jumlah", "Total")}</th><td class="number">"8"</td></tr></tfoot>
        </table>
        <pre class="code" tabindex="0" role="region" aria-label=label><code>
            <span class="hl-comment">"# catatan"</span>" "<span class="hl-keyword">"let"</span>" "<span class="hl-name">"nama"</span>" = "
            <span class="hl-string">"\"Rina\""</span>" + "<span class="hl-number">"26"</span>
        </code></pre>
    }
    .into_any()
}

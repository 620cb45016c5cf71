//! States, ratings and steps in words.

use content::model::Date;
use domain::evaluation::{FollowUp, Rating, Refused, State};
use domain::evaluation_cycle::{CycleKind, CycleState};
use domain::time::Timestamp;
use leptos::prelude::*;
use services::{CycleHead, EvaluationView};

use crate::components::card::go;
use crate::components::chip::{done_chip, due_chip, measured_chip};
use crate::format;
use crate::lang::Lang;

/// A state as a table has it.
pub const fn state_name(lang: Lang, state: State) -> &'static str {
    match state {
        State::Draft => lang.pick("belum dibagikan", "not shared yet"),
        State::Shared => lang.pick("menunggu tanggapan", "waiting for an answer"),
        State::Acknowledged => lang.pick("diterima", "acknowledged"),
        State::Objected => lang.pick("keberatan", "objection"),
        State::Answered => lang.pick("keberatan dijawab", "objection answered"),
        State::Final => lang.pick("tetap", "final"),
        State::Unrated => lang.pick("tidak dinilai", "not rated"),
    }
}

/// 1 is above, 2 as, 3 below expectation: as the regulation numbers them.
pub const fn rating_code(rating: Rating) -> &'static str {
    match rating {
        Rating::Above => "1",
        Rating::As => "2",
        Rating::Below => "3",
    }
}

pub fn state_chip(lang: Lang, state: State) -> AnyView {
    let name = state_name(lang, state);
    match state {
        State::Objected => due_chip(name),
        State::Shared => measured_chip(name),
        State::Acknowledged | State::Answered | State::Final => done_chip(name),
        State::Draft => view! { <span class="chip">{name}</span> }.into_any(),
        State::Unrated => view! { <span class="chip chip--unknown">{name}</span> }.into_any(),
    }
}

pub fn cycle_chip(lang: Lang, state: CycleState) -> AnyView {
    match state {
        CycleState::Planned => view! { <span class="chip">{lang.pick("direncanakan", "planned")}</span> }.into_any(),
        CycleState::Open => measured_chip(lang.pick("terbuka", "open")),
        CycleState::Closing => due_chip(lang.pick("sedang ditutup", "closing")),
        CycleState::Closed => done_chip(lang.pick("ditutup", "closed")),
    }
}

pub const fn cycle_kind(lang: Lang, kind: CycleKind) -> &'static str {
    match kind {
        CycleKind::Quarter => lang.pick("Triwulan", "Quarter"),
        CycleKind::Year => lang.pick("Tahun", "Year"),
    }
}

pub const fn follow_up_name(lang: Lang, kind: FollowUp) -> &'static str {
    match kind {
        FollowUp::Plan => lang.pick("Rencana pengembangan", "Development plan"),
        FollowUp::Award => lang.pick("Penghargaan", "Award"),
        FollowUp::Guidance => lang.pick("Pembinaan", "Guidance"),
    }
}

/// Where the sheets of a whole unit are made, once the cycle is closed.
pub fn unit_sheets(lang: Lang, cycle: &CycleHead) -> Option<AnyView> {
    let text = lang.pick("Lembar bukti satu unit", "Evidence sheets of a unit");
    (cycle.state == CycleState::Closed).then(|| go(format!("/lembar?siklus={}", cycle.id), text))
}

/// "1 Juli 2026 – 30 September 2026"
pub fn days(lang: Lang, (from, to): (Date, Date)) -> String {
    format!("{} – {}", format::civil_date(lang, from), format::civil_date(lang, to))
}

/// "Periode 1 Juli 2026 – 30 September 2026"
pub fn period(lang: Lang, cycle: &CycleHead) -> String {
    format!("{} {}", lang.pick("Periode", "Period"), days(lang, cycle.period))
}

/// The last day before an end that is not included.
pub fn last(lang: Lang, end: Timestamp) -> String {
    format::date(lang, end.plus_millis(-1))
}

/// Where the evaluation is, to whoever reads: one sentence that is obvious, and one that says what to do.
pub fn standing(lang: Lang, view: &EvaluationView) -> (String, String) {
    let own = view.person.is_own;
    let until = view.objection_until.map(|until| last(lang, until)).unwrap_or_default();
    let closes = format::civil_date(lang, view.cycle.window.1);
    let pair = |strong: &str, rest: &str| (strong.to_owned(), rest.to_owned());
    match (view.state, own, lang) {
        (State::Draft, true, Lang::Id) => (
            "Atasan Anda belum membagikan hasilnya.".to_owned(),
            format!("Penilaian dilakukan sampai {closes}. Begitu dibagikan, Anda melihatnya di sini."),
        ),
        (State::Draft, true, Lang::En) => (
            "Your head has not shared the result yet.".to_owned(),
            format!("Ratings are given until {closes}. You see it here as soon as it is shared."),
        ),
        (State::Draft, false, Lang::Id) if view.may_rate => (
            format!("Nilai sampai {closes}."),
            "Selama belum dibagikan, hanya Anda yang melihat penilaian ini.".to_owned(),
        ),
        (State::Draft, false, Lang::En) if view.may_rate => {
            (format!("Rate until {closes}."), "Until you share it, you alone see these ratings.".to_owned())
        }
        (State::Draft, false, _) => pair(
            lang.pick("Belum dibagikan.", "Not shared yet."),
            match (view.leads, view.cycle.state) {
                (true, CycleState::Planned) => lang.pick(
                    "Siklus ini belum dibuka, jadi belum dapat dinilai.",
                    "The cycle is not open yet, so nothing can be rated.",
                ),
                (true, _) => lang.pick(
                    "Siklus ini tidak menerima penilaian lagi. Minta pengelola membukanya kembali bila perlu.",
                    "The cycle takes no ratings any more. Ask an administrator to reopen it if needed.",
                ),
                (false, _) => lang.pick(
                    "Draf hanya dilihat atasan yang menilai.",
                    "A draft is seen by the head who rates, and by nobody else.",
                ),
            },
        ),
        (State::Shared, true, Lang::Id) if view.may_object => (
            format!("Terima hasil ini, atau nyatakan keberatan sampai {until}."),
            "Bila Anda tidak menanggapi, hasilnya tetap berlaku sesudah siklus ditutup.".to_owned(),
        ),
        (State::Shared, true, Lang::En) if view.may_object => (
            format!("Acknowledge this result, or object until {until}."),
            "If you say nothing, it stands once the cycle is closed.".to_owned(),
        ),
        (State::Shared, true, Lang::Id) => (
            format!("Masa keberatan berakhir {until}."),
            "Anda masih dapat menyatakan telah menerima hasil ini.".to_owned(),
        ),
        (State::Shared, true, Lang::En) => {
            (format!("The time to object ended on {until}."), "You can still acknowledge the result.".to_owned())
        }
        (State::Shared, false, Lang::Id) => {
            ("Sudah dibagikan.".to_owned(), format!("Pegawai dapat menyatakan keberatan sampai {until}."))
        }
        (State::Shared, false, Lang::En) => ("Shared.".to_owned(), format!("The person may object until {until}.")),
        (State::Acknowledged, true, _) => {
            pair(lang.pick("Anda sudah menerima hasil ini.", "You have acknowledged this result."), "")
        }
        (State::Acknowledged, false, _) => {
            pair(lang.pick("Pegawai sudah menerima hasil ini.", "The person has acknowledged it."), "")
        }
        (State::Objected, true, _) => pair(
            lang.pick("Keberatan Anda menunggu jawaban atasan.", "Your objection waits for an answer."),
            lang.pick("Jawabannya muncul di halaman ini.", "The answer will appear on this page."),
        ),
        (State::Objected, false, _) => pair(
            lang.pick("Pegawai menyatakan keberatan.", "The person objects."),
            if view.may_answer {
                lang.pick("Baca alasannya, lalu putuskan di bawah.", "Read why, then decide below.")
            } else {
                lang.pick("Atasan belum menjawab.", "The head has not answered yet.")
            },
        ),
        (State::Answered, ..) => pair(lang.pick("Keberatan sudah dijawab.", "The objection was answered."), ""),
        (State::Final, ..) => pair(
            lang.pick("Hasil ini sudah tetap.", "This result is final."),
            lang.pick(
                "Mengubahnya hanya dapat bila siklus dibuka kembali.",
                "It can change only if the cycle is reopened.",
            ),
        ),
        (State::Unrated, ..) => pair(
            lang.pick("Tidak dinilai dalam siklus ini.", "Not rated in this cycle."),
            lang.pick(
                "Siklus ditutup sebelum hasilnya dibagikan. Karena itu tidak ada predikat.",
                "The cycle closed before a result was shared. So there is no predicate.",
            ),
        ),
    }
}

/// Why something was not done, and what to do.
pub const fn refused(lang: Lang, refused: Refused) -> (&'static str, &'static str) {
    match refused {
        Refused::NotOpen => (
            lang.pick("Siklus ini belum dibuka", "The cycle is not open yet"),
            lang.pick(
                "Penilaian belum diterima, dan tidak ada yang berubah. Kembalilah pada tanggal bukanya.",
                "No rating is taken yet, and nothing has changed. Come back on the day on which it opens.",
            ),
        ),
        Refused::Closed => (
            lang.pick("Siklus ini sudah ditutup", "The cycle is closed"),
            lang.pick(
                "Penilaian tidak diterima lagi, dan tidak ada yang berubah. Minta pengelola membuka siklus kembali bila ini memang harus dinilai.",
                "No rating is taken any more, and nothing has changed. If it has to be rated, ask an administrator to reopen the cycle.",
            ),
        ),
        Refused::NotRated => (
            lang.pick("Kedua penilaian belum lengkap", "A rating is missing"),
            lang.pick("Pilih hasil kerja dan perilaku kerja dahulu.", "Choose result and behaviour first."),
        ),
        Refused::ObjectionOver => (
            lang.pick("Masa keberatan sudah berakhir", "The time to object is over"),
            lang.pick(
                "Keberatan tidak dapat diterima lagi. Bicarakan dengan atasan Anda; pengelola dapat membuka siklus kembali.",
                "An objection can no longer be taken. Talk to your head; an administrator can reopen the cycle.",
            ),
        ),
        Refused::Moved => (
            lang.pick("Keadaannya sudah berubah", "It has moved on meanwhile"),
            lang.pick(
                "Orang lain lebih dahulu, atau langkah ini sudah dilakukan. Halaman ini menunjukkan yang terbaru; tidak ada yang ditimpa.",
                "Somebody was faster, or it was done already. This page shows what is newest; nothing was written over.",
            ),
        ),
    }
}

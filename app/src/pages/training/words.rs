//! Words about filings.

use content::model::Date;
use domain::activity::Unit;
use domain::training::TrainingState;
use leptos::prelude::*;
use services::{ActivityRule, DocumentView, Text};

use crate::components::chip::{done_chip, due_chip, measured_chip};
use crate::format;
use crate::lang::Lang;

pub fn state(lang: Lang, state: TrainingState) -> &'static str {
    match state {
        TrainingState::Draft => lang.pick("Belum dikirim", "Not sent yet"),
        TrainingState::Filed => lang.pick("Menunggu pemeriksaan", "Waits for verification"),
        TrainingState::Returned => lang.pick("Dikembalikan", "Sent back"),
        TrainingState::Verified => lang.pick("Terverifikasi", "Verified"),
        TrainingState::Refused => lang.pick("Ditolak", "Refused"),
    }
}

pub fn state_chip(lang: Lang, of: TrainingState) -> AnyView {
    let text = state(lang, of);
    match of {
        TrainingState::Verified => done_chip(text),
        TrainingState::Draft | TrainingState::Returned => due_chip(text),
        TrainingState::Filed => measured_chip(text),
        TrainingState::Refused => view! { <span class="chip chip--short">{text}</span> }.into_any(),
    }
}

/// "3 Maret 2026", "3–5 Maret 2026", "30 Maret 2026 – 2 April 2026"
pub fn days(lang: Lang, days: Option<(Date, Date)>) -> String {
    let date = |day| format::civil_date(lang, day);
    match days {
        None => "–".to_owned(),
        Some((first, last)) if first == last => date(first),
        Some((first, last)) if (first.year(), first.month()) == (last.year(), last.month()) => {
            format!("{}–{}", first.day(), date(last))
        }
        Some((first, last)) => format!("{} – {}", date(first), date(last)),
    }
}

pub fn hours(jp: Option<u16>) -> String {
    jp.map_or_else(|| "–".to_owned(), |jp| format!("{jp} JP"))
}

/// What a kind of activity brings: "4 JP sehari; internasional 6".
pub fn conversion(lang: Lang, rule: &ActivityRule) -> String {
    let jp = rule.conversion.jp.unwrap_or_default();
    let base = match (lang, rule.conversion.unit) {
        (Lang::Id, Unit::Day) => format!("{jp} JP sehari"),
        (Lang::En, Unit::Day) => format!("{jp} JP a day"),
        (Lang::Id, Unit::Session) => format!("{jp} JP tiap pertemuan"),
        (Lang::En, Unit::Session) => format!("{jp} JP a session"),
        (Lang::Id, Unit::Programme) => "JP sesuai sertifikatnya".to_owned(),
        (Lang::En, Unit::Programme) => "the JP on its certificate".to_owned(),
        (Lang::Id, Unit::Activity) => format!("{jp} JP sekali"),
        (Lang::En, Unit::Activity) => format!("{jp} JP once"),
        (Lang::Id, Unit::Minutes) => format!("1 JP tiap {} menit", rule.conversion.minutes_per_jp),
        (Lang::En, Unit::Minutes) => format!("1 JP for each {} minutes", rule.conversion.minutes_per_jp),
    };
    let abroad = rule.conversion.jp_international.map(|jp| match lang {
        Lang::Id => format!("; internasional {jp}"),
        Lang::En => format!("; international {jp}"),
    });
    let day = rule.caps.day.map(|cap| match lang {
        Lang::Id => format!("; paling banyak {cap} JP sehari"),
        Lang::En => format!("; at most {cap} JP a day"),
    });
    let month = rule.max_sessions_per_month.map(|sessions| match lang {
        Lang::Id => format!("; paling banyak {sessions} kali sebulan"),
        Lang::En => format!("; at most {sessions} times a month"),
    });
    [Some(base), abroad, day, month].into_iter().flatten().collect()
}

/// What was typed with the unit of its kind: "270 menit".
pub fn amount(lang: Lang, typed: &str, rule: Option<&ActivityRule>) -> String {
    let typed = typed.trim();
    let unit = match (rule.map(|rule| rule.conversion.unit), typed) {
        (Some(Unit::Day), "1") => lang.pick("hari", "day"),
        (Some(Unit::Day), _) => lang.pick("hari", "days"),
        (Some(Unit::Session), "1") => lang.pick("pertemuan", "session"),
        (Some(Unit::Session), _) => lang.pick("pertemuan", "sessions"),
        (Some(Unit::Programme), _) => "JP",
        (Some(Unit::Minutes), "1") => lang.pick("menit", "minute"),
        (Some(Unit::Minutes), _) => lang.pick("menit", "minutes"),
        (Some(Unit::Activity) | None, _) => return typed.to_owned(),
    };
    // What is no number says itself what it counts.
    if typed.chars().all(|letter| letter.is_ascii_digit()) { format!("{typed} {unit}") } else { typed.to_owned() }
}

/// The source of a rule, and whether it is still to be compared with the official text.
pub fn source(lang: Lang, source: &Text, is_checked: bool) -> String {
    let source = lang.text(source);
    if is_checked {
        return source;
    }
    format!("{source} · {}", lang.pick("masih perlu dicocokkan", "still to be checked"))
}

/// "sertifikat.pdf, PDF, 240 KB"
pub fn document(lang: Lang, document: &DocumentView) -> String {
    let kind = match document.media_type.as_str() {
        "application/pdf" => "PDF",
        "image/png" => "PNG",
        "image/jpeg" => "JPEG",
        _ => "WebP",
    };
    format!("{}, {kind}, {} KB", document.name, format::number(lang, document.bytes.div_ceil(1024)))
}

//! Parts, criteria and reasons in words.

use content::model::Date;
use domain::evaluation::Rating;
use domain::professionalism::Part;
use domain::talent::Potential;
use domain::uncertainty::{Finding, Measured};
use leptos::prelude::*;
use services::{Criterion, FactKind, FactValue, Order, Purpose, Reason, RuleSource};

use crate::components::chip::done_chip;
use crate::components::disclosure::disclosure;
use crate::components::icon::{self, icon};
use crate::format;
use crate::lang::Lang;

/// A hundred points, in tenths.
const FULL_SCALE: u16 = 1000;

/// Tenths as points: "62,5".
pub fn points(lang: Lang, tenths: u16) -> String {
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if tenth == 0 { whole.to_string() } else { format!("{whole}{}{tenth}", lang.pick(",", ".")) }
}

pub const fn part_name(lang: Lang, part: Part) -> &'static str {
    match part {
        Part::Qualification => lang.pick("Kualifikasi", "Qualification"),
        Part::Leadership => lang.pick("Pelatihan kepemimpinan atau fungsional", "Leadership or functional training"),
        Part::Technical => lang.pick("Pelatihan teknis", "Technical training"),
        Part::Seminar => lang.pick("Seminar atau sejenisnya", "Seminar or the like"),
        Part::Competence => lang.pick("Kompetensi", "Competence"),
        Part::Performance => lang.pick("Kinerja", "Performance"),
        Part::Discipline => lang.pick("Disiplin", "Discipline"),
    }
}

pub const fn performance_name(lang: Lang, rating: Rating) -> &'static str {
    match rating {
        Rating::Above => lang.pick("Kinerja di atas ekspektasi", "Performance above expectation"),
        Rating::As => lang.pick("Kinerja sesuai ekspektasi", "Performance as expected"),
        Rating::Below => lang.pick("Kinerja di bawah ekspektasi", "Performance below expectation"),
    }
}

pub const fn potential_name(lang: Lang, potential: Potential) -> &'static str {
    match potential {
        Potential::Low => lang.pick("Potensi rendah", "Low potential"),
        Potential::Middle => lang.pick("Potensi menengah", "Middle potential"),
        Potential::High => lang.pick("Potensi tinggi", "High potential"),
    }
}

pub const fn fact_name(lang: Lang, kind: FactKind) -> &'static str {
    match kind {
        FactKind::Qualification => part_name(lang, Part::Qualification),
        FactKind::Leadership => part_name(lang, Part::Leadership),
        FactKind::Discipline => part_name(lang, Part::Discipline),
    }
}

pub fn fact_value(lang: Lang, value: &FactValue) -> String {
    match value {
        FactValue::Step(title) => lang.text(title),
        FactValue::Yes => lang.pick("sudah selesai", "completed").to_owned(),
        FactValue::No => lang.pick("belum", "not yet").to_owned(),
        FactValue::Unknown => lang.pick("tidak diketahui lagi", "not known any more").to_owned(),
    }
}

/// A value in thousandths with how far it may be off, "81,3 ± 4,2 %"; "antara 47 % dan 100 %" where that would leave the scale.
pub fn measured(lang: Lang, measured: Measured, unit: &str) -> String {
    let margin = measured.margin();
    if margin == 0 {
        return format!("{}{unit}", points(lang, measured.value));
    }
    // A surplus may lift a match above the scale; uncertainty alone does not.
    let top = if measured.value > FULL_SCALE { u16::MAX } else { FULL_SCALE };
    if margin > measured.value || measured.high() > top {
        // Rounded outwards: the interval is not to look narrower than it is.
        let (low, high) = (measured.low() / 10, measured.high().min(top).div_ceil(10));
        return match lang {
            Lang::Id => format!("antara {low}{unit} dan {high}{unit}"),
            Lang::En => format!("between {low}{unit} and {high}{unit}"),
        };
    }
    format!("{} ± {}{unit}", points(lang, measured.value), points(lang, margin))
}

/// The sign behind a figure.
pub const fn percent(lang: Lang) -> &'static str {
    lang.pick(" %", "%")
}

/// "5", "5 atau 8", "2, 5, atau 8".
pub fn boxes(lang: Lang, number: u8, also: &[u8]) -> String {
    let mut all: Vec<u8> = also.iter().copied().chain([number]).collect();
    all.sort_unstable();
    let texts: Vec<String> = all.iter().map(ToString::to_string).collect();
    match texts.as_slice() {
        [one, other] => format!("{one} {} {other}", lang.pick("atau", "or")),
        [first @ .., last] if !first.is_empty() => format!("{}, {} {last}", first.join(", "), lang.pick("atau", "or")),
        _ => texts.concat(),
    }
}

pub const fn purpose_name(lang: Lang, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Promotion => lang.pick("Promosi ke jabatan", "Promotion to a position"),
        Purpose::Award => lang.pick("Penghargaan", "Award"),
    }
}

pub const fn criterion_name(lang: Lang, criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Standard => lang.pick("Standar jabatan", "Standard of the position"),
        Criterion::JobMatch => lang.pick("Kecocokan jabatan (JPM)", "Job Person Match (JPM)"),
        Criterion::Evaluation => lang.pick("Evaluasi kinerja", "Performance evaluation"),
        Criterion::Hours => lang.pick("Kewajiban JP tahun ini", "JP duty of this year"),
        Criterion::Index => lang.pick("Indeks profesionalitas", "Professionalism index"),
    }
}

pub const fn order_name(lang: Lang, order: Order) -> &'static str {
    match order {
        Order::JobMatch => criterion_name(lang, Criterion::JobMatch),
        Order::Index => criterion_name(lang, Criterion::Index),
    }
}

pub const fn finding_name(lang: Lang, finding: Finding) -> &'static str {
    match finding {
        Finding::Met => lang.pick("terpenuhi", "met"),
        Finding::Short => lang.pick("kurang", "short"),
        Finding::Unknown => lang.pick("belum pasti", "not certain"),
    }
}

pub fn finding_chip(lang: Lang, finding: Finding) -> AnyView {
    let name = finding_name(lang, finding);
    match finding {
        Finding::Met => done_chip(name),
        Finding::Short => view! { <span class="chip chip--short">{icon(icon::CROSS)}{name}</span> }.into_any(),
        Finding::Unknown => view! { <span class="chip chip--unknown">"? "{name}</span> }.into_any(),
    }
}

/// What a criterion rests on.
pub fn reason_text(lang: Lang, reason: &Reason) -> String {
    match (lang, reason) {
        (Lang::Id, Reason::Standard { met, short, unknown, .. }) => {
            format!("{met} kompetensi terpenuhi, {short} kurang, {unknown} belum cukup yakin")
        }
        (Lang::En, Reason::Standard { met, short, unknown, .. }) => {
            format!("{met} competencies met, {short} short, {unknown} not certain enough")
        }
        (Lang::Id, Reason::JobMatch { measured: None, of, .. }) => format!("belum satu pun dari {of} kompetensi pasti"),
        (Lang::En, Reason::JobMatch { measured: None, of, .. }) => format!("none of {of} competencies is decided"),
        (Lang::Id, Reason::JobMatch { measured: Some(value), decided, of, .. }) => {
            format!("{}, dari {decided} di antara {of} kompetensi", measured(lang, *value, percent(lang)))
        }
        (Lang::En, Reason::JobMatch { measured: Some(value), decided, of, .. }) => {
            format!("{}, from {decided} of {of} competencies", measured(lang, *value, percent(lang)))
        }
        (_, Reason::Evaluation { predicate: Some(predicate), cycle, .. }) => {
            format!("{} ({})", lang.text(predicate), cycle.as_deref().unwrap_or_default())
        }
        (_, Reason::Evaluation { .. }) => {
            lang.pick("belum ada evaluasi yang sudah ditetapkan", "no evaluation that is final").to_owned()
        }
        (Lang::Id, Reason::Hours { counted, duty, .. }) => format!("{counted} dari {duty} JP"),
        (Lang::En, Reason::Hours { counted, duty, .. }) => format!("{counted} of {duty} JP"),
        (Lang::Id, Reason::Index { reached, open: 0, .. }) => format!("{} poin", points(lang, *reached)),
        (Lang::En, Reason::Index { reached, open: 0, .. }) => format!("{} points", points(lang, *reached)),
        (Lang::Id, Reason::Index { reached, open, .. }) => {
            format!("{} sampai {} poin", points(lang, *reached), points(lang, reached + open))
        }
        (Lang::En, Reason::Index { reached, open, .. }) => {
            format!("{} to {} points", points(lang, *reached), points(lang, reached + open))
        }
    }
}

/// A file of rules as people call it. Those of later versions are named by their file.
pub fn rule_name(lang: Lang, file: &str) -> String {
    let name = match file {
        "ip-asn.yaml" => lang.pick("Indeks profesionalitas ASN", "Professionalism index"),
        "job-match.yaml" => lang.pick("Kecocokan jabatan", "Job Person Match"),
        "learning-hours.yaml" => lang.pick("Jam pelajaran", "Learning hours"),
        "measurement.yaml" => lang.pick("Pengukuran kompetensi", "Measurement of competency"),
        "nine-box.yaml" => lang.pick("Kotak manajemen talenta", "Talent nine-box"),
        "performance.yaml" => lang.pick("Predikat kinerja", "Performance predicate"),
        file => file,
    };
    name.to_owned()
}

/// Where the figures come from, folded away; whether they have to be checked is seen at once.
pub fn sources(lang: Lang, since: Date, sources: &[RuleSource]) -> AnyView {
    let list = source_list(lang, since, sources);
    view! {
        {disclosure(lang.pick("Dasar aturan", "What the rules rest on"), false, list)}
        {source_remark(lang, sources)}
    }
    .into_any()
}

/// As [`sources`], where something else is folded around it already.
pub fn open_sources(lang: Lang, since: Date, sources: &[RuleSource]) -> AnyView {
    view! { {source_list(lang, since, sources)}{source_remark(lang, sources)} }.into_any()
}

fn source_list(lang: Lang, since: Date, sources: &[RuleSource]) -> AnyView {
    let since = format::civil_date(lang, since);
    let mixed = sources.iter().any(|source| source.is_checked);
    let lines = sources.iter().map(|source| {
        let mark = if mixed && !source.is_checked { " *" } else { "" };
        view! { <li>{lang.text(&source.source)}{mark}</li> }
    });
    let head = match lang {
        Lang::Id => format!("Aturan yang diterapkan sejak {since}:"),
        Lang::En => format!("Rules applied since {since}:"),
    };
    view! { <div class="card-note"><p>{head}</p><ul>{lines.collect_view()}</ul></div> }.into_any()
}

/// One remark for all that nobody has compared with the official text yet.
fn source_remark(lang: Lang, sources: &[RuleSource]) -> Option<AnyView> {
    let open = sources.iter().filter(|source| !source.is_checked).count();
    let text = match open {
        0 => return None,
        _ if open == sources.len() => lang.pick(
            "Dasar aturan ini masih harus dicocokkan dengan naskah resminya.",
            "What these rules rest on is still to be compared with the official text.",
        ),
        _ => lang.pick(
            "Sebagian dasar aturan ini, yang bertanda *, masih harus dicocokkan dengan naskah resminya.",
            "Part of what these rules rest on, marked *, is still to be compared with the official text.",
        ),
    };
    Some(view! { <p class="card-note">{text}</p> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_does_not_leave_the_scale() {
        let said = |value, sd| measured(Lang::Id, Measured { value, sd }, " %");
        assert_eq!(said(813, 0), "81,3 %");
        assert_eq!(said(813, 21), "81,3 ± 4,2 %");
        // 1.96 * 272 = 533.1
        assert_eq!(said(1000, 272), "antara 46 % dan 100 %");
        assert_eq!(said(333, 263), "antara 0 % dan 85 %");
        assert_eq!(said(1100, 10), "110 ± 2 %");
        assert_eq!(measured(Lang::En, Measured { value: 1000, sd: 272 }, "%"), "between 46% and 100%");
    }
}

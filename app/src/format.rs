//! Dates, times and numbers as people write them, in both languages. Times are those of Jakarta.

use content::model::Date;
use domain::score::PerMille;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::lang::Lang;

const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS_ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// "14 September 2026"
pub fn date(lang: Lang, at: Timestamp) -> String {
    civil_date(lang, at.jakarta().date())
}

/// "14 September 2026", of a calendar date.
pub fn civil_date(lang: Lang, date: Date) -> String {
    format!("{} {} {}", date.day(), month(lang, date), date.year())
}

/// "Jumat, 27 November"
pub fn weekday_date(lang: Lang, at: Timestamp) -> String {
    let date = at.jakarta().date();
    let days = match lang {
        Lang::Id => DAYS_ID,
        Lang::En => DAYS_EN,
    };
    let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    format!("{}, {} {}", days.get(day).copied().unwrap_or_default(), date.day(), month(lang, date))
}

fn month(lang: Lang, date: Date) -> &'static str {
    month_name(lang, date.month())
}

/// The name of a month, from 1.
pub fn month_name(lang: Lang, month: i8) -> &'static str {
    let months = match lang {
        Lang::Id => MONTHS_ID,
        Lang::En => MONTHS_EN,
    };
    usize::try_from(month).ok().and_then(|month| months.get(month.checked_sub(1)?)).copied().unwrap_or_default()
}

/// "09.12"; English has a colon.
pub fn time(lang: Lang, at: Timestamp) -> String {
    let at = at.jakarta();
    format!("{:02}{}{:02}", at.hour(), lang.pick(".", ":"), at.minute())
}

/// "09.12.41"
pub fn clock(lang: Lang, at: Timestamp) -> String {
    format!("{}{}{:02}", time(lang, at), lang.pick(".", ":"), at.jakarta().second())
}

/// "14 September 2026, 09.12 WIB"
pub fn date_time(lang: Lang, at: Timestamp) -> String {
    format!("{}, {} WIB", date(lang, at), time(lang, at))
}

/// A date that machines read too.
pub fn date_tag(lang: Lang, at: Timestamp) -> AnyView {
    civil_date_tag(lang, at.jakarta().date())
}

/// As [`date_tag`], with a class.
pub fn date_tag_in(lang: Lang, at: Timestamp, class: &'static str) -> AnyView {
    let date = at.jakarta().date();
    view! { <time class=class datetime=date.to_string()>{civil_date(lang, date)}</time> }.into_any()
}

/// As [`date_tag`], of a calendar date.
pub fn civil_date_tag(lang: Lang, date: Date) -> AnyView {
    view! { <time datetime=date.to_string()>{civil_date(lang, date)}</time> }.into_any()
}

/// A day and time that machines read too: "14 September 2026, 09.12 WIB".
pub fn date_time_tag(lang: Lang, at: Timestamp) -> AnyView {
    let local = at.jakarta();
    let machine = format!("{}T{:02}:{:02}+07:00", local.date(), local.hour(), local.minute());
    view! { <time datetime=machine>{date_time(lang, at)}</time> }.into_any()
}

/// Whole calendar days in Jakarta from one moment to another; negative if `at` is before.
pub fn days_between(from: Timestamp, at: Timestamp) -> i64 {
    let day = |at: Timestamp| Timestamp::start_of(at.jakarta().date());
    day(at).since(day(from)) / 86_400_000
}

/// How long ago, in words: "baru saja", "kemarin, 19.02", "30 Oktober 2026".
pub fn ago(lang: Lang, now: Timestamp, at: Timestamp) -> String {
    match days_between(at, now) {
        ..=0 if now.since(at) < 5 * 60_000 => lang.pick("baru saja", "just now").to_owned(),
        ..=0 => format!("{}{}", lang.pick("hari ini, ", "today, "), time(lang, at)),
        1 => format!("{}{}", lang.pick("kemarin, ", "yesterday, "), time(lang, at)),
        _ => date(lang, at),
    }
}

/// How long is left, in words: "40 menit lagi", "hari ini", "besok", "3 hari lagi"; a time that has passed is over.
pub fn left(lang: Lang, now: Timestamp, deadline: Timestamp) -> String {
    let minutes = deadline.since(now).div_euclid(60_000);
    match (lang, minutes, days_between(now, deadline)) {
        (Lang::Id, ..0, _) => "waktu habis".to_owned(),
        (Lang::En, ..0, _) => "time is over".to_owned(),
        (Lang::Id, 0, _) => "kurang dari satu menit lagi".to_owned(),
        (Lang::En, 0, _) => "less than a minute left".to_owned(),
        (Lang::Id, 1..120, _) => format!("{minutes} menit lagi"),
        (Lang::En, 1..120, _) => format!("{minutes} min left"),
        (Lang::Id, _, 0) => "hari ini".to_owned(),
        (Lang::En, _, 0) => "today".to_owned(),
        (Lang::Id, _, 1) => "besok".to_owned(),
        (Lang::En, _, 1) => "tomorrow".to_owned(),
        (Lang::Id, _, days) => format!("{days} hari lagi"),
        (Lang::En, _, days) => format!("{days} days left"),
    }
}

/// "9 menit"
pub fn minutes(lang: Lang, minutes: u32) -> String {
    format!("{minutes} {}", lang.pick("menit", "min"))
}

/// A whole number with its thousands set apart: "1.234".
pub fn number(lang: Lang, value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(lang.pick(".", ","));
        }
        text.push(digit);
    }
    text
}

/// "75 %", and "74,9 %" where it is no whole one: a score just below the line is not shown as the line.
pub fn percent(lang: Lang, value: PerMille) -> String {
    percent_of(lang, value.get())
}

/// As [`percent`], for thousandths that may pass 1000.
pub fn percent_of(lang: Lang, thousandths: u16) -> String {
    let (whole, tenth) = (thousandths / 10, thousandths % 10);
    let figure = if tenth == 0 { whole.to_string() } else { format!("{whole}{}{tenth}", lang.pick(",", ".")) };
    match lang {
        Lang::Id => format!("{figure}\u{a0}%"),
        Lang::En => format!("{figure}%"),
    }
}

/// A place on the scale of five levels with one decimal: "1,8".
pub fn place(lang: Lang, thousandths: u16) -> String {
    let tenths = (thousandths + 50) / 100;
    format!("{}{}{}", tenths / 10, lang.pick(",", "."), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp(1_789_352_761_000);

    #[test]
    fn dates_are_written_out() {
        assert_eq!(date(Lang::Id, AT), "14 September 2026");
        assert_eq!(weekday_date(Lang::Id, AT), "Senin, 14 September");
        assert_eq!(weekday_date(Lang::En, AT), "Monday, 14 September");
        assert_eq!(clock(Lang::Id, AT), "09.26.01");
        assert_eq!(date_time(Lang::En, AT), "14 September 2026, 09:26 WIB");
    }

    #[test]
    fn distances_are_told_by_the_calendar() {
        assert_eq!(ago(Lang::Id, AT, AT.plus_minutes(-1)), "baru saja");
        assert_eq!(ago(Lang::Id, AT, AT.plus_minutes(-9 * 60)), "hari ini, 00.26");
        assert_eq!(ago(Lang::Id, AT, AT.plus_minutes(-10 * 60)), "kemarin, 23.26");
        assert_eq!(ago(Lang::En, AT, AT.plus_days(-20)), "25 August 2026");
        assert_eq!(left(Lang::Id, AT, AT.plus_minutes(12)), "12 menit lagi");
        assert_eq!(left(Lang::Id, AT, AT.plus_minutes(15 * 60)), "besok");
        assert_eq!(left(Lang::En, AT, AT.plus_days(3)), "3 days left");
        assert_eq!(left(Lang::En, AT, AT.plus_millis(-1)), "time is over");
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(number(Lang::Id, 1_234_567), "1.234.567");
        assert_eq!(number(Lang::En, 999), "999");
        assert_eq!(percent(Lang::Id, PerMille::new(750)), "75\u{a0}%");
        assert_eq!(percent(Lang::Id, PerMille::new(749)), "74,9\u{a0}%");
        assert_eq!(percent_of(Lang::En, 1250), "125%");
        assert_eq!(place(Lang::Id, 1818), "1,8");
        assert_eq!(place(Lang::En, 1960), "2.0");
    }
}

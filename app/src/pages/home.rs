//! `/beranda`: continue, what is due, the largest gaps, the learning hours of the year.

use domain::competency::Standing;
use domain::time::Timestamp;
use leptos::prelude::*;
use services::{Due, GapCard, GapLine, HomeView, HoursView, PostView, RatingTask, Resume};

use crate::components::card::{go, section, section_card};
use crate::components::chip::{due_chip, standing_chip};
use crate::components::course_card::course_card;
use crate::components::disclosure::disclosure;
use crate::components::empty::empty;
use crate::components::icon::card_motif;
use crate::components::page_head::page_head;
use crate::components::path_card::path_card;
use crate::components::progress::{progress, progress_in};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::profile::{titled, until};

/// Deadlines that are seen at once; the card beside them is the most important one. The others open below them.
const MOST_DUE: usize = 3;

pub fn home(frame: &Frame, view: &HomeView) -> Page {
    let lang = frame.lang;
    let body = view! {
        {page_head(greeting(lang, view), view! { {lede(lang, view)}{acting(lang, &view.acting)} })}
        <div class="split split--2-1 split--top">
            {view.resume.as_ref().map_or_else(|| begin(lang), |resume| continue_card(lang, resume))}
            {due(lang, view)}
        </div>
        {paths(lang, view)}
        {view.resume.is_none().then(|| suggestions(lang, view)).flatten()}
        {gaps(lang, view)}
        {hours(lang, &view.hours)}
    };
    Page {
        title: lang.pick("Beranda", "Home").to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::Home,
        chrome: Chrome::Full,
        description: None,
    }
}

/// "Selamat pagi, Rina"
fn greeting(lang: Lang, view: &HomeView) -> String {
    let words = match view.now.jakarta().hour() {
        3..=10 => lang.pick("Selamat pagi", "Good morning"),
        11..=14 => lang.pick("Selamat siang", "Good afternoon"),
        15..=17 => lang.pick("Selamat sore", "Good afternoon"),
        _ => lang.pick("Selamat malam", "Good evening"),
    };
    // Titles such as "dr." are not what people are called.
    let name = view.name.split_whitespace().find(|word| !word.ends_with('.')).unwrap_or(&view.name);
    format!("{words}, {}", name.trim_end_matches(','))
}

/// Positions held for the time being, which give a team for as long.
fn acting(lang: Lang, posts: &[PostView]) -> Option<String> {
    let posts: Vec<_> = posts
        .iter()
        .map(|post| {
            let title = titled(&post.basis, &lang.text(&post.position));
            format!("{title}, {}{}", post.unit, until(lang, post.until))
        })
        .collect();
    (!posts.is_empty()).then(|| format!(" {} {}.", lang.pick("Anda juga", "You are also"), posts.join("; ")))
}

fn lede(lang: Lang, view: &HomeView) -> AnyView {
    let (missing, year) = (view.hours.missing, view.hours.year);
    match (lang, missing) {
        (Lang::Id, 0) => {
            view! { "JP Anda untuk tahun "{year}" sudah terpenuhi. Yang berikut menutup kekurangan kompetensi." }
                .into_any()
        }
        (Lang::En, 0) => {
            view! { "Your learning hours for "{year}" are complete. What follows closes competency gaps." }.into_any()
        }
        (Lang::Id, missing) => view! { "Anda kurang "<strong>{missing}" JP"</strong>" untuk tahun ini." }.into_any(),
        (Lang::En, missing) => view! { "You are "<strong>{missing}" JP"</strong>" short for this year." }.into_any(),
    }
}

fn continue_card(lang: Lang, resume: &Resume) -> AnyView {
    let (place, of, title) = (resume.place, resume.of, &resume.item_title);
    let mut note = match (lang, resume.is_quiz) {
        (Lang::Id, _) => format!("Bagian {place} dari {of} · {title}"),
        (Lang::En, _) => format!("Part {place} of {of} · {title}"),
    };
    if let Some(minutes) = resume.minutes {
        note = format!("{note} · {}", format::minutes(lang, minutes));
    }
    let action = if resume.is_quiz {
        lang.pick("Buka kuis", "Open the quiz")
    } else {
        lang.pick("Lanjutkan membaca", "Go on reading")
    };
    let done = usize::from(resume.progress.get() / 10);
    view! {
        <section class="card card--continue" aria-labelledby="lanjut">
            {card_motif()}
            <p class="kicker">{lang.pick("Lanjutkan", "Continue")}</p>
            <h2 class="card-title" id="lanjut">{resume.course_title.clone()}</h2>
            <p class="card-note">{note}</p>
            {progress(lang, done, 100, lang.pick("Kemajuan kursus dalam persen", "Course progress in per cent"))}
            <a class="button button--on-red" href=format!("/kursus/{}/{}", resume.course, resume.item)>{action}</a>
        </section>
    }
    .into_any()
}

fn begin(lang: Lang) -> AnyView {
    view! {
        <section class="card card--continue" aria-labelledby="lanjut">
            {card_motif()}
            <p class="kicker">{lang.pick("Mulai", "Begin")}</p>
            <h2 class="card-title" id="lanjut">{lang.pick("Pilih kursus Anda berikutnya", "Choose your next course")}</h2>
            <p class="card-note">
                {lang.pick(
                    "Satu pelajaran sekitar sepuluh menit. Anda dapat berhenti kapan saja; tempatnya kami ingat.",
                    "A lesson takes about ten minutes. Stop whenever you like; we remember the place.",
                )}
            </p>
            <a class="button button--on-red" href="/katalog">{lang.pick("Buka katalog", "Open the catalogue")}</a>
        </section>
    }
    .into_any()
}

fn due(lang: Lang, view: &HomeView) -> AnyView {
    let content = if view.due.is_empty() {
        view! { <p class="muted">{lang.pick("Tidak ada yang menunggu Anda.", "Nothing is waiting for you.")}</p> }
            .into_any()
    } else {
        let list = |due: &[Due]| {
            let rows = due.iter().map(|due| view! { <li>{due_row(lang, due, view.now)}</li> });
            view! { <ul class="deadline-list" role="list">{rows.collect_view()}</ul> }
        };
        let (first, more) = view.due.split_at(view.due.len().min(MOST_DUE));
        let more = (!more.is_empty()).then(|| {
            let text = format!("{} {}", more.len(), lang.pick("lagi", "more"));
            disclosure(text, false, list(more))
        });
        view! { {list(first)}{more} }.into_any()
    };
    section_card("tenggat", lang.pick("Tenggat", "Due"), content)
}

fn due_row(lang: Lang, due: &Due, now: Timestamp) -> AnyView {
    match due {
        Due::Attempt { attempt, quiz, course_title, deadline } => view! {
            <p class="kicker">{course_title.clone()}</p>
            <p class="deadline-date"><a href=format!("/kuis/{attempt}")>{lang.pick("Lanjutkan: ", "Continue: ")}{quiz.clone()}</a></p>
            <p>{due_chip(format::left(lang, now, *deadline))}</p>
        }
        .into_any(),
        Due::Assessment { course, item, quiz, course_title } => view! {
            <p class="kicker">{course_title.clone()}</p>
            <p class="deadline-date"><a href=format!("/kursus/{course}/{item}")>{quiz.clone()}</a></p>
            <p class="card-note">
                {lang.pick(
                    "Semua pelajaran sudah dibaca; tinggal kuis ini.",
                    "Every lesson is read; only this quiz is missing.",
                )}
            </p>
        }
        .into_any(),
        Due::Plan(plan) => super::plans::due_row(lang, plan, now),
        Due::Evaluation(task) => rating_task(lang, task),
        Due::Hours { missing, year } => {
            let text = match lang {
                Lang::Id => format!("{missing} JP lagi sampai 31 Desember {year}"),
                Lang::En => format!("{missing} JP more until 31 December {year}"),
            };
            view! {
                <p class="kicker">{lang.pick("Jam pelajaran", "Learning hours")}</p>
                <p class="deadline-date">{text}</p>
            }
            .into_any()
        }
    }
}

/// What waits in an evaluation.
fn rating_task(lang: Lang, task: &RatingTask) -> AnyView {
    let last = |end: &Timestamp| format::date(lang, end.plus_millis(-1));
    let (name, href, text, note) = match task {
        RatingTask::Respond { evaluation, cycle, until } => (
            cycle,
            format!("/evaluasi/{evaluation}"),
            lang.pick("Tanggapi hasil evaluasi Anda", "Answer your evaluation").to_owned(),
            Some(match lang {
                Lang::Id => format!("Keberatan dapat dinyatakan sampai {}.", last(until)),
                Lang::En => format!("You may object until {}.", last(until)),
            }),
        ),
        RatingTask::Rate { cycle, name, people, until } => (
            name,
            format!("/evaluasi/tim?siklus={cycle}"),
            match (lang, people) {
                (Lang::Id, people) => format!("Nilai {people} orang"),
                (Lang::En, 1) => "Rate 1 person".to_owned(),
                (Lang::En, people) => format!("Rate {people} people"),
            },
            Some(match lang {
                Lang::Id => format!("Penilaian berlangsung sampai {}.", last(until)),
                Lang::En => format!("Ratings are open until {}.", last(until)),
            }),
        ),
        RatingTask::Answer { cycle, name, people } => (
            name,
            format!("/evaluasi/tim?siklus={cycle}"),
            match (lang, people) {
                (Lang::Id, people) => format!("Jawab {people} keberatan"),
                (Lang::En, 1) => "Answer 1 objection".to_owned(),
                (Lang::En, people) => format!("Answer {people} objections"),
            },
            None,
        ),
    };
    view! {
        <p class="kicker">{name.clone()}</p>
        <p class="deadline-date"><a href=href>{text}</a></p>
        {note.map(|note| view! { <p class="card-note">{note}</p> })}
    }
    .into_any()
}

/// The learning paths to choose from, or those that are begun.
fn paths(lang: Lang, view: &HomeView) -> Option<AnyView> {
    if view.paths.is_empty() {
        return None;
    }
    let title = if view.paths.iter().any(|path| path.begun) {
        lang.pick("Jalur Anda", "Your path")
    } else {
        lang.pick("Mulai dengan sebuah jalur", "Begin with a path")
    };
    let cards = view.paths.iter().map(|card| path_card(lang, card)).collect_view();
    let aside = go("/jalur", lang.pick("Lihat semua jalur", "See all paths"));
    // A single one has the row to itself.
    let class = if view.paths.len() == 1 { "stack" } else { "grid" };
    Some(section("jalur", title, aside, view! { <ul class=class role="list">{cards}</ul> }))
}

fn suggestions(lang: Lang, view: &HomeView) -> Option<AnyView> {
    if view.suggestions.is_empty() {
        return None;
    }
    let cards = view.suggestions.iter().map(|card| course_card(lang, card)).collect_view();
    let title = lang.pick("Untuk memulai", "To begin with");
    let aside = go("/katalog", lang.pick("Lihat semua kursus", "See all courses"));
    Some(section("mulai", title, aside, view! { <ul class="grid" role="list">{cards}</ul> }))
}

fn gaps(lang: Lang, view: &HomeView) -> AnyView {
    let title = lang.pick("Untuk menutup kekurangan Anda", "To close your gaps");
    let content = if !view.has_standard {
        empty(
            lang.pick("Belum ada standar jabatan", "No position standard yet"),
            lang.pick(
                "Begitu jabatan Anda dan standarnya tercatat, di sini tampak kompetensi yang masih kurang. Sementara itu, \
                 setiap kursus sudah dihitung.",
                "As soon as your post and its standard are on record, this shows the competencies that are short. Meanwhile \
                 every course already counts.",
            ),
            Some(("/katalog", lang.pick("Pilih kursus", "Choose a course"))),
        )
    } else if view.gaps.is_empty() {
        empty(
            lang.pick("Tidak ada kekurangan", "No gaps"),
            lang.pick(
                "Semua kompetensi yang diminta jabatan Anda terpenuhi. Pilih apa pun yang ingin Anda pelajari.",
                "Every competency that your post requires is met. Learn whatever you like.",
            ),
            Some(("/katalog", lang.pick("Buka katalog", "Open the catalogue"))),
        )
    } else {
        let cards = view.gaps.iter().map(|card| gap_card(lang, card)).collect_view();
        view! { <ul class="grid" role="list">{cards}</ul> }.into_any()
    };
    section("kurang", title, go("/profil", lang.pick("Lihat profil saya", "See my profile")), content)
}

fn gap_card(lang: Lang, card: &GapCard) -> Option<AnyView> {
    let first = card.gaps.first()?;
    let (kicker, title, href) = match &card.course {
        Some(course) => (format!("{} JP", course.jp), course.title.clone(), format!("/kursus/{}", course.course)),
        None => {
            let none = lang.pick("Belum ada kursusnya", "No course for it yet").to_owned();
            (none, lang.text(&first.title), "/profil".to_owned())
        }
    };
    let notes = card.gaps.iter().map(|gap| view! { <p class="card-note">{gap_note(lang, gap)}</p> });
    // The largest gap speaks for the card.
    let chip = standing_chip(lang, first.standing);
    let card = view! {
        <li class="card card--link">
            <p class="kicker">{kicker}</p>
            <h3 class="card-title"><a href=href>{title}</a></h3>
            {notes.collect_view()}
            <p class="card-foot">{chip}</p>
        </li>
    };
    Some(card.into_any())
}

fn gap_note(lang: Lang, gap: &GapLine) -> String {
    let competency = lang.text(&gap.title);
    let required = gap.required.get();
    match (lang, gap.standing) {
        (Lang::Id, Standing::Short { by }) => {
            format!("{competency}: Anda di tingkat {}, diminta tingkat {required}.", required.saturating_sub(by))
        }
        (Lang::En, Standing::Short { by }) => {
            format!("{competency}: you are at level {}, level {required} is required.", required.saturating_sub(by))
        }
        (Lang::Id, _) => format!("{competency}: diminta tingkat {required}. Beberapa jawaban lagi akan memastikannya."),
        (Lang::En, _) => format!("{competency}: level {required} is required. A few more answers will settle it."),
    }
}

fn hours(lang: Lang, hours: &HoursView) -> AnyView {
    let (counted, duty, forecast, year) = (hours.counted, hours.duty, hours.forecast, hours.year);
    let title = match lang {
        Lang::Id => format!("Jam pelajaran {year}"),
        Lang::En => format!("Learning hours {year}"),
    };
    let figure = format!("{counted} {} {duty} JP.", lang.pick("dari", "of"));
    let rest = match (lang, hours.missing) {
        (Lang::Id, 0) => " Kewajiban tahun ini terpenuhi.".to_owned(),
        (Lang::En, 0) => " This year's duty is met.".to_owned(),
        (Lang::Id, _) if counted == 0 => " Kursus pertama yang selesai langsung mengisinya.".to_owned(),
        (Lang::En, _) if counted == 0 => " The first course that you complete begins to fill it.".to_owned(),
        (Lang::Id, _) => format!(" Dengan laju ini Anda sampai di {forecast} JP pada 31 Desember."),
        (Lang::En, _) => format!(" At this pace you reach {forecast} JP on 31 December."),
    };
    let label = lang.pick("Jam pelajaran tahun ini", "Learning hours of this year");
    let content = view! {
        <div class="card">
            <p><strong>{figure}</strong>{rest}</p>
            {progress_in("progress gap-top", lang, counted.into(), duty.into(), label)}
        </div>
    };
    section("jp", title, go("/jp", lang.pick("Lihat rincian", "See the details")), content)
}

//! `/rencana/hitung`: which courses lift a unit most, in a sentence, course by course, and with less.

use leptos::prelude::*;
use services::{BestAnswer, BestCourse, BestForm, BestProblem, BestVariant, BestView, Variation};

use super::new::indented;
use super::words::{day_control, page, summary};
use crate::components::alert::{Kind, alert};
use crate::components::card::section;
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::empty::empty;
use crate::components::field::{Field, field, problem_of, select_field};
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

pub fn best_plan(frame: &Frame, view: &BestView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Kursus mana yang paling membantu?", "Which courses help most?");
    let lede = lang.pick(
        "Isi waktu dan tempat yang ada. Ampera mencari kumpulan kursus yang menutup tingkat kompetensi terbanyak.",
        "Say how much time and how many places there are. Ampera finds the set of courses that closes most missing levels.",
    );
    let body = view! {
        {page_head(title, lede)}
        {summary(lang, lang.pick("Belum dapat dihitung", "It cannot be calculated yet"), &view.errors)}
        {view.answer.as_ref().map(|found| answer(frame, &view.form, found))}
        {question(lang, view)}
    };
    page(title, Nav::Team, Chrome::Full, body)
}

fn question(lang: Lang, view: &BestView) -> AnyView {
    let form = &view.form;
    let errors = &view.errors;
    let units = view.units.iter().map(|unit| (unit.id.clone(), indented(unit))).collect();
    let unit = Field::new("unit", lang.pick("Unit, dengan semua di bawahnya", "Unit, with all below it"))
        .error(problem_of(lang, errors, "unit"));
    let hours = Field::new("jam", lang.pick("JP per orang", "JP for each person"))
        .hint(lang.pick("Paling banyak, misalnya 10.", "At most, for example 10."))
        .error(problem_of(lang, errors, "jam"));
    let seats = Field::new("kursi", lang.pick("Tempat seluruhnya", "Places in all"))
        .hint(lang.pick(
            "Boleh kosong. Satu orang di satu kursus memakai satu tempat.",
            "May stay empty. One person in one course takes one.",
        ))
        .error(problem_of(lang, errors, "kursi"));
    let each = Field::new("kursi-kursus", lang.pick("Tempat per kursus", "Places in each course"))
        .hint(lang.pick("Boleh kosong.", "May stay empty."))
        .error(problem_of(lang, errors, "kursi-kursus"));
    let due = Field::new("tenggat", lang.pick("Selesai paling lambat", "To be completed by"))
        .error(problem_of(lang, errors, "tenggat"));
    let competencies = view.competencies.iter().map(|(id, title)| {
        view! {
            <label class="check">
                <input type="checkbox" name="kompetensi" value=id.clone() checked=form.competencies.contains(id)/>
                <span>{lang.text(title)}</span>
            </label>
        }
    });
    let competencies = view! {
        <fieldset class="choice-list">
            <legend class="field-hint">{lang.pick("Tanpa centang: semua yang kurang.", "Nothing ticked: all that are short.")}</legend>
            {competencies.collect_view()}
        </fieldset>
    };
    let narrow = lang.pick("Hanya kompetensi tertentu", "Only some competencies");
    let content = view! {
        <form class="card" method="get" action="/rencana/hitung" novalidate>
            {select_field(&unit, units, &form.unit)}
            <div class="filters gap-top">
                {number_field(&hours, &form.hours)}
                {number_field(&seats, &form.seats)}
                {number_field(&each, &form.seats_each)}
                {day_control(&due, &form.due)}
            </div>
            <div class="gap-top">{disclosure(narrow, !form.competencies.is_empty(), competencies)}</div>
            <p class="row gap-top"><button class="button">{lang.pick("Hitung", "Calculate")}</button></p>
        </form>
    };
    section("pertanyaan", lang.pick("Yang ada", "What there is"), (), content)
}

fn number_field(of: &Field, value: &str) -> AnyView {
    let control = view! {
        <input
            class="input" inputmode="numeric" id=of.id() name=of.name.clone() value=value.to_owned()
            aria-invalid=of.invalid() aria-describedby=of.described_by()
        />
    };
    field(of, control)
}

fn answer(frame: &Frame, form: &BestForm, found: &BestAnswer) -> AnyView {
    let lang = frame.lang;
    if let Some(problem) = found.problem {
        let (title, text) = match problem {
            BestProblem::TooLarge => (
                lang.pick("Terlalu besar untuk dihitung tepat", "Too large to be calculated exactly"),
                lang.pick(
                    "Pilih unit yang lebih kecil, atau beberapa kompetensi saja. Ampera tidak memberi perkiraan di sini.",
                    "Choose a smaller unit, or some competencies only. Ampera gives no estimate here.",
                ),
            ),
            BestProblem::TooLong => (
                lang.pick("Perhitungan terlalu lama", "The calculation took too long"),
                lang.pick(
                    "Pilih unit yang lebih kecil, beberapa kompetensi saja, atau lepaskan batas tempat.",
                    "Choose a smaller unit, some competencies only, or no limit of places.",
                ),
            ),
        };
        return alert(Kind::Due, title, view! { <p>{text}</p> });
    }
    let best = found.variants.first();
    let Some(best) = best.filter(|best| best.levels > 0) else { return nothing(lang, found) };
    let variants = found.variants.iter().enumerate().map(|(place, variant)| card(frame, form, found, place, variant));
    let courses = best.courses.iter().map(|course| course_card(lang, course)).collect_view();
    view! {
        <section class="card" aria-labelledby="jawaban">
            <h2 class="section-title" id="jawaban">{sentence(lang, found, best)}</h2>
            <p class="card-note">{explained(lang, found, best)}</p>
            {unproven(lang, best)}
        </section>
        {section(
            "pilihan",
            lang.pick("Dibandingkan dengan yang lebih sedikit", "Compared with less"),
            (),
            view! { <ul class="grid" role="list">{variants.collect_view()}</ul> },
        )}
        {section(
            "kursus",
            lang.pick("Kursusnya dan siapa yang mengambilnya", "The courses and who takes them"),
            (),
            view! { <ul class="stack" role="list">{courses}</ul> },
        )}
    }
    .into_any()
}

/// "Tiga kursus ini menutup 41 dari 96 tingkat yang kurang dengan 57 JP."
fn sentence(lang: Lang, found: &BestAnswer, best: &BestVariant) -> String {
    let (levels, missing, hours) = (best.levels, found.missing, best.hours);
    match (lang, best.courses.len()) {
        (Lang::Id, courses) => {
            format!("{courses} kursus ini menutup {levels} dari {missing} tingkat yang kurang dengan {hours} JP.")
        }
        (Lang::En, 1) => format!("This course closes {levels} of {missing} missing levels for {hours} JP."),
        (Lang::En, courses) => {
            format!("These {courses} courses close {levels} of {missing} missing levels for {hours} JP.")
        }
    }
}

/// What the figures mean, and what they leave out.
fn explained(lang: Lang, found: &BestAnswer, best: &BestVariant) -> String {
    let mut text = match lang {
        Lang::Id => format!(
            "{}: {} dari {} orang kurang dalam sesuatu. {} orang mengambil {} tempat; JP dihitung untuk semua orang bersama. \
             Kursus dihitung menutup sampai tingkat yang diajarkannya, bila asesmennya lulus.",
            found.unit, found.short, found.people, best.people, best.places
        ),
        Lang::En => format!(
            "{}: {} of {} people are short of something. {} of them take {} places; the JP are those of everybody together. \
             A course is counted as closing up to the level that it teaches, once its assessment is passed.",
            found.unit, found.short, found.people, best.people, best.places
        ),
    };
    if found.untaught > 0 {
        text += &match (lang, found.untaught) {
            (Lang::Id, untaught) => format!(" {untaught} tingkat belum ada kursusnya."),
            (Lang::En, 1) => " For 1 level there is no course.".to_owned(),
            (Lang::En, untaught) => format!(" For {untaught} levels there is no course."),
        };
    }
    if found.unknown > 0 {
        text += &match lang {
            Lang::Id => format!(
                " {} kompetensi belum cukup buktinya dan tidak dihitung sebagai kurang; kursus ini memberi bukti untuk {} di antaranya.",
                found.unknown, best.evidence
            ),
            Lang::En => format!(
                " For {} competencies there is not enough evidence, and they are not counted as short; these courses give evidence \
                 for {} of them.",
                found.unknown, best.evidence
            ),
        };
    }
    text
}

fn unproven(lang: Lang, best: &BestVariant) -> Option<AnyView> {
    (!best.proven).then(|| {
        let text = lang.pick(
            "Ini yang terbaik yang ditemukan dalam waktu yang ada; belum terbukti bahwa tidak ada yang lebih baik.",
            "This is the best that was found in time; it is not proven that nothing is better.",
        );
        view! { <p class="card-note"><strong>{text}</strong></p> }.into_any()
    })
}

fn nothing(lang: Lang, found: &BestAnswer) -> AnyView {
    let (title, why) = if found.missing == 0 {
        (
            lang.pick("Tidak ada tingkat yang terbukti kurang", "No level is shown to be missing"),
            match lang {
                Lang::Id => format!(
                    "Di {} tidak ada kekurangan yang terbukti. {} kompetensi belum cukup buktinya: kursus dapat memberi bukti, \
                     tetapi itu bukan tingkat yang tertutup.",
                    found.unit, found.unknown
                ),
                Lang::En => format!(
                    "In {} the evidence shows no gap. For {} competencies there is not enough of it: a course can give evidence, \
                     which is no closed level.",
                    found.unit, found.unknown
                ),
            },
        )
    } else {
        (
            lang.pick("Tidak ada kursus yang menutupnya", "No course closes them"),
            match lang {
                Lang::Id => format!(
                    "{} tingkat kurang di {}. Dengan JP dan tempat ini tidak satu pun dapat ditutup; {} belum ada kursusnya.",
                    found.missing, found.unit, found.untaught
                ),
                Lang::En => format!(
                    "{} levels are missing in {}. With these JP and places none can be closed; for {} there is no course.",
                    found.missing, found.unit, found.untaught
                ),
            },
        )
    };
    empty(title, why, Some(("/rencana/baru", lang.pick("Rencanakan sendiri kursusnya", "Plan courses yourself"))))
}

/// A variant beside the others, with the button that makes it a plan.
fn card(frame: &Frame, form: &BestForm, found: &BestAnswer, place: usize, variant: &BestVariant) -> AnyView {
    let lang = frame.lang;
    let name = match (lang, variant.variation) {
        (_, Variation::AsAsked) => lang.pick("Seperti diminta", "As asked for").to_owned(),
        (Lang::Id, Variation::LessHours(hours)) => format!("Separuh waktu: {hours} JP per orang"),
        (Lang::En, Variation::LessHours(hours)) => format!("Half of the time: {hours} JP each"),
        (Lang::Id, Variation::FewerCourses(courses)) => format!("Satu kursus kurang: {courses}"),
        (Lang::En, Variation::FewerCourses(courses)) => format!("One course fewer: {courses}"),
        (Lang::Id, Variation::FewerSeats(seats)) => format!("Lebih sedikit tempat: {seats}"),
        (Lang::En, Variation::FewerSeats(seats)) => format!("Fewer places: {seats}"),
    };
    let courses = variant.courses.iter().map(|course| {
        view! {
            <li>
                <span lang=lang.foreign(&course.course.lang)>{course.course.title.clone()}</span>
                <span class="kicker">
                    " · "{course.takers.len()}" "{counted(lang, course.takers.len(), "orang", ["person", "people"])}
                </span>
            </li>
        }
    });
    let hidden = [
        ("unit", form.unit.clone()),
        ("jam", form.hours.clone()),
        ("kursi", form.seats.clone()),
        ("kursi-kursus", form.seats_each.clone()),
        ("tenggat", form.due.clone()),
        ("pilihan", place.to_string()),
    ];
    let hidden = hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let competencies = form.competencies.iter().map(|id| {
        view! { <input type="hidden" name="kompetensi" value=id.clone()/> }
    });
    view! {
        <li class="card stat">
            <h3 class="stat-label">{name.clone()}</h3>
            <p class="stat-figure">
                {variant.levels}<small>" "{lang.pick("dari", "of")}" "{found.missing}" "{lang.pick("tingkat", "levels")}</small>
            </p>
            <p>{variant.hours}" JP, "{variant.places}" "{counted(lang, variant.places, "tempat", ["place", "places"])}</p>
            <ul class="plain-list card-note">{courses.collect_view()}</ul>
            {(place > 0).then(|| unproven(lang, variant))}
            <form method="post" action="/rencana/hitung/tinjau">
                {csrf(frame)}{hidden.collect_view()}{competencies.collect_view()}
                <button class=if place == 0 { "button" } else { "button button--quiet" }>
                    {lang.pick("Rencanakan ini", "Plan this")}<span class="visually-hidden">{format!(": {name}")}</span>
                </button>
            </form>
        </li>
    }
    .into_any()
}

/// The word after a number.
fn counted(lang: Lang, count: usize, id: &'static str, [one, many]: [&'static str; 2]) -> &'static str {
    lang.pick(id, if count == 1 { one } else { many })
}

fn course_card(lang: Lang, course: &BestCourse) -> AnyView {
    let takers = course.takers.iter().map(|taker| {
        let closes: Vec<_> =
            taker.closes.iter().map(|(title, from, to)| format!("{} {from} → {to}", lang.text(title))).collect();
        let closes = if closes.is_empty() {
            lang.pick("syarat untuk kursus lain", "needed for another course").to_owned()
        } else {
            closes.join("; ")
        };
        view! {
            <tr>
                <th scope="row"><a href=format!("/profil/{}", taker.person)>{taker.name.clone()}</a></th>
                <td data-label=lang.pick("Menutup", "Closes")>{closes}</td>
            </tr>
        }
    });
    view! {
        <li class="card">
            <h3 class="card-title">
                <a href=format!("/kursus/{}", course.course.course) lang=lang.foreign(&course.course.lang)>
                    {course.course.title.clone()}
                </a>
                <span class="kicker">" · "{course.course.jp}" JP"</span>
            </h3>
            <table class="table table--cards gap-top">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        <th scope="col">{lang.pick("Menutup (tingkat)", "Closes (levels)")}</th>
                    </tr>
                </thead>
                <tbody>{takers.collect_view()}</tbody>
            </table>
        </li>
    }
    .into_any()
}

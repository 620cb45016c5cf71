//! `/rencana/baru`: which courses, for whom, until when. What was filled in comes back after an error.

use leptos::prelude::*;
use services::{FieldError, LONGEST_NOTE, PlanChoices, PlanForm, UnitOption};

use super::words::{day_control, page, summary};
use crate::components::card::{go, section_card};
use crate::components::csrf::csrf;
use crate::components::field::{Field, problem_of, select_field};
use crate::components::icon::{self, small_icon};
use crate::components::page_head::page_head;
use crate::components::text_area::text_area_field;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

pub fn new_plan(frame: &Frame, form: &PlanForm, choices: &PlanChoices, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let for_others = !choices.units.is_empty();
    let title = lang.pick("Rencanakan kursus", "Plan courses");
    let lede = if for_others {
        lang.pick(
            "Pilih kursusnya, orangnya dan tenggatnya. Sebelum tersimpan, Anda melihat nama setiap orang.",
            "Choose the courses, the people and the date. Before anything is stored you see everybody by name.",
        )
    } else {
        lang.pick(
            "Pilih kursus dan tenggat untuk diri Anda. Atasan Anda melihat rencana ini.",
            "Choose courses and a date for yourself. Your manager sees this plan.",
        )
    };
    let due = Field::new("tenggat", lang.pick("Selesai paling lambat", "To be completed by"))
        .error(problem_of(lang, errors, "tenggat"));
    let to_whom = if for_others {
        lang.pick("Catatan untuk orangnya", "A note to them")
    } else {
        lang.pick("Catatan untuk diri sendiri", "A note to yourself")
    };
    let note =
        Field::new("catatan", to_whom)
            .hint(lang.pick(
                "Boleh kosong. Misalnya mengapa kursus ini penting.",
                "May stay empty. For example why it matters.",
            ))
            .error(problem_of(lang, errors, "catatan"));
    let body = view! {
        {page_head(title, lede)}
        {for_others.then(|| go("/rencana/hitung", lang.pick("Hitung kursus mana yang paling membantu", "Calculate which courses help most")))}
        {summary(lang, lang.pick("Rencana belum dapat ditinjau", "The plan cannot be reviewed yet"), errors)}
        <form class="stack gap-top" method="post" action="/rencana/baru/tinjau" novalidate>
            {csrf(frame)}
            {section_card("apa", lang.pick("1. Apa yang dipelajari", "1. What is to be learned"), what(lang, form, choices, errors))}
            {if for_others {
                section_card("siapa", lang.pick("2. Siapa", "2. Who"), whom(lang, form, choices, errors))
            } else {
                view! { <input type="hidden" name="sasaran" value="self"/> }.into_any()
            }}
            <section class="card" aria-labelledby="kapan">
                <h2 class="section-title" id="kapan">
                    {if for_others { lang.pick("3. Kapan", "3. When") } else { lang.pick("2. Kapan", "2. When") }}
                </h2>
                {day_control(&due, &form.due)}
                {text_area_field(&note, &form.note, 3, Some(LONGEST_NOTE))}
            </section>
            <p class="row">
                <button class="button">{lang.pick("Tinjau rencana", "Review the plan")}</button>
                <a class="button button--plain" href="/rencana">{lang.pick("Batal", "Cancel")}</a>
            </p>
        </form>
    };
    page(title, Nav::Home, Chrome::Narrow, body)
}

fn what(lang: Lang, form: &PlanForm, choices: &PlanChoices, errors: &[FieldError]) -> AnyView {
    let mut paths = vec![(String::new(), lang.pick("Tanpa jalur", "No path").to_owned())];
    paths.extend(choices.paths.iter().map(|(id, title, courses, jp)| {
        let of = match (lang, courses) {
            (Lang::Id, n) => format!("{n} kursus"),
            (Lang::En, 1) => "1 course".to_owned(),
            (Lang::En, n) => format!("{n} courses"),
        };
        (id.clone(), format!("{} ({of}, {jp} JP)", lang.text(title)))
    }));
    let path = Field::new("jalur", lang.pick("Jalur belajar", "Learning path"))
        .hint(lang.pick(
            "Kursus wajib jalur itu masuk semuanya; centang di atas menambahnya.",
            "All required courses of the path are taken; what you tick above is added.",
        ))
        .error(problem_of(lang, errors, "jalur"));
    let error = problem_of(lang, errors, "kursus");
    let courses = choices.courses.iter().map(|course| {
        let checked = form.courses.contains(&course.course);
        let foreign = lang.foreign(&course.lang);
        view! {
            <label class="check">
                <input type="checkbox" name="kursus" value=course.course.clone() checked=checked/>
                <span><span lang=foreign>{course.title.clone()}</span><span class="kicker">" · "{course.jp}" JP"</span></span>
            </label>
        }
    });
    view! {
        <fieldset class="choice-list" id="kursus" tabindex="-1">
            <legend class="field-label">{lang.pick("Kursus", "Courses")}</legend>
            {error.map(|error| view! { <p class="field-error">{small_icon(icon::WARNING)}{error}</p> })}
            {courses.collect_view()}
        </fieldset>
        <div class="gap-top">{select_field(&path, paths, &form.path)}</div>
    }
    .into_any()
}

fn whom(lang: Lang, form: &PlanForm, choices: &PlanChoices, errors: &[FieldError]) -> AnyView {
    let units = choices.units.iter().map(|unit| (unit.id.clone(), indented(unit))).collect();
    let unit = Field::new("unit", lang.pick("Unit, dengan semua di bawahnya", "Unit, with all below it"))
        .error(problem_of(lang, errors, "unit"));
    let mut competencies = vec![(String::new(), lang.pick("Pilih kompetensi", "Choose a competency").to_owned())];
    competencies.extend(choices.competencies.iter().map(|(id, title)| (id.clone(), lang.text(title))));
    let competency = Field::new("kompetensi", lang.pick("Kompetensi yang kurang", "Competency that is short"))
        .hint(lang.pick("Hanya untuk pilihan ketiga.", "For the third choice only."))
        .error(problem_of(lang, errors, "kompetensi"));
    let names = Field::new("nama", lang.pick("Nama", "Names"))
        .hint(lang.pick(
            "Hanya untuk pilihan kedua. Sebagian nama cukup, satu per baris. Kosong: pilih dari daftar di langkah berikutnya.",
            "For the second choice only. A part of a name is enough, one a line. Empty: choose from the list in the next step.",
        ))
        .error(problem_of(lang, errors, "nama"));
    let aim = if form.aim.is_empty() || form.aim == "self" { "unit" } else { form.aim.as_str() };
    let choice = |value: &'static str, text: &'static str| {
        view! {
            <label class="check">
                <input type="radio" name="sasaran" value=value checked=aim == value/>
                <span>{text}</span>
            </label>
        }
    };
    let error = problem_of(lang, errors, "sasaran");
    let chosen = (!choices.chosen.is_empty()).then(|| {
        let people = choices.chosen.iter().map(|(id, name)| {
            view! {
                <label class="check">
                    <input type="checkbox" name="orang" value=id.clone() checked=true/>
                    <span>{name.clone()}</span>
                </label>
            }
        });
        view! {
            <fieldset class="choice-list">
                <legend class="field-label">{lang.pick("Sudah dipilih", "Chosen already")}</legend>
                {people.collect_view()}
            </fieldset>
        }
    });
    view! {
        {select_field(&unit, units, &form.unit)}
        <fieldset class="choice-list gap-top" id="sasaran" tabindex="-1">
            <legend class="field-label">{lang.pick("Untuk", "For")}</legend>
            {error.map(|error| view! { <p class="field-error">{small_icon(icon::WARNING)}{error}</p> })}
            {choice("unit", lang.pick("semua orang di unit itu", "everybody of that unit"))}
            {choice("people", lang.pick("orang tertentu di unit itu", "some people of that unit"))}
            {choice("gap", lang.pick("semua orang yang kurang dalam satu kompetensi", "everybody who is short in one competency"))}
        </fieldset>
        {chosen}
        {text_area_field(&names, &form.names, 3, None)}
        {select_field(&competency, competencies, &form.competency)}
    }
    .into_any()
}

pub fn indented(unit: &UnitOption) -> String {
    format!("{}{}", "\u{2003}".repeat(unit.depth), unit.name)
}

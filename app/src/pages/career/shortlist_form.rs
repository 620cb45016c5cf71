//! The form that asks for a shortlist.

use leptos::prelude::*;
use services::{Criterion, FieldError, Order, Purpose, ShortlistChoices, ShortlistForm, Text};

use super::words::{criterion_name, order_name, points, purpose_name};
use crate::components::card::section as page_section;
use crate::components::csrf::csrf;
use crate::components::field::{Field, problem_of, select_field, text_field};
use crate::components::icon::{self, small_icon};
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::evaluation::parts;

fn label(lang: Lang, name: &str) -> &'static str {
    match name {
        "name" => lang.pick("Nama daftar", "Name of the list"),
        "purpose" => lang.pick("Untuk apa", "What for"),
        "position" => lang.pick("Jabatan yang dituju (untuk promosi)", "Position aimed at (for a promotion)"),
        "unit" => lang.pick("Orang dari unit", "People of the unit"),
        "held" => lang.pick("Hanya yang kini menjabat (boleh kosong)", "Only who now holds (may stay empty)"),
        "criteria" => lang.pick("Kriteria", "Criteria"),
        "band" => lang.pick("JPM paling rendah", "Lowest JPM"),
        "rank" => lang.pick("Predikat paling rendah", "Lowest predicate"),
        "points" => lang.pick("Indeks paling rendah", "Lowest index"),
        _ => lang.pick("Diurutkan menurut", "Ordered by"),
    }
}

/// What has to be corrected, at the top of the page.
pub fn summary(lang: Lang, errors: &[FieldError]) -> Option<AnyView> {
    parts::summary(lang, errors, |name| label(lang, name))
}

pub fn section(frame: &Frame, choices: &ShortlistChoices, form: &ShortlistForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let of = |name: &'static str| Field::new(name, label(lang, name)).error(problem_of(lang, errors, name));
    let none = || (String::new(), lang.pick("Pilih", "Choose").to_owned());
    let texts =
        |rows: &[(String, Text)]| -> Vec<_> { rows.iter().map(|(id, title)| (id.clone(), lang.text(title))).collect() };
    let positions = || [none()].into_iter().chain(texts(&choices.positions)).collect::<Vec<_>>();
    let units = choices.units.iter().map(|unit| (unit.id.clone(), format!("{}{}", "– ".repeat(unit.depth), unit.name)));
    let mut held = texts(&choices.positions);
    held.insert(0, (String::new(), lang.pick("semua jabatan", "any position").to_owned()));
    let bands = choices.bands.iter().map(|(id, from, title)| {
        let text = match lang {
            Lang::Id => format!("{} (mulai {} %)", lang.text(title), points(lang, *from)),
            Lang::En => format!("{} (from {}%)", lang.text(title), points(lang, *from)),
        };
        (id.clone(), text)
    });
    let ranks = choices.predicates.iter().map(|found| (found.rank.to_string(), lang.text(&found.title)));
    let purposes = Purpose::ALL.map(|purpose| (purpose.code().to_owned(), purpose_name(lang, purpose).to_owned()));
    let orders = Order::ALL.map(|order| (order.code().to_owned(), order_name(lang, order).to_owned()));
    let order_hint = lang.pick(
        "Nilainya tampil di samping setiap nama. Yang selisihnya lebih kecil dari ketidakpastiannya berdiri dalam satu kelompok.",
        "The value stands beside each name. Who differs by less than the uncertainty stands in one group.",
    );
    let lowest = of("points").hint(lang.pick("Bilangan bulat dari 1 sampai 100.", "A whole number from 1 to 100."));
    let content = view! {
        <form class="card form-narrow" method="post" action="/admin/daftar-pendek" novalidate>
            {csrf(frame)}
            {text_field(&of("name"), &form.name)}
            {parts::choices(lang, ("purpose", label(lang, "purpose").to_owned()), None, errors, purposes.to_vec(), &form.purpose)}
            {select_field(&of("position"), positions(), &form.position)}
            {select_field(&of("unit"), [none()].into_iter().chain(units).collect(), &form.unit)}
            {select_field(&of("held"), held, &form.held)}
            {criteria(lang, form, errors)}
            {select_field(&of("band"), [none()].into_iter().chain(bands).collect(), &form.band)}
            {select_field(&of("rank"), [none()].into_iter().chain(ranks).collect(), &form.rank)}
            {text_field(&lowest, &form.points)}
            {parts::choices(lang, ("order", label(lang, "order").to_owned()), Some(order_hint), errors, orders.to_vec(), &form.order)}
            <p class="row gap-top"><button class="button">{lang.pick("Buat dan simpan daftar", "Make and keep the list")}</button></p>
        </form>
    };
    page_section("buat", lang.pick("Minta daftar", "Ask for a list"), (), content)
}

fn criteria(lang: Lang, form: &ShortlistForm, errors: &[FieldError]) -> AnyView {
    let options = Criterion::ALL.map(|criterion| {
        let checked = form.criteria.iter().any(|code| code == criterion.code());
        view! {
            <label class="check">
                <input type="checkbox" name="criteria" value=criterion.code() checked=checked/>
                <span>{criterion_name(lang, criterion)}</span>
            </label>
        }
    });
    let error = problem_of(lang, errors, "criteria");
    let hint = lang.pick(
        "Standar jabatan: setiap kompetensi terpenuhi dengan keyakinan untuk promosi.",
        "Standard of the position: each competency met with the certainty that counts towards a promotion.",
    );
    view! {
        <div class="field">
            <fieldset class="choice-list" id="criteria" tabindex="-1">
                <legend>{label(lang, "criteria")}</legend>
                <p class="field-hint">{hint}</p>
                {error.map(|error| view! { <p class="field-error">{small_icon(icon::WARNING)}{error}</p> })}
                {options.collect_view()}
            </fieldset>
        </div>
    }
    .into_any()
}

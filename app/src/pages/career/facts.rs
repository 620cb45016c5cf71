//! What the agency noted about a person, and the form for another fact.

use leptos::prelude::*;
use services::{CareerView, FactForm, FactKind, FieldError, LONGEST_SOURCE};

use super::words::{fact_name, fact_value};
use crate::components::card::section as page_section;
use crate::components::csrf::csrf;
use crate::components::field::{Field, field, problem_of, text_field};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::evaluation::cycles::day;
use crate::pages::evaluation::parts;

fn label(lang: Lang, name: &str) -> &'static str {
    match name {
        "fact" => lang.pick("Yang dicatat", "What is noted"),
        "from" => lang.pick("Berlaku sejak", "Holds since"),
        _ => lang.pick("Sumber", "Source"),
    }
}

/// What has to be corrected, at the top of the page.
pub fn summary(lang: Lang, errors: &[FieldError]) -> Option<AnyView> {
    parts::summary(lang, errors, |name| label(lang, name))
}

/// Nothing where nothing was noted and the reader may not.
pub fn section(frame: &Frame, view: &CareerView, form: &FactForm, errors: &[FieldError]) -> Option<AnyView> {
    let lang = frame.lang;
    if view.facts.is_empty() && !view.may_note {
        return None;
    }
    let content = view! {
        {(!view.facts.is_empty()).then(|| table(lang, view))}
        {view.may_note.then(|| noting(frame, view, form, errors))}
    };
    let title = lang.pick("Yang dicatat BKPSDM", "What BKPSDM noted");
    Some(page_section("catatan", title, (), content))
}

fn table(lang: Lang, view: &CareerView) -> AnyView {
    let heads = [
        lang.pick("Isi", "What it says"),
        lang.pick("Berlaku sejak", "Holds since"),
        lang.pick("Sumber", "Source"),
        lang.pick("Dicatat", "Noted"),
    ];
    let rows = view.facts.iter().map(|row| {
        let noted = format!("{}, {}", format::date(lang, row.noted_at), row.noted_by.as_deref().unwrap_or("–"));
        view! {
            <tr>
                <th scope="row">{fact_name(lang, row.kind)}</th>
                <td data-label=heads[0]>{fact_value(lang, &row.value)}</td>
                <td data-label=heads[1]>{format::date_tag(lang, row.from)}</td>
                <td data-label=heads[2]>{row.source.clone()}</td>
                <td data-label=heads[3]>{noted}</td>
            </tr>
        }
    });
    let note = lang.pick(
        "Catatan tidak pernah diubah. Perbaikan adalah catatan baru; dari yang sejenis, yang berlaku paling akhir yang dihitung.",
        "What was noted is never changed. A correction is another note; of a kind, the one that holds latest counts.",
    );
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Tentang", "About")}</th>
                        {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p class="card-note">{note}</p>
        </div>
    }
    .into_any()
}

fn noting(frame: &Frame, view: &CareerView, form: &FactForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let of = |name: &'static str| Field::new(name, label(lang, name)).error(problem_of(lang, errors, name));
    let from = of("from")
        .hint(lang.pick("Hari ijazah, putusan, atau sertifikatnya.", "The day of the certificate or decision."));
    let source = of("source").hint(match lang {
        Lang::Id => {
            format!("Nama dokumen dan tempat menyimpannya, paling banyak {LONGEST_SOURCE} huruf. Jangan tulis NIP.")
        }
        Lang::En => format!("The document and where it is kept, at most {LONGEST_SOURCE} characters. No NIP."),
    });
    view! {
        <form class="card form-narrow gap-top" method="post" action=format!("/karier/{}/fakta", view.person.id) novalidate>
            {csrf(frame)}
            <h3 class="section-title">{lang.pick("Catat fakta", "Note a fact")}</h3>
            {choice(lang, view, &of("fact"), &form.fact)}
            {day(&from, &form.from)}
            {text_field(&source, &form.source)}
            <p class="row gap-top"><button class="button">{lang.pick("Catat", "Note it")}</button></p>
        </form>
    }
    .into_any()
}

/// Every step of every kind, grouped.
fn choice(lang: Lang, view: &CareerView, of: &Field, chosen: &str) -> AnyView {
    let unknown = ("unknown", lang.pick("tidak diketahui lagi", "not known any more").to_owned());
    let steps = |steps: &[services::StepView]| -> Vec<(String, String)> {
        steps.iter().map(|step| (step.id.clone(), lang.text(&step.title))).collect()
    };
    let groups = FactKind::ALL.map(|kind| {
        let mut options = match kind {
            FactKind::Qualification => steps(&view.rule.qualification),
            FactKind::Discipline => steps(&view.rule.discipline),
            FactKind::Leadership => vec![
                ("yes".to_owned(), lang.pick("sudah selesai", "completed").to_owned()),
                ("no".to_owned(), lang.pick("belum", "not yet").to_owned()),
            ],
        };
        options.push((unknown.0.to_owned(), unknown.1.clone()));
        let options = options.into_iter().map(|(value, text)| {
            let value = format!("{}:{value}", kind.code());
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        });
        view! { <optgroup label=fact_name(lang, kind)>{options.collect_view()}</optgroup> }
    });
    let control = view! {
        <select class="select" id=of.id() name=of.name.clone() aria-invalid=of.invalid() aria-describedby=of.described_by()>
            <option value="">{lang.pick("Pilih", "Choose")}</option>
            {groups.collect_view()}
        </select>
    };
    field(of, control)
}

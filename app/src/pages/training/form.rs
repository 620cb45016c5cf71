//! The form of a filing.

use leptos::prelude::*;
use services::{ActivityRule, FieldError, TrainingForm, TrainingView};

use super::words;
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::{Field, error_summary, field, problem, problem_of, select_field, text_field};
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::admin::date_field;

/// What has to be corrected, at the top of the page.
pub fn summary(lang: Lang, errors: &[FieldError], kept_document: bool) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let fields = errors.iter().map(|error| {
        let label = label(lang, &error.field);
        (error.field.clone(), format!("{label}: {}", problem(lang, error.problem)))
    });
    let text = if kept_document {
        lang.pick(
            "Dokumen dan isian Anda sudah tersimpan. Perbaiki bagian ini, lalu kirim lagi.",
            "Your document and what you typed are kept. Correct this, then send it again.",
        )
    } else {
        lang.pick(
            "Isian Anda tetap ada. Perbaiki bagian ini, lalu kirim lagi.",
            "What you typed is still there. Correct this, then send it again.",
        )
    };
    let title = lang.pick("Belum terkirim", "Not sent yet");
    Some(error_summary(title, Some(text.to_owned()), fields.collect()))
}

fn label(lang: Lang, field: &str) -> &'static str {
    match field {
        "activity" => lang.pick("Jenis kegiatan", "Kind of activity"),
        "title" => lang.pick("Judul", "Title"),
        "organiser" => lang.pick("Penyelenggara", "Organiser"),
        "first" => lang.pick("Hari pertama", "First day"),
        "last" => lang.pick("Hari terakhir", "Last day"),
        "amount" => lang.pick("Banyaknya", "How much"),
        "place" => lang.pick("Tempat", "Place"),
        _ => lang.pick("Dokumen bukti", "Document"),
    }
}

/// `of`: the filing that is changed; none for a new one.
pub fn form(
    frame: &Frame,
    activities: &[ActivityRule],
    typed: &TrainingForm,
    of: Option<&TrainingView>,
    errors: &[FieldError],
) -> AnyView {
    let lang = frame.lang;
    let action = of.map_or_else(|| "/pelatihan-luar".to_owned(), |of| format!("/pelatihan-luar/{}", of.row.id));
    let named = |name: &str| Field::new(name, label(lang, name)).error(problem_of(lang, errors, name));
    let choose = (String::new(), lang.pick("Pilih …", "Choose …").to_owned());
    let options = activities.iter().map(|rule| (rule.activity.code().to_owned(), lang.text(&rule.title)));
    let options = std::iter::once(choose).chain(options).collect();
    let amount = named("amount").hint(lang.pick(
        "Seminar dan lokakarya: jumlah hari, boleh kosong bila Anda ikut setiap hari. Bimbingan: jumlah pertemuan. E-learning: JP di \
         sertifikat. Belajar mandiri dan komunitas: jumlah menit. Yang lain: kosongkan.",
        "Seminar and workshop: days, empty if you were there every day. Coaching: sessions. E-learning: the JP on the certificate. \
         Self-study and community: minutes. Others: leave it empty.",
    ));
    let place = named("place").hint(lang.pick("Nama kota, atau “daring”.", "The city, or “online”."));
    let button = match of.map(|of| of.row.state) {
        None | Some(domain::training::TrainingState::Draft) => {
            lang.pick("Kirim untuk diperiksa", "Send for verification")
        }
        Some(_) => lang.pick("Kirim lagi untuk diperiksa", "Send again for verification"),
    };
    view! {
        <form class="form-narrow" method="post" action=action enctype="multipart/form-data" novalidate>
            {csrf(frame)}
            {select_field(&named("activity"), options, &typed.activity)}
            {text_field(&named("title").hint(lang.pick("Seperti tertulis di sertifikat.", "As the certificate has it.")), &typed.title)}
            {text_field(&named("organiser"), &typed.organiser)}
            {date_field(&named("first"), &typed.first)}
            {date_field(&named("last"), &typed.last)}
            {text_field(&amount, &typed.amount)}
            {text_field(&place, &typed.place)}
            <div class="field">
                <label class="check">
                    <input type="checkbox" name="international" value="ya" checked=typed.international/>
                    <span>{lang.pick("Tingkat internasional", "International")}</span>
                </label>
            </div>
            {file(lang, named("file"), of)}
            <p class="row gap-top"><button class="button">{button}</button></p>
        </form>
    }
    .into_any()
}

fn file(lang: Lang, of: Field, filing: Option<&TrainingView>) -> AnyView {
    let kept = filing.and_then(|filing| filing.document.as_ref()).map(|document| words::document(lang, document));
    let hint = match (lang, kept) {
        (Lang::Id, Some(kept)) => format!("Tersimpan: {kept}. Unggah yang lain hanya bila ingin menggantinya."),
        (Lang::En, Some(kept)) => format!("Kept: {kept}. Upload another one only to replace it."),
        (Lang::Id, None) => {
            "Sertifikat atau surat keterangan: PDF, JPEG, PNG, atau WebP, paling besar 5 MB.".to_owned()
        }
        (Lang::En, None) => "A certificate or letter: PDF, JPEG, PNG or WebP, at most 5 MB.".to_owned(),
    };
    let of = of.hint(hint);
    let control = view! {
        <input
            class="input"
            type="file"
            id=of.id()
            name=of.name.clone()
            accept=".pdf,.png,.jpg,.jpeg,.webp,application/pdf,image/png,image/jpeg,image/webp"
            aria-invalid=of.invalid()
            aria-describedby=of.described_by()
        />
    };
    field(&of, control)
}

/// What each kind brings, and where that is written.
pub fn rules(lang: Lang, activities: &[ActivityRule]) -> AnyView {
    let [brings, source] = [lang.pick("JP", "JP"), lang.pick("Sumber", "Source")];
    let rows = activities.iter().map(|rule| {
        view! {
            <tr>
                <th scope="row">{lang.text(&rule.title)}</th>
                <td data-label=brings>{words::conversion(lang, rule)}</td>
                <td class="small" data-label=source>{words::source(lang, &rule.source, rule.is_checked)}</td>
            </tr>
        }
    });
    let table = view! {
        <table class="table table--cards">
            <thead>
                <tr>
                    <th scope="col">{lang.pick("Kegiatan", "Activity")}</th>
                    <th scope="col">{brings}</th>
                    <th scope="col">{source}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    };
    disclosure(lang.pick("Berapa JP untuk setiap kegiatan", "How many JP each activity brings"), false, table)
}

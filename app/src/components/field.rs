//! Fields of forms: label, hint, what is wrong, and the control that both describe.

mod organisation;
mod training;

use leptos::prelude::*;
use services::{FieldError, Problem};

pub use organisation::{broken, number as number_problem};

use super::icon::{self, small_icon};
use crate::format;
use crate::lang::Lang;

/// A field around its control. The control takes [`Field::id`], [`Field::described_by`] and [`Field::invalid`].
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// The name in the form, and the id in the page.
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    /// What is wrong with what was typed.
    pub error: Option<String>,
}

impl Field {
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), ..Self::default() }
    }

    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    pub fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }

    pub fn id(&self) -> String {
        self.name.clone()
    }

    /// The `aria-describedby` of the control.
    pub fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-petunjuk", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-galat", self.name));
        match (error, hint) {
            (Some(error), Some(hint)) => Some(format!("{error} {hint}")),
            (error, hint) => error.or(hint),
        }
    }

    /// The `aria-invalid` of the control.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }
}

/// The field with its control.
pub fn field(field: &Field, control: impl IntoView + 'static) -> AnyView {
    let hint = field.hint.clone().map(|hint| {
        view! { <p class="field-hint" id=format!("{}-petunjuk", field.name)>{hint}</p> }
    });
    let error = field.error.clone().map(|error| {
        view! { <p class="field-error" id=format!("{}-galat", field.name)>{small_icon(icon::WARNING)}{error}</p> }
    });
    view! {
        <div class="field">
            <label class="field-label" for=field.id()>{field.label.clone()}</label>
            {hint}
            {error}
            {control}
        </div>
    }
    .into_any()
}

/// A field of one line.
pub fn text_field(of: &Field, value: &str) -> AnyView {
    let control = view! {
        <input
            class="input"
            id=of.id()
            name=of.name.clone()
            value=value.to_owned()
            aria-invalid=of.invalid()
            aria-describedby=of.described_by()
        />
    };
    field(of, control)
}

/// A choice of one. The options are value and text.
pub fn select_field(of: &Field, options: Vec<(String, String)>, chosen: &str) -> AnyView {
    let options = options.into_iter().map(|(value, text)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{text}</option> }
    });
    let control = view! {
        <select
            class="select"
            id=of.id()
            name=of.name.clone()
            aria-invalid=of.invalid()
            aria-describedby=of.described_by()
        >
            {options.collect_view()}
        </select>
    };
    field(of, control)
}

/// What is wrong with a field, in words; `None` where nothing is.
pub fn problem_of(lang: Lang, errors: &[FieldError], field: &str) -> Option<String> {
    errors.iter().find(|error| error.field == field).map(|error| problem(lang, error.problem))
}

/// A problem in words.
pub fn problem(lang: Lang, problem: Problem) -> String {
    match (lang, problem) {
        (Lang::Id, Problem::Missing) => "Bagian ini belum diisi.".to_owned(),
        (Lang::En, Problem::Missing) => "This is still empty.".to_owned(),
        (Lang::Id, Problem::TooLong { most }) => {
            format!("Terlalu panjang: paling banyak {} huruf.", format::number(lang, most as u64))
        }
        (Lang::En, Problem::TooLong { most }) => {
            format!("Too long: at most {} characters.", format::number(lang, most as u64))
        }
        (Lang::Id, Problem::NotANumber) => "Tulis bilangan bulat, misalnya 2.".to_owned(),
        (Lang::En, Problem::NotANumber) => "Write a whole number, for example 2.".to_owned(),
        (Lang::Id, Problem::OutOfRange { low, high }) => format!("Isi bilangan dari {low} sampai {high}."),
        (Lang::En, Problem::OutOfRange { low, high }) => format!("Write a number from {low} to {high}."),
        (Lang::Id, Problem::NoColumn) => {
            "Kolom ini tidak ditemukan di berkas. Tulis judulnya persis seperti di baris pertama berkas Anda."
                .to_owned()
        }
        (Lang::En, Problem::NoColumn) => {
            "The file has no such column. Write its heading as it stands in the first line of your file.".to_owned()
        }
        (Lang::Id, Problem::NotAChoice) => "Pilih salah satu yang ada di daftar.".to_owned(),
        (Lang::En, Problem::NotAChoice) => "Choose one of the list.".to_owned(),
        (Lang::Id, Problem::TooMany { most }) => {
            format!("Sudah ada {most} permintaan yang belum dijawab. Tunggu jawabannya dahulu.")
        }
        (Lang::En, Problem::TooMany { most }) => {
            format!("There are {most} requests without an answer already. Wait for an answer first.")
        }
        (Lang::Id, Problem::NotADay) => "Tulis tanggal hari ini atau sesudahnya, misalnya 2027-01-31.".to_owned(),
        (Lang::En, Problem::NotADay) => "Write today's date or a later one, for example 2027-01-31.".to_owned(),
        (Lang::Id, Problem::AuditorAlone) => {
            "Auditor tidak boleh memegang peran lain. Akhiri peran yang ada dahulu.".to_owned()
        }
        (Lang::En, Problem::AuditorAlone) => "An auditor holds no other role. End the present one first.".to_owned(),
        (Lang::Id, Problem::TooShort { least }) => format!("Terlalu pendek: paling sedikit {least} huruf."),
        (Lang::En, Problem::TooShort { least }) => format!("Too short: at least {least} characters."),
        (Lang::Id, Problem::Wait { minutes }) => {
            format!("Terlalu banyak percobaan yang gagal. Tunggu {minutes} menit, lalu coba lagi.")
        }
        (Lang::En, Problem::Wait { minutes: 1 }) => {
            "Too many failed attempts. Wait a minute, then try again.".to_owned()
        }
        (Lang::En, Problem::Wait { minutes }) => {
            format!("Too many failed attempts. Wait {minutes} minutes, then try again.")
        }
        (
            lang,
            problem @ (Problem::TooCommon
            | Problem::HoldsName
            | Problem::Different
            | Problem::NotAnAddress
            | Problem::NotAUserName
            | Problem::WrongPassword
            | Problem::WrongCode
            | Problem::SignInAgain
            | Problem::OnlyWayIn),
        ) => sign_in_problem(lang, problem).to_owned(),
        (lang, Problem::Training(problem)) => training::problem(lang, problem),
        (lang, problem) => organisation::problem(lang, problem),
    }
}

/// Problems of names, passwords and codes.
const fn sign_in_problem(lang: Lang, problem: Problem) -> &'static str {
    match problem {
        Problem::TooCommon => lang.pick(
            "Terlalu mudah ditebak: banyak orang memakainya. Rangkai beberapa kata yang tidak berhubungan.",
            "Too easy to guess: many people use it. Put some words together that have nothing to do with each other.",
        ),
        Problem::HoldsName => lang.pick(
            "Jangan memuat nama pengguna Anda. Pilih kata lain.",
            "Leave your user name out of it. Choose other words.",
        ),
        Problem::Different => lang.pick(
            "Tidak sama dengan kata sandi di atas. Ketik keduanya sekali lagi.",
            "Not the same as the password above. Type both once more.",
        ),
        Problem::NotAnAddress => lang.pick(
            "Tulis alamat surel lengkap, misalnya nama@palembang.go.id.",
            "Write a whole e-mail address, for example name@palembang.go.id.",
        ),
        Problem::NotAUserName => lang.pick(
            "Pakai 3 sampai 50 huruf kecil, angka, titik, atau tanda hubung, misalnya rina.astuti.",
            "Use 3 to 50 small letters, digits, full stops or hyphens, for example rina.astuti.",
        ),
        Problem::WrongPassword => lang.pick("Kata sandi ini tidak cocok.", "This password is wrong."),
        Problem::SignInAgain => lang.pick(
            "Masuk sekali lagi lewat penyedia Anda dahulu, lalu ulangi.",
            "Sign in with your provider once more first, then try again.",
        ),
        Problem::OnlyWayIn => lang.pick(
            "Ini satu-satunya cara Anda masuk. Minta undangan kepada pengelola dahulu.",
            "This is your only way in. Ask an administrator for an invitation first.",
        ),
        _ => lang.pick(
            "Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu ketik lagi.",
            "This code is wrong or was used before. Wait for the next one, then type that.",
        ),
    }
}

/// At the top of a form that did not pass: what is wrong, each line with a link to its field (id and words).
pub fn error_summary(title: impl Into<String>, text: Option<String>, fields: Vec<(String, String)>) -> AnyView {
    let links = fields.into_iter().map(|(id, text)| view! { <li><a href=format!("#{id}")>{text}</a></li> });
    view! {
        <div class="error-summary" role="alert" aria-labelledby="galat" tabindex="-1">
            <h2 class="error-summary-title" id="galat">{title.into()}</h2>
            {text.map(|text| view! { <p>{text}</p> })}
            <ul class="plain-list">{links.collect_view()}</ul>
        </div>
    }
    .into_any()
}

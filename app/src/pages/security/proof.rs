//! The forms of `/keamanan`: each asks who it is once more.

use leptos::prelude::*;
use services::{FieldError, Proof, SecurityView};

use crate::components::csrf::csrf;
use crate::components::field::{Field, problem_of};
use crate::components::password_field::{code_field, password_field};
use crate::frame::Frame;
use crate::lang::Lang;

/// A form of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormOf {
    /// Switches the second factor on.
    SetUp,
    /// New recovery codes.
    Codes,
    SwitchOff,
    /// Takes the account at a provider away that stands at this place.
    Identity(usize),
}

impl FormOf {
    /// A field as this form calls it: several forms with the same fields stand on one page.
    pub fn field(self, name: &str) -> String {
        match self {
            Self::SetUp if name == "code" => name.to_owned(),
            Self::SetUp => format!("{name}-pasang"),
            Self::Codes => format!("{name}-kode"),
            Self::SwitchOff => format!("{name}-matikan"),
            Self::Identity(place) => format!("{name}-lepas-{place}"),
        }
    }

    /// What is wrong, with the fields as this form calls them.
    pub(super) fn named(self, errors: &[FieldError]) -> Vec<FieldError> {
        let named = |error: &FieldError| match error.field.as_str() {
            "password" | "code" => FieldError::new(self.field(&error.field), error.problem),
            // No field of the form is meant.
            "identity" => FieldError::new("penyedia", error.problem),
            _ => FieldError::new("masuk-lagi", error.problem),
        };
        errors.iter().map(named).collect()
    }
}

/// A form and what it does.
pub(super) struct Doing {
    pub form: FormOf,
    pub action: &'static str,
    pub button: &'static str,
}

/// A form with what it is about, the proof, and its button.
pub(super) fn proven(frame: &Frame, view: &SecurityView, errors: &[FieldError], of: &Doing, about: AnyView) -> AnyView {
    let lang = frame.lang;
    let Doing { form, action, button } = *of;
    let name = |name: &str| form.field(name);
    // What the page leads to is its one red button; what takes something away is quiet.
    let class = if form == FormOf::SetUp { "button" } else { "button button--plain" };
    let control = match view.proof {
        Proof::Password => {
            let label = lang.pick("Kata sandi Anda", "Your password");
            let field = Field::new(name("password"), label).error(problem_of(lang, errors, &name("password")));
            password_field(&field, "current-password")
        }
        Proof::Code => {
            let label = lang.pick("Kode dari aplikasi autentikator", "Code of your authenticator");
            code_field(&Field::new(name("code"), label).error(problem_of(lang, errors, &name("code"))))
        }
        Proof::Fresh | Proof::SignInAgain => ().into_any(),
    };
    view! {
        <form method="post" action=action novalidate>
            {csrf(frame)}
            {about}
            {control}
            <p class="row gap-top"><button class=class>{button}</button></p>
        </form>
    }
    .into_any()
}

/// For those who have neither password nor second factor: the provider asks once more, and then everything here can change.
pub(super) fn sign_in_again(lang: Lang, view: &SecurityView, names: &[(String, String)]) -> AnyView {
    let mut known: Vec<&(String, String)> =
        names.iter().filter(|(id, _)| view.identities.iter().any(|identity| identity.provider == *id)).collect();
    known.dedup();
    let links = known.into_iter().map(|(id, name)| {
        let text = match lang {
            Lang::Id => format!("Masuk lagi dengan {name}"),
            Lang::En => format!("Sign in again with {name}"),
        };
        let href = format!("/masuk/{id}?ulang=ya&next=%2Fkeamanan");
        view! { <a class="button" href=href>{text}</a> }
    });
    view! {
        <p>
            {lang.pick(
                "Supaya tidak ada orang lain yang mengubahnya di komputer Anda, masuk sekali lagi dahulu. Sesudahnya Anda punya sepuluh menit.",
                "So that nobody else changes it at your computer, sign in once more first. After that you have ten minutes.",
            )}
        </p>
        <p class="row gap-top">{links.collect_view()}</p>
    }
    .into_any()
}

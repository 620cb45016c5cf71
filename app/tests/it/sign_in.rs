//! The sign-in form.

use app::lang::Lang;
use app::pages::{SignInForm, SignInProblem, sign_in};

use crate::support::{EVIL, assert_escaped, frame, main_of};

fn form(error: Option<SignInProblem>) -> SignInForm {
    SignInForm { username: "rina".to_owned(), next: Some("/profil".to_owned()), error, ..SignInForm::default() }
}

#[test]
fn to_fill_in() {
    let form = SignInForm { demo: true, ..SignInForm::default() };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| sign_in(f, &form)));
}

#[test]
fn after_a_wrong_password() {
    let form = form(Some(SignInProblem::Wrong));
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| sign_in(f, &form)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| sign_in(f, &form)));
}

#[test]
fn after_too_many_attempts_and_with_empty_fields() {
    let html = main_of(&frame(Lang::Id), |f| sign_in(f, &form(Some(SignInProblem::TooMany { minutes: 15 }))));
    assert!(html.contains("Tunggu 15 menit") && !html.contains("aria-invalid"), "{html}");
    let empty = SignInForm { error: Some(SignInProblem::Missing), ..SignInForm::default() };
    let html = main_of(&frame(Lang::En), |f| sign_in(f, &empty));
    assert!(
        html.contains("aria-describedby=\"username-galat\"") && html.contains("aria-describedby=\"password-galat\"")
    );
    assert!(html.contains("href=\"#username\"") && html.contains("href=\"#password\""));
}

#[test]
fn what_was_typed_is_text() {
    let form =
        SignInForm { username: EVIL.to_owned(), next: Some(format!("/{EVIL}")), ..form(Some(SignInProblem::Wrong)) };
    assert_escaped(&frame(Lang::Id), |f| sign_in(f, &form));
}

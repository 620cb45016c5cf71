//! Pages about signing in: passwords by a link, the second factor, accounts, identities, and letters.

use app::lang::Lang;
use app::letters::letter;
use app::pages::{
    CodeForm, FormOf, Showing, SignInForm, account, accounts, ask_reset, change_password, identity_request,
    identity_requests, link_over, password_by_link, recovery_codes, security, sign_in, sign_in_code, sign_in_waiting,
};
use domain::time::Timestamp;
use services::{
    AccountRow, AccountView, AccountsView, Candidate, FieldError, IdentityRequestView, IdentityView, InviteForm,
    LetterKind, Link, LinkKind, PasswordForm, Problem, Proof, SecurityView,
};
use uuid::Uuid;

use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn link(text: &str) -> Link {
    Link { name: text.to_owned(), address: text.to_owned(), username: None }
}

fn row(text: &str) -> AccountRow {
    AccountRow {
        person: Uuid::from_u128(1).into(),
        name: text.to_owned(),
        unit: Some(text.to_owned()),
        username: None,
        address: Some(text.to_owned()),
        trainer: false,
        admin: false,
        second_factor: true,
        identities: 1,
        blocked_since: None,
        invited_at: Some(NOW),
    }
}

fn request(text: &str) -> IdentityRequestView {
    IdentityRequestView {
        id: Uuid::from_u128(2).into(),
        provider: text.to_owned(),
        name: text.to_owned(),
        number: Some("••••1002".to_owned()),
        reason: "not-verified".to_owned(),
        asked_at: NOW,
        last_at: NOW,
        search: text.to_owned(),
        candidates: vec![Candidate {
            person: Uuid::from_u128(3).into(),
            name: text.to_owned(),
            unit: None,
            same_number: true,
        }],
    }
}

fn view(text: &str) -> SecurityView {
    SecurityView {
        username: Some(text.to_owned()),
        address: Some(text.to_owned()),
        second_factor: Some((NOW, 3)),
        required: false,
        set_up: None,
        identities: vec![IdentityView { key: text.to_owned(), provider: text.to_owned(), linked_at: NOW }],
        proof: Proof::Password,
    }
}

fn account_view(text: &str) -> AccountView {
    let letter = Some((text.to_owned(), NOW, false, Some(text.to_owned())));
    AccountView { row: row(text), is_self: false, devices: 2, letter }
}

#[test]
fn what_people_and_providers_write_is_text() {
    let names = [(EVIL.to_owned(), EVIL.to_owned())];
    let form = PasswordForm { username: EVIL.to_owned(), ..PasswordForm::default() };
    for lang in [Lang::Id, Lang::En] {
        let frame = frame(lang);
        assert_escaped(&frame, |f| password_by_link(f, LinkKind::Invitation, &link(EVIL), &form, &[]));
        assert_escaped(&frame, |f| ask_reset(f, EVIL, &[]));
        assert_escaped(&frame, |f| security(f, &view(EVIL), &names, Showing::default()));
        let page = AccountsView { search: EVIL.to_owned(), rows: vec![row(EVIL)], people: 99, page: 2, pages: 4 };
        assert_escaped(&frame, |f| accounts(f, &page));
        let invite = InviteForm { address: EVIL.to_owned() };
        assert_escaped(&frame, |f| account(f, &account_view(EVIL), true, &invite, &[]));
        assert_escaped(&frame, |f| identity_requests(f, &[request(EVIL)], &names));
        assert_escaped(&frame, |f| identity_request(f, &request(EVIL), &[], &[]));
        let providers = vec![("kota".to_owned(), EVIL.to_owned())];
        assert_escaped(&frame, |f| sign_in(f, &SignInForm { providers, ..SignInForm::default() }));
    }
}

#[test]
fn a_password_never_comes_back() {
    let form = PasswordForm {
        username: "rina".into(),
        current: "rahasia-1".into(),
        password: "rahasia-2".into(),
        repeated: "rahasia-3".into(),
    };
    let errors = [FieldError::new("password", Problem::TooCommon), FieldError::new("repeated", Problem::Different)];
    let html = main_of(&frame(Lang::Id), |f| password_by_link(f, LinkKind::Reset, &link("Rina"), &form, &errors));
    assert!(!html.contains("rahasia-") && html.contains("value=\"rina\""), "{html}");
    assert!(
        html.contains("aria-describedby=\"password-galat password-petunjuk\"") && html.contains("href=\"#repeated\"")
    );
    let html = main_of(&frame(Lang::En), |f| change_password(f, &[FieldError::new("current", Problem::Missing)]));
    assert!(
        html.contains("current-password") && html.contains("new-password") && html.contains("This is still empty.")
    );
}

#[test]
fn an_invitation() {
    let link = Link { name: "Muhammad Fadil".into(), address: "fadil@kota.example".into(), username: None };
    let form = PasswordForm { username: "fadil".into(), ..PasswordForm::default() };
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |f| password_by_link(
            f,
            LinkKind::Invitation,
            &link,
            &form,
            &[]
        )));
    }
}

#[test]
fn security_of_somebody_with_a_second_factor() {
    let names = [("kota".to_owned(), "Akun Kota".to_owned())];
    let mut view = view("rina");
    view.identities[0].provider = "kota".to_owned();
    view.address = Some("rina@kota.example".to_owned());
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |f| security(f, &view, &names, Showing::default())));
    }
    view.required = true;
    let html = main_of(&frame(Lang::Id), |f| security(f, &view, &names, Showing { due: true, wrong: None }));
    assert!(!html.contains("/keamanan/matikan") && html.contains("Keluar, lalu masuk lagi"), "{html}");
    // Without a password and a second factor the provider asks once more, and what cannot change yet has no form.
    let bare = SecurityView {
        username: None,
        second_factor: None,
        set_up: Some(("ABCD".into(), "otpauth://totp/x".into())),
        proof: Proof::SignInAgain,
        ..view.clone()
    };
    for lang in [Lang::Id, Lang::En] {
        let html = main_of(&frame(lang), |f| security(f, &bare, &names, Showing::default()));
        assert!(!html.contains("ABCD") && html.contains("/masuk/kota?ulang=ya&amp;next=%2Fkeamanan"), "{html}");
        insta::assert_snapshot!(html);
    }
    // What is wrong is said at the form that was sent, and that form is open.
    view.required = false;
    let errors = [FieldError::new("password", Problem::WrongPassword)];
    let wrong = Some((FormOf::Identity(0), &errors[..]));
    let html = main_of(&frame(Lang::Id), |f| security(f, &view, &names, Showing { due: false, wrong }));
    assert!(html.contains("href=\"#password-lepas-0\"") && html.contains("id=\"password-lepas-0-galat\""), "{html}");
    assert_eq!(html.matches("<details open class=\"disclosure\"").count(), 1, "{html}");
    let codes = vec!["abcd-efgh-ijkl-mnop".to_owned()];
    assert!(main_of(&frame(Lang::En), |f| recovery_codes(f, &codes)).contains("<code>abcd-efgh-ijkl-mnop</code>"));
}

#[test]
fn an_identity_to_decide_about() {
    let names = [("kota".to_owned(), "Akun Kota".to_owned())];
    let mut request = request("Fadil");
    request.provider = "kota".to_owned();
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| identity_request(f, &request, &names, &[])));
}

#[test]
fn what_to_do_is_always_said() {
    let text = |page: &dyn Fn(&app::frame::Frame) -> app::document::Page| main_of(&frame(Lang::Id), page);
    assert!(text(&|f| link_over(f, LinkKind::Invitation, true)).contains("mengirim undangan baru"));
    assert!(text(&|f| link_over(f, LinkKind::Reset, true)).contains("href=\"/lupa-sandi\""));
    assert!(!text(&|f| link_over(f, LinkKind::Reset, false)).contains("href=\"/lupa-sandi\""));
    assert!(text(&sign_in_waiting).contains("Pengelola melihat permintaan Anda"));
    let late = CodeForm { error: Some(Problem::Wait { minutes: 4 }) };
    assert!(text(&|f| sign_in_code(f, &late)).contains("Tunggu 4 menit"));
    let html = text(&|f| account(f, &account_view("Rina"), false, &InviteForm::default(), &[]));
    assert!(html.contains("AMPERA_SMTP_URL"), "{html}");
}

#[test]
fn letters_in_both_languages() {
    let link = Some(("/undangan/abc", NOW.plus_days(7)));
    for lang in [Lang::Id, Lang::En] {
        let made = letter(lang, LetterKind::Invitation, "Muhammad Fadil", "https://ampera.example", link);
        insta::assert_snapshot!(format!("{}\n\n{}\n{}", made.subject, made.text, made.html));
    }
    let evil = letter(Lang::Id, LetterKind::Reset, EVIL, "https://ampera.example", link);
    assert!(!evil.html.contains("<script>"), "{}", evil.html);
}

//! The audit log.

use app::lang::Lang;
use app::pages::audit;
use domain::time::Timestamp;
use services::{AuditQuery, AuditRow, AuditView, ChainState};
use uuid::Uuid;

use crate::profile::id;
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn row(action: &str, name: &str) -> AuditRow {
    AuditRow {
        id: Uuid::from_u128(1),
        at: NOW,
        actor: (action != "retention-applied").then(|| (id(1), name.to_owned())),
        subject: (action == "profile-viewed").then(|| (id(2), name.to_owned())),
        client: None,
        action: action.to_owned(),
        details: vec![("as".to_owned(), name.to_owned())],
        address: Some("203.0.113.0/24".to_owned()),
        agent: Some("Firefox · Windows".to_owned()),
    }
}

fn view(rows: Vec<AuditRow>) -> AuditView {
    AuditView {
        query: AuditQuery::default(),
        rows,
        next: Some("1795486320000.00000000-0000-0000-0000-000000000001".to_owned()),
        chain: ChainState { rows: 21_708, head: "5f".repeat(32) },
    }
}

#[test]
fn rows_of_people_clients_and_the_system() {
    let client = AuditRow { client: Some("e-Kinerja".to_owned()), actor: None, ..row("api-read", "Yanti") };
    let failed = AuditRow { actor: None, subject: Some((id(2), "Rina Astuti".into())), ..row("sign-in-failed", "x") };
    let rows = vec![
        row("profile-viewed", "Yanti Oktavia"),
        client,
        failed,
        row("retention-applied", "x"),
        row("new-code", "y"),
    ];
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| audit(f, &view(rows.clone()))));
    let query = AuditQuery {
        subject: "Rina & Budi".into(),
        action: "new-code".into(),
        from: Some("2026-11-01".parse().unwrap()),
        before: Some("1.x".into()),
        ..AuditQuery::default()
    };
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| audit(f, &AuditView { query, ..view(rows) })));
}

#[test]
fn details_are_said_in_words_and_what_is_empty_is_not_said() {
    let pairs =
        [("as", "admin"), ("second-factor", "false"), ("provider", "null"), ("score", "174"), ("session", "01a2")];
    let details = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let row = AuditRow { details, ..row("signed-in", "Yanti") };
    let html = main_of(&frame(Lang::Id), |f| audit(f, &view(vec![row])));
    for said in ["Sebagai</dt>", "pengelola", "Faktor kedua</dt>", "tidak", "17,4", "Sesi</dt>", "01a2"] {
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(!html.contains("Penyedia") && !html.contains("null"), "{html}");
}

#[test]
fn nothing_found_leads_back() {
    let query = AuditQuery { actor: "Tidak Ada".into(), ..AuditQuery::default() };
    let html = main_of(&frame(Lang::Id), |f| audit(f, &AuditView { query, next: None, ..view(Vec::new()) }));
    assert!(html.contains("Hapus saringan"), "{html}");
}

#[test]
fn what_stands_in_the_log_is_text() {
    let query = AuditQuery { subject: EVIL.into(), actor: EVIL.into(), action: EVIL.into(), ..AuditQuery::default() };
    let rows = vec![AuditRow { client: Some(EVIL.into()), agent: Some(EVIL.into()), ..row(EVIL, EVIL) }];
    assert_escaped(&frame(Lang::Id), |f| audit(f, &AuditView { query, next: Some(EVIL.into()), ..view(rows) }));
}

/// Whoever adds an event to a use case adds its words: this reads the codes where they are written.
#[test]
fn every_action_that_is_logged_has_words() {
    fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut found = Vec::new();
    sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/services/src")), &mut found);
    let is_code =
        |text: &&str| text.contains('-') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let mut codes: Vec<String> = ["enrolled", "signed-out", "device-revoked"].map(ToOwned::to_owned).to_vec();
    for call in found.iter().flat_map(|source| source.split(".event(").skip(1)) {
        let arguments = call.split("json!").next().unwrap_or_default();
        codes.extend(arguments.split('"').skip(1).step_by(2).filter(is_code).map(ToOwned::to_owned));
    }
    assert!(codes.len() > 20, "the search finds {} only", codes.len());
    for code in codes {
        let html = main_of(&frame(Lang::Id), |f| audit(f, &view(vec![row(&code, "x")])));
        assert!(!html.contains(&format!("<th scope=\"row\">{code}")), "{code} has no words in pages/audit/words.rs");
    }
}

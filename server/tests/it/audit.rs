//! The audit log: what is in it, who reads it, and the file.

use crate::support::{Site, Who, text_of};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0";

#[tokio::test]
async fn a_failed_sign_in_is_in_the_log_and_what_was_typed_is_not() {
    for site in Site::on_all().await {
        let mut visitor = site.visitor().with_header("user-agent", FIREFOX);
        let wrong = [("username", "rina"), ("password", "sandi-yang-dicoba")];
        visitor.post("/masuk", &wrong).await.assert_status(422);
        visitor.post("/masuk", &[("username", "nama-yang-dicoba"), ("password", "x")]).await.assert_status(422);
        let mut auditor = site.signed_in(Who::Auditor).await;
        let page = auditor.get("/audit?tindakan=sign-in-failed").await;
        page.assert_status(200);
        let text = text_of(page.text());
        assert!(text.contains("Firefox · Windows") && text.contains("Rina Astuti"), "{text}");
        assert!(!text.contains("yang-dicoba"), "{text}");
        assert_eq!(page.text().matches("<tr>").count(), 3, "the head and two rows");
    }
}

#[tokio::test]
async fn the_log_is_filtered_and_paged() {
    for site in Site::on_all().await {
        let mut auditor = site.signed_in(Who::Auditor).await;
        for _ in 0..60 {
            site.signed_in(Who::Learner).await;
        }
        let first = auditor.get("/audit?orang=rina+ast&tindakan=signed-in").await;
        assert_eq!(first.text().matches("<tr>").count(), 51);
        let next = first.text().split("href=\"/audit?").find(|rest| rest.contains("setelah=")).unwrap();
        let next = format!("/audit?{}", next.split('"').next().unwrap().replace("&amp;", "&"));
        let second = auditor.get(&next).await;
        assert_eq!(second.text().matches("<tr>").count(), 11);
        for nothing in ["/audit?orang=%25", "/audit?pelaku=_", "/audit?dari=2027-01-01", "/audit?sampai=2020-01-01"] {
            assert!(auditor.get(nothing).await.text().contains("Tidak ada baris"), "{nothing}");
        }
        let today = auditor.get("/audit?dari=2026-11-24&sampai=2026-11-24&orang=rina").await;
        assert!(today.text().matches("<tr>").count() > 10);
        let rina = site.actor(Who::Learner).await.person;
        let by_id = auditor.get(&format!("/audit?pelaku={rina}&tindakan=signed-in")).await;
        assert_eq!(by_id.text().matches("<tr>").count(), 51);
    }
}

#[tokio::test]
async fn the_file_holds_every_row_and_no_formula() {
    for site in Site::on_all().await {
        let mut auditor = site.signed_in(Who::Auditor).await.with_header("user-agent", FIREFOX);
        auditor.get("/audit").await;
        let file = auditor.get("/audit.csv?orang=rina").await;
        file.assert_status(200);
        assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
        let lines: Vec<&str> = file.text().lines().collect();
        assert!(lines[0].starts_with("\"id\",\"time\"") && lines.len() > 5, "{lines:?}");
        assert!(lines[1..].iter().all(|line| line.contains("Rina Astuti")));
        assert!(!file.text().contains("19010101192101"), "no personal number");
        let log = auditor.get("/audit?tindakan=audit-exported").await;
        assert!(text_of(log.text()).contains("Hendra Gunawan"), "the download is in the log");
    }
}

/// Rows of a table that name somebody in a capacity.
fn rows(html: &str, name: &str, capacity: &str) -> usize {
    let named = |row: &&str| row.contains(&format!("<th scope=\"row\">{name}<")) && row.contains(capacity);
    html.split("<tr>").filter(named).count()
}

#[tokio::test]
async fn looking_at_somebody_is_noted_once_an_hour_and_they_see_it() {
    for site in Site::on_all().await {
        let rina = site.actor(Who::Learner).await.person;
        let path = format!("/profil/{rina}");
        let mut yanti = site.signed_in(Who::Manager).await;
        let mut auditor = site.signed_in(Who::Auditor).await;
        for _ in 0..3 {
            yanti.get(&path).await.assert_status(200);
            auditor.get(&path).await.assert_status(200);
        }
        yanti.get(&format!("{path}/bukti/digital/keamanan")).await.assert_status(200);
        let mut own = site.signed_in(Who::Learner).await;
        own.get("/profil").await.assert_status(200);
        let seen = own.get("/data-saya").await.text().to_owned();
        assert_eq!(rows(&seen, "Yanti Oktavia", "atasan"), 2, "{seen}");
        assert_eq!(rows(&seen, "Hendra Gunawan", "auditor"), 1, "{seen}");
        assert!(rows(&seen, "Rina Astuti", "") == 0, "looking at oneself is none");
        site.clock.pass_minutes(61);
        yanti.get(&path).await.assert_status(200);
        let seen = own.get("/data-saya").await.text().to_owned();
        assert_eq!(rows(&seen, "Yanti Oktavia", "atasan"), 3, "another hour");
    }
}

#[tokio::test]
async fn an_auditor_sees_what_answers_add_up_to_and_no_answer() {
    let site = Site::new().await;
    let rina = site.actor(Who::Learner).await;
    let attempt = site.services.profile(&rina, rina.person).await.unwrap().history[0].attempt;
    let mut auditor = site.signed_in(Who::Auditor).await;
    let profile = auditor.get(&format!("/profil/{}", rina.person)).await;
    assert!(!profile.text().contains("href=\"/kuis/"), "no link leads to an answer");
    let evidence = auditor.get(&format!("/profil/{}/bukti/digital/keamanan", rina.person)).await;
    assert!(evidence.text().contains("bukan jawaban satu per satu"));
    assert!(!evidence.text().contains("evidence-list") && !evidence.text().contains("href=\"/kuis/"));
    auditor.get(&format!("/kuis/{attempt}")).await.assert_status(404);
    let mut yanti = site.signed_in(Who::Manager).await;
    let evidence = yanti.get(&format!("/profil/{}/bukti/digital/keamanan", rina.person)).await;
    assert!(evidence.text().contains("evidence-list"));
}

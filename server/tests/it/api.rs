//! What service clients read, and what they do not.

use crate::support::{Site, Visitor, Who};

fn caller(site: &Site, secret: &str) -> Visitor {
    site.visitor().with_header("authorization", &format!("Bearer {secret}"))
}

#[tokio::test]
async fn a_client_reads_what_its_scopes_say() {
    for site in Site::on_all().await {
        let courses = site.client("Kursus", &["courses:read"]).await;
        let all = site.client("Semua", &["courses:read", "competencies:read", "numbers:read"]).await;
        let plain = caller(&site, &courses).get("/api/v1/kursus-selesai").await;
        plain.assert_status(200);
        assert_eq!(plain.header("content-type"), Some("application/json"));
        assert_eq!(plain.header("cache-control"), Some("no-store"));
        assert_eq!(plain.header("set-cookie"), None);
        let rows = plain.json()["data"].as_array().unwrap().clone();
        assert!(rows.len() >= 5, "{rows:?}");
        for row in &rows {
            assert!(row["number"].is_null() && row["completed_at"].as_str().unwrap().ends_with("+07:00"));
            assert!(row["certificate"].as_str().unwrap().starts_with("AMP-") && row["jp"].as_i64().unwrap() > 0);
        }
        assert!(!plain.text().contains("19010101192101"), "no personal number without its scope");
        caller(&site, &courses).get("/api/v1/kompetensi").await.assert_status(404);

        let with_numbers = caller(&site, &all).get("/api/v1/kursus-selesai").await.json();
        let named = |row: &serde_json::Value| row["number"].as_str().is_some_and(|number| number.len() == 18);
        assert!(with_numbers["data"].as_array().unwrap().iter().all(named));
        let states = caller(&site, &all).get("/api/v1/kompetensi").await;
        states.assert_status(200);
        assert!(states.json()["data"].as_array().unwrap().iter().any(|row| row["level"].is_u64()));
        assert!(!states.text().contains("answer\""), "no single answer");

        let admin = site.actor(Who::Admin).await;
        let log = site.services.audit_log(&admin, Default::default()).await.unwrap();
        let reads: Vec<_> = log.rows.iter().filter(|row| row.action == "api-read").collect();
        assert_eq!(reads.len(), 3, "every read is in the log, a refused one is not");
        assert!(reads.iter().all(|row| row.client.is_some() && row.actor.is_none()));
    }
}

#[tokio::test]
async fn a_time_narrows_and_a_wrong_one_is_refused() {
    let site = Site::new().await;
    let secret = site.client("Kursus", &["courses:read"]).await;
    let ask = async |query: &str| caller(&site, &secret).get(&format!("/api/v1/kursus-selesai{query}")).await;
    let all = ask("").await.json()["data"].as_array().unwrap().len();
    let newest = ask("?sejak=2026-10-01").await.json()["data"].as_array().unwrap().len();
    assert!(newest > 0 && newest < all, "{newest} of {all}");
    let same = ask("?sejak=2026-10-01T00:00:00%2B07:00").await.json()["data"].as_array().unwrap().len();
    assert_eq!(same, newest);
    assert_eq!(ask("?sejak=2027-01-01").await.json()["data"].as_array().unwrap().len(), 0);
    for wrong in ["?sejak=kemarin", "?setelah=%3F"] {
        let answer = ask(wrong).await;
        answer.assert_status(422);
        let problem = answer.json();
        assert_eq!(problem["problem"], "invalid");
        assert_eq!(problem["request"].as_str(), answer.header("x-request-id"));
    }
}

#[tokio::test]
async fn without_a_secret_in_use_nothing_is_read() {
    let site = Site::new().await;
    let secret = site.client("Kursus", &["courses:read"]).await;
    let path = "/api/v1/kursus-selesai";
    for mut visitor in [site.visitor(), caller(&site, "salah"), caller(&site, ""), site.signed_in(Who::Admin).await] {
        let answer = visitor.get(path).await;
        answer.assert_status(401);
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        assert_eq!(answer.json()["problem"], "not-signed-in");
    }
    caller(&site, &secret).get("/beranda").await.assert_status(303);
    caller(&site, &secret).get("/audit").await.assert_status(303);
    let admin = site.actor(Who::Admin).await;
    let id = site.services.clients(&admin).await.unwrap().clients[0].id;
    site.services.revoke_client(&admin, id).await.unwrap();
    caller(&site, &secret).get(path).await.assert_status(401);
}

#[tokio::test]
async fn a_client_that_asks_too_often_has_to_wait() {
    let site = Site::new().await;
    let secret = site.client("Kursus", &["courses:read"]).await;
    let mut refused = None;
    for _ in 0..200 {
        let answer = caller(&site, &secret).get("/api/v1/kursus-selesai?sejak=2027-01-01").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        answer.assert_status(200);
    }
    let refused = refused.expect("120 at once, and two a second");
    assert_eq!(refused.json()["problem"], "too-many");
    assert!(refused.header("retry-after").unwrap().parse::<u32>().unwrap() >= 1);
    let other = site.client("Lain", &["courses:read"]).await;
    caller(&site, &other).get("/api/v1/kursus-selesai?sejak=2027-01-01").await.assert_status(200);
}

#[tokio::test]
async fn the_secret_is_shown_once() {
    let site = Site::new().await;
    let mut admin = site.signed_in(Who::Admin).await;
    admin.post("/admin/klien", &[("name", " "), ("scopes", "numbers:read")]).await.assert_status(422);
    let wrong = admin.post("/admin/klien", &[("name", "e-Kinerja <b>"), ("scopes", "semua")]).await;
    wrong.assert_status(422);
    assert!(wrong.text().contains("value=\"e-Kinerja &lt;b&gt;\""), "what was typed is kept");
    let fields = [("name", "e-Kinerja"), ("scopes", "courses:read"), ("scopes", "numbers:read")];
    let created = admin.post("/admin/klien", &fields).await;
    created.assert_status(201);
    let secret = created.text().split("ampera_").nth(1).unwrap().split('<').next().unwrap();
    let secret = format!("ampera_{secret}");
    caller(&site, &secret).get("/api/v1/kursus-selesai").await.assert_status(200);
    let list = admin.get("/admin/klien").await;
    assert!(list.text().contains("e-Kinerja") && !list.text().contains(&secret));
    assert!(admin.post("/admin/klien", &fields).await.assert_status(422).text().contains("Sudah dipakai yang lain"));
    let store = site.services.store();
    let file = tempfile::tempdir().unwrap();
    let path = file.path().join("backup");
    store.backup(&path).await.unwrap();
    assert!(!std::fs::read_to_string(path).unwrap().contains(&secret), "the database does not have it");
}

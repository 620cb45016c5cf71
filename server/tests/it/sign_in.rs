//! Signing in and out, devices, and what an ended session meets.

use crate::support::{Site, Who, attributes};

#[tokio::test]
async fn signing_in_leads_to_the_page_that_was_asked_for() {
    for site in Site::on_all().await {
        let mut rina = site.visitor();
        rina.get("/profil").await.assert_redirect("/masuk?next=%2Fprofil&pesan=please-sign-in");
        let page = rina.get("/masuk?next=%2Fprofil&pesan=please-sign-in").await;
        assert!(page.text().contains("Masuk dahulu") && page.text().contains("value=\"/profil\""));
        let fields = [("username", "Rina "), ("password", "ampera-demo"), ("next", "/profil")];
        let answer = rina.post("/masuk", &fields).await;
        answer.assert_redirect("/profil");
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap()).collect();
        assert!(cookies[0].starts_with("ampera=") && cookies[0].contains("HttpOnly; SameSite=Lax; Max-Age="));
        assert!(cookies[1].starts_with("ampera-pra=;"));
        assert!(cookies[2].starts_with("ampera-dikenal=") && cookies[2].contains("HttpOnly"));
        assert!(rina.get("/profil").await.assert_status(200).text().contains("Rina Astuti"));
        rina.get("/masuk").await.assert_redirect("/beranda");
        rina.get("/").await.assert_redirect("/beranda");
    }
}

#[tokio::test]
async fn a_wrong_password_keeps_the_name_and_shows_nothing_else() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    visitor.get("/masuk?next=%2Fprofil").await;
    let wrong = [("username", "rina\"><script>"), ("password", "salah-sekali"), ("next", "/profil")];
    let answer = visitor.post("/masuk", &wrong).await;
    answer.assert_status(422);
    assert!(
        answer.text().contains("value=\"rina&quot;&gt;&lt;script&gt;\"") && answer.text().contains("value=\"/profil\"")
    );
    assert!(!answer.text().contains("salah-sekali"), "the password does not come back");
    assert!(!visitor.cookies.contains_key("ampera"));
    let missing = visitor.post("/masuk", &[("username", "rina"), ("password", "")]).await;
    missing.assert_status(422);
    assert!(missing.text().contains("value=\"rina\""));
}

#[tokio::test]
async fn too_many_failures_have_to_wait() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let wrong = [("username", "budi"), ("password", "salah")];
    for _ in 0..5 {
        visitor.post("/masuk", &wrong).await.assert_status(422);
    }
    let answer = visitor.post("/masuk", &[("username", "budi"), ("password", "ampera-demo")]).await;
    answer.assert_status(429);
    assert_eq!(answer.header("retry-after"), Some("60"));
    assert!(answer.text().contains("Akun Anda tidak terkunci"));
    visitor.sign_in("rina", "ampera-demo").await.assert_redirect("/beranda");
    site.clock.pass_minutes(1);
    site.visitor().sign_in("budi", "ampera-demo").await.assert_redirect("/beranda");
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let mut thief = rina.clone();
    rina.post("/keluar", &[]).await.assert_redirect("/?pesan=signed-out");
    assert!(!rina.cookies.contains_key("ampera"));
    thief.get("/beranda").await.assert_redirect("/masuk?next=%2Fberanda&pesan=session-ended");
}

#[tokio::test]
async fn a_device_can_be_signed_out_from_another() {
    let site = Site::new().await;
    let mut phone = site.visitor().with_header("user-agent", "Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Safari/537");
    phone.sign_in("rina", "ampera-demo").await;
    let mut desk = site.signed_in(Who::Learner).await;
    let page = desk.get("/perangkat").await;
    assert!(page.text().contains("Chrome · Android"));
    let actions = attributes(page.text(), "action");
    let path = actions.iter().find(|action| action.ends_with("/cabut")).unwrap().to_string();
    let mut stranger = site.signed_in(Who::Trainer).await;
    stranger.post(&path, &[]).await.assert_status(404);
    desk.post(&path, &[]).await.assert_redirect("/perangkat?pesan=device-revoked");
    phone.get("/beranda").await.assert_status(303);
    let mut third = site.signed_in(Who::Learner).await;
    desk.post("/perangkat/cabut-lainnya", &[]).await.assert_redirect("/perangkat?pesan=devices-revoked");
    third.get("/beranda").await.assert_status(303);
    desk.get("/beranda").await.assert_status(200);
    let mut fourth = site.signed_in(Who::Learner).await;
    desk.post("/perangkat/cabut-semua", &[]).await.assert_redirect("/?pesan=signed-out-everywhere");
    fourth.get("/beranda").await.assert_status(303);
    assert!(!desk.cookies.contains_key("ampera"));
}

#[tokio::test]
async fn an_idle_session_ends() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    site.clock.pass_minutes(7 * 60);
    rina.get("/beranda").await.assert_status(200);
    site.clock.pass_minutes(9 * 60);
    rina.get("/beranda").await.assert_redirect("/masuk?next=%2Fberanda&pesan=session-ended");
    // The form of the page that is still open comes from here, but its session is over.
    let rina = rina.with_header("referer", "https://ampera.test/kursus/mengenali-phishing");
    rina.clone()
        .post("/kursus/mengenali-phishing/daftar", &[])
        .await
        .assert_redirect("/masuk?next=%2Fkursus%2Fmengenali-phishing&pesan=session-ended");
}

#[tokio::test]
async fn a_session_ends_after_seven_days_however_busy() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    for _ in 0..27 {
        site.clock.pass_minutes(6 * 60);
        rina.get("/beranda").await.assert_status(200);
    }
    site.clock.pass_minutes(6 * 60);
    rina.get("/beranda").await.assert_redirect("/masuk?next=%2Fberanda&pesan=session-ended");
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let site = Site::new().await;
    for next in
        ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1"]
    {
        let mut visitor = site.visitor();
        visitor.get("/masuk").await;
        let fields = [("username", "rina"), ("password", "ampera-demo"), ("next", next)];
        visitor.post("/masuk", &fields).await.assert_redirect("/beranda");
        visitor.post("/bahasa", &[("lang", "en"), ("next", next)]).await.assert_status(403);
        visitor.get("/beranda").await;
        visitor.post("/bahasa", &[("lang", "en"), ("next", next)]).await.assert_redirect("/");
        let escaped = "/masuk?next=https%3A%2F%2Fevil.example";
        visitor.get(escaped).await.assert_redirect("/beranda");
    }
}

//! Letters through a real mail server: an invitation, a reset, and what happens while the server refuses.

use ampera::{MailSettings, Settings};
use serde_json::{Value, json};

use crate::support::{Script, Site, Who, settings};

const GOOD: &str = "tujuh kapal menyeberang";

pub async fn sites() -> (Script, Vec<Site>) {
    let (sink, first) = Script::start("smtp-sink.mjs");
    let address = format!("smtp://127.0.0.1:{}", first["port"]);
    let mail = MailSettings::new(&address, "Ampera <ampera@kota.example>").unwrap();
    let sites = Site::on_all_with(Settings { mail: Some(mail), ..settings() }).await;
    (sink, sites)
}

/// The path of the link in a letter.
fn link(letter: &Value) -> String {
    let plain = letter["source"].as_str().unwrap().replace("=\r\n", "").replace("=3D", "=");
    let at = plain.find("http://ampera.test/").unwrap_or_else(|| panic!("no link in {plain}"));
    let address = plain[at..].split_whitespace().next().unwrap();
    address.strip_prefix("http://ampera.test").unwrap().to_owned()
}

async fn fadil(site: &Site) -> String {
    let mut admin = site.signed_in(Who::Admin).await;
    let page = admin.get("/admin/akun?kata=fadil").await;
    let at = page.text().find("/admin/akun/0").unwrap();
    page.text()[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_invitation_becomes_an_account() {
    let (mut sink, sites) = sites().await;
    for site in sites {
        let page = fadil(&site).await;
        let mut admin = site.signed_in(Who::Admin).await;
        let wrong = admin.post(&format!("{page}/undang"), &[("address", "fadil<script>")]).await;
        wrong.assert_status(422);
        assert!(
            wrong.text().contains("value=\"fadil&lt;script&gt;\"") && wrong.text().contains("alamat surel lengkap")
        );
        let sent = admin.post(&format!("{page}/undang"), &[("address", "Fadil@kota.example")]).await;
        sent.assert_redirect(&format!("{page}?pesan=invited"));
        assert_eq!(site.send_letters().await, 1);
        let letter = sink.next();
        assert_eq!(letter["to"], json!(["fadil@kota.example"]));
        let source = letter["source"].as_str().unwrap();
        assert!(
            source.contains("Subject: Undangan ke Ampera") && source.contains("From: Ampera <ampera@kota.example>")
        );
        assert!(source.contains("text/plain") && source.contains("text/html"));
        assert!(source.contains("Auto-Submitted: auto-generated"));
        assert!(admin.get(&page).await.text().contains("terkirim"));

        let path = link(&letter);
        let mut visitor = site.visitor();
        visitor.get(&path).await.assert_redirect("/undangan");
        let form = visitor.get("/undangan").await;
        let token = path.rsplit('/').next().unwrap();
        assert!(form.text().contains("Muhammad Fadil") && form.text().contains("value=\"fadil\""));
        assert!(!form.text().contains(token), "the token is in the cookie alone");
        let fields = [("username", "fadil"), ("password", "pendek"), ("repeated", "pendek")];
        let again = visitor.post("/undangan", &fields).await;
        again.assert_status(422);
        assert!(again.text().contains("paling sedikit 15 huruf") && !again.text().contains("pendek\""));
        let fields = [("username", "fadil"), ("password", GOOD), ("repeated", GOOD)];
        visitor.post("/undangan", &fields).await.assert_redirect("/masuk?pesan=password-set");
        assert!(visitor.get("/masuk?pesan=password-set").await.text().contains("Kata sandi tersimpan"));
        visitor.sign_in("fadil@kota.example", GOOD).await.assert_redirect("/beranda");
        let mut late = site.visitor();
        late.get(&path).await.assert_redirect("/undangan");
        assert!(late.get("/undangan").await.text().contains("tidak berlaku lagi"));
        reset(&site, &mut sink).await;
    }
}

async fn reset(site: &Site, sink: &mut Script) {
    let mut visitor = site.visitor().with_header("accept-language", "en");
    assert!(visitor.get("/masuk").await.text().contains("href=\"/lupa-sandi\""));
    let mut answers = Vec::new();
    for address in ["nobody@kota.example", "fadil@kota.example"] {
        let answer = visitor.post("/lupa-sandi", &[("address", address)]).await;
        answer.assert_redirect("/lupa-sandi?pesan=reset-asked");
        answers.push(visitor.get("/lupa-sandi?pesan=reset-asked").await.status);
    }
    assert_eq!(answers, [200, 200]);
    assert_eq!(site.send_letters().await, 1);
    let letter = sink.next();
    assert!(letter["source"].as_str().unwrap().contains("Subject: Set a new password for Ampera"));
    let path = link(&letter);
    visitor.get(&path).await.assert_redirect("/atur-ulang");
    assert!(visitor.get("/atur-ulang").await.text().contains("readonly"));
    let new = "kereta lewat pukul enam";
    let fields = [("password", new), ("repeated", new)];
    visitor.post("/atur-ulang", &fields).await.assert_redirect("/masuk?pesan=password-set");
    visitor.sign_in("fadil", new).await.assert_redirect("/beranda");
    assert_eq!(site.send_letters().await, 1, "the owner is told");
    assert!(sink.next()["source"].as_str().unwrap().contains("The way you sign in to Ampera"), "in their language");
}

#[tokio::test]
async fn a_busy_mail_server_is_asked_again_and_a_wrong_address_is_not() {
    let (mut sink, mut sites) = sites().await;
    let site = sites.remove(0);
    let page = fadil(&site).await;
    let mut admin = site.signed_in(Who::Admin).await;
    admin.post(&format!("{page}/undang"), &[("address", "fadil@kota.example")]).await.assert_status(303);
    sink.tell(&json!({ "refuse": "busy" }));
    assert_eq!(site.send_letters().await, 0);
    assert_eq!(site.send_letters().await, 0, "not at once");
    sink.tell(&json!({ "refuse": null }));
    site.clock.pass_minutes(2);
    assert_eq!(site.send_letters().await, 1);
    let first = sink.next();
    assert!(link(&first).starts_with("/undangan/"));

    admin.post(&format!("{page}/undang"), &[("address", "salah@kota.example")]).await.assert_status(303);
    sink.tell(&json!({ "refuse": "gone" }));
    assert_eq!(site.send_letters().await, 0);
    site.clock.pass_minutes(24 * 60);
    let mut admin = site.signed_in(Who::Admin).await;
    sink.tell(&json!({ "refuse": null }));
    assert_eq!(site.send_letters().await, 0, "it is given up");
    assert!(admin.get(&page).await.text().contains("550"), "the administrator sees why");
}

//! The second factor through the pages.

use services::totp;

use crate::support::{Site, Visitor, Who, settings};

/// The key on the page, as bytes.
fn key(html: &str) -> Vec<u8> {
    let text = html.split("security-key").nth(1).unwrap().split("<code>").nth(1).unwrap();
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for c in text.split('<').next().unwrap().bytes().filter(u8::is_ascii_alphanumeric) {
        bits = bits << 5 | u32::from(if c.is_ascii_digit() { c - b'2' + 26 } else { c - b'A' });
        held += 5;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

async fn set_up(site: &Site, visitor: &mut Visitor, password: &str) -> (Vec<u8>, Vec<String>) {
    visitor.post("/keamanan/mulai", &[]).await.assert_redirect("/keamanan");
    let page = visitor.get("/keamanan").await;
    let secret = key(page.text());
    assert_eq!(secret.len(), 20);
    assert!(page.text().contains("class=\"security-code\""));
    let wrong = visitor.post("/keamanan/aktifkan", &[("code", "000000"), ("password-pasang", password)]).await;
    wrong.assert_status(422);
    assert!(wrong.text().contains("id=\"code-galat\""));
    let code = totp::code(&secret, site.services.now());
    let unproven = visitor.post("/keamanan/aktifkan", &[("code", &code), ("password-pasang", "salah")]).await;
    unproven.assert_status(422);
    assert!(unproven.text().contains("id=\"password-pasang-galat\""));
    let mut thief = visitor.clone();
    let shown = visitor.post("/keamanan/aktifkan", &[("code", &code), ("password-pasang", password)]).await;
    shown.assert_status(200);
    thief.get("/keamanan").await.assert_status(303);
    assert_ne!(thief.cookies["ampera"], visitor.cookies["ampera"], "the session has another token now");
    assert_eq!(shown.header("cache-control"), Some("private, no-store"));
    let codes = shown.text().split("security-codes").nth(1).unwrap();
    let codes: Vec<String> =
        codes.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).take(10).collect();
    (secret, codes)
}

#[tokio::test]
async fn a_code_follows_the_password() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let (secret, codes) = set_up(&site, &mut rina, "ampera-demo").await;
    assert!(codes.len() == 10 && !rina.get("/keamanan").await.text().contains(&codes[0]), "shown once");
    site.clock.pass_minutes(1);

    let mut phone = site.visitor();
    phone.get("/masuk?next=%2Fprofil").await;
    let fields = [("username", "rina"), ("password", "ampera-demo"), ("next", "/profil")];
    phone.post("/masuk", &fields).await.assert_redirect("/masuk/kode");
    assert!(!phone.cookies.contains_key("ampera"), "no session yet");
    phone.get("/beranda").await.assert_status(303);
    assert!(phone.get("/masuk/kode").await.text().contains("autocomplete=\"one-time-code\""));
    phone.post("/masuk/kode", &[("code", "")]).await.assert_status(422);
    phone.post("/masuk/kode", &[("code", "123456")]).await.assert_status(422);
    let code = totp::code(&secret, site.services.now());
    let mut thief = phone.clone();
    phone.post("/masuk/kode", &[("code", &code)]).await.assert_redirect("/profil");
    assert!(phone.get("/profil").await.text().contains("Rina Astuti"));
    assert!(!phone.cookies.contains_key("ampera-langkah"));
    thief.post("/masuk/kode", &[("code", &code)]).await.assert_redirect("/masuk?pesan=step-over");

    let mut lost = site.visitor();
    lost.sign_in("rina", "ampera-demo").await.assert_redirect("/masuk/kode");
    lost.post("/masuk/kode", &[("code", &codes[3])]).await.assert_redirect("/keamanan");
    assert!(lost.get("/keamanan").await.text().contains("9 kode pemulihan tersisa"));
    lost.post("/keamanan/matikan", &[("password-matikan", "salah")]).await.assert_status(422);
    lost.post("/keamanan/matikan", &[("password-matikan", "ampera-demo")])
        .await
        .assert_redirect("/keamanan?pesan=second-factor-off");
}

#[tokio::test]
async fn an_administrator_sets_one_up_before_anything_else() {
    let site = Site::without_demo_accounts(settings()).await;
    let mut admin = site.visitor();
    admin.sign_in("pengelola", "tujuh kapal menyeberang").await.assert_redirect("/beranda");
    for path in ["/beranda", "/admin/akun", "/katalog", "/profil"] {
        admin.get(path).await.assert_redirect("/keamanan");
    }
    assert!(admin.get("/keamanan").await.text().contains("Satu langkah lagi"));
    admin.post("/perangkat/cabut-lainnya", &[]).await.assert_redirect("/keamanan");
    let (secret, _) = set_up(&site, &mut admin, "tujuh kapal menyeberang").await;
    admin.get("/admin/akun").await.assert_status(200);
    let page = admin.get("/keamanan").await;
    assert!(!page.text().contains("/keamanan/matikan"), "it has to stay");
    admin.post("/keamanan/matikan", &[("password-matikan", "tujuh kapal menyeberang")]).await.assert_status(404);

    admin.post("/keluar", &[]).await.assert_redirect("/?pesan=signed-out");
    site.clock.pass_minutes(1);
    admin.sign_in("pengelola", "tujuh kapal menyeberang").await.assert_redirect("/masuk/kode");
    let code = totp::code(&secret, site.services.now());
    admin.post("/masuk/kode", &[("code", &code)]).await.assert_redirect("/beranda");
    admin.get("/admin/akun").await.assert_status(200);
}

#[tokio::test]
async fn a_browser_that_is_known_is_not_slowed() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    rina.post("/keluar", &[]).await.assert_status(303);
    let mut thief = site.visitor();
    for _ in 0..5 {
        thief.post("/masuk", &[("username", "rina"), ("password", "salah")]).await.assert_status(422);
    }
    thief.post("/masuk", &[("username", "rina"), ("password", "ampera-demo")]).await.assert_status(429);
    assert!(rina.cookies.contains_key("ampera-dikenal"), "signing out keeps it");
    rina.sign_in("rina", "ampera-demo").await.assert_redirect("/beranda");
}

//! Single sign-on with a real provider: there and back, linking, new keys, the end of a session at either side, and codes that
//! come twice.

use ampera::{ProviderSettings, Secret, Settings};
use openidconnect::IssuerUrl;
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::{Browser, Script, Site, Visitor, Who, settings};

const BACK: &str = "http://ampera.test/masuk/kota/kembali";
/// Of the demo: Rina's, and that of Muhammad Fadil.
const RINA: &str = "190101011921011001";
const FADIL: &str = "190101011921211003";

pub fn provider(issuer: &str) -> ProviderSettings {
    ProviderSettings {
        id: "kota".into(),
        name: "Akun Kota".into(),
        issuer: IssuerUrl::new(issuer.to_owned()).unwrap(),
        client_id: "ampera".into(),
        client_secret: Secret::from("rahasia-ampera"),
        number_claim: "nip".into(),
        verified_claim: Some("nip_verified".into()),
        numbers_are_verified: false,
        scopes: vec!["profile".into()],
        clock_skew_seconds: 60,
    }
}

struct Sso {
    script: Script,
    issuer: String,
}

impl Sso {
    fn start() -> Self {
        let (script, first) = Script::start("oidc-provider.mjs");
        Self { script, issuer: first["issuer"].as_str().unwrap().to_owned() }
    }

    /// Somebody signs in at the provider, and gives the path that they are sent back to.
    async fn back(&self, browser: &mut Browser, start: &str, sub: &str) -> String {
        let interaction = browser.follow(start, &self.issuer, "/interaction/").await;
        let chosen = format!("{interaction}?sub={sub}");
        let back = browser.follow(&chosen, &self.issuer, BACK).await;
        back.strip_prefix("http://ampera.test").unwrap().to_owned()
    }
}

/// From the button of the sign-in page to the provider.
async fn leave(visitor: &mut Visitor, next: &str) -> String {
    let answer = visitor.get(&format!("/masuk/kota?next={next}")).await;
    answer.assert_status(303);
    answer.location().to_owned()
}

// The provider calls back while the test waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_whom_the_provider_knows_comes_in() {
    let mut sso = Sso::start();
    for site in Site::on_all_with(Settings { providers: vec![provider(&sso.issuer)], ..settings() }).await {
        site.clock.set_to_the_machines();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let channel = format!("http://{}/keluar/kota/kanal-belakang", listener.local_addr().unwrap());
        let serving = tokio::spawn(ampera::listen::serve(listener, site.router.clone(), std::future::pending()));
        sso.script.tell(&json!({ "client": {
            "redirect_uris": [BACK],
            "post_logout_redirect_uris": ["http://ampera.test/"],
            "backchannel_logout_uri": channel,
            "backchannel_logout_session_required": true,
        }}));
        for (sub, name, nip, verified) in [("s1", "Rina Astuti", RINA, true), ("s2", "M. Fadil", FADIL, false)] {
            sso.script.tell(&json!({ "account": { "sub": sub, "name": name, "nip": nip, "nip_verified": verified }}));
        }
        verified(&site, &sso).await;
        unverified(&site, &sso).await;
        from_elsewhere(&site).await;
        replayed(&site, &sso).await;
        ended(&site, &mut sso).await;
        taken_away(&site, &sso).await;
        serving.abort();
    }
}

async fn verified(site: &Site, sso: &Sso) {
    let mut rina = site.visitor();
    let page = rina.get("/masuk?next=%2Fprofil").await;
    assert!(page.text().contains("Masuk dengan Akun Kota") && page.text().contains("/masuk/kota?next=%2Fprofil"));
    let csp = page.header("content-security-policy").unwrap();
    assert!(csp.contains(&format!("form-action 'self' {};", sso.issuer)), "signing out leads there: {csp}");
    let start = leave(&mut rina, "%2Fprofil").await;
    for part in ["code_challenge_method=S256", "response_type=code", "scope=openid+profile", "state=", "nonce="] {
        assert!(start.contains(part), "{part}: {start}");
    }
    let mut browser = Browser::new();
    let back = sso.back(&mut browser, &start, "s1").await;
    let mut stranger = site.visitor();
    stranger.get(&back).await.assert_redirect("/masuk?pesan=provider-failed");
    rina.get(&back).await.assert_redirect("/profil");
    assert!(rina.get("/profil").await.text().contains("Rina Astuti"));
    let security = rina.get("/keamanan").await;
    assert!(security.text().contains("Akun Kota") && security.text().contains("terhubung sejak"));

    let left = rina.post("/keluar", &[]).await;
    left.assert_status(303);
    let start = format!("{}/session/end?client_id=ampera&post_logout_redirect_uri=", sso.issuer);
    assert!(left.location().starts_with(&start), "{}", left.location());
    assert!(!left.location().contains("id_token"), "it holds the number: {}", left.location());
    assert_eq!(left.header("clear-site-data"), Some("\"cache\""));
    let asked = browser.get(left.location()).await;
    assert_eq!(asked.status, 200, "the provider knows who is meant: {}", asked.body);
    assert!(!rina.cookies.contains_key("ampera"));
}

async fn unverified(site: &Site, sso: &Sso) {
    let mut fadil = site.visitor();
    let start = leave(&mut fadil, "").await;
    let back = sso.back(&mut Browser::new(), &start, "s2").await;
    fadil.get(&back).await.assert_redirect("/masuk/menunggu");
    assert!(fadil.get("/masuk/menunggu").await.text().contains("Apa yang terjadi sekarang"));
    fadil.get("/beranda").await.assert_status(303);

    let mut admin = site.signed_in(Who::Admin).await;
    let list = admin.get("/admin/identitas").await;
    assert!(list.text().contains("M. Fadil") && list.text().contains("Nomor belum diverifikasi penyedia"));
    assert!(!list.text().contains(FADIL), "numbers are masked");
    let at = list.text().find("/admin/identitas/0").unwrap();
    let path = list.text()[at..].split('"').next().unwrap().to_owned();
    let page = admin.get(&path).await;
    assert!(page.text().contains("••••••••••••••1003") && page.text().contains("nomornya sama"));
    let person = page.text().split("name=\"person\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    admin.post(&format!("{path}/terima"), &[]).await.assert_status(422);
    admin
        .post(&format!("{path}/terima"), &[("person", &person)])
        .await
        .assert_redirect("/admin/identitas?pesan=identity-linked");
    let start = leave(&mut fadil, "").await;
    let back = sso.back(&mut Browser::new(), &start, "s2").await;
    fadil.get(&back).await.assert_redirect("/beranda");
    let security = fadil.get("/keamanan").await;
    assert!(security.text().contains("Anda tidak punya kata sandi") && security.text().contains("satu-satunya cara"));
    once_more(sso, &mut fadil).await;
    fadil.get("/sandi").await.assert_status(404);
}

/// Without a password it is the provider that asks once more, though it knows who it is.
async fn once_more(sso: &Sso, fadil: &mut Visitor) {
    let page = fadil.get("/keamanan").await;
    assert!(page.text().contains("/masuk/kota?ulang=ya"));
    let before = fadil.cookies["ampera"].clone();
    let start = fadil.get("/masuk/kota?ulang=ya&next=%2Fkeamanan").await.location().to_owned();
    assert!(start.contains("prompt=login") && start.contains("max_age=0"), "{start}");
    let back = sso.back(&mut Browser::new(), &start, "s2").await;
    fadil.get(&back).await.assert_redirect("/keamanan");
    assert_ne!(fadil.cookies["ampera"], before);
    let page = fadil.get("/keamanan").await;
    assert!(page.text().contains("Pasang faktor kedua") && !page.text().contains("ulang=ya"));
}

/// Another site does not sign anybody in.
async fn from_elsewhere(site: &Site) {
    for (from, path) in [
        ("cross-site", "/masuk?next=%2Fprofil&pesan=please-sign-in"),
        ("same-site", "/masuk?next=%2Fprofil&pesan=please-sign-in"),
    ] {
        let mut rina = site.visitor().with_header("sec-fetch-site", from);
        rina.get("/masuk/kota?next=%2Fprofil").await.assert_redirect(path);
        assert!(!rina.cookies.contains_key("ampera-sso"));
    }
    let mut rina = site.visitor().with_header("sec-fetch-site", "same-origin");
    assert!(rina.get("/masuk/kota").await.location().contains("code_challenge"));
}

async fn replayed(site: &Site, sso: &Sso) {
    let mut rina = site.visitor();
    let start = leave(&mut rina, "").await;
    let mut browser = Browser::new();
    let back = sso.back(&mut browser, &start, "s1").await;
    rina.get(&back).await.assert_redirect("/beranda");
    rina.post("/keluar", &[]).await.assert_status(303);
    rina.get(&back).await.assert_redirect("/masuk?pesan=provider-failed");
    // The code of before with a state of now: the provider takes no code twice, and asks for the verifier of its way.
    let again = leave(&mut rina, "").await;
    let state = again.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap();
    rina.get(&format!("/masuk/kota/kembali?code={code}&state={state}"))
        .await
        .assert_redirect("/masuk?pesan=provider-failed");
    let third = leave(&mut rina, "").await;
    let state = third.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let other = format!("/masuk/kota/kembali?code=x&state={state}&iss=https%3A%2F%2Fevil.example");
    rina.get(&other).await.assert_redirect("/masuk?pesan=provider-failed");
    let denied = format!("/masuk/kota/kembali?error=access_denied&state={state}");
    rina.get(&denied).await.assert_redirect("/masuk?pesan=provider-failed");
    rina.get("/masuk/provinsi").await.assert_status(404);
}

async fn ended(site: &Site, sso: &mut Sso) {
    let mut rina = site.visitor();
    let start = leave(&mut rina, "").await;
    let mut browser = Browser::new();
    let back = sso.back(&mut browser, &start, "s1").await;
    rina.get(&back).await.assert_redirect("/beranda");

    // New keys: what is signed with them is believed all the same.
    sso.script.tell(&json!({ "rotate": true }));
    site.clock.pass_minutes(1);
    let mut phone = site.visitor();
    let start = leave(&mut phone, "").await;
    let back = browser.follow(&start, &sso.issuer, BACK).await;
    phone.get(back.strip_prefix("http://ampera.test").unwrap()).await.assert_redirect("/beranda");

    sso.script.tell(&json!({ "logout": "s1" }));
    for visitor in [&mut rina, &mut phone] {
        visitor.get("/beranda").await.assert_redirect("/masuk?next=%2Fberanda&pesan=session-ended");
    }
}

async fn taken_away(site: &Site, sso: &Sso) {
    let mut rina = site.signed_in(Who::Learner).await;
    let page = rina.get("/keamanan").await;
    let key = page.text().split("name=\"identity\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for (password, words) in [("", "belum diisi"), ("salah", "tidak cocok")] {
        let sent = [("identity", key.as_str()), ("place", "0"), ("password-lepas-0", password)];
        let again = rina.post("/keamanan/penyedia/lepas", &sent).await;
        again.assert_status(422);
        assert!(again.text().contains("id=\"password-lepas-0-galat\"") && again.text().contains(words));
    }
    let sent = [("identity", key.as_str()), ("place", "0"), ("password-lepas-0", "ampera-demo")];
    let done = rina.post("/keamanan/penyedia/lepas", &sent).await;
    done.assert_redirect("/keamanan?pesan=identity-unlinked");
    assert!(!rina.get("/keamanan").await.text().contains("Akun Kota"));
    rina.post("/keamanan/penyedia/lepas", &sent).await.assert_status(404);
    let mut phone = site.visitor();
    let start = leave(&mut phone, "").await;
    let back = sso.back(&mut Browser::new(), &start, "s1").await;
    phone.get(&back).await.assert_redirect("/masuk/menunggu");
}

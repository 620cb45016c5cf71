//! Language and theme on every page.

use crate::support::{Site, Who};

#[tokio::test]
async fn the_language_follows_the_browser_until_it_is_chosen() {
    let site = Site::new().await;
    let mut visitor = site.visitor().with_header("accept-language", "en-GB,en;q=0.8");
    assert!(visitor.get("/").await.text().contains("<html lang=\"en\""));
    let answer = visitor.post("/bahasa", &[("lang", "id"), ("next", "/katalog?kata=aduan")]).await;
    answer.assert_redirect("/katalog?kata=aduan");
    assert!(
        answer.header("set-cookie").unwrap().starts_with("lang=id; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000")
    );
    let page = visitor.get("/katalog?kata=aduan").await;
    assert!(page.text().contains("<html lang=\"id\""));
    visitor.post("/bahasa", &[("lang", "fr")]).await.assert_status(400);
}

#[tokio::test]
async fn every_page_is_there_in_both_languages() {
    let site = Site::new().await;
    let mut budi = site.signed_in(Who::Trainer).await;
    for path in ["/beranda", "/katalog", "/profil", "/perangkat", "/naskah", "/penilaian", "/gaya", "/verifikasi"] {
        let mut pages = Vec::new();
        for lang in ["id", "en"] {
            budi.cookies.insert("lang".into(), lang.into());
            let page = budi.get(path).await;
            page.assert_status(200);
            assert!(page.text().contains(&format!("<html lang=\"{lang}\"")), "{path}");
            pages.push(page.text().to_owned());
        }
        assert_ne!(pages[0], pages[1]);
    }
}

#[tokio::test]
async fn the_theme_is_kept() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    assert!(!visitor.get("/gaya").await.text().contains("<html lang=\"id\" data-theme"));
    visitor.post("/tampilan", &[("theme", "dark"), ("next", "/gaya")]).await.assert_redirect("/gaya");
    assert!(visitor.get("/gaya").await.text().contains("<html lang=\"id\" data-theme=\"dark\""));
    visitor.post("/tampilan", &[("theme", "auto"), ("next", "/gaya")]).await.assert_redirect("/gaya");
    assert!(!visitor.get("/gaya").await.text().contains("<html lang=\"id\" data-theme"));
    visitor.post("/tampilan", &[("theme", "pink")]).await.assert_status(400);
}

#[tokio::test]
async fn a_notice_is_said_once() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let page = visitor.get("/katalog?kata=a&pesan=signed-out").await;
    assert!(page.text().contains("Anda sudah keluar"));
    assert!(page.text().contains("name=\"next\" value=\"/katalog?kata=a\""), "the language form leads back without it");
}

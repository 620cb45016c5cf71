//! The headers of pages, and what they weigh.

use ampera::Settings;

use crate::support::{Site, Who, attributes};

const COMPRESSED: &str = "gzip, deflate, br";

#[tokio::test]
async fn every_page_has_the_headers_that_protect_its_reader() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    for path in ["/beranda", "/katalog", "/gaya", "/tidak-ada"] {
        let page = rina.get(path).await;
        let header = |name| page.header(name).unwrap_or_else(|| panic!("{path} has no {name}"));
        let policy = header("content-security-policy");
        for part in
            ["default-src 'self'", "'strict-dynamic' 'wasm-unsafe-eval'", "frame-ancestors 'none'", "base-uri 'none'"]
        {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert!(header("permissions-policy").contains("camera=()"));
        assert_eq!(header("cache-control"), "private, no-store");
        assert_eq!(header("x-request-id").len(), 16);
        assert_eq!(page.header("strict-transport-security"), None, "not on this machine alone");
        assert!(!page.text().contains(" style=\""), "{path} has an inline style");
    }
    let front = site.visitor().get("/").await;
    assert_eq!(front.header("cache-control"), Some("private, no-cache"));
}

#[tokio::test]
async fn each_answer_has_a_nonce_of_its_own() {
    let site = Site::new().await;
    let mut budi = site.signed_in(Who::Trainer).await;
    let path = format!("/kursus/mengenali-phishing/{}/mulai", site.practice("mengenali-phishing"));
    let attempt = budi.post(&path, &[]).await.location().to_owned();
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let page = budi.get(&attempt).await;
        let policy = page.header("content-security-policy").unwrap();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        assert!(attributes(page.text(), "nonce").iter().all(|found| *found == nonce));
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test]
async fn with_https_cookies_are_secure_and_browsers_stay_with_it() {
    let settings = Settings { secure: true, origin: "https://ampera.go.id".parse().ok(), ..Settings::default() };
    let site = Site::with(settings, |server| server).await;
    let mut visitor = site.visitor().with_header("origin", "https://ampera.go.id");
    let page = visitor.get("/masuk").await;
    let cookie = page.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-") && cookie.ends_with("; Secure"));
    assert!(page.header("strict-transport-security").unwrap().starts_with("max-age=63072000"));
    let answer = visitor.post("/masuk", &[("username", "rina"), ("password", "ampera-demo")]).await;
    answer.assert_status(303);
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.as_bytes()).collect();
    assert!(cookies.iter().all(|cookie| cookie.starts_with(b"__Host-") && cookie.ends_with(b"; Secure")));
    visitor.get("/beranda").await.assert_status(200);
    // A cookie of a neighbour under the same domain is none of ours.
    let session = visitor.cookies.remove("__Host-ampera").unwrap();
    visitor.cookies.insert("ampera".to_owned(), session);
    visitor.get("/beranda").await.assert_status(303);
}

#[tokio::test]
async fn an_unknown_page_says_so_with_the_id_of_the_log() {
    let site = Site::new().await;
    let answer = site.visitor().get("/tidak-ada").await;
    answer.assert_status(404);
    assert!(answer.text().contains(answer.header("x-request-id").unwrap()));
    let wrong_way = site.visitor().get("/keluar").await;
    wrong_way.assert_status(405);
    assert!(wrong_way.text().contains(wrong_way.header("x-request-id").unwrap()));
}

#[tokio::test]
async fn a_reading_page_is_light_and_has_no_webassembly() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await.with_header("accept-encoding", COMPRESSED);
    let mut plain = site.signed_in(Who::Learner).await;
    for course in ["mengenali-phishing", "menangani-pengaduan-warga"] {
        let path = format!("/kursus/{course}/{}", site.lesson(course));
        let html = plain.get(&path).await.text().to_owned();
        assert!(!html.contains("wasm") && !html.contains("<script"), "{path} has a script");
        let mut bytes = rina.get(&path).await.assert_status(200).body.len();
        let mut parts = vec![(path.clone(), bytes)];
        let addresses = attributes(&html, "src").into_iter().chain(attributes(&html, "href"));
        let mut files: Vec<&str> =
            addresses.filter(|address| address.starts_with("/aset/") || address.starts_with("/isi/")).collect();
        files.sort_unstable();
        files.dedup();
        for file in files {
            let size = rina.get(file).await.assert_status(200).body.len();
            bytes += size;
            parts.push((file.to_owned(), size));
        }
        // A debug build compresses the stylesheet quickly, not well.
        assert!(bytes < 60_000, "{path} weighs {bytes} bytes: {parts:?}");
    }
}

#[tokio::test]
async fn only_the_running_quiz_loads_the_islands() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let quiz = site.practice("mengenali-phishing");
    let start = rina.get(&format!("/kursus/mengenali-phishing/{quiz}")).await;
    assert!(!start.text().contains("wasm"));
    let attempt = rina.post(&format!("/kursus/mengenali-phishing/{quiz}/mulai"), &[]).await.location().to_owned();
    let page = rina.get(&attempt).await;
    page.assert_status(200);
    assert!(page.text().contains("data-component"), "the quiz is an island");
    let built = ampera::assets::named("ampera.wasm");
    assert_eq!(page.text().contains("ampera-") && page.text().contains(".wasm"), built.is_some());
    // What Leptos does not find among the exports of the script never wakes.
    if let Some(script) = ampera::assets::named("ampera.js") {
        let script = std::str::from_utf8(script.bytes).unwrap();
        for component in attributes(page.text(), "data-component") {
            assert!(script.contains(component), "the script does not export {component}");
        }
    }
    for path in ["/beranda", "/profil", "/katalog", "/perangkat"] {
        assert!(!rina.get(path).await.text().contains(".wasm"), "{path}");
    }
}

//! Files inside the program, figures of courses, and the probes.

use ampera::Settings;
use ampera::assets::{ASSETS, named};

use crate::support::{Site, Who, attributes};

#[tokio::test]
async fn a_file_is_kept_for_ever_and_sent_in_its_smallest_form() {
    let site = Site::new().await;
    let css = named("ampera.css").unwrap();
    let mut plain = site.visitor();
    let answer = plain.get(css.path).await;
    answer.assert_status(200);
    assert_eq!(answer.body, css.bytes);
    assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(answer.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(answer.header("set-cookie"), None);
    for (accept, encoding, bytes) in [("br, gzip", "br", css.brotli), ("gzip", "gzip", css.gzip)] {
        let answer = site.visitor().with_header("accept-encoding", accept).get(css.path).await;
        assert_eq!(answer.header("content-encoding"), Some(encoding));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(Some(answer.body.as_slice()), bytes);
    }
    let known = site.visitor().with_header("if-none-match", css.etag).get(css.path).await;
    known.assert_status(304);
    assert!(known.body.is_empty());
    plain.get("/aset/ampera-00000000.css").await.assert_status(404);
    plain.get("/aset/..%2f..%2fCargo.toml").await.assert_status(404);
}

#[tokio::test]
async fn every_file_is_found_under_its_address() {
    let site = Site::new().await;
    for asset in ASSETS {
        let answer = site.visitor().get(asset.path).await;
        assert_eq!(answer.header("content-type"), Some(asset.media_type), "{}", asset.path);
    }
}

#[tokio::test]
async fn figures_run_nothing() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let page = rina.get(&format!("/kursus/mengenali-phishing/{}", site.lesson("mengenali-phishing"))).await;
    let figures: Vec<String> = attributes(page.text(), "src")
        .into_iter()
        .filter(|src| src.starts_with("/isi/"))
        .map(ToOwned::to_owned)
        .collect();
    assert!(!figures.is_empty());
    for figure in figures {
        let answer = site.visitor().get(&figure).await;
        answer.assert_status(200);
        assert_eq!(answer.header("content-type"), Some("image/svg+xml"));
        assert!(answer.header("content-security-policy").unwrap().contains("default-src 'none'"));
        assert!(answer.header("cache-control").unwrap().contains("immutable"));
    }
    rina.get("/isi/0000/img/a.svg").await.assert_status(404);
}

#[tokio::test]
async fn the_probes_answer() {
    let site = Site::new().await;
    let mut anybody = site.visitor();
    assert_eq!(anybody.get("/healthz").await.assert_status(200).text(), "ok\n");
    assert_eq!(anybody.get("/readyz").await.assert_status(200).text(), "ready\n");
    // In process there is no connection, so nobody is on this machine.
    anybody.get("/metrics").await.assert_status(404);
}

#[tokio::test]
async fn the_figures_ask_for_their_token() {
    let settings = Settings { metrics_token: Some("rahasia".into()), ..Settings::default() };
    let site = Site::with(settings, |server| server).await;
    site.signed_in(Who::Learner).await;
    site.visitor().with_header("authorization", "Bearer salah").get("/metrics").await.assert_status(404);
    let answer = site.visitor().with_header("authorization", "Bearer rahasia").get("/metrics").await;
    answer.assert_status(200);
    for name in ["ampera_http_requests_total", "ampera_http_request_seconds_bucket", "ampera_sign_ins_total"] {
        assert!(answer.text().contains(name), "{name} is missing");
    }
    assert!(answer.text().contains("route=\"/masuk\""));
}

//! Forms that do not come from our own pages.

use ampera::routes::{Access, Verb, table};
use axum::body::Body;
use axum::http::{Method, Request};

use crate::support::{Site, Who};

#[tokio::test]
async fn every_form_asks_for_its_token() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let other = site.signed_in(Who::Manager).await.token.unwrap();
    // A message of an identity provider and the link of a letter are no forms: they are signed.
    let signed = [Access::Provider, Access::Letter];
    let forms = |rule: &ampera::routes::Rule| rule.verb == Verb::Post && !signed.contains(&rule.access);
    for rule in table().into_iter().map(|route| route.rule).filter(forms) {
        let path = rule.path.replace(['{', '}'], "");
        for token in [None, Some(""), Some("x"), Some(other.as_str())] {
            let answer = rina.post_with_token(&path, &[("lang", "en"), ("theme", "dark")], token).await;
            answer.assert_status(403);
            assert_eq!(answer.header("set-cookie"), None, "{path}");
        }
    }
    rina.get("/beranda").await.assert_status(200);
}

#[tokio::test]
async fn a_token_in_the_address_is_none() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let token = rina.token.clone().unwrap();
    rina.post_with_token(&format!("/keluar?_csrf={token}"), &[], None).await.assert_status(403);
}

#[tokio::test]
async fn the_browser_says_where_a_form_comes_from() {
    let site = Site::new().await;
    let rina = site.signed_in(Who::Learner).await;
    let fields = [("lang", "en"), ("next", "/beranda")];
    for (name, value, status) in [
        ("sec-fetch-site", "same-origin", 303),
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("origin", "http://ampera.test", 303),
        ("origin", "https://evil.example", 403),
        ("origin", "null", 403),
    ] {
        let mut browser = rina.clone().with_header(name, value);
        browser.post("/bahasa", &fields).await.assert_status(status);
    }
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let token = rina.token.clone().unwrap();
    let form = |kind: &str| Request::builder().method(Method::POST).uri("/bahasa").header("content-type", kind);
    let body = format!("_csrf={token}&lang=en");
    rina.send(form("text/plain"), Body::from(body.clone())).await.assert_status(415);
    rina.send(form("multipart/form-data; boundary=x"), Body::from(body.clone())).await.assert_status(415);
    rina.send(form("application/json").header("x-csrf-token", &token), Body::from("{}")).await.assert_status(415);
    let long = format!("{body}&next={}", "a".repeat(300_000));
    rina.send(form("application/x-www-form-urlencoded"), Body::from(long)).await.assert_status(413);
    let head = Request::builder().uri("/beranda").header("x-long", "a".repeat(20_000));
    rina.send(head, Body::empty()).await.assert_status(431);
}

#[tokio::test]
async fn what_a_person_types_comes_out_escaped() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let bad = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in [
        format!("/katalog?kata={bad}&kompetensi={bad}&tingkat={bad}&jp={bad}"),
        format!("/masuk?next=/{bad}"),
        format!("/verifikasi/{bad}"),
        format!("/{bad}"),
        format!("/?pesan={bad}"),
    ] {
        let answer = visitor.get(&path).await;
        assert!(!answer.text().contains("<script>alert"), "{path}");
    }
}

//! What happens when too much is asked for.

use std::net::IpAddr;

use ampera::Settings;
use ampera::listen::Peer;
use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use crate::support::{Site, Who};

#[tokio::test]
async fn forms_of_strangers_are_counted_by_address() {
    let site = Site::new().await;
    let post = async |address: [u8; 4]| {
        let mut request = Request::post("/masuk").header("host", "ampera.test").body(Body::empty()).unwrap();
        request.extensions_mut().insert(Peer(IpAddr::from(address)));
        let response = site.router.clone().oneshot(request).await.unwrap();
        (response.status().as_u16(), response.headers().get("retry-after").is_some())
    };
    let mut taken = 0;
    while post([203, 0, 113, 7]).await == (403, false) {
        taken += 1;
        assert!(taken < 1000, "there is an end");
    }
    assert!(taken >= 200, "an office may sign in at the same time: {taken}");
    assert_eq!(post([203, 0, 113, 7]).await, (429, true));
    assert_eq!(post([203, 0, 113, 8]).await, (403, false), "another address");
}

#[tokio::test]
async fn more_than_can_be_answered_is_told_to_come_back() {
    let site = Site::with(Settings { demo: true, concurrency: Some(0), ..Settings::default() }, |server| server).await;
    let mut visitor = site.visitor();
    let page = visitor.get("/katalog").await;
    page.assert_status(503);
    assert_eq!(page.header("retry-after"), Some("5"));
    assert!(page.text().contains("sedang sibuk") && page.text().contains(page.header("x-request-id").unwrap()));
    let read = visitor.get("/api/v1/kursus-selesai").await;
    assert_eq!((read.status, read.json()["problem"].as_str()), (503, Some("busy")));
    visitor.get("/healthz").await.assert_status(200);
    visitor.get("/readyz").await.assert_status(200);
}

#[tokio::test]
async fn the_token_of_the_forms_differs_in_every_answer() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    rina.get("/beranda").await;
    let first = rina.token.clone().unwrap();
    rina.get("/beranda").await;
    let second = rina.token.clone().unwrap();
    assert_ne!(first, second);
    for token in [first, second] {
        rina.post_with_token("/bahasa", &[("lang", "en"), ("next", "/beranda")], Some(&token)).await.assert_status(303);
    }
}

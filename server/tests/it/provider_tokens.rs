//! Tokens that no well-behaved provider issues: a server of our own signs them, and everything else about it is as it should be.

use std::sync::{Arc, Mutex};

use ampera::Settings;
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::time::Timestamp;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};
use services::AuditQuery;
use tokio::net::TcpListener;

use crate::provider::provider;
use crate::support::{Browser, Site, Visitor, Who, settings};

/// The server: what it says of itself, and the next ID token.
#[derive(Clone)]
struct Forge {
    issuer: String,
    claimed_issuer: Arc<Mutex<Option<String>>>,
    token: Arc<Mutex<String>>,
    key: Arc<Mutex<u8>>,
}

impl Forge {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let forge = Self {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            claimed_issuer: Arc::default(),
            token: Arc::default(),
            key: Arc::new(Mutex::new(1)),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .with_state(forge.clone());
        tokio::spawn(ampera::listen::serve(listener, router, std::future::pending()));
        forge
    }

    fn claims(&self, now: Timestamp, nonce: &str) -> Value {
        let seconds = now.0 / 1000;
        json!({
            "iss": self.issuer, "aud": "ampera", "sub": "s1", "iat": seconds, "exp": seconds + 300, "nonce": nonce,
            "name": "Rina Astuti", "nip": "190101011921011001", "nip_verified": true,
        })
    }

    /// A whole sign-in with that token; gives where the visitor is sent.
    async fn come(&self, site: &Site, make: impl FnOnce(Value) -> String) -> String {
        let mut visitor: Visitor = site.visitor();
        let answer = visitor.get("/masuk/kota").await;
        let start = answer.location().to_owned();
        let part = |name: &str| {
            let value = start.split(&format!("{name}=")).nth(1).unwrap_or_else(|| panic!("{name}: {start}"));
            value.split('&').next().unwrap().to_owned()
        };
        let made = make(self.claims(site.services.now(), &part("nonce")));
        *self.token.lock().unwrap() = made;
        let back = visitor.get(&format!("/masuk/kota/kembali?code=c&state={}", part("state"))).await;
        assert_eq!(visitor.cookies.contains_key("ampera"), back.location() == "/beranda");
        back.location().to_owned()
    }
}

async fn metadata(State(forge): State<Forge>) -> Json<Value> {
    let claimed = forge.claimed_issuer.lock().unwrap().clone().unwrap_or_else(|| forge.issuer.clone());
    Json(json!({
        "issuer": claimed,
        "authorization_endpoint": format!("{}/auth", forge.issuer),
        "token_endpoint": format!("{}/token", forge.issuer),
        "jwks_uri": format!("{}/jwks", forge.issuer),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

async fn jwks(State(forge): State<Forge>) -> Json<Value> {
    let number = *forge.key.lock().unwrap();
    Json(json!({ "keys": [serde_json::to_value(key(number).as_verification_key()).unwrap()] }))
}

async fn token(State(forge): State<Forge>) -> Json<Value> {
    let token = forge.token.lock().unwrap().clone();
    Json(json!({ "access_token": "a", "token_type": "Bearer", "id_token": token }))
}

/// The Ed25519 key of a number.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    der.extend([number; 32]);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("k{number}")))).unwrap()
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// Signed with the key of a number, under the name of another perhaps.
fn signed_as(number: u8, kid: &str, typ: &str, claims: &Value) -> String {
    let head = encoded(&json!({ "alg": "EdDSA", "kid": kid, "typ": typ }));
    let text = format!("{head}.{}", encoded(claims));
    let signature = key(number).sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes()).unwrap();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn signed(claims: &Value) -> String {
    signed_as(1, "k1", "JWT", claims)
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

/// HMAC with what both sides know: a key that is meant for something else.
fn with_the_secret(claims: &Value) -> String {
    use openidconnect::core::CoreHmacKey;
    let text = format!("{}.{}", encoded(&json!({ "alg": "HS256" })), encoded(claims));
    let signature =
        CoreHmacKey::new("rahasia-ampera").sign(&CoreJwsSigningAlgorithm::HmacSha256, text.as_bytes()).unwrap();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn site(forge: &Forge) -> Site {
    let settings = Settings { providers: vec![provider(&forge.issuer)], ..settings() };
    Site::on_all_with(settings).await.remove(0)
}

const REFUSED: &str = "/masuk?pesan=provider-failed";

#[tokio::test]
async fn a_token_is_genuine_of_now_and_for_us() {
    let forge = Forge::start().await;
    let site = site(&forge).await;
    let seconds = |value: &Value| value.as_i64().unwrap();
    assert_eq!(forge.come(&site, |claims| signed(&claims)).await, "/beranda");
    type Make = fn(Value) -> String;
    let wrong: [(&str, Make); 13] = [
        ("of another issuer", |c| signed(&with(c, "iss", json!("https://evil.example")))),
        ("for somebody else", |c| signed(&with(c, "aud", json!("other")))),
        ("for somebody else, too", |c| signed(&with(c, "aud", json!(["ampera", "other"])))),
        ("of another sign-in", |c| signed(&with(c, "nonce", json!("x")))),
        ("of no sign-in", |c| signed(&with(c, "nonce", Value::Null))),
        ("unsigned", |c| format!("{}.{}.", encoded(&json!({ "alg": "none" })), encoded(&c))),
        ("without its signature", |c| signed(&c).rsplit_once('.').unwrap().0.to_owned() + "."),
        ("signed with the shared secret", |c| with_the_secret(&c)),
        ("signed by somebody else", |c| signed_as(2, "k1", "JWT", &c)),
        ("signed with an unknown key", |c| signed_as(2, "k2", "JWT", &c)),
        ("changed after it was signed", |c| {
            let token = signed(&c);
            let parts: Vec<&str> = token.split('.').collect();
            format!("{}.{}.{}", parts[0], encoded(&with(c, "sub", json!("s2"))), parts[2])
        }),
        ("not to be used yet", |c| {
            let later = c["iat"].as_i64().unwrap() + 900;
            signed(&with(c, "nbf", json!(later)))
        }),
        ("not a token", |_| "x".to_owned()),
    ];
    for (what, make) in wrong {
        assert_eq!(forge.come(&site, make).await, REFUSED, "a token {what}");
    }
    for (issued, ends, expected) in
        [(-400, -50, "/beranda"), (-400, -61, REFUSED), (50, 300, "/beranda"), (70, 300, REFUSED)]
    {
        let make = |claims: Value| {
            let now = seconds(&claims["iat"]);
            signed(&with(with(claims, "iat", json!(now + issued)), "exp", json!(now + ends)))
        };
        assert_eq!(
            forge.come(&site, make).await,
            expected,
            "issued {issued}, ends {ends}: the clocks may differ by 60 s"
        );
    }
    // A new key is fetched, though not at every wrong token.
    *forge.key.lock().unwrap() = 2;
    assert_eq!(forge.come(&site, |claims| signed_as(2, "k2", "JWT", &claims)).await, REFUSED);
    site.clock.pass_minutes(1);
    assert_eq!(forge.come(&site, |claims| signed_as(2, "k2", "JWT", &claims)).await, "/beranda");
    assert_eq!(forge.come(&site, |claims| signed(&claims)).await, REFUSED, "the old key is gone");
}

#[tokio::test]
async fn what_a_provider_says_wrong_is_on_record() {
    let forge = Forge::start().await;
    let site = site(&forge).await;
    assert_eq!(forge.come(&site, |claims| signed(&with(claims, "nonce", json!("x")))).await, REFUSED);
    // What did not begin here says nothing about anybody, and leaves no row: a stranger could write thousands.
    site.visitor().get("/masuk/kota/kembali?code=c&state=x").await.assert_redirect(REFUSED);
    let auditor = site.actor(Who::Auditor).await;
    let query = AuditQuery { action: "sign-in-failed".into(), ..AuditQuery::default() };
    let rows = site.services.audit_log(&auditor, query).await.unwrap().rows;
    assert_eq!(rows.len(), 1);
    let of = |name: &str| rows[0].details.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    assert_eq!((of("provider"), of("reason")), (Some("kota"), Some("token")));
    assert!(rows[0].subject.is_none() && rows[0].actor.is_none());
}

#[tokio::test]
async fn a_provider_that_calls_itself_something_else_is_not_asked() {
    let forge = Forge::start().await;
    *forge.claimed_issuer.lock().unwrap() = Some("https://evil.example".to_owned());
    let site = site(&forge).await;
    site.visitor().get("/masuk/kota").await.assert_redirect(REFUSED);
    *forge.claimed_issuer.lock().unwrap() = None;
    assert_eq!(forge.come(&site, |claims| signed(&claims)).await, "/beranda", "once it is right it works");
}

#[tokio::test]
async fn a_message_that_signs_out_is_checked_as_well() {
    let forge = Forge::start().await;
    let site = site(&forge).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/keluar/kota/kanal-belakang", listener.local_addr().unwrap());
    tokio::spawn(ampera::listen::serve(listener, site.router.clone(), std::future::pending()));
    let mut visitor = site.visitor();
    let start = visitor.get("/masuk/kota").await.location().to_owned();
    let part = |name: &str| start.split(&format!("{name}=")).nth(1).unwrap().split('&').next().unwrap().to_owned();
    *forge.token.lock().unwrap() =
        signed(&with(forge.claims(site.services.now(), &part("nonce")), "sid", json!("session-1")));
    visitor.get(&format!("/masuk/kota/kembali?code=c&state={}", part("state"))).await.assert_redirect("/beranda");

    let seconds = site.services.now().0 / 1000;
    let message = |id: &str| {
        json!({
            "iss": forge.issuer, "aud": ["ampera"], "iat": seconds, "exp": seconds + 120, "jti": id, "sub": "s1",
            "sid": "session-1", "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        })
    };
    let mut browser = Browser::new();
    let mut send = async |token: &str| {
        let reply = browser.post(&address, &format!("logout_token={token}")).await;
        reply.status
    };
    for (what, token) in [
        ("no token", String::new()),
        ("an ID token", signed(&forge.claims(site.services.now(), "n"))),
        ("a nonce", signed(&with(message("1"), "nonce", json!("n")))),
        ("no event", signed(&with(message("1"), "events", json!({})))),
        ("another issuer", signed(&with(message("1"), "iss", json!("https://evil.example")))),
        ("another audience", signed(&with(message("1"), "aud", json!(["other"])))),
        ("too old", signed(&with(message("1"), "iat", json!(seconds - 1000)))),
        ("over", signed(&with(message("1"), "exp", json!(seconds - 100)))),
        ("nobody", signed(&with(with(message("1"), "sub", Value::Null), "sid", Value::Null))),
        ("somebody else's key", signed_as(2, "k1", "logout+jwt", &message("1"))),
        ("another kind", signed_as(1, "k1", "at+jwt", &message("1"))),
        ("unsigned", format!("{}.{}.", encoded(&json!({ "alg": "none" })), encoded(&message("1")))),
        ("the shared secret", with_the_secret(&message("1"))),
    ] {
        assert_eq!(send(&token).await, 400, "{what}");
    }
    visitor.get("/beranda").await.assert_status(200);
    let good = signed_as(1, "k1", "logout+jwt", &message("2"));
    assert_eq!(send(&good).await, 200);
    visitor.get("/beranda").await.assert_status(303);
    assert_eq!(send(&good).await, 400, "a message counts once");
}

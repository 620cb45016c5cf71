//! One answer to the server, and what it said.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, RequestRedirect, Response};

use super::dom::{after, property};

/// A try that takes longer has failed, in milliseconds.
const PATIENCE: i32 = 20_000;
/// Browsers finish a request of a page that is left only up to a size, in bytes.
const KEPT_ALIVE: usize = 60_000;

/// What became of an answer.
pub enum Outcome {
    /// Saved at this time of the day.
    Saved { clock: String },
    /// Handed in or out of time.
    Over,
    /// The session is over; the answer is still ours.
    SignedOut,
    /// It will never be taken.
    Refused,
    /// It did not arrive, or the server could not save it now.
    Failed,
}

/// Sends an answer.
pub async fn send(url: &str, csrf: &str, body: &str) -> Outcome {
    match fetch(url, csrf, body).await {
        Ok(response) => read(&response).await,
        Err(_) => Outcome::Failed,
    }
}

/// Whether the server answers at all.
pub async fn server_is_there() -> bool {
    let Ok(abort) = AbortController::new() else { return true };
    let init = RequestInit::new();
    init.set_method("HEAD");
    init.set_signal(Some(&abort.signal()));
    after(PATIENCE, move || abort.abort());
    JsFuture::from(window().fetch_with_str_and_init("/healthz", &init)).await.is_ok()
}

async fn fetch(url: &str, csrf: &str, body: &str) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    headers.set("accept", "application/json")?;
    headers.set("x-csrf-token", csrf)?;
    let abort = AbortController::new()?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(body));
    // A redirect would be the sign-in page, not an answer.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&abort.signal()));
    if body.len() < KEPT_ALIVE {
        let _ = js_sys::Reflect::set(&init, &JsValue::from_str("keepalive"), &JsValue::TRUE);
    }
    after(PATIENCE, move || abort.abort());
    JsFuture::from(window().fetch_with_str_and_init(url, &init)).await?.dyn_into()
}

async fn read(response: &Response) -> Outcome {
    match response.status() {
        200 => clock(response).await.map_or(Outcome::Failed, |clock| Outcome::Saved { clock }),
        409 => Outcome::Over,
        // 0 is a redirect that was not followed, 403 a page that was made for another session.
        0 | 401 | 403 => Outcome::SignedOut,
        408 | 425 | 429 | 500.. => Outcome::Failed,
        _ => Outcome::Refused,
    }
}

async fn clock(response: &Response) -> Option<String> {
    let json = JsFuture::from(response.json().ok()?).await.ok()?;
    property(&json, "clock").as_string()
}

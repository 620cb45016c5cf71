//! Answers that the server has not acknowledged yet, kept in the browser's storage until it has.

use js_sys::{Array, JSON};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use super::dom::property;
use crate::islands::quiz::numbers::next_number;

const DEVICE: &str = "ampera.perangkat";
const NUMBER: &str = "ampera.nomor";

/// An answer on its way, as JSON that is sent and stored.
#[derive(Clone)]
pub struct Message {
    pub question: String,
    pub body: String,
}

/// Unacknowledged answers in the order in which they are sent: one per question, the newest.
pub struct Outbox {
    /// `None` where the browser keeps nothing: then the page is all there is.
    storage: Option<Storage>,
    prefix: String,
    device: String,
    last: f64,
    messages: Vec<Message>,
}

impl Outbox {
    /// What was left of an attempt, and the device it is sent from.
    pub fn open(attempt: &str) -> Self {
        let storage = window().local_storage().ok().flatten();
        let prefix = ["ampera.jawaban.", attempt, "."].concat();
        let device = device(storage.as_ref());
        let mut outbox = Self { storage, prefix, device, last: 0.0, messages: Vec::new() };
        outbox.restore();
        outbox
    }

    fn restore(&mut self) {
        let Some(storage) = &self.storage else { return };
        let mut found = Vec::new();
        for place in 0..storage.length().unwrap_or(0) {
            let Some(key) = storage.key(place).ok().flatten() else { continue };
            let Some(question) = key.strip_prefix(self.prefix.as_str()) else { continue };
            let Some(body) = storage.get_item(&key).ok().flatten() else { continue };
            if let Ok(parsed) = JSON::parse(&body) {
                let number = property(&parsed, "number").as_f64().unwrap_or(0.0);
                found.push((number, Message { question: question.to_owned(), body }));
            }
        }
        found.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        self.messages = found.into_iter().map(|(_, message)| message).collect();
    }

    /// Queues an answer behind the others, in the place of an older one to the same question.
    pub fn put(&mut self, question: &str, values: &[String]) {
        let body = [
            "{\"question\":",
            &quoted(question),
            ",\"values\":[",
            &values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(","),
            "],\"device\":",
            &quoted(&self.device),
            ",\"number\":",
            &self.number().to_string(),
            "}",
        ]
        .concat();
        self.messages.retain(|message| message.question != question);
        if let Some(storage) = &self.storage {
            let _ = storage.set_item(&self.key(question), &body);
        }
        self.messages.push(Message { question: question.to_owned(), body });
    }

    fn key(&self, question: &str) -> String {
        [self.prefix.as_str(), question].concat()
    }

    fn number(&mut self) -> u64 {
        let stored = self.storage.as_ref().and_then(|storage| storage.get_item(NUMBER).ok().flatten());
        let stored = stored.and_then(|number| number.parse().ok()).unwrap_or(0.0);
        self.last = next_number(self.last, stored, js_sys::Date::now());
        let number = self.last as u64;
        if let Some(storage) = &self.storage {
            let _ = storage.set_item(NUMBER, &number.to_string());
        }
        number
    }

    /// The message to send next.
    pub fn first(&self) -> Option<Message> {
        self.messages.first().cloned()
    }

    pub fn holds(&self, question: &str) -> bool {
        self.messages.iter().any(|message| message.question == question)
    }

    /// What is queued, as question and fields.
    pub fn answers(&self) -> Vec<(String, Vec<String>)> {
        let answers = self.messages.iter().filter_map(|message| {
            let parsed = JSON::parse(&message.body).ok()?;
            let values = property(&parsed, "values").dyn_into::<Array>().ok()?;
            Some((message.question.clone(), values.iter().filter_map(|value| value.as_string()).collect()))
        });
        answers.collect()
    }

    /// Forgets a message that has arrived; a newer one to the same question stays.
    pub fn remove(&mut self, sent: &Message) {
        self.messages.retain(|message| message.body != sent.body);
        if let Some(storage) = &self.storage {
            let key = self.key(&sent.question);
            if storage.get_item(&key).ok().flatten().as_ref() == Some(&sent.body) {
                let _ = storage.remove_item(&key);
            }
        }
    }

    /// Forgets everything: the attempt is over.
    pub fn clear(&mut self) {
        for message in std::mem::take(&mut self.messages) {
            if let Some(storage) = &self.storage {
                let _ = storage.remove_item(&self.key(&message.question));
            }
        }
    }
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    JSON::stringify(&JsValue::from_str(text)).map(String::from).unwrap_or_default()
}

/// The name of this device, made once: it tells devices apart and nothing else.
fn device(storage: Option<&Storage>) -> String {
    if let Some(name) = storage.and_then(|storage| storage.get_item(DEVICE).ok().flatten())
        && (1..=40).contains(&name.len())
    {
        return name;
    }
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let mut name = String::new();
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            name.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
    if let Some(storage) = storage {
        let _ = storage.set_item(DEVICE, &name);
    }
    name
}

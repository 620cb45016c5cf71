//! Pages: who asks, one use case, its view as a page.

pub mod accounts;
pub mod admin;
pub mod audit;
pub mod career;
pub mod catalogue;
pub mod certificate;
pub mod course;
pub mod devices;
pub mod error;
pub mod evaluation;
pub mod front;
pub mod home;
pub mod identities;
pub mod manuscripts;
pub mod marking;
pub mod my_data;
pub mod notifications;
pub mod passwords;
pub mod paths;
pub mod plans;
pub mod profile;
pub mod provider;
pub mod quiz;
pub mod security;
pub mod sheets;
pub mod sign_in;
pub mod style_guide;
pub mod team;
pub mod trainings;

use crate::refusal::Refusal;

/// An identifier in an address; whatever is none leads nowhere.
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|_| Refusal::NotFound)
}

//! Forms: read the fields, one use case, then on to a page; or the same page again with what was typed.

pub mod accounts;
pub mod admin;
pub mod career;
pub mod devices;
pub mod evaluation;
pub mod identities;
pub mod learning;
pub mod marking;
pub mod my_data;
pub mod notifications;
pub mod passwords;
pub mod plans;
pub mod preferences;
pub mod provider;
pub mod quiz;
pub mod security;
pub mod sheets;
pub mod sign_in;
pub mod trainings;

//! Forms: read the fields, one use case, then on to a page; or the same page again with what was typed.

pub mod admin;
pub mod devices;
pub mod learning;
pub mod marking;
pub mod preferences;
pub mod quiz;
pub mod sign_in;

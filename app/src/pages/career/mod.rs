//! `/karier`, `/talenta` and `/admin/daftar-pendek`: the professionalism index of a person, talent boxes, and shortlists.

mod facts;
mod grid;
mod index;
mod own_box;
mod person;
mod shortlist;
mod shortlist_form;
mod shortlists;
mod talent;
mod words;

pub use person::career;
pub use shortlist::shortlist;
pub use shortlists::shortlists;
pub use talent::talent;
pub use words::{criterion_name, finding_name, measured, points, reason_text};

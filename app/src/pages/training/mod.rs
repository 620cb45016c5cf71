//! Training outside Ampera: `/pelatihan-luar` for who files, `/admin/pelatihan-luar` for who verifies.

mod form;
mod list;
mod one;
mod queue;
mod review;
mod words;

pub use list::trainings;
pub use one::training;
pub use queue::trainings_to_verify;
pub use review::training_to_verify;
pub(super) use words::{days as days_words, hours as hours_words, source, state_chip};

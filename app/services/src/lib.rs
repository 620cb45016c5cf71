//! The use cases of Ampera, one file each: check the policy, one transaction, write the audit event.
//!
//! Everything hangs on [`Services`]. A use case that shows something returns a view: plain data for the pages in `app`.
//!
//! How to add a use case: a file with `impl Services { pub async fn ... }`, which first asks [`domain::policy`], then
//! reads or writes through `store`, and in the same transaction appends to the audit log.

mod certificates;
mod completing;
mod context;
mod devices;
mod error;
mod evidence;
mod home;
mod hours;
mod library;
mod marking;
mod names;
mod paths;
mod profile;
mod progress;
mod publish;
mod rules;
mod sign_in;
mod simulate;
mod team;

pub mod catalogue;
pub mod course;
pub mod demo;
pub mod lesson;
pub mod manuscripts;
pub mod quiz;
pub mod replay;
pub mod seed;

pub use certificates::{CertificateView, Verification};
pub use context::{Actor, Clock, FixedClock, Random, Services, SystemClock, SystemRandom};
pub use devices::DeviceView;
pub use error::{Error, FieldError, Problem};
pub use evidence::{EvidenceLevel, EvidenceRow, EvidenceView};
pub use home::{Due, GapCard, HomeView, Resume};
pub use hours::{HourRow, HoursView};
pub use library::{Library, Snapshot};
pub use marking::{MarkForm, MarkView, Unmarked};
pub use names::Text;
pub use paths::{NextStep, PathCard, PathStep, PathView};
pub use profile::{CertificateRow, CompetencyRow, HistoryRow, MatchView, PersonView, PostView, ProfileView};
pub use publish::{Published, PublishedCourse};
pub use rules::Rules;
pub use sign_in::SignedInSession;
pub use team::{TeamCell, TeamRow, TeamView, UnitOption};

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

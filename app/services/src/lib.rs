//! The use cases of Ampera, one file each: check the policy, one transaction, write the audit event.
//!
//! Everything hangs on [`Services`]. A use case that shows something returns a view: plain data for the pages in `app`.
//!
//! How to add a use case: a file with `impl Services { pub async fn ... }`, which first asks [`domain::policy`], then
//! reads or writes through `store`, and in the same transaction appends to the audit log.

mod accounts;
mod certificates;
mod completing;
mod context;
mod devices;
mod error;
mod evidence;
mod home;
mod hours;
mod identity;
mod letters;
mod library;
mod marking;
mod names;
mod passwords;
mod profile;
mod progress;
mod publish;
mod rules;
mod second_factor;
mod sign_in;
mod simulate;
mod team;

pub mod catalogue;
pub mod course;
pub mod demo;
pub mod lesson;
pub mod manuscripts;
pub mod password;
pub mod quiz;
pub mod replay;
pub mod seed;
pub mod totp;

pub use accounts::{AccountRow, AccountView, AccountsView, InviteForm};
pub use certificates::{CertificateView, Verification};
pub use context::{Actor, Clock, FixedClock, Random, Services, SystemClock, SystemRandom};
pub use devices::DeviceView;
pub use error::{Error, FieldError, Problem};
pub use evidence::{EvidenceLevel, EvidenceRow, EvidenceView};
pub use home::{Due, GapCard, HomeView, Resume};
pub use hours::{HourRow, HoursView};
pub use identity::{Candidate, IdentityRequestView, ProviderIdentity, ProviderSession, StartedFlow};
pub use letters::{Letter, LetterKind};
pub use library::{Library, Snapshot};
pub use marking::{MarkForm, MarkView, Unmarked};
pub use names::Text;
pub use passwords::{Link, LinkKind, PasswordForm};
pub use profile::{CertificateRow, CompetencyRow, HistoryRow, MatchView, PersonView, PostView, ProfileView};
pub use publish::{Published, PublishedCourse};
pub use rules::Rules;
pub use second_factor::{IdentityView, SecurityView};
pub use sign_in::{Arrived, Door, SignIn, SignedInSession, StepToken};
pub use team::{TeamCell, TeamRow, TeamView, UnitOption};

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

//! Persistence: one set of SQL texts on two databases.
//!
//! [`Store`] opens SQLite (embedded) or PostgreSQL and hands out connections: [`Store::reader`] for reading,
//! [`Store::write`] for a transaction. Each module holds the queries of one table or a few that belong together.
//!
//! How to add a query: write it as a `const NAME: Sql`, give it a function, and call that function in `parity/`, which
//! runs on both databases and fails if a query of this crate was never executed.

pub mod account;
pub mod account_token;
pub mod answer;
pub mod attempt;
pub mod audit;
pub mod audit_chain;
pub mod career;
pub mod certificate;
pub mod client;
pub mod competency;
pub mod content;
pub mod data_request;
pub mod delivery;
pub mod delivery_list;
pub mod destination;
pub mod evaluation;
pub mod evaluation_cycle;
pub mod evaluation_log;
pub mod evidence;
pub mod exchange;
pub mod identity;
pub mod import;
pub mod learning;
pub mod learning_hour;
pub mod mail;
pub mod mass;
pub mod notification;
pub mod organisation;
pub mod outbox;
pub mod people;
pub mod personal;
pub mod plan;
pub mod plan_reminder;
pub mod profile_access;
pub mod retention;
pub mod role;
pub mod second_factor;
pub mod session;
pub mod sheet;
pub mod sheet_batch;
mod shelf;
pub mod shortlist;
pub mod sign_in;
pub mod standard;
pub mod sync_unit;
pub mod talent;
pub mod target;
pub mod total;
pub mod training;
pub mod training_hour;
pub mod unit;
pub mod upload;

mod args;
mod backup;
mod bulk;
mod conn;
mod error;
mod migrate;
mod open;
pub mod watch;
mod writer;

#[cfg(test)]
mod parity;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use args::Arg;
pub use backup::private_file;
pub use conn::{Conn, Sql};
pub use error::Error;
pub use open::{Backend, Store};

/// The result of a query.
pub type Result<T, E = Error> = std::result::Result<T, E>;

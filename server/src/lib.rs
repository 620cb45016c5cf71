//! The program Ampera: HTTP around the use cases of `services` and the pages of `app`, and the command line.
//!
//! A request goes one way: [`listen`] takes the connection, [`pipeline`] gives it an id, finds out who is asking
//! ([`visit`]), checks what the route asks for ([`routes`]) and where a form comes from ([`csrf`]); a handler in `pages`
//! or `forms` calls one use case and returns a page, a redirect or a [`refusal`]; on its way back it gets its headers
//! ([`security`]), a line in the log and a place in the [`metrics`].
//!
//! How to add a page: a view in `services`, a page in `app`, a handler in `pages/`, one line in [`routes`].

pub mod assets;
pub mod cli;
pub mod listen;
pub mod routes;
pub mod server;
pub mod shipped;

mod api;
mod body;
mod bytes;
mod commands;
mod compress;
mod config;
mod cookies;
mod csrf;
mod csv;
mod device;
mod doorway;
mod entry;
mod fields;
mod forms;
mod health;
mod images;
mod jobs;
mod limits;
pub mod logging;
mod mail;
mod metrics;
mod oidc;
mod outgoing;
mod pages;
mod pipeline;
mod preferences;
mod redirect;
mod refusal;
mod secret;
mod security;
mod session;
mod shutdown;
mod sync;
mod upload;
mod visit;
mod watch;

pub use config::{LogFormat, Origin, Settings};
pub use jobs::start as start_jobs;
pub use mail::MailSettings;
pub use oidc::ProviderSettings;
pub use secret::Secret;
pub use server::Server;
pub use sync::{SyncSettings, webhook_signature};

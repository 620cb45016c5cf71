//! What every handler works with.

use std::sync::Arc;

use axum::Router;
use services::{Published, Random, Services};

use crate::config::Settings;
use crate::limits::{self, Limits};
use crate::metrics::Metrics;
use crate::oidc::Providers;
use crate::sync::Destinations;
use crate::watch::Watched;
use crate::{assets, routes, shipped};

/// The state behind the router. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    pub services: Services,
    pub settings: Arc<Settings>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) metrics: Metrics,
    pub(crate) assets: Arc<app::frame::Assets>,
    pub(crate) limits: Arc<Limits>,
    /// The content folder that is watched, if there is one.
    pub(crate) content: Option<Arc<Watched>>,
    /// Identity providers.
    pub(crate) providers: Providers,
    /// Systems that are told.
    pub(crate) sync: Destinations,
}

impl Server {
    /// # Errors
    /// Identity providers or systems that are told, on a machine without certificates.
    pub fn new(services: Services, settings: Settings, random: Arc<dyn Random>) -> std::io::Result<Self> {
        Ok(Self {
            providers: Providers::new(&settings.providers)?,
            sync: Destinations::new(&settings.sync)?,
            services,
            limits: Arc::new(Limits::new(settings.concurrency.unwrap_or(limits::CONCURRENCY))),
            settings: Arc::new(settings),
            random,
            metrics: Metrics::installed(),
            assets: Arc::new(assets::for_pages()),
            content: None,
        })
    }

    /// Sends the letters that are due, and tells how many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn send_letters(&self) -> Result<usize, services::Error> {
        crate::mail::send_due(self).await
    }

    /// Tells other systems what is due, and how many messages arrived.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sync(&self) -> Result<usize, services::Error> {
        crate::sync::send_due(self).await
    }

    /// Makes the sheets of units that were asked for, and tells how many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn make_sheets(&self) -> Result<u64, services::Error> {
        self.services.make_sheets(&crate::pages::sheets::letterhead(self)).await
    }

    /// Serves the content of a folder, and publishes it again when a file changes.
    #[must_use]
    pub fn watching(self, folder: std::path::PathBuf) -> Self {
        Self { content: Some(Arc::new(Watched::new(folder))), ..self }
    }

    /// Publishes what is to be served: the watched folder, or the content in the program.
    ///
    /// # Errors
    /// Files that cannot be read, and what publishing refuses.
    pub async fn publish(&self) -> anyhow::Result<Published> {
        match &self.content {
            Some(watched) => watched.publish(&self.services).await,
            None => Ok(self.services.publish_all(&shipped::files(), None).await?),
        }
    }

    /// Everything that answers requests.
    pub fn router(self) -> Router {
        routes::router(self)
    }
}

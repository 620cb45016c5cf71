//! Identity providers: OpenID Connect with the code flow and PKCE. What they say is checked here, and given to `services` as plain
//! values.

mod http;
mod logout;
mod methods;
mod provider;
mod settings;

use std::sync::Arc;

pub use provider::Provider;
pub use settings::{ProviderSettings, read_file};

/// The providers of this server, in the order of the file.
#[derive(Clone, Default)]
pub struct Providers(Arc<Vec<Provider>>);

impl Providers {
    /// # Errors
    /// Certificates of the machine that cannot be read.
    pub fn new(settings: &[ProviderSettings]) -> std::io::Result<Self> {
        if settings.is_empty() {
            return Ok(Self::default());
        }
        let http = http::Http::new()?;
        Ok(Self(Arc::new(settings.iter().map(|one| Provider::new(one.clone(), http.clone())).collect())))
    }

    pub fn get(&self, id: &str) -> Option<&Provider> {
        self.0.iter().find(|provider| provider.settings.id == id)
    }

    /// Our name and the one to show, for each.
    pub fn names(&self) -> Vec<(String, String)> {
        self.0.iter().map(|provider| (provider.settings.id.clone(), provider.settings.name.clone())).collect()
    }

    /// Where a form may lead besides to us: signing out goes on at the provider. Empty, or with a blank before each.
    pub fn form_targets(&self) -> String {
        self.0.iter().map(|provider| format!(" {}", provider.settings.origin())).collect()
    }
}

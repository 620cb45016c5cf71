//! The file that names the systems that are told.

use std::path::Path;
use std::time::Duration;

use domain::delivery::Destination;
use domain::time::Timestamp;
use jiff::civil::Date;
use openidconnect::url::Url;
use serde::Deserialize;

use crate::outgoing::is_safe;
use crate::secret::Secret;

/// The systems that are told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncSettings {
    pub siasn: Option<SiasnSettings>,
    pub webhook: Option<WebhookSettings>,
}

/// SIASN: the addresses and keys that BKN gives to an agency.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiasnSettings {
    /// What `/pns/...` and `/kursus/save` follow.
    pub base: Url,
    /// Where the API gateway gives its token.
    pub gateway_token: Url,
    pub consumer_key: String,
    pub consumer_secret: Secret,
    /// Where the single sign-on gives the token of our user.
    pub user_token: Url,
    pub client_id: String,
    pub username: String,
    pub password: Secret,
    /// `instansiId`
    pub agency: String,
    /// `institusiPenyelenggara`
    pub organiser: String,
    /// `lokasiId`
    #[serde(default)]
    pub place: Option<String>,
    /// `jenisDiklatId`: "16" is e-learning.
    #[serde(default = "e_learning")]
    pub kind: String,
    /// `jenisKursusSertipikat`
    #[serde(default = "with_certificate")]
    pub certificate_kind: String,
    /// What happened before that day is not sent.
    pub since: Date,
    #[serde(default = "twenty")]
    pub timeout_seconds: u32,
}

/// A system of the city that takes signed messages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookSettings {
    pub address: Url,
    pub secret: Secret,
    /// Whether NIP and NI PPPK go along.
    #[serde(default)]
    pub numbers: bool,
    pub since: Date,
    #[serde(default = "twenty")]
    pub timeout_seconds: u32,
}

fn e_learning() -> String {
    "16".to_owned()
}

fn with_certificate() -> String {
    "T".to_owned()
}

fn twenty() -> u32 {
    20
}

/// Longer, and a turn could end while a request is under way.
const MOST_SECONDS: u32 = 30;
const SHORTEST_SECRET: usize = 32;

impl SyncSettings {
    /// # Errors
    /// What is wrong, in words that name the file and the setting.
    pub fn read_file(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
        Self::read(&text).map_err(|error| format!("{shown}: {error}"))
    }

    /// # Errors
    /// What is wrong, without any value.
    pub fn read(text: &str) -> Result<Self, String> {
        // The text of an error shows the line, which can be that of a secret: only its message is passed on.
        let settings: Self = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if settings.destinations().is_empty() {
            return Err("neither [siasn] nor [webhook] is in it".to_owned());
        }
        if let Some(siasn) = &settings.siasn {
            let addresses =
                [("base", &siasn.base), ("gateway_token", &siasn.gateway_token), ("user_token", &siasn.user_token)];
            for (name, address) in addresses {
                check_address(&format!("[siasn] {name}"), address)?;
            }
            let texts = [
                ("consumer_key", siasn.consumer_key.as_str()),
                ("consumer_secret", siasn.consumer_secret.expose()),
                ("client_id", &siasn.client_id),
                ("username", &siasn.username),
                ("password", siasn.password.expose()),
                ("agency", &siasn.agency),
                ("organiser", &siasn.organiser),
            ];
            if let Some((name, _)) = texts.into_iter().find(|(_, text)| text.trim().is_empty()) {
                return Err(format!("[siasn] {name} must not be empty"));
            }
            check_seconds("[siasn]", siasn.timeout_seconds)?;
        }
        if let Some(webhook) = &settings.webhook {
            check_address("[webhook] address", &webhook.address)?;
            if webhook.secret.expose().len() < SHORTEST_SECRET {
                return Err(format!(
                    "[webhook] secret has at least {SHORTEST_SECRET} characters: openssl rand -hex 32"
                ));
            }
            check_seconds("[webhook]", webhook.timeout_seconds)?;
        }
        Ok(settings)
    }

    /// Each with the moment from which it is told.
    pub fn destinations(&self) -> Vec<(Destination, Timestamp)> {
        let siasn = self.siasn.as_ref().map(|siasn| (Destination::Siasn, Timestamp::start_of(siasn.since)));
        let webhook = self.webhook.as_ref().map(|webhook| (Destination::Webhook, Timestamp::start_of(webhook.since)));
        siasn.into_iter().chain(webhook).collect()
    }
}

impl SiasnSettings {
    pub fn longest(&self) -> Duration {
        Duration::from_secs(u64::from(self.timeout_seconds))
    }
}

impl WebhookSettings {
    pub fn longest(&self) -> Duration {
        Duration::from_secs(u64::from(self.timeout_seconds))
    }
}

fn check_address(name: &str, address: &Url) -> Result<(), String> {
    if is_safe(address) && address.username().is_empty() && address.password().is_none() {
        Ok(())
    } else {
        Err(format!("{name} is an https address without a user in it"))
    }
}

fn check_seconds(name: &str, seconds: u32) -> Result<(), String> {
    if (1..=MOST_SECONDS).contains(&seconds) {
        Ok(())
    } else {
        Err(format!("{name} timeout_seconds is from 1 to {MOST_SECONDS}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        [siasn]
        base = "https://api.example.go.id/apisiasn/1.0"
        gateway_token = "https://api.example.go.id/oauth2/token"
        consumer_key = "kunci"
        consumer_secret = "rahasia-sekali"
        user_token = "https://sso.example.go.id/token"
        client_id = "kota"
        username = "pengelola"
        password = "rahasia-juga"
        agency = "A5EB03E23CCCF6A0E040640A040252AD"
        organiser = "BKPSDM"
        since = "2026-01-01"

        [webhook]
        address = "https://kinerja.example.go.id/ampera"
        secret = "rahasia-rahasia-rahasia-rahasia-rahasia"
        since = "2026-11-01"
    "#;

    #[test]
    fn both_systems_are_read_and_no_secret_is_printed() {
        let settings = SyncSettings::read(GOOD).unwrap();
        let known = settings.destinations();
        assert_eq!(known.iter().map(|(to, _)| *to).collect::<Vec<_>>(), Destination::ALL);
        assert_eq!(known[1].1.jakarta().to_string(), "2026-11-01T00:00:00");
        assert!(!settings.webhook.as_ref().unwrap().numbers, "numbers go along only where somebody says so");
        assert!(!format!("{settings:?}").contains("rahasia"));
    }

    #[test]
    fn what_is_wrong_is_named_and_the_secret_is_not() {
        for (from, to, said) in [
            ("base = \"https", "base = \"http", "base"),
            ("user_token = \"https://sso", "user_token = \"https://a:rahasia@sso", "user_token"),
            ("\"kunci\"", "\" \"", "consumer_key"),
            ("since = \"2026-01-01\"", "since = \"2026-01-01\"\ntimeout_seconds = 90", "timeout_seconds"),
            ("secret = \"rahasia-rahasia-rahasia-rahasia-rahasia\"", "secret = \"rahasia\"", "32"),
            ("since = \"2026-11-01\"", "since = \"besok\"", ""),
            ("organiser", "penyelenggara", "penyelenggara"),
            ("password = \"rahasia-juga\"", "password = \"rahasia-juga\" x", ""),
        ] {
            assert!(GOOD.contains(from), "{from}");
            let error = SyncSettings::read(&GOOD.replace(from, to)).unwrap_err();
            assert!(error.contains(said) && !error.contains("rahasia"), "{to}: {error}");
        }
        assert!(SyncSettings::read("").is_err());
    }
}

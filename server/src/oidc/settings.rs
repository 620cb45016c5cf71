//! The file that names the providers.

use std::collections::BTreeSet;
use std::path::Path;

use openidconnect::IssuerUrl;
use serde::Deserialize;

use crate::outgoing::is_safe;
use crate::secret::Secret;

/// A provider as the file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Our name for it, in addresses: `kota`.
    pub id: String,
    /// The name to show: "Akun Kota Palembang".
    pub name: String,
    /// As it names itself in its tokens.
    pub issuer: IssuerUrl,
    pub client_id: String,
    pub client_secret: Secret,
    /// The claim with the NIP or NI PPPK.
    #[serde(default = "nip")]
    pub number_claim: String,
    /// The claim that says `true` where the provider has verified the number.
    #[serde(default)]
    pub verified_claim: Option<String>,
    /// The provider gives verified numbers only, and has no claim that says so.
    #[serde(default)]
    pub numbers_are_verified: bool,
    /// What is asked for besides `openid`.
    #[serde(default = "profile")]
    pub scopes: Vec<String>,
    /// How far the provider's clock may be from ours.
    #[serde(default = "minute")]
    pub clock_skew_seconds: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    provider: Vec<ProviderSettings>,
}

fn nip() -> String {
    "nip".to_owned()
}

fn profile() -> Vec<String> {
    vec!["profile".to_owned()]
}

fn minute() -> u32 {
    60
}

/// Names that our own addresses have after `/masuk/`.
const RESERVED: [&str; 2] = ["kode", "menunggu"];
const MOST_SKEW_SECONDS: u32 = 300;

/// # Errors
/// What is wrong, in words that name the file and the provider.
pub fn read_file(path: &Path) -> Result<Vec<ProviderSettings>, String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
    let providers = read(&text).map_err(|error| format!("{shown}: {error}"))?;
    if providers.is_empty() { Err(format!("{shown}: no [[provider]] is in it")) } else { Ok(providers) }
}

fn read(text: &str) -> Result<Vec<ProviderSettings>, String> {
    // The text of an error shows the line, which can be that of the secret: only its message is passed on.
    let File { provider: providers } = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let mut ids = BTreeSet::new();
    for provider in &providers {
        let wrong = |what: &str| Err(format!("provider {}: {what}", provider.id));
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if provider.id.is_empty() || provider.id.len() > 30 || !provider.id.bytes().all(plain) {
            return wrong("its id is made of small letters, digits and hyphens");
        }
        if RESERVED.contains(&provider.id.as_str()) || !ids.insert(&provider.id) {
            return wrong("this id is taken");
        }
        if !is_safe(provider.issuer.url()) {
            return wrong("its issuer is an https address");
        }
        if provider.client_id.is_empty() || provider.client_secret.expose().is_empty() {
            return wrong("client_id and client_secret must not be empty");
        }
        if provider.verified_claim.is_some() == provider.numbers_are_verified {
            return wrong(
                "say either verified_claim or numbers_are_verified = true: who is not verified waits for an administrator",
            );
        }
        if provider.clock_skew_seconds > MOST_SKEW_SECONDS {
            return wrong("clock_skew_seconds is at most 300");
        }
    }
    Ok(providers)
}

impl ProviderSettings {
    pub fn origin(&self) -> String {
        self.issuer.url().origin().ascii_serialization()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        [[provider]]
        id = "kota"
        name = "Akun Kota"
        issuer = "https://sso.example.go.id/realms/asn"
        client_id = "ampera"
        client_secret = "rahasia-sekali"
        verified_claim = "nip_verified"
    "#;

    #[test]
    fn a_provider_needs_little() {
        let provider = read(GOOD).unwrap().remove(0);
        assert_eq!((provider.number_claim.as_str(), provider.clock_skew_seconds), ("nip", 60));
        assert_eq!(provider.origin(), "https://sso.example.go.id");
        assert!(!format!("{provider:?}").contains("rahasia"));
    }

    #[test]
    fn what_is_wrong_is_named_and_the_secret_is_not() {
        for (from, to, said) in [
            ("\"kota\"", "\"Kota!\"", "id"),
            ("\"kota\"", "\"kode\"", "taken"),
            ("https://", "http://", "https"),
            ("\"ampera\"", "\"\"", "client_id"),
            ("verified_claim = \"nip_verified\"", "", "verified_claim"),
            ("client_secret = \"rahasia-sekali\"", "client_secret = \"rahasia-sekali\" x", ""),
            ("name =", "nama =", "nama"),
        ] {
            let error = read(&GOOD.replace(from, to)).unwrap_err();
            assert!(error.contains(said) && !error.contains("rahasia"), "{to}: {error}");
        }
        assert!(read(&GOOD.repeat(2)).unwrap_err().contains("taken"));
        assert!(read(&GOOD.replace("https://sso.example.go.id", "http://127.0.0.1:9")).is_ok());
    }
}

//! What can be set, from flags and `AMPERA_*` variables. A wrong value stops the start with a message that names it.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use services::{Services, SystemClock, SystemRandom};
use store::Store;

use crate::cli::Failure;
use crate::mail::MailSettings;
use crate::oidc::{self, ProviderSettings};
use crate::secret::{DatabaseUrl, Secret};
use crate::sync::SyncSettings;

/// Who issues certificates, unless it is set.
const ISSUER: &str = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kota Palembang";

/// The database of a command.
#[derive(Args, Clone, Debug)]
pub struct DatabaseOptions {
    /// sqlite:FILE, or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        env = "AMPERA_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite:ampera.db"
    )]
    pub database: DatabaseUrl,
    /// Connections to the database at the same time
    #[arg(
        long,
        env = "AMPERA_CONNECTIONS",
        value_name = "NUMBER",
        default_value_t = 8,
        value_parser = clap::value_parser!(u32).range(1..=500)
    )]
    pub connections: u32,
}

impl DatabaseOptions {
    /// Opens the database and brings its schema up to date.
    pub async fn open(&self) -> Result<Store, Failure> {
        let wrong = |error: store::Error| Failure::usage(format!("--database {}: {error}", self.database));
        let store = Store::open(self.database.expose(), self.connections).await.map_err(wrong)?;
        store.migrate().await.map_err(wrong)?;
        Ok(store)
    }

    /// The use cases on this database, with the clock and the random numbers of this machine.
    pub async fn services(&self) -> Result<Services, Failure> {
        let store = self.open().await?;
        Ok(Services::new(store, std::sync::Arc::new(SystemClock), std::sync::Arc::new(SystemRandom)))
    }
}

/// The settings of the server.
#[derive(Args, Clone, Debug)]
pub struct ServeOptions {
    /// Adds demo people and accounts with a known password; only where nobody else reaches the server
    #[arg(long, env = "AMPERA_DEMO")]
    pub demo: bool,
    /// Where the server listens
    #[arg(long, env = "AMPERA_ADDR", value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// A folder with courses/, competencies/ and rules/ to serve and to watch, instead of the content in the program
    #[arg(long, env = "AMPERA_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// How people reach the server, when a proxy stands before it: https://ampera.example.go.id
    #[arg(long, env = "AMPERA_ORIGIN", value_name = "URL")]
    pub origin: Option<Origin>,
    /// Who issues certificates, as it stands on them
    #[arg(long, env = "AMPERA_ISSUER", value_name = "NAME", default_value = ISSUER)]
    pub issuer: String,
    /// The address of that proxy: only from it the client's address in X-Forwarded-For is believed
    #[arg(long, env = "AMPERA_TRUSTED_PROXY", value_name = "IP")]
    pub trusted_proxy: Option<IpAddr>,
    /// Lets others reach --addr though no proxy is named: passwords cross the network unprotected
    #[arg(long, env = "AMPERA_PLAIN_HTTP")]
    pub plain_http: bool,
    /// Requests that are answered at the same time; more are told to come back
    #[arg(
        long,
        env = "AMPERA_CONCURRENCY",
        value_name = "NUMBER",
        default_value_t = crate::limits::CONCURRENCY as u32,
        value_parser = clap::value_parser!(u32).range(1..=65_536)
    )]
    pub concurrency: u32,
    /// A bearer token for /metrics; without it only this machine may read them
    #[arg(long, env = "AMPERA_METRICS_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    pub metrics_token: Option<Secret>,
    /// What is logged, as in: info,ampera=debug
    #[arg(long, env = "AMPERA_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
    /// How it is logged
    #[arg(long, env = "AMPERA_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// A file that names the identity providers people may sign in with
    #[arg(long, env = "AMPERA_OIDC", value_name = "FILE")]
    pub oidc: Option<PathBuf>,
    /// A file that names the systems that are told about completed courses and competencies
    #[arg(long, env = "AMPERA_SYNC", value_name = "FILE")]
    pub sync: Option<PathBuf>,
    /// The mail server for invitations and resets: smtps://USER:PASSWORD@HOST
    #[arg(long, env = "AMPERA_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<Secret>,
    /// Who letters are from: "Ampera <ampera@example.go.id>"
    #[arg(long, env = "AMPERA_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    #[command(flatten)]
    pub database: DatabaseOptions,
}

impl ServeOptions {
    /// What no single value shows to be wrong.
    ///
    /// # Errors
    /// A message that names the setting.
    pub fn check(&self) -> Result<(), Failure> {
        if self.demo && !self.addr.ip().is_loopback() {
            return Err(Failure::usage(format!(
                "--demo has accounts with a known password and refuses --addr {}, which others can reach; use 127.0.0.1",
                self.addr
            )));
        }
        if let Some(folder) = &self.content {
            for part in ["courses", "competencies", "rules"] {
                if !folder.join(part).is_dir() {
                    let shown = folder.display();
                    return Err(Failure::usage(format!("--content {shown}: there is no folder {part}/ in it")));
                }
            }
        }
        if !self.addr.ip().is_loopback() && self.trusted_proxy.is_none() && !self.plain_http {
            return Err(Failure::usage(format!(
                "--addr {} can be reached by others, and Ampera speaks plain HTTP: name the proxy that ends HTTPS with \
                 --trusted-proxy, or say --plain-http if passwords may cross this network unprotected",
                self.addr
            )));
        }
        // Links in letters and the address to come back to never follow from what a visitor sends.
        if (self.oidc.is_some() || self.smtp_url.is_some()) && self.origin.is_none() && !self.addr.ip().is_loopback() {
            let message = "--oidc and --smtp-url need --origin: links lead there";
            return Err(Failure::usage(message));
        }
        Ok(())
    }

    /// What works and is probably not meant.
    pub fn warning(&self) -> Option<&'static str> {
        (!self.addr.ip().is_loopback() && self.origin.is_none()).then_some(
            "others can reach this address, and --origin does not say how: the host name of every request is believed. Set \
             --origin, and --trusted-proxy if a proxy stands before the server",
        )
    }

    /// # Errors
    /// A message that names the setting: a file that is named, or the mail server.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let providers = match &self.oidc {
            Some(file) => oidc::read_file(file).map_err(|error| Failure::usage(format!("--oidc {error}")))?,
            None => Vec::new(),
        };
        let sync = match &self.sync {
            Some(file) => SyncSettings::read_file(file).map_err(|error| Failure::usage(format!("--sync {error}")))?,
            None => SyncSettings::default(),
        };
        Ok(Settings {
            demo: self.demo,
            secure: self.origin.as_ref().map_or(!self.addr.ip().is_loopback(), Origin::is_https),
            origin: self.origin.clone(),
            issuer: self.issuer.clone(),
            trusted_proxy: self.trusted_proxy,
            metrics_token: self.metrics_token.clone(),
            concurrency: usize::try_from(self.concurrency).ok(),
            own_address: format!("http://{}", self.addr),
            providers,
            mail: self.mail()?,
            sync,
        })
    }

    fn mail(&self) -> Result<Option<MailSettings>, Failure> {
        let Some(address) = &self.smtp_url else { return Ok(None) };
        let from = self.mail_from.as_deref();
        let from = from.ok_or_else(|| Failure::usage("--smtp-url needs --mail-from: who letters are from"))?;
        let mail = MailSettings::new(address.expose(), from);
        mail.map(Some).map_err(|error| Failure::usage(format!("--smtp-url or --mail-from: {error}")))
    }
}

/// What requests need to know of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The sign-in page names the demo accounts.
    pub demo: bool,
    /// Browsers reach the server by HTTPS: cookies are Secure, and HSTS is sent.
    pub secure: bool,
    pub origin: Option<Origin>,
    /// Who issues certificates.
    pub issuer: String,
    pub trusted_proxy: Option<IpAddr>,
    pub metrics_token: Option<Secret>,
    /// Requests answered at the same time; `None` is the usual limit.
    pub concurrency: Option<usize>,
    /// Where the server listens; what links in letters begin with where there is no origin.
    pub own_address: String,
    pub providers: Vec<ProviderSettings>,
    pub mail: Option<MailSettings>,
    /// Systems that are told.
    pub sync: SyncSettings,
}

impl Settings {
    /// What links that leave the page begin with. Never what a visitor says of us.
    pub fn base(&self) -> &str {
        self.origin.as_ref().map_or(self.own_address.as_str(), Origin::as_str)
    }
}

/// `https://host` or `http://host:port`, without a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let trimmed = text.trim_end_matches('/');
        let host = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
        match host {
            Some(host) if is_host(host) => Ok(Self(trimmed.to_ascii_lowercase())),
            _ => Err("an origin is http:// or https:// and a host, without a path".to_owned()),
        }
    }
}

/// A host name or address with or without a port: nothing in it could end a URL or a header.
pub fn is_host(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']' | b'_');
    !text.is_empty() && text.len() <= 255 && text.bytes().all(allowed)
}

/// How lines are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object per line
    Json,
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Probe {
        #[command(flatten)]
        options: ServeOptions,
    }

    fn options(args: &[&str]) -> ServeOptions {
        Probe::parse_from([&["probe"], args].concat()).options
    }

    fn refusal(args: &[&str]) -> String {
        match options(args).check() {
            Err(Failure::Usage(message)) => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn demo_refuses_an_address_that_others_reach() {
        assert!(options(&["--demo"]).check().is_ok());
        assert!(options(&["--demo", "--addr", "[::1]:80"]).check().is_ok());
        let message = refusal(&["--demo", "--addr", "0.0.0.0:3000"]);
        assert!(message.contains("--demo") && message.contains("0.0.0.0:3000"), "{message}");
    }

    #[test]
    fn an_open_address_needs_a_proxy_or_a_word() {
        let message = refusal(&["--addr", "0.0.0.0:80"]);
        assert!(message.contains("--trusted-proxy") && message.contains("--plain-http"), "{message}");
        assert!(options(&["--addr", "0.0.0.0:80", "--trusted-proxy", "10.0.0.1"]).check().is_ok());
        assert!(options(&["--addr", "0.0.0.0:80", "--plain-http"]).check().is_ok());
        assert!(options(&["--addr", "[::1]:80"]).check().is_ok());
    }

    #[test]
    fn a_wrong_value_is_named() {
        assert!(refusal(&["--content", "/nowhere"]).contains("--content /nowhere"));
        let wrong = [
            ["--addr", "localhost"],
            ["--database", "mysql://x"],
            ["--connections", "0"],
            ["--origin", "ampera.go.id"],
            ["--trusted-proxy", "proxy"],
            ["--log-format", "xml"],
        ];
        for args in wrong {
            let error =
                Probe::try_parse_from([&["probe"], args.as_slice()].concat()).err().map(|error| error.to_string());
            assert!(error.as_ref().is_some_and(|text| text.contains(args[0])), "{args:?}: {error:?}");
        }
    }

    #[test]
    fn cookies_are_secure_unless_the_server_is_only_for_this_machine() {
        assert!(!options(&[]).settings().unwrap().secure);
        assert!(options(&["--addr", "10.0.0.1:80"]).settings().unwrap().secure);
        assert!(options(&["--origin", "https://ampera.go.id/"]).settings().unwrap().secure);
        assert!(!options(&["--addr", "10.0.0.1:80", "--origin", "http://intranet:80"]).settings().unwrap().secure);
    }

    #[test]
    fn links_need_an_origin_that_is_configured() {
        assert!(options(&["--smtp-url", "smtp://127.0.0.1:25"]).check().is_ok());
        let message = refusal(&["--smtp-url", "smtp://127.0.0.1:25", "--addr", "0.0.0.0:80", "--plain-http"]);
        assert!(message.contains("--origin"), "{message}");
        for args in [&["--smtp-url", "smtp://127.0.0.1:25"][..], &["--oidc", "/nowhere.toml"][..]] {
            match options(args).settings() {
                Err(Failure::Usage(message)) => assert!(message.contains(args[0]), "{message}"),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn an_open_address_without_an_origin_is_warned_of() {
        assert_eq!(options(&[]).warning(), None);
        assert!(options(&["--addr", "0.0.0.0:80"]).warning().is_some_and(|text| text.contains("--origin")));
        assert_eq!(options(&["--addr", "0.0.0.0:80", "--origin", "https://ampera.go.id"]).warning(), None);
    }

    #[test]
    fn an_origin_has_no_path() {
        assert_eq!("https://Ampera.go.id/".parse::<Origin>().unwrap().as_str(), "https://ampera.go.id");
        for wrong in ["https://", "https://a/b", "ftp://a", "https://a b", "https://a@b"] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }
}

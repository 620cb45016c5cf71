//! One provider: what it says of itself, the way to it, and the tokens it gives.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::time::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm as Alg, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret, CsrfToken,
    EmptyExtraTokenFields, IdTokenFields, Nonce, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadataWithLogout,
    RedirectUrl, Scope, SignatureVerificationError, StandardErrorResponse, StandardTokenResponse, TokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use services::{ProviderIdentity, StartedFlow};

use super::http::Http;
use super::methods::are_two_factors;
use super::settings::ProviderSettings;

/// What a provider says of itself is asked for again after this long...
const FRESH_MILLIS: i64 = 3_600_000;
/// ...and, for a key that is not known, at the earliest after this long: nobody makes us ask all the time.
const AGAIN_MILLIS: i64 = 10_000;
/// Longer tokens are not looked at.
pub(super) const LONGEST_TOKEN: usize = 32 * 1024;

/// Signed by the provider's own key. Never without a signature, and never with the secret that we share.
pub(super) const ALGORITHMS: [Alg; 9] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::RsaSsaPssSha512,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];

/// A provider.
pub struct Provider {
    pub settings: ProviderSettings,
    http: Http,
    known: Mutex<Option<(Timestamp, Arc<Metadata>)>>,
}

pub(super) type Metadata = ProviderMetadataWithLogout;

/// Every claim that is not one of the standard's.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Claims {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for Claims {}

type Fields = IdTokenFields<Claims, EmptyExtraTokenFields, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, Alg>;
type Answer = StandardTokenResponse<Fields, CoreTokenType>;
type OidcClient<A, D, I, R, T, U> = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Answer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    A,
    D,
    I,
    R,
    T,
    U,
>;

/// Why nobody was let in. The text is for the log: it holds no token and no claim.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The provider does not answer, or not as it should.
    #[error("the provider cannot be used: {0}")]
    Provider(String),
    /// A token or message is not what it should be.
    #[error("a token was refused: {0}")]
    Token(String),
}

impl Fault {
    /// For the audit log.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Provider(_) => "provider",
            Self::Token(_) => "token",
        }
    }
}

impl Provider {
    pub(super) fn new(settings: ProviderSettings, http: Http) -> Self {
        Self { settings, http, known: Mutex::new(None) }
    }

    /// The address of the provider to send somebody to. `once_more`: it is to ask who it is, though it knows them already.
    ///
    /// # Errors
    /// [`Fault::Provider`].
    pub async fn authorise(
        &self,
        flow: &StartedFlow,
        (back, lang): (&str, &str),
        once_more: bool,
        now: Timestamp,
    ) -> Result<String, Fault> {
        let metadata = self.metadata(now, FRESH_MILLIS).await?;
        let client = self.client(&metadata).set_redirect_uri(redirect_url(back)?);
        let verifier = PkceCodeVerifier::new(flow.verifier.clone());
        let (state, nonce) = (flow.state.clone(), flow.nonce.clone());
        let request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .add_extra_param("ui_locales", lang.to_owned())
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        let request = match once_more {
            // `max_age` makes the provider say when it asked; `prompt` is for those that know only this.
            true => request.set_max_age(Duration::ZERO).add_prompt(CoreAuthPrompt::Login),
            false => request,
        };
        Ok(request.url().0.to_string())
    }

    /// Exchanges a code for tokens, and checks them.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn identify(
        &self,
        flow: &StartedFlow,
        code: &str,
        back: &str,
        now: Timestamp,
    ) -> Result<ProviderIdentity, Fault> {
        let metadata = self.metadata(now, FRESH_MILLIS).await?;
        let client = self.client(&metadata).set_redirect_uri(redirect_url(back)?);
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| Fault::Provider(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(flow.verifier.clone()))
            .request_async(&self.http)
            .await
            .map_err(|error| Fault::Provider(without_body(&error)))?;
        let token = answer.id_token().ok_or_else(|| Fault::Token("there is no ID token".to_owned()))?;
        if token.to_string().len() > LONGEST_TOKEN {
            return Err(Fault::Token("the ID token is too long".to_owned()));
        }
        let nonce = Nonce::new(flow.nonce.clone());
        let checked = match self.check(&metadata, token, &nonce, now) {
            // A key that is not known can be a new one.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let fresh = self.metadata(now, AGAIN_MILLIS).await?;
                self.check(&fresh, token, &nonce, now)
            }
            other => other,
        };
        checked.map_err(|error| Fault::Token(kind(&error).to_owned()))
    }

    fn check(
        &self,
        metadata: &Metadata,
        token: &openidconnect::IdToken<Claims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, Alg>,
        nonce: &Nonce,
        now: Timestamp,
    ) -> Result<ProviderIdentity, ClaimsVerificationError> {
        let skew = i64::from(self.settings.clock_skew_seconds) * 1000;
        let (early, late) = (date_time(now.plus_millis(-skew)), date_time(now.plus_millis(skew)));
        let client = self.client(metadata);
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || early)
            .set_issue_time_verifier_fn(move |issued| {
                if issued <= late { Ok(()) } else { Err("it was issued in the future".to_owned()) }
            });
        let claims = token.claims(&verifier, nonce)?;
        let more = &claims.additional_claims().all;
        // RFC 7519: not to be used before.
        if more.get("nbf").and_then(Value::as_i64).is_some_and(|from| from > late.timestamp()) {
            return Err(ClaimsVerificationError::Other("not to be used yet".to_owned()));
        }
        let text = |name: &str| more.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        let full_name = claims.name().and_then(|name| name.get(None)).map(|name| name.to_string());
        let short_name = claims.preferred_username().map(|name| name.to_string());
        let number = text(&self.settings.number_claim);
        let verified = match &self.settings.verified_claim {
            // A text "true" is what some providers make of it.
            Some(claim) => more.get(claim).is_some_and(|value| value == &Value::Bool(true) || value == "true"),
            None => self.settings.numbers_are_verified,
        };
        let methods = claims.auth_method_refs().into_iter().flatten();
        let strong = are_two_factors(methods.map(|method| method.as_str()));
        Ok(ProviderIdentity {
            provider: self.settings.id.clone(),
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            name: full_name.or(short_name).unwrap_or_default(),
            number,
            number_verified: verified,
            strong,
            session: text("sid"),
            asked_at: claims.auth_time().map(|at| Timestamp(at.timestamp_millis())),
        })
    }

    /// Where somebody is sent to sign out at the provider, too. `None` where it has no such place, or it is another site. Who is
    /// meant the provider knows by its own cookie, and by its name for the session: the ID token, which holds a number, is in no
    /// address.
    pub async fn end_session(&self, session: Option<&str>, back: &str, now: Timestamp) -> Option<String> {
        let metadata = self.metadata(now, FRESH_MILLIS).await.ok()?;
        let end = metadata.additional_metadata().end_session_endpoint.as_ref()?;
        let mut address = end.url().clone();
        if address.origin() != self.settings.issuer.url().origin() {
            return None;
        }
        address
            .query_pairs_mut()
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("post_logout_redirect_uri", back);
        if let Some(session) = session {
            address.query_pairs_mut().append_pair("logout_hint", session);
        }
        Some(address.to_string())
    }

    /// What the provider says of itself, and its keys: asked for again if what is known is that old.
    pub(super) async fn metadata(&self, now: Timestamp, oldest_millis: i64) -> Result<Arc<Metadata>, Fault> {
        let known = self.known.lock().ok().and_then(|known| known.clone());
        if let Some((_, metadata)) = known.filter(|(at, _)| (0..oldest_millis).contains(&now.since(*at))) {
            return Ok(metadata);
        }
        let found = Metadata::discover_async(self.settings.issuer.clone(), &self.http).await;
        let found = Arc::new(found.map_err(|error| Fault::Provider(without_body(&error)))?);
        if let Ok(mut known) = self.known.lock() {
            *known = Some((now, Arc::clone(&found)));
        }
        Ok(found)
    }

    #[allow(clippy::type_complexity, reason = "the library tells by types which addresses are known")]
    fn client(
        &self,
        metadata: &Metadata,
    ) -> OidcClient<
        openidconnect::EndpointSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointMaybeSet,
        openidconnect::EndpointMaybeSet,
    > {
        let secret = ClientSecret::new(self.settings.client_secret.expose().to_owned());
        let id = ClientId::new(self.settings.client_id.clone());
        OidcClient::from_provider_metadata(metadata.clone(), id, Some(secret))
    }
}

pub(super) fn date_time(at: Timestamp) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

fn redirect_url(back: &str) -> Result<RedirectUrl, Fault> {
    RedirectUrl::new(back.to_owned()).map_err(|error| Fault::Provider(error.to_string()))
}

/// An error without what a provider wrote: that could be anything.
fn without_body(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    format!("{text}{cause}").chars().filter(|c| !c.is_control()).take(200).collect()
}

/// What was wrong with a token, without what was in it.
fn kind(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "its time is over, or has not come",
        ClaimsVerificationError::InvalidAudience(_) => "it is for somebody else",
        ClaimsVerificationError::InvalidIssuer(_) => "it is of another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "it belongs to another sign-in",
        ClaimsVerificationError::SignatureVerification(_) => "its signature is wrong, or missing",
        _ => "it is not as it should be",
    }
}

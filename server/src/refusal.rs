//! What a request gets instead of what it asked for. The pipeline makes a page of it in the visitor's language.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// What a handler returns.
pub type Outcome = Result<Response, Refusal>;

/// Why a request is not answered.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// It has to be signed in for.
    SignIn,
    /// A second factor has to be set up first.
    SecondFactorDue,
    /// The form is not one of ours, or it is older than the session.
    Forgery,
    NotFound,
    MethodNotAllowed,
    /// It cannot be read.
    Malformed,
    /// It was read, and something in it is not possible.
    Invalid,
    TooLarge,
    HeadTooLarge,
    UnknownMediaType,
    AttemptOver,
    NoAttemptsLeft,
    TooSlow,
    /// Too much is asked for at the same time, by everybody.
    Busy,
    /// Too often, by this address or client.
    TooMany {
        seconds: u32,
    },
    /// A fault of ours; what happened goes to the log.
    Internal(String),
}

impl Refusal {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forgery | Self::SecondFactorDue => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::UnknownMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::AttemptOver | Self::NoAttemptsLeft => StatusCode::CONFLICT,
            Self::TooSlow | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// After how many seconds it is worth trying again.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Busy => Some(5),
            Self::TooMany { seconds } => Some((*seconds).max(1)),
            _ => None,
        }
    }

    /// For a script: what the island can do something about.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignIn => "not-signed-in",
            Self::Forgery => "forgery",
            Self::SecondFactorDue => "second-factor-due",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Malformed => "malformed",
            Self::Invalid => "invalid",
            Self::TooLarge | Self::HeadTooLarge => "too-large",
            Self::UnknownMediaType => "unknown-media-type",
            Self::AttemptOver => "attempt-over",
            Self::NoAttemptsLeft => "no-attempts-left",
            Self::TooSlow => "too-slow",
            Self::Busy => "busy",
            Self::TooMany { .. } => "too-many",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<services::Error> for Refusal {
    fn from(error: services::Error) -> Self {
        match error {
            services::Error::NotFound => Self::NotFound,
            services::Error::Invalid(_) | services::Error::List(_) | services::Error::Columns(_) => Self::Invalid,
            services::Error::Rejected(_) => Self::Invalid,
            services::Error::NoAttemptsLeft => Self::NoAttemptsLeft,
            services::Error::AttemptOver => Self::AttemptOver,
            services::Error::LastAdmin | services::Error::StillNeeded | services::Error::Refused(_) => Self::Invalid,
            other => Self::Internal(other.to_string()),
        }
    }
}

impl IntoResponse for Refusal {
    /// Without a body: the refusal travels in the extensions to the pipeline, which knows the visitor.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

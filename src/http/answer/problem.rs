//! Everything that can go wrong for a caller, as RFC 9457 problem documents, in one place.
//! A [`Problem`] travels inside its response; [`crate::http::edge::access_log`] writes the document, because it knows the request's id.
//! A 5xx keeps its cause for the log.

use std::time::Duration;

use serde_json::{Value, json};
use warp::http::StatusCode;
use warp::http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use warp::reply::{Reply, Response};

use crate::accounts::AccountsError;
use crate::backends::objects::ObjectError;
use crate::backends::store::{StoreError, StoreErrorKind};

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// Where: `theme`, `characters[0].name`.
    pub field: String,
    /// Stable, lower snake case.
    pub code: String,
    /// For people.
    pub detail: String,
}

/// The limit that a caller ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// The policy's name in `RateLimit`.
    pub policy: &'static str,
    /// How many there may be.
    pub quota: u32,
    /// In which time; `None`: at once.
    pub window: Option<Duration>,
    /// When to come again.
    pub wait: Duration,
}

/// Why a call did not work.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The answer's status.
    pub status: StatusCode,
    /// Stable, lower snake case.
    pub code: &'static str,
    /// For people; says nothing of the inside.
    pub detail: String,
    /// What is wrong with which field.
    pub errors: Vec<FieldProblem>,
    /// Headers of the answer.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// For the log alone.
    pub cause: Option<String>,
}

impl Problem {
    /// A problem without fields and headers.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), errors: Vec::new(), headers: Vec::new(), cause: None }
    }

    /// 400: it could not be understood.
    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 401: the caller must say who they are.
    pub fn unauthorized(code: &'static str, detail: impl Into<String>) -> Self {
        // who shows no token at all is told no error of it (RFC 6750, section 3.1)
        let challenge = HeaderValue::from_static(match code {
            "unauthorized" => r#"Bearer realm="ai-tale""#,
            _ => r#"Bearer realm="ai-tale", error="invalid_token""#,
        });
        Self::new(StatusCode::UNAUTHORIZED, code, detail).with_header(warp::http::header::WWW_AUTHENTICATE, challenge)
    }

    /// 404: it does not exist, or is not the caller's.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "there is no such thing here")
    }

    /// 422: it is of the wrong shape.
    pub fn invalid(errors: Vec<FieldProblem>) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request", "some fields are not right");
        problem.errors = errors;
        problem
    }

    /// 422 about one field.
    pub fn invalid_field(field: impl Into<String>, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::invalid(vec![FieldProblem { field: field.into(), code: code.into(), detail: detail.into() }])
    }

    /// 429: too much.
    pub fn throttled(code: &'static str, detail: impl Into<String>, throttle: Throttle) -> Self {
        let seconds = whole_seconds(throttle.wait);
        let window = throttle.window.map(|window| format!(";w={}", window.as_secs())).unwrap_or_default();
        Self::new(StatusCode::TOO_MANY_REQUESTS, code, detail)
            .retry_after(throttle.wait)
            .with_text_header("ratelimit", &format!(r#""{}";r=0;t={seconds}"#, throttle.policy))
            .with_text_header("ratelimit-policy", &format!(r#""{}";q={}{window}"#, throttle.policy, throttle.quota))
    }

    /// 503: not now.
    pub fn unavailable(code: &'static str, detail: impl Into<String>, wait: Duration) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail).retry_after(wait)
    }

    /// 500: it is our fault.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "something went wrong on our side").caused_by(cause)
    }

    /// With one more header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With what the log should say.
    #[must_use]
    pub fn caused_by(mut self, cause: impl std::fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    fn with_text_header(self, name: &'static str, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(value) => self.with_header(HeaderName::from_static(name), value),
            Err(_) => self,
        }
    }

    fn retry_after(self, wait: Duration) -> Self {
        self.with_header(RETRY_AFTER, HeaderValue::from(whole_seconds(wait)))
    }

    /// The document.
    #[must_use]
    pub fn document(&self, request_id: &str) -> Value {
        let mut document = json!({
            "type": format!("urn:ai-tale:problem:{}", self.code),
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
            "request_id": request_id,
        });
        if !self.errors.is_empty() {
            document["errors"] = self
                .errors
                .iter()
                .map(|error| json!({ "field": error.field, "code": error.code, "detail": error.detail }))
                .collect();
        }
        document
    }
}

/// Rounded up, and never "at once".
fn whole_seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

impl Reply for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.headers_mut().extend(self.headers.clone());
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error.kind {
            StoreErrorKind::Unavailable => away().caused_by(error),
            StoreErrorKind::Corrupt => Self::internal(error),
        }
    }
}

impl From<ObjectError> for Problem {
    fn from(error: ObjectError) -> Self {
        match error {
            ObjectError::BadKey => Self::not_found(),
            ObjectError::Unavailable(_) => away().caused_by(error),
        }
    }
}

impl From<AccountsError> for Problem {
    fn from(error: AccountsError) -> Self {
        match error {
            AccountsError::Invalid | AccountsError::Reused(_) => {
                Self::unauthorized("invalid_token", "the token is not valid, or not valid any more")
            }
            AccountsError::GuestsOff => Self::new(StatusCode::FORBIDDEN, "guests_off", "readers need an account here"),
            AccountsError::Store(error) => error.into(),
            AccountsError::Unmade => Self::internal(error),
        }
    }
}

/// 503 because of something outside the process.
pub fn away() -> Problem {
    Problem::unavailable("unavailable", "this does not work right now; please try again", Duration::from_secs(2))
}

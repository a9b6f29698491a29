//! What a provider's statuses and errors mean: a refusal, an outage that may pass, or nothing that can be used.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::backends::models::ModelError;

/// The codes and types by which providers say that they will not do this, whoever asks.
const REFUSALS: [&str; 6] = [
    "content_policy_violation",
    "content_filter",
    "moderation_blocked",
    "image_generation_user_error",
    "policy_violation",
    "safety_violation",
];

#[derive(Deserialize)]
struct ErrorAnswer {
    error: ErrorBody,
}

/// An object, or with some servers a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum ErrorBody {
    Object {
        #[serde(default)]
        code: Option<serde_json::Value>,
        #[serde(default, rename = "type")]
        kind: Option<String>,
    },
    Text(serde::de::IgnoredAny),
}

impl ErrorBody {
    fn is_refusal(&self) -> bool {
        let Self::Object { code, kind } = self else { return false };
        let code = code.as_ref().and_then(serde_json::Value::as_str);
        code.into_iter().chain(kind.as_deref()).any(|name| REFUSALS.contains(&name))
    }
}

/// What an answer means whose status is no success. The provider's own words may quote the prompt: they are left out.
pub(super) fn error_of(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> ModelError {
    let is_refusal = serde_json::from_slice::<ErrorAnswer>(body).is_ok_and(|answer| answer.error.is_refusal());
    let reason = format!("it answered {}", status.as_u16());
    match status.as_u16() {
        _ if is_refusal => ModelError::Refused(reason),
        // the key, the account, the model's name, the load, the provider itself: another model may do better
        401..=404 | 408 | 409 | 425 | 429 | 500 | 501 | 503 | 505.. => {
            ModelError::Unavailable { reason, retry_after: retry_after(headers) }
        }
        // what stands before it has lost it, or its patience: it may be at work
        502 | 504 => ModelError::BrokeOff(reason),
        _ => ModelError::Rejected(reason),
    }
}

/// The error in an answer whose status said that there is none.
pub(super) fn error_in(body: &[u8]) -> Option<ModelError> {
    let answer: ErrorAnswer = serde_json::from_slice(body).ok()?;
    let reason = "its answer is an error".to_owned();
    let error = if answer.error.is_refusal() {
        ModelError::Refused(reason)
    } else {
        ModelError::Unavailable { reason, retry_after: None }
    };
    Some(error)
}

/// Seconds, or a date.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds.max(0.0)).ok();
    }
    let until = OffsetDateTime::parse(&text.replace("GMT", "+0000"), &Rfc2822).ok()?;
    Duration::try_from(until - OffsetDateTime::now_utc()).ok()
}

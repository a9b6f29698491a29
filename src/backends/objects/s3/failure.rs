//! What went wrong with the storage, in words that help an operator. Only what it is, never what was stored.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

use crate::backends::objects::ObjectError;

/// What a call of the storage met.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the bucket {0} does not exist: `ai-tale migrate` makes it")]
    NoBucket(String),
    #[error("the credentials may not do that in the bucket {0} (access denied)")]
    Denied(String),
    #[error("the storage does not know the credentials: {0}")]
    Unknown(String),
    #[error("no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role")]
    NoCredentials,
    #[error("the clocks of this machine and of the storage are too far apart")]
    Skewed,
    #[error("the storage can't be reached: {0}")]
    Unreachable(String),
    #[error("the storage took too long to answer")]
    Slow,
    #[error("the storage answers {0}")]
    Answered(String),
    #[error("{0}")]
    Other(String),
}

/// The failure of a call that was about a bucket.
pub(super) fn failure<E>(bucket: &str, error: &SdkError<E, HttpResponse>) -> Failure
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match error {
        _ if has_no_credentials(error) => Failure::NoCredentials,
        SdkError::TimeoutError(_) => Failure::Slow,
        SdkError::DispatchFailure(dispatch) => match dispatch.as_connector_error() {
            Some(connector) if connector.is_timeout() => Failure::Slow,
            Some(connector) => Failure::Unreachable(innermost(connector)),
            None => Failure::Unreachable("it broke off".to_owned()),
        },
        SdkError::ResponseError(response) => {
            Failure::Answered(format!("with what is no answer of S3 ({})", response.raw().status().as_u16()))
        }
        SdkError::ServiceError(answer) => answered(bucket, answer.err(), answer.raw()),
        _ => Failure::Other(innermost(error)),
    }
}

fn answered<E: ProvideErrorMetadata>(bucket: &str, error: &E, answer: &HttpResponse) -> Failure {
    match (error.code(), answer.status().as_u16()) {
        (Some("NoSuchBucket"), _) => Failure::NoBucket(bucket.to_owned()),
        (Some(code @ ("InvalidAccessKeyId" | "SignatureDoesNotMatch" | "ExpiredToken" | "InvalidToken")), _) => {
            Failure::Unknown(code.to_owned())
        }
        (Some("RequestTimeTooSkewed"), _) => Failure::Skewed,
        (Some("AccessDenied" | "AllAccessDisabled"), _) | (None, 403) => Failure::Denied(bucket.to_owned()),
        (code, status) => Failure::Answered(format!("{status} {}", code.unwrap_or_default()).trim_end().to_owned()),
    }
}

/// The same as what every caller of objects knows: wait and try again.
pub(super) fn unavailable<E>(bucket: &str, error: &SdkError<E, HttpResponse>) -> ObjectError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    ObjectError::unavailable(failure(bucket, error))
}

/// The HTTP status of what was answered, if anything was.
pub(super) fn status_of<E>(error: &SdkError<E, HttpResponse>) -> Option<u16> {
    error.raw_response().map(|answer| answer.status().as_u16())
}

/// Whether the chain of credentials, asked for a call, had none.
fn has_no_credentials(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if matches!(error.downcast_ref(), Some(CredentialsError::CredentialsNotLoaded(_))) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The cause that has no other cause: what the system or the library at the bottom says.
fn innermost(error: &dyn Error) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

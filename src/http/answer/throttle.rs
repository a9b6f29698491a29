//! The limit that a caller ran into, as headers: `Retry-After`, `RateLimit` and `RateLimit-Policy` (the IETF draft
//! "`RateLimit` header fields for HTTP").

use std::time::Duration;

use warp::http::header::{HeaderName, HeaderValue, RETRY_AFTER};

/// A limit without anything left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// Its name in the headers.
    pub policy: &'static str,
    /// How many there may be.
    pub quota: u32,
    /// In which time; `None`: at once.
    pub window: Option<Duration>,
    /// After which time there is something left of it.
    pub wait: Duration,
}

impl Throttle {
    pub(super) fn headers(&self) -> [(HeaderName, HeaderValue); 3] {
        let Self { policy, quota, .. } = self;
        let seconds = whole_seconds(self.wait);
        let window = self.window.map(|window| format!(";w={}", window.as_secs())).unwrap_or_default();
        [
            retry_after(self.wait),
            (HeaderName::from_static("ratelimit"), text(&format!(r#""{policy}";r=0;t={seconds}"#))),
            (HeaderName::from_static("ratelimit-policy"), text(&format!(r#""{policy}";q={quota}{window}"#))),
        ]
    }
}

/// The header that says when to come again.
pub(super) fn retry_after(wait: Duration) -> (HeaderName, HeaderValue) {
    (RETRY_AFTER, HeaderValue::from(whole_seconds(wait)))
}

/// Rounded up, and never "at once".
fn whole_seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).expect("a policy's name and numbers are visible ASCII")
}

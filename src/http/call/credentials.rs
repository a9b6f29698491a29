//! What a call shows of who makes it: a bearer token, or else the page's session cookie.

use headers::authorization::Bearer;
use headers::{Authorization, HeaderMapExt};
use warp::http::HeaderMap;

use super::cookies;

/// An access token, by the way it came. A cookie is sent by any page that makes the call, a bearer token is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Of `Authorization: Bearer`. Empty when the header is of another kind: that is a token too, and not a valid one.
    Bearer(String),
    /// Of the cookie [`cookies::ACCESS`].
    Cookie(String),
}

impl Credentials {
    /// What these headers show; `None` when they show nothing. The bearer token wins.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let cookie = || cookies::get(headers, cookies::ACCESS).map(|token| Self::Cookie(token.to_owned()));
        bearer(headers).map(Self::Bearer).or_else(cookie)
    }
}

/// The bearer token alone.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<String> {
    match headers.typed_try_get::<Authorization<Bearer>>() {
        Ok(shown) => shown.map(|shown| shown.token().to_owned()),
        Err(_) => Some(String::new()),
    }
}

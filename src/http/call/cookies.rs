//! The page's session cookies: out of a script's reach, never sent by another site, the refresh token only where it
//! is used.

use warp::http::HeaderMap;
use warp::http::header::{COOKIE, SET_COOKIE};
use warp::reply::Response;

use crate::accounts::SessionGrant;
use crate::http::answer::response::with_header;

/// Holds the access token.
pub const ACCESS: &str = "tale_access";
/// Holds the refresh token.
pub const REFRESH: &str = "tale_refresh";

/// The value of a cookie; an empty one is none.
#[must_use]
pub fn get<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value)
}

/// The answer with both cookies set.
pub fn set(response: Response, admission: &SessionGrant, is_secure: bool) -> Response {
    let access = line(ACCESS, &admission.access_token, "/", admission.access_ttl.as_secs(), is_secure);
    let refresh = line(REFRESH, &admission.refresh_token, "/v1/auth", admission.refresh_ttl.as_secs(), is_secure);
    with_header(with_header(response, SET_COOKIE, &access), SET_COOKIE, &refresh)
}

/// The answer with both cookies taken back.
pub fn clear(response: Response, is_secure: bool) -> Response {
    let access = line(ACCESS, "", "/", 0, is_secure);
    let refresh = line(REFRESH, "", "/v1/auth", 0, is_secure);
    with_header(with_header(response, SET_COOKIE, &access), SET_COOKIE, &refresh)
}

fn line(name: &str, value: &str, path: &str, seconds: u64, is_secure: bool) -> String {
    let secure = if is_secure { "; Secure" } else { "" };
    format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

//! The page's session cookies: out of a script's reach, never sent by another site, the refresh token only where it is
//! used. They are read here and not by the crate `headers`, for which a stray quote in another cookie of the same host
//! hides all that follow.

use warp::http::HeaderMap;
use warp::http::header::{COOKIE, SET_COOKIE};
use warp::reply::Response;

use crate::accounts::SessionGrant;
use crate::http::answer::response::with_header;

/// The cookie with the access token, sent with every call.
pub const ACCESS: &str = "tale_access";
/// The cookie with the refresh token, sent to `/v1/auth` alone.
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
pub fn set(response: Response, grant: &SessionGrant, is_secure: bool) -> Response {
    let access = line(ACCESS, &grant.access_token, "/", grant.access_ttl.as_secs(), is_secure);
    let refresh = line(REFRESH, &grant.refresh_token, "/v1/auth", grant.refresh_ttl.as_secs(), is_secure);
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

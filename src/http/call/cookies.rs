//! The page's session cookies: out of a script's reach, never sent by another site. A third one beside them holds no
//! secret and says to the page's script that they are there, so that a page without a session need not ask.
//!
//! They are read here and not by the crate `headers`, for which a stray quote in another cookie of the same host hides
//! all that follow.

use warp::http::HeaderMap;
use warp::http::header::{COOKIE, HeaderName, HeaderValue, SET_COOKIE};
use warp::reply::Response;

use crate::accounts::SessionGrant;

/// The session's cookies, by the way in which the service is reached.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    /// Holds the access token, and is sent with every call.
    pub access: &'static str,
    refresh: &'static str,
    refresh_path: &'static str,
    signed_in: &'static str,
    device: &'static str,
    attributes: &'static str,
}

/// How long a browser says that a member signed in on it: a year.
const DEVICE_SECONDS: u64 = 365 * 24 * 3600;

/// Over https. The prefix binds them to this very host, so that no neighbour in its domain can plant one; it asks for
/// `Secure` and for the path `/` (RFC 6265bis, section 4.1.3.2).
pub const OVER_HTTPS: Cookies = Cookies {
    access: "__Host-tale_access",
    refresh: "__Host-tale_refresh",
    refresh_path: "/",
    signed_in: "__Host-tale_signed_in",
    device: "__Host-tale_device",
    attributes: "; SameSite=Strict; Secure",
};

/// Over http, as on one's own machine, where a browser takes neither prefix nor `Secure`.
pub const OVER_HTTP: Cookies = Cookies {
    access: "tale_access",
    refresh: "tale_refresh",
    refresh_path: "/v1/auth",
    signed_in: "tale_signed_in",
    device: "tale_device",
    attributes: "; SameSite=Strict",
};

impl Cookies {
    /// Those of a service with this address for readers.
    #[must_use]
    pub fn of(public_url: &str) -> &'static Self {
        if public_url.starts_with("https://") { &OVER_HTTPS } else { &OVER_HTTP }
    }

    /// The access token; one under another way's name may be a neighbour's, and is none.
    #[must_use]
    pub fn access<'headers>(&self, headers: &'headers HeaderMap) -> Option<&'headers str> {
        get(headers, self.access)
    }

    /// The refresh token: read by `/v1/auth` alone, whoever it is sent to.
    #[must_use]
    pub fn refresh<'headers>(&self, headers: &'headers HeaderMap) -> Option<&'headers str> {
        get(headers, self.refresh)
    }

    /// The answer with a session's cookies set.
    pub fn set(&self, mut response: Response, grant: &SessionGrant) -> Response {
        let (access_ttl, refresh_ttl) = (grant.access_ttl.as_secs(), grant.refresh_ttl.as_secs());
        let lines = self.lines((&grant.access_token, access_ttl), (&grant.refresh_token, refresh_ttl), "1");
        response.headers_mut().extend(lines);
        response
    }

    /// What says of this browser that a member signed in on it before.
    #[must_use]
    pub fn device<'headers>(&self, headers: &'headers HeaderMap) -> Option<&'headers str> {
        get(headers, self.device)
    }

    /// The answer with that set. It opens nothing, and outlives the session.
    pub fn set_device(&self, mut response: Response, token: &str) -> Response {
        let (name, value) = self.line(self.device, token, self.refresh_path, DEVICE_SECONDS, "; HttpOnly");
        response.headers_mut().append(name, value);
        response
    }

    /// The headers that take the session's cookies back.
    pub fn cleared(&self) -> [(HeaderName, HeaderValue); 3] {
        self.lines(("", 0), ("", 0), "")
    }

    /// Each value with the seconds for which it holds. Whether there is a session lasts as long as what renews it.
    fn lines(
        &self,
        (access, access_ttl): (&str, u64),
        (refresh, refresh_ttl): (&str, u64),
        signed_in: &str,
    ) -> [(HeaderName, HeaderValue); 3] {
        [
            self.line(self.access, access, "/", access_ttl, "; HttpOnly"),
            self.line(self.refresh, refresh, self.refresh_path, refresh_ttl, "; HttpOnly"),
            self.line(self.signed_in, signed_in, "/", refresh_ttl, ""),
        ]
    }

    fn line(&self, name: &str, value: &str, path: &str, seconds: u64, more: &str) -> (HeaderName, HeaderValue) {
        let line = format!("{name}={value}; Path={path}; Max-Age={seconds}{more}{}", self.attributes);
        (SET_COOKIE, HeaderValue::from_str(&line).expect("tokens and attributes are visible ASCII"))
    }
}

/// The headers that tell the page's script that there is no session, whichever way one was begun: over http before
/// the service went to https, it left a cookie that outlives it.
pub fn signed_out() -> [(HeaderName, HeaderValue); 2] {
    [OVER_HTTP, OVER_HTTPS].map(|cookies| cookies.line(cookies.signed_in, "", "/", 0, ""))
}

/// The value of a cookie; an empty one is none.
fn get<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value)
}

//! What a call shows of who makes it: a bearer token, or else the page's session cookie.

use headers::authorization::Bearer;
use headers::{Authorization, HeaderMapExt};
use warp::http::HeaderMap;
use warp::http::header::AUTHORIZATION;

use super::cookies::Cookies;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// An access token, by the way it came. A cookie is sent by any page that makes the call, a bearer token is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Of `Authorization: Bearer`. Empty when the header is of another kind: that is a token too, and not a valid one.
    Bearer(String),
    /// Of the cookie [`Cookies::access`].
    Cookie(String),
}

impl Credentials {
    /// What these headers show; `None` when they show nothing. The bearer token wins.
    pub fn of(headers: &HeaderMap, cookies: &Cookies) -> Result<Option<Self>, Problem> {
        let cookie = || cookies.access(headers).map(|token| Self::Cookie(token.to_owned()));
        Ok(bearer(headers)?.map(Self::Bearer).or_else(cookie))
    }
}

/// The bearer token alone. Of two headers nobody could say which one a proxy before us has looked at.
pub fn bearer(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    if headers.get_all(AUTHORIZATION).iter().count() > 1 {
        return Err(Problem::new(ProblemCode::AmbiguousCredentials));
    }
    match headers.typed_try_get::<Authorization<Bearer>>() {
        Ok(shown) => Ok(shown.map(|shown| shown.token().to_owned())),
        Err(_) => Ok(Some(String::new())),
    }
}

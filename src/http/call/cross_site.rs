//! Who made a browser call. A cookie is sent whoever made it, so a call that changes something must show that it
//! comes from our own page.

use warp::http::header::{HOST, ORIGIN};
use warp::http::{HeaderMap, Method, Uri};

use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// Lets pass what changes nothing, and what our own page asked for: `Sec-Fetch-Site: same-origin`, or an `Origin`
/// whose authority is that of `Host` or of `public_url`.
pub fn check(method: &Method, headers: &HeaderMap, public_url: &str) -> Result<(), Problem> {
    let is_safe = matches!(*method, Method::GET | Method::HEAD);
    if is_safe || is_same_origin(headers, public_url) { Ok(()) } else { Err(Problem::new(ProblemCode::CrossSite)) }
}

/// The weaker check of a call that makes a session without having one: refused when a browser says that another site
/// made it (a program says nothing).
pub fn check_stranger(headers: &HeaderMap, public_url: &str) -> Result<(), Problem> {
    let says_nothing = !headers.contains_key("sec-fetch-site") && !headers.contains_key(ORIGIN);
    if says_nothing || is_same_origin(headers, public_url) { Ok(()) } else { Err(Problem::new(ProblemCode::CrossSite)) }
}

fn is_same_origin(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| site == "same-origin") {
        return true;
    }
    let Some((scheme, origin)) = text(ORIGIN.as_str()).and_then(origin_of) else { return false };
    let is_host = text(HOST.as_str()).is_some_and(|host| without_default_port(&scheme, host) == origin);
    let is_public = origin_of(public_url).is_some_and(|(_, public)| public == origin);
    is_host || is_public
}

/// Scheme and authority of a URL, without the scheme's own port.
fn origin_of(url: &str) -> Option<(String, String)> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri.scheme_str()?.to_owned();
    let authority = without_default_port(&scheme, uri.authority()?.as_str());
    Some((scheme, authority))
}

fn without_default_port(scheme: &str, authority: &str) -> String {
    let port = if scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(port).unwrap_or(authority).to_ascii_lowercase()
}

//! Who signs up or in: from where, with what, and in which language mails are written to them.

use warp::http::HeaderMap;
use warp::http::header::ACCEPT_LANGUAGE;

use super::device::device;
use super::head::Call;
use crate::accounts::Visitor;

/// The longest tag of a language that is looked at.
const LONGEST: usize = 35;

/// The caller as a visitor.
#[must_use]
pub fn of(call: &Call) -> Visitor {
    let device_token = call.gateway.cookies().device(&call.headers).map(str::to_owned);
    Visitor { device: device(&call.headers), address: call.address(), device_token, language: language(&call.headers) }
}

/// The language that a browser asks for first; English where it asks for none.
fn language(headers: &HeaderMap) -> String {
    let line = headers.get(ACCEPT_LANGUAGE).and_then(|line| line.to_str().ok()).unwrap_or_default();
    let tag = line.split([',', ';']).next().unwrap_or_default().trim();
    let is_tag =
        (2..=LONGEST).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_tag { tag.to_owned() } else { "en".to_owned() }
}

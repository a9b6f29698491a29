//! The gateway's parts, each through its own surface.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod body;
mod caller;
mod device;
mod document;
mod health;
mod lists;
mod routes;
mod server;

use ai_tale::config::Config;
use warp::http::{HeaderMap, HeaderName, HeaderValue};

pub fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
    }
    headers
}

pub fn config(overrides: &[(&str, &str)]) -> Config {
    let variables = overrides.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Config::load_with(None, variables).unwrap()
}

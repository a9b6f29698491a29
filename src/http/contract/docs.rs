//! The document to browse: Swagger UI, with its files from this host.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use utoipa_swagger_ui::Config;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use warp::path::{FullPath, Tail};
use warp::reply::{Reply, Response};

use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::Problem;
use crate::http::filters::reading;

/// Swagger UI styles its elements one by one and draws from data addresses; scripts come from here alone.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| Arc::new(Config::from("/openapi.json")));

/// The routes of this file.
pub fn routes() -> BoxedFilter<(Response,)> {
    warp::path("docs")
        .and(warp::path::full())
        .and(warp::path::tail())
        .and(reading())
        .then(|full: FullPath, tail: Tail| answer(async move { file(full.as_str(), tail.as_str()) }))
        .boxed()
}

fn file(full: &str, name: &str) -> Answer {
    if full == "/docs" {
        // The page's own addresses are relative to the folder.
        return Ok(warp::redirect::found(warp::http::Uri::from_static("/docs/")).into_response());
    }
    let file = utoipa_swagger_ui::serve(name, Arc::clone(&CONFIG))
        .map_err(Problem::internal)?
        .ok_or_else(Problem::not_found)?;
    let bytes = match file.bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    let mut response = Response::new(bytes.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// By the name's ending: a browser is told to believe the type, and runs no script of another.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("png") => "image/png",
        Some("html" | "") => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

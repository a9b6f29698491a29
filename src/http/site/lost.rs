//! An address at which there is nothing, opened in a browser: a page of the house with the way home. A program that
//! asks gets the problem document, and so does everybody below `/v1`, which is no place for people.

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::HeaderMap;
use warp::path::FullPath;
use warp::reply::Response;

use super::files;
use crate::http::call::media;
use crate::http::filters::reading;
use crate::http::routes::{READERS, find};

/// Comes after all other routes.
pub fn routes() -> BoxedFilter<(Response,)> {
    let wanted = |path: FullPath, headers: HeaderMap| async move {
        if is_lost(path.as_str()) && media::wants_page(&headers) { Ok(files::lost()) } else { Err(warp::reject()) }
    };
    reading().and(warp::path::full()).and(warp::header::headers_cloned()).and_then(wanted).boxed()
}

fn is_lost(path: &str) -> bool {
    let is_for_programs = path == "/v1" || path.starts_with("/v1/");
    !is_for_programs && find(READERS, path).is_none()
}

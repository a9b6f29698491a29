//! An address at which there is nothing, opened in a browser: a page of the house with the way home. A program that
//! asks gets the problem document, and so does everybody below `/v1`, which is no place for people.

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, Method};
use warp::path::FullPath;
use warp::reply::Response;

use super::files;
use crate::http::call::media;
use crate::http::filters::reading;
use crate::http::routes::{READERS, find};

/// Comes after all other routes.
pub fn routes() -> BoxedFilter<(Response,)> {
    let wanted = |method: Method, path: FullPath, headers: HeaderMap| async move {
        let is_lost = find(READERS, path.as_str()).is_none() && is_for_people(&method, path.as_str(), &headers);
        if is_lost { Ok(files::lost()) } else { Err(warp::reject()) }
    };
    reading().and(warp::method()).and(warp::path::full()).and(warp::header::headers_cloned()).and_then(wanted).boxed()
}

/// Whether somebody looks at this address in a browser, so that a page says more to them than a problem document.
pub fn is_for_people(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    let is_for_programs = path == "/v1" || path.starts_with("/v1/");
    matches!(*method, Method::GET | Method::HEAD) && !is_for_programs && media::wants_page(headers)
}

//! Which host a request is meant for: it says so once (RFC 9112, section 3.2), or a proxy in front and this service may
//! understand it in two ways.

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::HOST;
use warp::http::{HeaderMap, Version};
use warp::reply::{Reply, Response};

use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// Noted in a request that names no host where it must, or more than one.
#[derive(Clone, Copy)]
pub(super) struct UnclearHost;

/// Whether a request names its host as it must: once, or in HTTP/1.0 not at all.
pub(super) fn is_unclear(version: Version, headers: &HeaderMap) -> bool {
    match headers.get_all(HOST).iter().count() {
        0 => version >= Version::HTTP_11,
        1 => false,
        _ => true,
    }
}

/// Refuses what is noted so.
pub fn refused() -> BoxedFilter<(Response,)> {
    let unclear: BoxedFilter<(UnclearHost,)> = warp::ext::get().boxed();
    unclear.map(|_| Problem::new(ProblemCode::BadHost).into_response()).boxed()
}

//! The filters that every resource's routes are made of.

use warp::filters::BoxedFilter;
use warp::reply::Response;
use warp::{Filter, Rejection};

/// `GET`, and `HEAD` where there is `GET`.
pub fn reading() -> impl Filter<Extract = (), Error = Rejection> + Copy {
    warp::get().or(warp::head()).unify()
}

/// The first that takes a request serves it.
pub fn first_of(routes: Vec<BoxedFilter<(Response,)>>) -> BoxedFilter<(Response,)> {
    let nothing = warp::any().and_then(|| async { Err::<Response, _>(warp::reject::not_found()) }).boxed();
    routes.into_iter().rev().fold(nothing, |rest, route| route.or(rest).unify().boxed())
}

//! A limit before anybody is known: requests a minute of each address that come without a valid token. It stands before
//! the routes, so that what is refused costs a look at two headers, whatever address it asks for; an address that is
//! shared (a school) never keeps those of its readers out who are signed in. A picture's signed address is let through
//! as a token is: it was given to somebody who is known.

use std::sync::Arc;

use warp::filters::BoxedFilter;
use warp::path::FullPath;
use warp::reject::Reject;
use warp::reply::{Reply, Response};
use warp::{Filter, Rejection};

use super::credentials::Credentials;
use super::head::{Call, call};
use crate::domain::Timestamp;
use crate::http::answer::problem::Problem;
use crate::http::state::Gateway;

/// Lets only those requests reach the routes that the limit of their address allows.
pub fn limited(gateway: &Arc<Gateway>, routes: BoxedFilter<(Response,)>) -> BoxedFilter<(Response,)> {
    let admitted = call(gateway).and(warp::path::full()).and_then(|call, path| async move { admit(&call, &path) });
    admitted.untuple_one().and(routes).recover(refusal).unify().boxed()
}

/// There were too many.
#[derive(Debug)]
struct TooMany(Problem);

impl Reject for TooMany {}

fn admit(call: &Call, path: &FullPath) -> Result<(), Rejection> {
    if is_known(call, path.as_str()) {
        return Ok(());
    }
    call.gateway.limits.stranger(call.address()).map_err(|problem| warp::reject::custom(TooMany(problem)))
}

/// By a token or an address that this service signed. Whether the token's session still holds costs more, and is asked
/// where it matters.
fn is_known(call: &Call, path: &str) -> bool {
    let (gateway, now) = (&call.gateway, Timestamp::now());
    let shown = Credentials::of(&call.headers, gateway.cookies()).ok().flatten();
    let token = shown.map(|(Credentials::Bearer(token) | Credentials::Cookie(token))| token);
    if token.is_some_and(|token| gateway.authenticator.is_ours(&token, now)) {
        return true;
    }
    let Some(key) = path.strip_prefix("/pictures/") else { return false };
    let signed = |name| call.query.get(name).unwrap_or_default();
    gateway.signer.verify(key, signed("expires"), signed("signature"), now).is_ok()
}

/// What no route took goes on to whoever says why.
async fn refusal(rejection: Rejection) -> Result<Response, Rejection> {
    match rejection.find::<TooMany>() {
        Some(TooMany(problem)) => Ok(problem.clone().into_response()),
        None => Err(rejection),
    }
}

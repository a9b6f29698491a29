//! `/unsubscribe/{token}`: where a mail leads that its reader wants no more of. A mail program posts to it by one click
//! (RFC 8058); whoever opens it in a browser is asked first, because programs that look through mails open links.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

use super::files;
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::Problem;
use crate::http::call::head::{Call, call};
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let path = || warp::path!("unsubscribe" / String);
    let ask = path()
        .and(reading())
        .and(call(gateway))
        .then(|token: String, call: Call| answer(async move { ask(&token, &call) }));
    let stop = path().and(warp::post()).and(call(gateway)).then(|token, call| answer(stop(token, call)));
    ask.boxed().or(stop.boxed()).unify().boxed()
}

fn ask(token: &str, call: &Call) -> Answer {
    call.gateway.unsubscribe_tokens.read(token).map(|_| files::unsubscribe()).ok_or_else(Problem::not_found)
}

/// What is posted says nothing that the address does not.
async fn stop(token: String, call: Call) -> Answer {
    let user = call.gateway.unsubscribe_tokens.read(&token).ok_or_else(Problem::not_found)?;
    call.gateway.mails.unsubscribe(user, true).await?;
    Ok(files::unsubscribed())
}

//! A limit on requests before anybody is let in, kept in memory alone. Each request counts once: where a plan counts
//! it, for its reader; else for the session that it shows (by access token, or by refresh cookie alone), so that nobody
//! at a shared address is kept out by a neighbour; a picture by its signed address for its story, each place that asks
//! apart; and all that is left, the tokens of ended sessions too, for its address. The page's own files count for
//! nobody: they cost as little as their refusal, and a page that gets half of them stays empty. `POST /v1/auth/refresh`
//! counts itself, by the same rule, once it has read its token.

use std::sync::Arc;

use warp::filters::BoxedFilter;
use warp::path::FullPath;
use warp::reject::Reject;
use warp::reply::{Reply, Response};
use warp::{Filter, Rejection};

use super::host::UnclearHost;
use crate::domain::{ObjectKey, SessionId, StoryId, Timestamp};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::call::credentials::bearer;
use crate::http::call::cross_site;
use crate::http::call::head::{Call, call};
use crate::http::routes::{READERS, Route, find};
use crate::http::site::{files, lost};
use crate::http::state::Gateway;

/// Lets only those requests reach the routes for which there is room, and that say which host they are meant for.
pub fn limited(gateway: &Arc<Gateway>, routes: BoxedFilter<(Response,)>) -> BoxedFilter<(Response,)> {
    let head = call(gateway).and(warp::path::full()).and(warp::ext::optional::<UnclearHost>());
    let admitted = head.and_then(|call: Call, path: FullPath, unclear: Option<UnclearHost>| async move {
        let refused = |problem| {
            let is_for_people = lost::is_for_people(&call.method, path.as_str(), &call.headers);
            warp::reject::custom(Refused { problem, is_for_people })
        };
        admit(&call, path.as_str(), unclear).map_err(refused)
    });
    admitted.untuple_one().and(routes).recover(refusal).unify().boxed()
}

#[derive(Debug)]
struct Refused {
    problem: Problem,
    is_for_people: bool,
}

impl Reject for Refused {}

fn admit(call: &Call, path: &str, unclear: Option<UnclearHost>) -> Result<(), Problem> {
    let (limits, now) = (&call.gateway.limits, Timestamp::now());
    if unclear.is_some() {
        limits.stranger(call.address())?;
        return Err(Problem::new(ProblemCode::BadHost));
    }
    let route = find(READERS, path).filter(|route| route.methods.contains(&call.method.as_str()));
    let is = |pattern: &str| route.is_some_and(|route: &Route| route.path == pattern);
    if is("/v1/auth/refresh") || is("/assets/{file}") && files::is_asset(path) {
        return Ok(());
    }
    match session(call, now) {
        Some(Shown::Access(_)) if route.is_some_and(|route| route.is_by_plan) => Ok(()),
        Some(Shown::Access(session) | Shown::Refresh(session)) => limits.session(session),
        None => match story(call, path, now).filter(|_| route.is_some()) {
            Some(story) => limits.pictures(story, call.address()),
            None => limits.stranger(call.address()),
        },
    }
}

/// A session, by what was shown of it.
enum Shown {
    Access(SessionId),
    Refresh(SessionId),
}

/// The session that a request shows, if nobody here knows that it has ended.
fn session(call: &Call, now: Timestamp) -> Option<Shown> {
    let (authenticator, cookies) = (&call.gateway.authenticator, call.gateway.cookies());
    if let Some(token) = bearer(&call.headers).ok()? {
        return authenticator.opened_by(&token, now).map(Shown::Access);
    }
    cross_site::check(&call.method, &call.headers, &call.gateway.options.public_url).ok()?;
    let access = || authenticator.opened_by(cookies.access(&call.headers)?, now).map(Shown::Access);
    let refresh = || authenticator.renewed_by(cookies.refresh(&call.headers)?, now).map(Shown::Refresh);
    access().or_else(refresh)
}

/// The story of a picture whose address we signed.
fn story(call: &Call, path: &str, now: Timestamp) -> Option<StoryId> {
    let key = path.strip_prefix("/pictures/")?;
    let signed = |name| call.query.get(name).unwrap_or_default();
    call.gateway.signer.verify(key, signed("expires"), signed("signature"), now).ok()?;
    key.parse::<ObjectKey>().ok()?.story()
}

/// What no route took goes on to whoever says why.
async fn refusal(rejection: Rejection) -> Result<Response, Rejection> {
    match rejection.find() {
        Some(Refused { problem, is_for_people: true }) if problem.code == ProblemCode::RateLimited => {
            Ok(files::busy(problem))
        }
        Some(Refused { problem, .. }) => Ok(problem.clone().into_response()),
        None => Err(rejection),
    }
}

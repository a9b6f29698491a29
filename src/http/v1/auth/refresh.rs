//! `POST /v1/auth/refresh`: staying signed in.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::session::{SessionMode, SessionView, ended, granted, refresh_cookie};
use crate::domain::Timestamp;
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::call::body::{Body, body, read_optional};
use crate::http::call::head::{Call, call};
use crate::http::call::{cookies, cross_site};
use crate::http::state::Gateway;

/// Which session to renew; may be missing where the refresh token comes as a cookie.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = RefreshSession)]
#[serde(deny_unknown_fields)]
pub(super) struct RefreshCall {
    /// The refresh token to use up; it wins over the cookie.
    #[serde(default)]
    #[schema(example = "AZDInxsqfQ6MQVprfI2eDwAAAZDIn6AAVb1Zr0xq8J5mYw7Qn2hKtT4cPz9LsUeGdAoIfCxNyBmV0bGUtYW5kLWZveA")]
    refresh_token: Option<String>,
    /// How the new tokens travel; unless said, as the old one came. Not `token` where that came as a cookie.
    #[serde(default)]
    session: Option<SessionMode>,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "auth" / "refresh")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(refresh(call, body)))
        .boxed()
}

/// Renews a session: uses up a refresh token, from the body or the cookie, for a new pair of tokens.
///
/// A refresh token works once. Shown again within 10 seconds (an answer was lost, or two tabs renewed at once) it still
/// yields tokens of the same session, 16 at a time (then `already_renewed`: use one of those); shown later, it ends the
/// session, because somebody may have copied it. A session in cookies stays in cookies.
#[utoipa::path(
    post, path = "/v1/auth/refresh", operation_id = "refresh_session", tag = "auth", security(()),
    request_body = Option<RefreshCall>,
    responses((status = 200, description = "The session with new tokens", body = SessionView)),
    extensions(("x-problems" = json!([
        ProblemCode::Unauthorized, ProblemCode::InvalidToken, ProblemCode::CrossSite, ProblemCode::AlreadyRenewed,
        ProblemCode::RateLimited,
    ]))),
)]
pub(super) async fn refresh(call: Call, body: Body) -> Answer {
    let gateway = &call.gateway;
    let shown = shown(&call, body).await;
    // here and not at the edge, because the token may stand in the body
    let session =
        shown.as_ref().ok().and_then(|shown| gateway.authenticator.renewed_by(&shown.token, Timestamp::now()));
    match session {
        Some(session) => gateway.limits.refresh(session)?,
        None => gateway.limits.stranger(call.address())?,
    }
    let Shown { token, source, mode } = shown?;
    let renewed = gateway.authenticator.refresh(&token, Timestamp::now()).await;
    let grant = renewed.map_err(|error| ended(&call, error, source))?;
    granted(&call, StatusCode::OK, &grant, mode).await
}

/// The token to use up, and how tokens travel.
struct Shown {
    token: String,
    source: SessionMode,
    mode: SessionMode,
}

async fn shown(call: &Call, body: Body) -> Result<Shown, Problem> {
    let options = &call.gateway.options;
    let wish: RefreshCall = read_optional(&call.headers, body, options.body_timeout).await?;
    let (token, source) = match wish.refresh_token {
        Some(token) => (token, SessionMode::Token),
        None => (refresh_cookie(call)?.ok_or_else(|| nothing_shown(call))?, SessionMode::Cookie),
    };
    let mode = wish.session.unwrap_or(source);
    match (source, mode) {
        (SessionMode::Cookie, SessionMode::Token) => {
            let detail = "a session in cookies stays in cookies: no script may see its tokens";
            return Err(Problem::invalid_field("session", "session_in_cookies", detail));
        }
        (SessionMode::Token, SessionMode::Cookie) => {
            cross_site::check_stranger(&call.headers, &options.public_url)?;
        }
        _ => {}
    }
    Ok(Shown { token, source, mode })
}

/// Our own page asks where it believes that there is a session, so it is told; another site must not sign it out.
fn nothing_shown(call: &Call) -> Problem {
    let mut problem = Problem::new(ProblemCode::Unauthorized).with_detail("there is no refresh token");
    if cross_site::check(&call.method, &call.headers, &call.gateway.options.public_url).is_ok() {
        problem.headers.extend(cookies::signed_out());
    }
    problem
}

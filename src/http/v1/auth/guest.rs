//! `POST /v1/auth/guest`: beginning without an account.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::session::{SessionMode, SessionView, granted};
use crate::domain::Timestamp;
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::call::body::{Body, body, read_optional};
use crate::http::call::cross_site;
use crate::http::call::head::{Call, call};
use crate::http::state::Gateway;

/// How a guest begins; a missing body takes the default.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = BeginAsGuest)]
#[serde(deny_unknown_fields)]
pub(super) struct GuestCall {
    /// How the session's tokens travel.
    #[serde(default)]
    session: SessionMode,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "auth" / "guest")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(guest(call, body)))
        .boxed()
}

/// Begins as a guest, without an account.
///
/// Every call makes a new guest with a library of their own, so a client calls it once and renews the session from then
/// on. An operator may switch guests off.
#[utoipa::path(
    post, path = "/v1/auth/guest", operation_id = "begin_as_guest", tag = "auth", security(()),
    request_body = Option<GuestCall>,
    responses((status = 201, description = "A new guest with a session", body = SessionView)),
    extensions(("x-problems" = json!([ProblemCode::GuestsOff, ProblemCode::CrossSite, ProblemCode::RateLimited]))),
)]
pub(super) async fn guest(call: Call, body: Body) -> Answer {
    let gateway = &call.gateway;
    let wish: GuestCall = read_optional(&call.headers, body, gateway.options.body_timeout).await?;
    if wish.session == SessionMode::Cookie {
        cross_site::check_stranger(&call.headers, &gateway.options.public_url)?;
    }
    if gateway.guests {
        gateway.limits.guest(call.address())?;
    }
    let grant = gateway.authenticator.guest(Timestamp::now()).await?;
    granted(&call, StatusCode::CREATED, &grant, wish.session).await
}

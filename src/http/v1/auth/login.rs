//! `POST /v1/auth/login`: signing in.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::session::{SessionMode, SessionView, admitted};
use crate::accounts::Password;
use crate::domain::{Confidential, Timestamp};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::call::body::{Body, body, read};
use crate::http::call::head::{Call, call};
use crate::http::call::{cross_site, visitor};
use crate::http::state::Gateway;

/// By what a member signs in.
#[derive(Deserialize, ToSchema)]
#[schema(as = LogIn)]
#[serde(deny_unknown_fields)]
pub(super) struct LoginCall {
    /// The account's address, in upper or lower case.
    #[schema(value_type = String, example = "mira@example.org")]
    email: Confidential,
    /// The account's password, in the same letters, however a keyboard composes them.
    #[schema(format = Password, example = "three lanterns under the moss")]
    password: String,
    /// How the session's tokens travel.
    #[serde(default)]
    session: SessionMode,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "auth" / "login")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(login(call, body)))
        .boxed()
}

/// Signs in.
///
/// Whether there is no such account or another password, nobody learns. Who tries again and again waits longer and
/// longer, up to 15 minutes; a browser on which the account's owner signed in before does not wait for others' tries.
#[utoipa::path(
    post, path = "/v1/auth/login", operation_id = "log_in", tag = "auth", security(()),
    request_body = LoginCall,
    responses((status = 200, description = "A session", body = SessionView)),
    extensions(("x-problems" = json!([
        ProblemCode::InvalidCredentials, ProblemCode::CrossSite, ProblemCode::RateLimited, ProblemCode::SignInsBusy,
    ]))),
)]
pub(super) async fn login(call: Call, body: Body) -> Answer {
    let gateway = &call.gateway;
    let wish: LoginCall = read(&call.headers, body, gateway.options.body_timeout).await?;
    if wish.session == SessionMode::Cookie {
        cross_site::check_stranger(&call.headers, &gateway.options.public_url)?;
    }
    let LoginCall { email, password, session } = wish;
    let (visitor, now) = (visitor::of(&call), Timestamp::now());
    let admission = gateway.membership.sign_in(&email, Password::new(&password), &visitor, now).await?;
    admitted(&call, StatusCode::OK, admission, session).await
}

//! `POST /v1/auth/register`: signing up.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::session::{SessionMode, SessionView, admitted};
use crate::accounts::{Password, SignUp};
use crate::domain::{Confidential, Timestamp, User};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::call::body::{Body, body, read};
use crate::http::call::caller::Caller;
use crate::http::call::head::{Call, call};
use crate::http::call::{cross_site, visitor};
use crate::http::state::Gateway;

/// By what somebody signs up.
#[derive(Deserialize, ToSchema)]
#[schema(as = Register)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterCall {
    /// Where mails reach them. Upper and lower case make no other address.
    #[schema(value_type = String, min_length = 6, max_length = 254, example = "mira@example.org")]
    email: Confidential,
    /// 8 to 128 characters, of any kind, that nobody guesses soon.
    #[schema(min_length = 8, max_length = 128, format = Password, example = "three lanterns under the moss")]
    password: String,
    /// How they want to be called, in 1 to 40 characters.
    #[schema(value_type = String, min_length = 1, max_length = 40, example = "Mira")]
    display_name: Confidential,
    /// How the session's tokens travel.
    #[serde(default)]
    session: SessionMode,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "auth" / "register")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(register(call, body)))
        .boxed()
}

/// Signs up: makes an account and signs in to it. A mail with a link asks whether the address is one's own.
///
/// A guest who calls with their session keeps their stories, under the same id; the guest's sessions end, so go on with
/// the new tokens. An address that has an account is told here, and nowhere else.
#[utoipa::path(
    post, path = "/v1/auth/register", operation_id = "register", tag = "auth", security((), ("bearer" = []), ("cookie" = [])),
    request_body = RegisterCall,
    responses((status = 201, description = "A new account with a session", body = SessionView)),
    extensions(("x-problems" = json!([
        ProblemCode::AmbiguousCredentials, ProblemCode::InvalidToken, ProblemCode::CrossSite, ProblemCode::EmailTaken,
        ProblemCode::AlreadyRegistered, ProblemCode::Empty, ProblemCode::ForbiddenCharacter, ProblemCode::RateLimited,
        ProblemCode::SignInsBusy,
    ]))),
)]
pub(super) async fn register(call: Call, body: Body) -> Answer {
    let gateway = &call.gateway;
    let caller = caller(&call).await?;
    let wish: RegisterCall = read(&call.headers, body, gateway.options.body_timeout).await?;
    if wish.session == SessionMode::Cookie {
        cross_site::check_stranger(&call.headers, &gateway.options.public_url)?;
    }
    gateway.limits.registration(call.address())?;
    let RegisterCall { email, password, display_name, session } = wish;
    let sign_up = SignUp { email, password: Password::new(&password), display_name };
    let (visitor, now) = (visitor::of(&call), Timestamp::now());
    let admission = gateway.membership.register(sign_up, caller, &visitor, now).await?;
    admitted(&call, StatusCode::CREATED, admission, session).await
}

/// The guest who calls, or nobody. A session that does not hold is said: a guest's stories would be lost without a
/// word.
async fn caller(call: &Call) -> Result<Option<User>, Problem> {
    match Caller::identify(call.clone()).await {
        Ok(caller) => Ok(call.gateway.authenticator.user(caller.user).await?),
        Err(problem) if problem.code == ProblemCode::Unauthorized => {
            // the page's access token has ended, and its refresh token has not
            let is_to_renew = call.gateway.cookies().refresh(&call.headers).is_some();
            if is_to_renew { Err(Problem::new(ProblemCode::InvalidToken)) } else { Ok(None) }
        }
        Err(problem) => Err(problem),
    }
}

//! `/v1/auth/password`: a new password for who has forgotten theirs.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::accounts::Password;
use crate::domain::{Confidential, Timestamp};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::empty;
use crate::http::call::body::{Body, body, read};
use crate::http::call::head::{Call, call};
use crate::http::call::visitor;
use crate::http::state::Gateway;

/// Whose password is forgotten.
#[derive(Deserialize, ToSchema)]
#[schema(as = ForgotPassword)]
#[serde(deny_unknown_fields)]
pub(super) struct ForgotCall {
    /// The account's address, in upper or lower case.
    #[schema(value_type = String, example = "mira@example.org")]
    email: Confidential,
}

/// A new password, by what came by mail.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResetPassword)]
#[serde(deny_unknown_fields)]
pub(super) struct ResetCall {
    /// The token of the link.
    #[schema(example = "Tkq0lZ3v8o2cXyq1pQ9wR7tU5sV4nM6bD3fG2hJ1kL0")]
    token: String,
    /// 8 to 128 characters, of any kind, that nobody guesses soon.
    #[schema(min_length = 8, max_length = 128, format = Password, example = "three lanterns under the moss")]
    password: String,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let forgot = warp::path!("v1" / "auth" / "password" / "forgot")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(forgot(call, body)));
    let reset = warp::path!("v1" / "auth" / "password" / "reset")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(reset(call, body)));
    forgot.boxed().or(reset.boxed()).unify().boxed()
}

/// Sends a link to a new password to an account's address. Whether there is such an account, nobody learns.
#[utoipa::path(
    post, path = "/v1/auth/password/forgot", operation_id = "forget_password", tag = "auth", security(()),
    request_body = ForgotCall,
    responses((status = 202, description = "If there is such an account, a mail is on its way")),
    extensions(("x-problems" = json!([ProblemCode::RateLimited]))),
)]
pub(super) async fn forgot(call: Call, body: Body) -> Answer {
    let gateway = &call.gateway;
    let asked: ForgotCall = read(&call.headers, body, gateway.options.body_timeout).await?;
    gateway.limits.forgotten(call.address())?;
    gateway.membership.forgot(&asked.email, &visitor::of(&call), Timestamp::now()).await?;
    Ok(empty(StatusCode::ACCEPTED))
}

/// Takes a new password, by the link of that mail. All sessions of the account end.
///
/// The link works once, for an hour. A password that is refused does not use it up.
#[utoipa::path(
    post, path = "/v1/auth/password/reset", operation_id = "reset_password", tag = "auth", security(()),
    request_body = ResetCall,
    responses((status = 204, description = "The password is changed")),
    extensions(("x-problems" = json!([ProblemCode::InvalidLink, ProblemCode::SignInsBusy]))),
)]
pub(super) async fn reset(call: Call, body: Body) -> Answer {
    let gateway = &call.gateway;
    let ResetCall { token, password } = read(&call.headers, body, gateway.options.body_timeout).await?;
    let (ended, device) = gateway.membership.reset(&token, Password::new(&password), Timestamp::now()).await?;
    for session in ended {
        gateway.streams.sign_out(session);
    }
    Ok(gateway.cookies().set_device(empty(StatusCode::NO_CONTENT), &device))
}

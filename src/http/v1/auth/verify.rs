//! `/v1/auth/verify`: showing that an address is one's own.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::domain::Timestamp;
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::empty;
use crate::http::call::body::{Body, body, read};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::call::head::{Call, call};
use crate::http::call::visitor;
use crate::http::state::Gateway;

/// What came by mail.
#[derive(Deserialize, ToSchema)]
#[schema(as = VerifyEmail)]
#[serde(deny_unknown_fields)]
pub(super) struct VerifyCall {
    /// The token of the link.
    #[schema(example = "Tkq0lZ3v8o2cXyq1pQ9wR7tU5sV4nM6bD3fG2hJ1kL0")]
    token: String,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let verify = warp::path!("v1" / "auth" / "verify")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(verify(call, body)));
    let resend = warp::path!("v1" / "auth" / "verify" / "resend")
        .and(warp::post())
        .and(caller(gateway))
        .then(|caller| for_caller(caller, resend));
    verify.boxed().or(resend.boxed()).unify().boxed()
}

/// Shows that an account's address is its owner's, by the link of the mail that registration sent.
///
/// The link works once, for 24 hours, on any device, and needs no session.
#[utoipa::path(
    post, path = "/v1/auth/verify", operation_id = "verify_email", tag = "auth", security(()),
    request_body = VerifyCall,
    responses((status = 204, description = "The address is verified")),
    extensions(("x-problems" = json!([ProblemCode::InvalidLink]))),
)]
pub(super) async fn verify(call: Call, body: Body) -> Answer {
    let shown: VerifyCall = read(&call.headers, body, call.gateway.options.body_timeout).await?;
    call.gateway.membership.verify(&shown.token, Timestamp::now()).await?;
    Ok(empty(StatusCode::NO_CONTENT))
}

/// Sends the mail with that link again, up to five times an hour.
#[utoipa::path(
    post, path = "/v1/auth/verify/resend", operation_id = "resend_verification", tag = "auth",
    responses((status = 202, description = "The mail is on its way")),
    extensions(("x-problems" = json!([ProblemCode::NotRegistered, ProblemCode::AlreadyVerified]))),
)]
pub(super) async fn resend(caller: Caller) -> Answer {
    let visitor = visitor::of(&caller.call);
    caller.call.gateway.membership.resend(caller.user, &visitor, Timestamp::now()).await?;
    Ok(empty(StatusCode::ACCEPTED))
}

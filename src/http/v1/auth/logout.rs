//! `POST /v1/auth/logout`: leaving.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::session::{SessionMode, ended, refresh_cookie};
use crate::accounts::Credential;
use crate::domain::Timestamp;
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::empty;
use crate::http::call::caller::Caller;
use crate::http::call::head::{Call, call};
use crate::http::state::Gateway;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "auth" / "logout").and(warp::post()).and(call(gateway)).then(|call| answer(logout(call))).boxed()
}

/// Ends the session: its tokens stop working, its open streams close, its cookies are taken back.
///
/// A page whose access token has expired is signed out by its refresh cookie.
#[utoipa::path(
    post, path = "/v1/auth/logout", operation_id = "log_out", tag = "auth",
    responses((status = 204, description = "The session has ended")),
)]
pub(super) async fn logout(call: Call) -> Answer {
    let now = Timestamp::now();
    let gateway = Arc::clone(&call.gateway);
    let session = match Caller::identify(call.clone()).await {
        Ok(caller) => {
            let Credential::Session { id, .. } = caller.credential;
            gateway.authenticator.logout(id, now).await?;
            id
        }
        Err(problem) if matches!(problem.code, ProblemCode::Unauthorized | ProblemCode::InvalidToken) => {
            let token = refresh_cookie(&call)?.ok_or(problem)?;
            gateway
                .authenticator
                .logout_with(&token, now)
                .await
                .map_err(|error| ended(&call, error, SessionMode::Cookie))?
        }
        Err(problem) => return Err(problem),
    };
    gateway.streams.sign_out(session);
    let mut response = empty(StatusCode::NO_CONTENT);
    response.headers_mut().extend(gateway.cookies().cleared());
    Ok(response)
}

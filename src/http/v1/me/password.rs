//! `POST /v1/me/password`: another password.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::accounts::{Credential, Password};
use crate::domain::Timestamp;
use crate::http::answer::converter::Answer;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::empty;
use crate::http::call::body::{Body, body, read};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::state::Gateway;

/// The password that holds, and the one that shall.
#[derive(Deserialize, ToSchema)]
#[schema(as = ChangePassword)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordCall {
    /// The password that holds.
    #[schema(format = Password, example = "three lanterns under the moss")]
    current: String,
    /// 8 to 128 characters, of any kind, that nobody guesses soon.
    #[schema(min_length = 8, max_length = 128, format = Password, example = "the heron keeps a blue umbrella")]
    new: String,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "me" / "password")
        .and(warp::post())
        .and(caller(gateway))
        .and(body())
        .then(|caller, body| for_caller(caller, |caller| change_password(caller, body)))
        .boxed()
}

/// Changes the caller's password. All their other sessions end.
#[utoipa::path(
    post, path = "/v1/me/password", operation_id = "change_password", tag = "me",
    request_body = PasswordCall,
    responses((status = 204, description = "The password is changed")),
    extensions(("x-problems" = json!([ProblemCode::NotRegistered, ProblemCode::SignInsBusy]))),
)]
pub(super) async fn change_password(caller: Caller, body: Body) -> Answer {
    let gateway = &caller.call.gateway;
    let PasswordCall { current, new } = read(&caller.call.headers, body, gateway.options.body_timeout).await?;
    let Credential::Session { id, .. } = caller.credential;
    let (current, new) = (Password::new(&current), Password::new(&new));
    let ended = gateway.membership.change_password((caller.user, id), current, new, Timestamp::now()).await?;
    for session in ended {
        gateway.streams.sign_out(session);
    }
    Ok(empty(StatusCode::NO_CONTENT))
}

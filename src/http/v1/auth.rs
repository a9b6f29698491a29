//! Beginning as a guest, staying signed in, signing out.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::accounts::{AccountsError, SessionGrant};
use crate::domain::Timestamp;
use crate::http::answer::problem::{Problem, ProblemDocument};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::{Answer, answer, empty, json};
use crate::http::call::caller::{Call, call};
use crate::http::call::json::{Body, body, read_optional};
use crate::http::call::{cookies, cross_site};
use crate::http::contract::schemas::{GuestCall, RefreshCall, SessionMode, SessionView};
use crate::http::filters::first_of;
use crate::http::state::Gateway;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let guest = warp::path!("v1" / "auth" / "guest")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(guest(call, body)));
    let refresh = warp::path!("v1" / "auth" / "refresh")
        .and(warp::post())
        .and(call(gateway))
        .and(body())
        .then(|call, body| answer(refresh(call, body)));
    let logout =
        warp::path!("v1" / "auth" / "logout").and(warp::post()).and(call(gateway)).then(|call| answer(logout(call)));
    first_of(vec![guest.boxed(), refresh.boxed(), logout.boxed()])
}

/// Begins as a guest, without an account.
#[utoipa::path(post, path = "/v1/auth/guest", operation_id = "begin_as_guest", tag = "auth", request_body = Option<GuestCall>, security(()), responses(
    (status = 201, description = "A new guest with a session", body = SessionView),
    (status = 403, description = "`guests_off`: readers need an account here", body = ProblemDocument),
    (status = 429, description = "`rate_limited`: too many guests from one address", body = ProblemDocument),
))]
pub(super) async fn guest(call: Call, body: Body) -> Answer {
    let gateway = &call.gateway;
    let wish: GuestCall = read_optional(&call.headers, body, gateway.options.body_timeout).await?;
    if wish.session == SessionMode::Cookie {
        cross_site::check_stranger(&call.headers, &gateway.options.public_url)?;
    }
    if gateway.guests {
        gateway.limits.guest(call.address())?;
    }
    let admission = gateway.accounts.guest(Timestamp::now()).await?;
    admitted(&call, StatusCode::CREATED, &admission, wish.session)
}

/// Renews a session: uses up a refresh token, from the body or the cookie. A session in cookies stays in cookies.
#[utoipa::path(post, path = "/v1/auth/refresh", operation_id = "refresh_session", tag = "auth", request_body = Option<RefreshCall>, security(()), responses(
    (status = 200, description = "The session with new tokens", body = SessionView),
    (status = 401, description = "`invalid_token`: unknown, expired, or used before", body = ProblemDocument),
    (status = 422, description = "`invalid_request`: among others, `session` is `token` although the refresh token came as a cookie", body = ProblemDocument),
    (status = 429, description = "`rate_limited`: too many sessions are renewed from one address", body = ProblemDocument),
))]
pub(super) async fn refresh(call: Call, body: Body) -> Answer {
    let gateway = &call.gateway;
    let wish: RefreshCall = read_optional(&call.headers, body, gateway.options.body_timeout).await?;
    let (token, source) = match (wish.refresh_token, cookies::get(&call.headers, cookies::REFRESH)) {
        (Some(token), _) => (token, SessionMode::Token),
        (None, Some(cookie)) => (checked_cookie(&call, cookie)?, SessionMode::Cookie),
        (None, None) => return Err(Problem::new(ProblemCode::Unauthorized).with_detail("there is no refresh token")),
    };
    let mode = wish.session.unwrap_or(source);
    match (source, mode) {
        (SessionMode::Cookie, SessionMode::Token) => {
            let detail = "a session in cookies stays in cookies: no script may see its tokens";
            return Err(Problem::invalid_field("session", "session_in_cookies", detail));
        }
        (SessionMode::Token, SessionMode::Cookie) => {
            cross_site::check_stranger(&call.headers, &gateway.options.public_url)?;
        }
        _ => {}
    }
    gateway.limits.refresh(call.address())?;
    let admission = gateway.accounts.refresh(&token, Timestamp::now()).await.map_err(|error| ended(&call, error))?;
    admitted(&call, StatusCode::OK, &admission, mode)
}

/// Ends the session: its tokens stop working, its open streams close.
#[utoipa::path(post, path = "/v1/auth/logout", operation_id = "log_out", tag = "auth", responses(
    (status = 204, description = "The session has ended"),
    (status = 401, description = "There is no session", body = ProblemDocument),
))]
pub(super) async fn logout(call: Call) -> Answer {
    let now = Timestamp::now();
    let gateway = Arc::clone(&call.gateway);
    let session = match call.clone().identify().await {
        Ok(caller) => {
            gateway.accounts.logout(caller.user, caller.session, now).await?;
            caller.session
        }
        Err(problem) if problem.code.status() == StatusCode::UNAUTHORIZED => {
            let cookie = cookies::get(&call.headers, cookies::REFRESH).ok_or(problem)?;
            let token = checked_cookie(&call, cookie)?;
            gateway.limits.refresh(call.address())?;
            gateway.accounts.logout_with(&token, now).await.map_err(|error| ended(&call, error))?
        }
        Err(problem) => return Err(problem),
    };
    gateway.streams.sign_out(session);
    Ok(cookies::clear(empty(StatusCode::NO_CONTENT), gateway.is_secure()))
}

fn checked_cookie(call: &Call, cookie: &str) -> Result<String, Problem> {
    cross_site::check(&call.method, &call.headers, &call.gateway.options.public_url)?;
    Ok(cookie.to_owned())
}

/// A session that ended because its refresh token was copied ends its streams too.
fn ended(call: &Call, error: AccountsError) -> Problem {
    if let AccountsError::Reused(session) = &error {
        call.gateway.streams.sign_out(*session);
    }
    error.into()
}

fn admitted(call: &Call, status: StatusCode, admission: &SessionGrant, mode: SessionMode) -> Answer {
    let response = json(status, &SessionView::of(admission, mode))?;
    match mode {
        SessionMode::Token => Ok(response),
        SessionMode::Cookie => Ok(cookies::set(response, admission, call.gateway.is_secure())),
    }
}

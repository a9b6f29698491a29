//! What a call that makes or renews a session answers, and what the calls about sessions share.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use warp::http::StatusCode;

use crate::accounts::{AccountsError, Admission, MemberDetails, SessionGrant};
use crate::http::answer::converter::Answer;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::json;
use crate::http::call::cross_site;
use crate::http::call::head::Call;
use crate::http::v1::me::account::UserView;

/// How the tokens of a session travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionMode {
    /// In the bodies of answers, and as bearer tokens: for apps and programs.
    #[default]
    Token,
    /// In cookies that no script can read: for pages of this service's own origin.
    Cookie,
}

/// A session, new or renewed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionView {
    /// Sent as `Authorization: Bearer ...`, it says who calls. Absent where cookies carry it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.eyJzdWIiOiIwMTkwYzhhMCJ9.c2lnbmF0dXJl")]
    access_token: Option<String>,
    /// Renews the session once, by `POST /v1/auth/refresh`. Absent where cookies carry it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "AZDInxsqfQ6MQVprfI2eDwAAAZDIn6AAVb1Zr0xq8J5mYw7Qn2hKtT4cPz9LsUeGdAoIfCxNyBmV0bGUtYW5kLWZveA")]
    refresh_token: Option<String>,
    /// How long the access token holds from now, in seconds: renew the session before.
    #[schema(example = 900)]
    expires_in: u64,
    /// Who the session is for.
    user: UserView,
}

impl SessionView {
    /// With its tokens, or without them when cookies carry them.
    fn of(grant: &SessionGrant, details: Option<MemberDetails>, mode: SessionMode) -> Self {
        let shown = |token: &String| (mode == SessionMode::Token).then(|| token.clone());
        Self {
            access_token: shown(&grant.access_token),
            refresh_token: shown(&grant.refresh_token),
            expires_in: grant.access_ttl.as_secs(),
            user: UserView::of(&grant.user, details),
        }
    }
}

/// The answer to a caller who was let in.
pub(super) async fn granted(call: &Call, status: StatusCode, grant: &SessionGrant, mode: SessionMode) -> Answer {
    let details = call.gateway.membership.details(&grant.user).await?;
    let response = json(status, &SessionView::of(grant, details, mode))?;
    match mode {
        SessionMode::Token => Ok(response),
        SessionMode::Cookie => Ok(call.gateway.cookies().set(response, grant)),
    }
}

/// The answer to a member who was let in: the streams of what ended by it end, and in a browser their device is known
/// from now on.
pub(super) async fn admitted(call: &Call, status: StatusCode, admission: Admission, mode: SessionMode) -> Answer {
    for session in &admission.ended {
        call.gateway.streams.sign_out(*session);
    }
    let response = granted(call, status, &admission.grant, mode).await?;
    match (mode, admission.device_token) {
        (SessionMode::Cookie, Some(token)) => Ok(call.gateway.cookies().set_device(response, &token)),
        _ => Ok(response),
    }
}

/// The refresh token of the cookie, when our own page sent it.
pub(super) fn refresh_cookie(call: &Call) -> Result<Option<String>, Problem> {
    let Some(cookie) = call.gateway.cookies().refresh(&call.headers) else { return Ok(None) };
    cross_site::check(&call.method, &call.headers, &call.gateway.options.public_url)?;
    Ok(Some(cookie.to_owned()))
}

/// Why a session was not renewed. One that ended because its refresh token was copied ends its streams too; cookies
/// that are good for nothing are taken back.
pub(super) fn ended(call: &Call, error: AccountsError, source: SessionMode) -> Problem {
    if let AccountsError::Reused(session) = &error {
        call.gateway.streams.sign_out(*session);
    }
    let mut problem = Problem::from(error);
    if source == SessionMode::Cookie && problem.code == ProblemCode::InvalidToken {
        problem.headers.extend(call.gateway.cookies().cleared());
    }
    problem
}

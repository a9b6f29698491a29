//! `/v1/me`: the caller's own account.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::accounts::MemberDetails;
use crate::domain::{Confidential, Tier, Timestamp, User, UserId};
use crate::http::answer::converter::Answer;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::json;
use crate::http::call::body::{Body, body, read};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// A reader. Guests are readers too.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = User)]
pub struct UserView {
    /// Names the reader; it never changes.
    #[schema(value_type = String, format = Uuid, example = "0190c89f-1b2a-7d0e-8c41-5a6b7c8d9e0f")]
    id: UserId,
    /// The plan that limits what they may do: `guest` unless they have signed up.
    #[schema(value_type = String, example = "guest")]
    tier: Tier,
    /// When the account was made.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T18:29:00.000Z")]
    created_at: Timestamp,
    /// Where mails reach them; `null` for a guest.
    #[schema(value_type = Option<String>, example = "mira@example.org")]
    email: Option<Confidential>,
    /// How they want to be called; `null` for a guest.
    #[schema(value_type = Option<String>, example = "Mira")]
    display_name: Option<Confidential>,
    /// Whether they have shown, by the link of a mail, that the address is theirs.
    #[schema(example = true)]
    verified: bool,
}

impl UserView {
    /// What a reader may see of themselves.
    #[must_use]
    pub fn of(user: &User, details: Option<MemberDetails>) -> Self {
        let (id, tier, created_at) = (user.id, user.tier.clone(), user.created_at);
        let verified = details.as_ref().is_some_and(|details| details.is_verified);
        let (email, display_name) = details.map(|details| (details.email, details.display_name)).unzip();
        Self { id, tier, created_at, email, display_name, verified }
    }
}

/// What a member changes of their account.
#[derive(Deserialize, ToSchema)]
#[schema(as = ChangeAccount)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountCall {
    /// How they want to be called, in 1 to 40 characters.
    #[schema(value_type = String, min_length = 1, max_length = 40, example = "Mira")]
    display_name: Confidential,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let show = warp::path!("v1" / "me").and(reading()).and(caller(gateway)).then(|caller| for_caller(caller, me));
    let change = warp::path!("v1" / "me")
        .and(warp::patch())
        .and(caller(gateway))
        .and(body())
        .then(|caller, body| for_caller(caller, |caller| change(caller, body)));
    show.boxed().or(change.boxed()).unify().boxed()
}

/// Who the caller is, and by which plan they are limited.
#[utoipa::path(
    get, path = "/v1/me", operation_id = "show_account", tag = "me",
    responses((status = 200, description = "The caller's account", body = UserView)),
)]
pub(super) async fn me(caller: Caller) -> Answer {
    shown(&caller).await
}

/// Changes how the caller wants to be called.
#[utoipa::path(
    patch, path = "/v1/me", operation_id = "change_account", tag = "me",
    request_body = AccountCall,
    responses((status = 200, description = "The caller's account", body = UserView)),
    extensions(("x-problems" = json!([
        ProblemCode::NotRegistered, ProblemCode::Empty, ProblemCode::ForbiddenCharacter,
    ]))),
)]
pub(super) async fn change(caller: Caller, body: Body) -> Answer {
    let gateway = &caller.call.gateway;
    let wished: AccountCall = read(&caller.call.headers, body, gateway.options.body_timeout).await?;
    gateway.membership.rename(caller.user, &wished.display_name).await?;
    shown(&caller).await
}

async fn shown(caller: &Caller) -> Answer {
    let gateway = &caller.call.gateway;
    let user = gateway.authenticator.user(caller.user).await?.ok_or_else(Problem::not_found)?;
    let details = gateway.membership.details(&user).await?;
    json(StatusCode::OK, &UserView::of(&user, details))
}

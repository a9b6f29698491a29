//! `/v1/me`: the caller's own account.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::domain::{Tier, Timestamp, User, UserId};
use crate::http::answer::converter::Answer;
use crate::http::answer::problem::Problem;
use crate::http::answer::response::json;
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
}

impl UserView {
    /// What a reader may see of themselves.
    #[must_use]
    pub fn of(user: &User) -> Self {
        Self { id: user.id, tier: user.tier.clone(), created_at: user.created_at }
    }
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "me").and(reading()).and(caller(gateway)).then(|caller| for_caller(caller, me)).boxed()
}

/// Who the caller is, and by which plan they are limited.
#[utoipa::path(
    get, path = "/v1/me", operation_id = "show_account", tag = "me",
    responses((status = 200, description = "The caller's account", body = UserView)),
)]
pub(super) async fn me(caller: Caller) -> Answer {
    let user = caller.call.gateway.authenticator.user(caller.user).await?.ok_or_else(Problem::not_found)?;
    json(StatusCode::OK, &UserView::of(&user))
}

//! The caller's own account.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::http::answer::problem::Problem;
use crate::http::answer::response::{Answer, for_caller, json};
use crate::http::call::caller::{Caller, caller};
use crate::http::contract::schemas::UserView;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "me").and(reading()).and(caller(gateway)).then(|caller| for_caller(caller, me)).boxed()
}

/// Who the caller is.
#[utoipa::path(get, path = "/v1/me", operation_id = "show_account", tag = "me", responses((status = 200, description = "The account", body = UserView)))]
pub(super) async fn me(caller: Caller) -> Answer {
    let user = caller.call.gateway.store.accounts.user(caller.user).await?.ok_or_else(Problem::not_found)?;
    json(StatusCode::OK, &UserView::of(&user))
}

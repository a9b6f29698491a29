//! `GET /v1/me/logins`: who signed in to the caller's account, and who tried.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::client_view::DeviceView;
use crate::backends::accounts::{Client, Login};
use crate::domain::{Confidential, EventId, SessionId, Timestamp};
use crate::http::answer::converter::Answer;
use crate::http::answer::page::{Page, page};
use crate::http::answer::response::json;
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::call::query::DEFAULT_PAGE;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// A sign-in, or an attempt at one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Login)]
pub(super) struct LoginItem {
    /// Names this sign-in, in the order of time.
    #[schema(value_type = String, format = Uuid, example = "0190c8a1-77aa-7b10-9f3e-1c2d3e4f5a6b")]
    id: EventId,
    /// When somebody signed in, or tried to.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T18:29:00.000Z")]
    at: Timestamp,
    /// `registered`, `succeeded` or `wrong_password`. There may be more one day.
    #[schema(value_type = String, example = "succeeded")]
    outcome: &'static str,
    /// The session that it began; `null` where it began none.
    #[schema(value_type = Option<String>, format = Uuid, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    session_id: Option<SessionId>,
    /// With what it was.
    device: DeviceView,
    /// The network of the address from which it was.
    #[schema(value_type = String, example = "192.0.2.0/24")]
    network: Confidential,
}

impl LoginItem {
    fn of(login: Login) -> Self {
        let Login { id, at, outcome, session, client: Client { device, network }, .. } = login;
        Self { id, at, outcome: outcome.as_str(), session_id: session, device: DeviceView::of(device), network }
    }
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "me" / "logins")
        .and(reading())
        .and(caller(gateway))
        .then(|caller| for_caller(caller, list_logins))
        .boxed()
}

/// Sign-ins to the caller's account, and attempts at them, newest first. They are kept for 90 days, 200 at most.
#[utoipa::path(
    get, path = "/v1/me/logins", operation_id = "list_logins", tag = "me",
    params(
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "How many there may be on the page; 20 unless said"),
        ("cursor" = Option<String>, Query, pattern = "^[A-Za-z0-9_-]{21}[AQgw]$", description = "`next_cursor` of the page before; from the newest unless said"),
    ),
    responses((status = 200, description = "A page of sign-ins", body = Page<LoginItem>)),
)]
pub(super) async fn list_logins(caller: Caller) -> Answer {
    let limit = caller.call.query.limit(DEFAULT_PAGE)?;
    let cursor = caller.call.query.cursor::<EventId>()?;
    let found = caller.call.gateway.membership.logins(caller.user, cursor, limit + 1).await?;
    json(StatusCode::OK, &page(found, limit, |login| login.id, LoginItem::of))
}

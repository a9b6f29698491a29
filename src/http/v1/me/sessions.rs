//! `/v1/me/sessions`: where the caller is signed in.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::client_view::DeviceView;
use crate::accounts::Credential;
use crate::backends::accounts::OpenSession;
use crate::domain::{Confidential, SessionId, Timestamp};
use crate::http::answer::converter::Answer;
use crate::http::answer::problem::Problem;
use crate::http::answer::response::{empty, json};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::call::head::id;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// More sessions than anybody has; of more, the youngest are shown.
const MOST: usize = 100;

/// All sessions that hold.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sessions)]
pub(super) struct SessionsView {
    /// At most 100 of them, newest first.
    items: Vec<SessionItem>,
}

/// A sign-in that holds, with all that was renewed since.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SignedInSession)]
pub(super) struct SessionItem {
    /// Names the session, to end it.
    #[schema(value_type = String, format = Uuid, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    id: SessionId,
    /// Whether it is the one that this call was made in.
    is_current: bool,
    /// With what it began; `null` for a guest's.
    device: Option<DeviceView>,
    /// The network of the address from which it began; `null` for a guest's.
    #[schema(value_type = Option<String>, example = "192.0.2.0/24")]
    network: Option<Confidential>,
    /// When somebody signed in by it.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T18:29:00.000Z")]
    created_at: Timestamp,
    /// When it was renewed last, or began.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T18:44:00.000Z")]
    renewed_at: Timestamp,
}

impl SessionItem {
    fn of(open: OpenSession, current: SessionId) -> Self {
        let OpenSession { id, created_at, renewed_at, client } = open;
        let device = client.as_ref().map(|client| DeviceView::of(client.device));
        let network = client.map(|client| client.network);
        Self { id, is_current: id == current, device, network, created_at, renewed_at }
    }
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let list = warp::path!("v1" / "me" / "sessions")
        .and(reading())
        .and(caller(gateway))
        .then(|caller| for_caller(caller, list_sessions));
    let end = warp::path!("v1" / "me" / "sessions" / String)
        .and(warp::delete())
        .and(caller(gateway))
        .then(|id, caller| for_caller(caller, |caller| end_session(caller, id)));
    list.boxed().or(end.boxed()).unify().boxed()
}

/// Where the caller is signed in, newest first.
#[utoipa::path(
    get, path = "/v1/me/sessions", operation_id = "list_sessions", tag = "me",
    responses((status = 200, description = "The caller's sessions", body = SessionsView)),
)]
pub(super) async fn list_sessions(caller: Caller) -> Answer {
    let Credential::Session { id: current, .. } = caller.credential;
    let found = caller.call.gateway.membership.sessions(caller.user, Timestamp::now(), MOST).await?;
    let items = found.into_iter().map(|open| SessionItem::of(open, current)).collect();
    json(StatusCode::OK, &SessionsView { items })
}

/// Ends one of the caller's sessions: its tokens stop working, its open streams close.
#[utoipa::path(
    delete, path = "/v1/me/sessions/{id}", operation_id = "end_session", tag = "me",
    params(("id" = String, Path, format = Uuid, description = "The session's id")),
    responses((status = 204, description = "The session has ended")),
)]
pub(super) async fn end_session(caller: Caller, segment: String) -> Answer {
    let gateway = &caller.call.gateway;
    let session = id::<SessionId>(&segment)?;
    if !gateway.membership.end_session(caller.user, session, Timestamp::now()).await? {
        return Err(Problem::not_found());
    }
    gateway.streams.sign_out(session);
    Ok(empty(StatusCode::NO_CONTENT))
}

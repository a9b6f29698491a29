//! `/v1/stories/{id}/progress`: where the reader is in their book.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::http::answer::converter::Answer;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::empty;
use crate::http::call::body::{Body, body, read};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::call::device::device;
use crate::http::call::head::id;
use crate::http::state::Gateway;
use crate::pipeline::request::SCENES;

/// Where the reader is in the book.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Progress)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgressCall {
    /// The scene that is being read, counted from 1; at most as many as the book has, or is to have.
    #[schema(minimum = 1, maximum = 32, example = 3)]
    scene: u32,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "stories" / String / "progress")
        .and(warp::post())
        .and(caller(gateway))
        .and(body())
        .then(|id, caller, body| for_caller(caller, |caller| progress(caller, id, body)))
        .boxed()
}

/// Says which scene is being read; what is painted next follows it.
///
/// It is kept as the reader's bookmark. Report it at every turn of a page while the story is being told, so that
/// pictures come in the order in which they are needed.
#[utoipa::path(
    post, path = "/v1/stories/{id}/progress", operation_id = "report_progress", tag = "stories",
    params(("id" = String, Path, format = Uuid, description = "The story's id")),
    request_body = ProgressCall,
    responses((status = 204, description = "It is noted")),
    extensions(("x-problems" = json!([ProblemCode::StoryDamaged]))),
)]
pub(super) async fn progress(caller: Caller, segment: String, body: Body) -> Answer {
    let gateway = &caller.call.gateway;
    let id = id(&segment)?;
    let place: ProgressCall = read(&caller.call.headers, body, gateway.options.body_timeout).await?;
    if !SCENES.contains(&place.scene) {
        let detail = format!("a scene is {} to {}", SCENES.start(), SCENES.end());
        return Err(Problem::invalid_field("scene", "out_of_range", detail));
    }
    let device = device(&caller.call.headers);
    gateway.stories.progress(caller.user, id, place.scene, device).await?;
    Ok(empty(StatusCode::NO_CONTENT))
}

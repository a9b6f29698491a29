//! `/v1/me/preferences`: what the caller's wishes get where they say nothing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::actors::service::Refusal;
use crate::backends::accounts::WishPreferences;
use crate::domain::{AgeGroup, StoryWish, Style};
use crate::http::answer::converter::Answer;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::json;
use crate::http::call::body::{Body, body, read};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::filters::reading;
use crate::http::state::Gateway;
use crate::pipeline::request::{Defaults, normalise};

/// What the caller's wishes get where they say nothing; what is left out here is the service's to choose.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = Preferences)]
#[serde(deny_unknown_fields)]
pub(super) struct PreferencesView {
    /// How old the readers are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    age_group: Option<AgeGroup>,
    /// How the pictures look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    style: Option<Style>,
    /// The language of the words as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35, example = "en")]
    language: Option<String>,
    /// How many scenes a book has, 1 to 32.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 32, example = 6)]
    scenes: Option<u32>,
}

impl PreferencesView {
    fn of(preferences: WishPreferences) -> Self {
        let WishPreferences { age_group, style, language, scenes } = preferences;
        Self { age_group, style, language, scenes }
    }
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let show = warp::path!("v1" / "me" / "preferences")
        .and(reading())
        .and(caller(gateway))
        .then(|caller| for_caller(caller, show_preferences));
    let put = warp::path!("v1" / "me" / "preferences")
        .and(warp::put())
        .and(caller(gateway))
        .and(body())
        .then(|caller, body| for_caller(caller, |caller| put_preferences(caller, body)));
    show.boxed().or(put.boxed()).unify().boxed()
}

/// What the caller's wishes get where they say nothing.
#[utoipa::path(
    get, path = "/v1/me/preferences", operation_id = "show_preferences", tag = "me",
    responses((status = 200, description = "The caller's preferences", body = PreferencesView)),
)]
pub(super) async fn show_preferences(caller: Caller) -> Answer {
    let preferences = caller.call.gateway.membership.preferences(caller.user).await?;
    json(StatusCode::OK, &PreferencesView::of(preferences))
}

/// Takes the place of the caller's preferences: what is left out is the service's to choose again.
#[utoipa::path(
    put, path = "/v1/me/preferences", operation_id = "put_preferences", tag = "me",
    request_body = PreferencesView,
    responses((status = 200, description = "The preferences as they are kept", body = PreferencesView)),
    extensions(("x-problems" = json!([ProblemCode::UnsupportedLanguage]))),
)]
pub(super) async fn put_preferences(caller: Caller, body: Body) -> Answer {
    let gateway = &caller.call.gateway;
    let wished: PreferencesView = read(&caller.call.headers, body, gateway.options.body_timeout).await?;
    let PreferencesView { age_group, style, language, scenes } = wished;
    // as they would be read in a wish
    let wish = StoryWish { theme: "a wish".to_owned(), language: language.clone(), scenes, ..StoryWish::default() };
    let read = normalise(wish, &Defaults::default(), 0).map_err(Refusal::Invalid)?;
    gateway.stories.check_language(&caller.tier, &read)?;
    let preferences = WishPreferences { age_group, style, language: language.map(|_| read.language), scenes };
    if !gateway.membership.prefer(caller.user, preferences.clone()).await? {
        return Err(Problem::not_found());
    }
    json(StatusCode::OK, &PreferencesView::of(preferences))
}

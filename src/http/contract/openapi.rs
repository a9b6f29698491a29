//! The `OpenAPI` 3.1 document, generated from the types and the routes' own words.

use std::sync::LazyLock;

use utoipa::openapi::schema::{AnyOfBuilder, Schema};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, RefOr};
use utoipa::{Modify, OpenApi};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::problems::Problems;
use super::{health, jwks, metrics};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::ProblemDocument;
use crate::http::answer::response::json;
use crate::http::call::cookies;
use crate::http::filters::reading;
use crate::http::pictures;
use crate::http::v1::admin::{analytics, pools};
use crate::http::v1::auth::{guest, logout, refresh};
use crate::http::v1::me::{account, notifications};
use crate::http::v1::stories::{collection, events, progress, story};

static DOCUMENT: LazyLock<Document> = LazyLock::new(Api::openapi);

#[derive(OpenApi)]
#[openapi(
    info(title = "AI Tale", description = "Illustrated children's stories, written, painted and streamed scene by scene."),
    paths(
        guest::guest, refresh::refresh, logout::logout,
        collection::create, collection::list, story::show, story::delete, story::cancel, progress::progress,
        events::events, account::me, notifications::list, notifications::read, pictures::picture,
        jwks::key_set, document_route, health::live, health::ready,
        metrics::metrics, pools::pools, pools::resize, analytics::counts,
    ),
    components(schemas(ProblemDocument)),
    security(("bearer" = []), ("cookie" = [])),
    modifiers(&Schemes, &Events, &Problems),
)]
struct Api;

/// How callers say who they are.
struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_with(Default::default);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(cookies::ACCESS));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    }
}

/// An event that says nothing more would match any other, too: its shapes don't exclude each other.
struct Events;

impl Modify for Events {
    fn modify(&self, document: &mut Document) {
        let schemas = document.components.as_mut().map(|components| &mut components.schemas);
        let Some(body) = schemas.and_then(|schemas| schemas.get_mut("EventBody")) else { return };
        if let RefOr::T(Schema::OneOf(shapes)) = body {
            let (items, description) = (std::mem::take(&mut shapes.items), shapes.description.take());
            let any = AnyOfBuilder::new().description(description);
            *body = items.into_iter().fold(any, AnyOfBuilder::item).into();
        }
    }
}

/// The document as it is served.
#[must_use]
pub fn document() -> &'static Document {
    &DOCUMENT
}

/// The routes of this file.
pub fn routes() -> BoxedFilter<(Response,)> {
    warp::path!("openapi.json").and(reading()).then(|| answer(async { document_route() })).boxed()
}

/// This document, as JSON; `/docs` shows it to people.
#[utoipa::path(
    get, path = "/openapi.json", tag = "contract", operation_id = "openapi", security(()),
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value)),
)]
fn document_route() -> Answer {
    json(StatusCode::OK, document())
}

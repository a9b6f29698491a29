//! The `OpenAPI` 3.1 document, generated from the types and the routes' own words.

use std::sync::LazyLock;

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, ContentBuilder, OpenApi as Document, Ref, RefOr, ResponseBuilder};
use utoipa::{Modify, OpenApi};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::{health, jwks};
use crate::http::answer::problem::ProblemDocument;
use crate::http::answer::response::{Answer, answer, json};
use crate::http::call::cookies;
use crate::http::filters::reading;
use crate::http::pictures;
use crate::http::v1::me::{account, notifications};
use crate::http::v1::stories::{events, story};
use crate::http::v1::{admin, auth};

static DOCUMENT: LazyLock<Document> = LazyLock::new(Api::openapi);

#[derive(OpenApi)]
#[openapi(
    info(title = "AI Tale", description = "Illustrated children's stories, written, painted and streamed scene by scene."),
    paths(
        auth::guest, auth::refresh, auth::logout,
        story::create, story::list, story::show, story::delete, story::cancel, story::progress,
        events::events, account::me, notifications::list, notifications::read, pictures::picture,
        jwks::key_set, document_route, health::live, health::ready,
        admin::metrics, admin::pools, admin::resize, admin::counts,
    ),
    components(schemas(ProblemDocument)),
    security(("bearer" = []), ("cookie" = [])),
    modifiers(&Schemes, &Problems),
)]
struct Api;

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

/// Every call may fail, always with the same kind of document.
struct Problems;

impl Modify for Problems {
    fn modify(&self, document: &mut Document) {
        let problem = "application/problem+json";
        let content = || ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let default = ResponseBuilder::new().description("A problem").content(problem, content()).build();
        for item in document.paths.paths.values_mut() {
            let operations = [&mut item.get, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete];
            for operation in operations.into_iter().flatten() {
                for response in operation.responses.responses.values_mut() {
                    let RefOr::T(response) = response else { continue };
                    let shown = response.content.get("application/json").cloned();
                    if let Some(shown) = shown.filter(is_problem) {
                        response.content.clear();
                        response.content.insert(problem.to_owned(), shown);
                    }
                }
                operation.responses.responses.entry("default".to_owned()).or_insert(RefOr::T(default.clone()));
            }
        }
    }
}

/// Whether a content is a problem document, which the routes' words can't give its own media type.
fn is_problem(content: &RefOr<Content>) -> bool {
    let RefOr::T(content) = content else { return false };
    matches!(&content.schema, Some(RefOr::Ref(schema)) if schema.ref_location.ends_with("/Problem"))
}

/// The document.
#[must_use]
pub fn document() -> &'static Document {
    &DOCUMENT
}

/// The routes of this file.
pub fn routes() -> BoxedFilter<(Response,)> {
    warp::path!("openapi.json").and(reading()).then(|| answer(async { document_route() })).boxed()
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "operators", operation_id = "openapi", security(()),
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value)))]
fn document_route() -> Answer {
    json(StatusCode::OK, document())
}

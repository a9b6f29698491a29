//! The `OpenAPI` 3.1 documents, one for each listener, generated from the types and the routes' own words.

use std::sync::LazyLock;

use utoipa::openapi::schema::{AnyOfBuilder, Schema};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, RefOr};
use utoipa::{Modify, OpenApi};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::problems::{OF_OPERATORS, OF_READERS};
use super::requests::Requests;
use super::{health, jwks, metrics};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::ProblemDocument;
use crate::http::answer::response::json;
use crate::http::call::cookies;
use crate::http::filters::reading;
use crate::http::pictures;
use crate::http::v1::admin::{analytics, daily, pools, spend, stories};
use crate::http::v1::auth::{guest, login, logout, password as forgotten_password, refresh, register, verify};
use crate::http::v1::me::{account, logins, notifications, password, preferences, sessions};
use crate::http::v1::stories::{collection, events, progress, story};

static READERS: LazyLock<Document> = LazyLock::new(Readers::openapi);
static OPERATORS: LazyLock<Document> = LazyLock::new(Operators::openapi);

#[derive(OpenApi)]
#[openapi(
    info(title = "AI Tale", description = "Illustrated children's stories, written, painted and streamed scene by scene."),
    paths(
        guest::guest, refresh::refresh, logout::logout, register::register, login::login, verify::verify,
        verify::resend, forgotten_password::forgot, forgotten_password::reset,
        collection::create, collection::list, story::show, story::delete, story::cancel, progress::progress,
        events::events, account::me, account::change, password::change_password, sessions::list_sessions,
        sessions::end_session, logins::list_logins, preferences::show_preferences, preferences::put_preferences,
        notifications::list, notifications::read, pictures::picture,
        jwks::key_set, this_document, health::live, health::ready,
    ),
    components(schemas(ProblemDocument)),
    security(("bearer" = []), ("cookie" = [])),
    modifiers(&Bearer, &Cookie, &Events, &Requests, &OF_READERS),
)]
struct Readers;

#[derive(OpenApi)]
#[openapi(
    info(title = "AI Tale, for operators", description = "What is served on the operators' listener, which is private. \
        `ai-tale token --scope SCOPES --subject NAME` signs a token for it."),
    paths(
        pools::pools, pools::resize, analytics::counts, daily::daily, spend::spend, stories::cost,
        metrics::metrics, this_document, health::live, health::ready,
    ),
    components(schemas(ProblemDocument)),
    security(("bearer" = [])),
    modifiers(&Bearer, &Requests, &OF_OPERATORS),
)]
struct Operators;

/// Callers show a token.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

/// Or the page's session cookie.
struct Cookie;

impl Modify for Cookie {
    fn modify(&self, document: &mut Document) {
        let over_https = format!("Named `{}` where the service is reached by https.", cookies::OVER_HTTPS.access);
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description(cookies::OVER_HTTP.access, &over_https));
        let components = document.components.get_or_insert_with(Default::default);
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

/// What the readers' listener serves.
#[must_use]
pub fn readers() -> &'static Document {
    &READERS
}

/// What the operators' listener serves.
#[must_use]
pub fn operators() -> &'static Document {
    &OPERATORS
}

/// The routes of this file, for the listener that the document is about.
pub fn routes(document: fn() -> &'static Document) -> BoxedFilter<(Response,)> {
    warp::path!("openapi.json").and(reading()).then(move || answer(async move { this_document(document()) })).boxed()
}

/// This document, as JSON; the readers' one is shown to people at `/docs`.
#[utoipa::path(
    get, path = "/openapi.json", tag = "contract", operation_id = "openapi", security(()),
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value)),
)]
fn this_document(document: &Document) -> Answer {
    json(StatusCode::OK, document)
}

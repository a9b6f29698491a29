//! The table of addresses: for `Allow`, for the route's name in logs and metrics, and to be held against the `OpenAPI`
//! documents by a test. The filters that serve them stand in the resources' files.

use warp::http::Method;
use warp::http::header::{ALLOW, HeaderValue};

use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// An address, or all those of one pattern.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// As in the `OpenAPI` document: `{name}` stands for one segment, as the last one of a `rest` route for many.
    pub path: &'static str,
    /// The methods that the filters serve (`HEAD` where there is `GET`).
    pub methods: &'static [&'static str],
    /// Whether its listener's `OpenAPI` document has it: the calls, but not the page.
    pub is_call: bool,
    /// Whether a reader's plan counts its calls.
    pub is_by_plan: bool,
    /// Whether the last segment stands for many.
    pub rest: bool,
}

const fn call(path: &'static str, methods: &'static [&'static str]) -> Route {
    Route { path, methods, is_call: true, is_by_plan: false, rest: false }
}

const fn by_plan(path: &'static str, methods: &'static [&'static str]) -> Route {
    Route { is_by_plan: true, ..call(path, methods) }
}

const fn page(path: &'static str, rest: bool) -> Route {
    Route { is_call: false, rest, ..call(path, READ) }
}

const READ: &[&str] = &["GET", "HEAD"];
const POST: &[&str] = &["POST"];
const DOCUMENT: Route = call("/openapi.json", READ);
const HEALTH_LIVE: Route = call("/health/live", READ);
const HEALTH_READY: Route = call("/health/ready", READ);

/// What the readers' listener serves.
pub const READERS: &[Route] = &[
    call("/v1/auth/guest", POST),
    call("/v1/auth/refresh", POST),
    call("/v1/auth/logout", POST),
    call("/v1/auth/register", POST),
    call("/v1/auth/login", POST),
    call("/v1/auth/verify", POST),
    by_plan("/v1/auth/verify/resend", POST),
    call("/v1/auth/password/forgot", POST),
    call("/v1/auth/password/reset", POST),
    by_plan("/v1/stories", &["GET", "HEAD", "POST"]),
    by_plan("/v1/stories/{id}", &["GET", "HEAD", "DELETE"]),
    by_plan("/v1/stories/{id}/cancel", POST),
    by_plan("/v1/stories/{id}/progress", POST),
    by_plan("/v1/stories/{id}/events", READ),
    by_plan("/v1/me", &["GET", "HEAD", "PATCH"]),
    by_plan("/v1/me/password", POST),
    by_plan("/v1/me/sessions", READ),
    by_plan("/v1/me/sessions/{id}", &["DELETE"]),
    by_plan("/v1/me/logins", READ),
    by_plan("/v1/me/preferences", &["GET", "HEAD", "PUT"]),
    by_plan("/v1/me/notifications", READ),
    by_plan("/v1/me/notifications/{id}/read", POST),
    call("/pictures/illustrations/{story}/{scene}/{file}", READ),
    call("/.well-known/jwks.json", READ),
    DOCUMENT,
    HEALTH_LIVE,
    HEALTH_READY,
    page("/", false),
    page("/stories/{id}", false),
    Route { methods: &["GET", "HEAD", "POST"], ..page("/unsubscribe/{token}", false) },
    page("/account", false),
    page("/sign-in", false),
    page("/sign-up", false),
    page("/forgot", false),
    page("/reset", false),
    page("/verify", false),
    page("/assets/{file}", false),
    page("/docs", false),
    page("/docs/{file}", true),
];

/// What the operators' listener serves.
pub const OPERATORS: &[Route] = &[
    DOCUMENT,
    HEALTH_LIVE,
    HEALTH_READY,
    call("/metrics", READ),
    call("/v1/admin/pools", READ),
    call("/v1/admin/pools/{stage}", &["PATCH"]),
    call("/v1/admin/analytics/counts", READ),
    call("/v1/admin/analytics/daily", READ),
    call("/v1/admin/spend", READ),
    call("/v1/admin/stories/{id}/cost", READ),
];

impl Route {
    /// Whether a path is one of this route's.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let mut pattern = self.path.trim_matches('/').split('/').peekable();
        let mut segments = without_trailing_slash(path).split('/');
        while let Some(expected) = pattern.next() {
            let Some(segment) = segments.next() else { return false };
            let is_placeholder = expected.starts_with('{');
            if is_placeholder && self.rest && pattern.peek().is_none() {
                return !segment.is_empty();
            }
            if !(segment == expected || is_placeholder && !segment.is_empty()) {
                return false;
            }
        }
        segments.next().is_none()
    }
}

/// As the filters see a path: one slash before it and one after it don't count.
fn without_trailing_slash(path: &str) -> &str {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.strip_suffix('/').unwrap_or(path)
}

/// The route of a path.
#[must_use]
pub fn find(table: &'static [Route], path: &str) -> Option<&'static Route> {
    table.iter().find(|route| route.matches(path))
}

/// The route's name in logs and metrics.
#[must_use]
pub fn label(table: &'static [Route], path: &str) -> &'static str {
    find(table, path).map_or("unknown", |route| route.path)
}

/// Why no filter took a request: its method, or its path.
#[must_use]
pub fn refuse(table: &'static [Route], method: &Method, path: &str) -> Problem {
    let Some(Route { methods, .. }) = find(table, path) else { return Problem::not_found() };
    if methods.contains(&method.as_str()) {
        return Problem::not_found();
    }
    let allow = HeaderValue::from_str(&methods.join(", ")).unwrap_or(HeaderValue::from_static("GET"));
    Problem::new(ProblemCode::MethodNotAllowed).with_header(ALLOW, allow)
}

//! The way out of the gateway: every answer gets its request's id, a problem becomes its document, and one line and
//! one measurement say what happened. Neither has the query or any word of a reader in it. Which request and which
//! route a line is about stands in the request's span.

use std::time::{Duration, Instant};

use http_body::Body;
use metrics::{counter, histogram};
use tracing::Span;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use warp::http::{HeaderMap, Method};
use warp::path::FullPath;
use warp::reply::{Reply, Response};

use super::request_id;
use crate::actors::measure::meter::{ApiRequest, Meter};
use crate::http::answer::identity::Identity;
use crate::http::answer::problem::Problem;
use crate::http::routes::{self, Route};
use crate::metrics::{HTTP_REQUESTS, HTTP_SECONDS, label};

/// Wraps a listener's routes; what they don't match is refused by the listener's table.
pub fn observed(table: &'static [Route], routes: BoxedFilter<(Response,)>, meter: Meter) -> BoxedFilter<(Response,)> {
    let refused = warp::method()
        .and(warp::path::full())
        .map(move |method: Method, path: FullPath| routes::refuse(table, &method, path.as_str()).into_response());
    let begin = move |method: Method, path: FullPath, headers: HeaderMap| {
        let route = routes::label(table, path.as_str());
        Span::current().record("http.route", route);
        Request { started: Instant::now(), method, route, id: request_id::of(&headers) }
    };
    let started = warp::method().and(warp::path::full()).and(warp::header::headers_cloned()).map(begin);
    let routes = routes.or(refused).unify();
    let finish = move |request: Request, response: Response| request.finish(response, &meter);
    started.and(routes).map(finish).boxed()
}

struct Request {
    started: Instant,
    method: Method,
    route: &'static str,
    id: String,
}

impl Request {
    fn finish(self, mut response: Response, meter: &Meter) -> Response {
        let problem = response.extensions_mut().remove::<Problem>();
        if let Some(problem) = &problem {
            note(problem, meter);
            response = self.document(problem, &response);
        }
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::from_str(&self.id) {
            headers.insert(request_id::HEADER, id);
        }
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        headers.entry(HeaderName::from_static("x-content-type-options")).or_insert(HeaderValue::from_static("nosniff"));
        self.measure(&response, meter, problem.is_some());
        response
    }

    fn document(&self, problem: &Problem, refusal: &Response) -> Response {
        let document = serde_json::to_vec(&problem.document(&self.id)).expect("a problem has text keys only");
        let mut response = document.into_response();
        *response.status_mut() = refusal.status();
        *response.headers_mut() = refusal.headers().clone();
        *response.extensions_mut() = refusal.extensions().clone();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }

    fn measure(&self, response: &Response, meter: &Meter, is_problem: bool) {
        let took = self.started.elapsed();
        let status = response.status().as_u16();
        let bytes = response.body().size_hint().exact().or_else(|| announced(response)).unwrap_or(0);
        let identity = response.extensions().get::<Identity>();
        let method = method_label(&self.method);
        counter!(
            HTTP_REQUESTS,
            label::ROUTE => self.route,
            label::METHOD => method,
            label::STATUS => status.to_string(),
        )
        .increment(1);
        histogram!(HTTP_SECONDS, label::ROUTE => self.route).record(took.as_secs_f64());
        let user = identity.map(|identity| identity.user);
        let tier = identity.map_or("none", |identity| identity.tier.as_str());
        meter.api_request(ApiRequest { route: self.route, status, duration: took, bytes, tier });
        tracing::info!(
            http.method = method,
            http.status = status,
            // which problem it was could be told by its length, and with it who asked for help
            http.bytes = (!is_problem).then_some(bytes),
            duration_ms = milliseconds(took),
            user.id = user.map(tracing::field::display),
            "answered"
        );
    }
}

/// A 5xx is logged once, here, with the cause that its document hides.
fn note(problem: &Problem, meter: &Meter) {
    if !problem.code.status().is_server_error() {
        return;
    }
    meter.api_error(problem.code.as_str());
    if let Some(cause) = &problem.cause {
        tracing::error!(problem.code = problem.code.as_str(), error.cause = %cause, "failed to answer");
    }
}

/// The length of a body that is sent piece by piece.
fn announced(response: &Response) -> Option<u64> {
    response.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// To the microsecond; an hour at most.
fn milliseconds(took: Duration) -> f64 {
    f64::from(u32::try_from(took.as_micros()).unwrap_or(u32::MAX)) / 1000.0
}

/// A method's name where it is one of the usual: a label must be bounded.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

//! `/metrics`: this process in numbers, for Prometheus; on the operators' listener alone.

use metrics_exporter_prometheus::PrometheusHandle;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{CONTENT_TYPE, HeaderValue};
use warp::reply::{Reply, Response};

use crate::http::filters::reading;

/// The routes of this file.
pub fn routes(handle: PrometheusHandle) -> BoxedFilter<(Response,)> {
    warp::path!("metrics").and(reading()).map(move || metrics(&handle)).boxed()
}

/// Every metric of this process, in Prometheus' text format.
#[utoipa::path(
    get, path = "/metrics", operation_id = "show_metrics", tag = "operators", security(()),
    responses((
        status = 200, description = "The metrics", body = String, content_type = "text/plain",
        example = "# TYPE tale_http_connections gauge\ntale_http_connections{listener=\"readers\"} 3\n",
    )),
)]
pub(super) fn metrics(handle: &PrometheusHandle) -> Response {
    let mut response = handle.render().into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"));
    response
}

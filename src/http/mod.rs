//! The gateway. Two listeners: readers' ([`Gateway::readers`]) and operators' ([`Gateway::operators`]).
//!
//! A route is filters, one plain async fn, one response converter; there is one file for each resource. Every answer
//! leaves through [`edge::access_log`], which names the request and writes problems down. No rule of the product lives
//! here.
//!
//! Reading order: this file (the routes together), [`routes`] (their table), [`state`] with [`readiness`], and
//! [`filters`] (what they are made of), [`edge`] (connections), [`call`] (what a request brings), [`answer`] (what it
//! gets), then the resources: [`v1`], [`pictures`], [`contract`], [`site`]. No two of these folders need each other.

pub mod answer;
pub mod call;
pub mod contract;
pub mod edge;
pub mod filters;
mod options;
pub mod pictures;
pub mod readiness;
pub mod routes;
pub mod site;
pub mod state;
pub mod v1;

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

pub use call::limits::{AddressLimits, RateLimits};
pub use edge::options::ListenerOptions;
pub use edge::server::{bind, run};
pub use options::Options;
pub use readiness::{Part, Readiness};
pub use state::Gateway;

use call::strangers;
use contract::{docs, health, jwks, metrics, openapi};
use edge::access_log;
use filters::first_of;
use v1::admin::{analytics, pools};
use v1::auth::{guest, logout, refresh};
use v1::me::{account, notifications};
use v1::stories::{collection, events, progress, story};

impl Gateway {
    /// All routes of the readers' listener.
    #[must_use]
    pub fn readers(self: Arc<Self>) -> BoxedFilter<(Response,)> {
        let api = first_of(vec![
            events::routes(&self),
            collection::routes(&self),
            story::routes(&self),
            progress::routes(&self),
            guest::routes(&self),
            refresh::routes(&self),
            logout::routes(&self),
            notifications::routes(&self),
            account::routes(&self),
        ]);
        let rest = first_of(vec![
            pictures::routes(&self),
            site::files::routes(),
            health::routes(&self),
            jwks::routes(&self),
            openapi::routes(openapi::readers),
            docs::routes(),
            site::lost::routes(),
        ]);
        let limited = strangers::limited(&self, api.or(rest).unify().boxed());
        access_log::observed(routes::READERS, limited, self.meter.clone())
    }

    /// All routes of the operators' listener; `handle` renders the metrics.
    #[must_use]
    pub fn operators(self: Arc<Self>, handle: PrometheusHandle) -> BoxedFilter<(Response,)> {
        let routes = first_of(vec![
            health::routes(&self),
            openapi::routes(openapi::operators),
            metrics::routes(handle),
            pools::routes(&self),
            analytics::routes(&self),
        ]);
        access_log::observed(routes::OPERATORS, routes, self.meter.clone())
    }
}

//! What each listener answers: the resources' routes put together, the readers' (public) and the operators' (private).

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

use super::contract::{docs, health, jwks, metrics, openapi};
use super::edge::{access_log, host, request_limit};
use super::filters::first_of;
use super::state::Gateway;
use super::v1::admin::{analytics, daily, pools, spend, stories};
use super::v1::auth::{guest, login, logout, password as forgotten_password, refresh, register, verify};
use super::v1::me::{account, logins, notifications, password, preferences, sessions};
use super::v1::stories::{collection, events, progress, story};
use super::{pictures, routes, site};

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
            register::routes(&self),
            login::routes(&self),
            verify::routes(&self),
            forgotten_password::routes(&self),
            notifications::routes(&self),
            account::routes(&self),
            password::routes(&self),
            sessions::routes(&self),
            logins::routes(&self),
            preferences::routes(&self),
        ]);
        let rest = first_of(vec![
            pictures::routes(&self),
            site::unsubscribe::routes(&self),
            site::files::routes(self.delivery.origin().as_deref()),
            health::routes(&self),
            jwks::routes(&self),
            openapi::routes(openapi::readers),
            docs::routes(),
            site::lost::routes(),
        ]);
        let limited = request_limit::limited(&self, api.or(rest).unify().boxed());
        access_log::observed(routes::READERS, limited, self.meter.clone())
    }

    /// All routes of the operators' listener; `handle` renders the metrics.
    #[must_use]
    pub fn operators(self: Arc<Self>, handle: PrometheusHandle) -> BoxedFilter<(Response,)> {
        let routes = first_of(vec![
            host::refused(),
            health::routes(&self),
            openapi::routes(openapi::operators),
            metrics::routes(handle),
            pools::routes(&self),
            analytics::routes(&self),
            daily::routes(&self),
            spend::routes(&self),
            stories::routes(&self),
        ]);
        access_log::observed(routes::OPERATORS, routes, self.meter.clone())
    }
}

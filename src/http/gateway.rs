//! The two listeners' routes, put together from the resources' files.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use warp::filters::BoxedFilter;
use warp::reply::Response;
use warp::{Filter, Rejection};

use super::health::Readiness;
use super::limits::Limits;
use super::{
    admin, auth, docs, events, health, jwks, log, me, notifications, openapi, page, pictures, routes, stories,
};
use crate::accounts::Accounts;
use crate::actors::measure::Meter;
use crate::actors::service::StoryService;
use crate::backends::objects::Objects;
use crate::backends::store::Store;
use crate::config::Config;
use crate::stream::signer::Signer;
use crate::stream::{Delivery, Streams};

/// Everything that routes work with.
pub struct Gateway {
    /// Stories, places, notices, counts.
    pub store: Store,
    /// The pictures' bytes.
    pub objects: Arc<dyn Objects>,
    /// The pipeline's front door.
    pub stories: StoryService,
    /// The readers' open streams.
    pub streams: Streams,
    /// Turns the log into what readers get.
    pub delivery: Delivery,
    /// Knows whether a picture's address is ours.
    pub signer: Signer,
    /// Who is who.
    pub accounts: Accounts,
    /// Where measurements go.
    pub meter: Meter,
    /// How often one may ask.
    pub limits: Limits,
    /// Keys the hashes of idempotency keys and bodies.
    pub idempotency_secret: [u8; 32],
    /// What must work for this node to be ready; the pipeline is asked besides.
    pub readiness: Arc<Readiness>,
    /// The settings.
    pub config: Arc<Config>,
}

impl Gateway {
    /// Whether cookies are for https alone.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.config.http.public_url.starts_with("https://")
    }

    /// The readers' listener.
    #[must_use]
    pub fn readers(self: Arc<Self>) -> BoxedFilter<(Response,)> {
        let api = first_of(vec![
            events::routes(&self),
            stories::routes(&self),
            auth::routes(&self),
            notifications::routes(&self),
            me::routes(&self),
        ]);
        let rest = first_of(vec![
            pictures::routes(&self),
            page::routes(),
            health::routes(&self),
            jwks::routes(&self),
            openapi::routes(),
            docs::routes(),
        ]);
        log::observed(routes::READERS, api.or(rest).unify().boxed(), self.meter.clone())
    }

    /// The operators' listener.
    #[must_use]
    pub fn operators(self: Arc<Self>, metrics: PrometheusHandle) -> BoxedFilter<(Response,)> {
        let routes = first_of(vec![health::routes(&self), admin::routes(&self, metrics)]);
        log::observed(routes::OPERATORS, routes, self.meter.clone())
    }
}

/// `GET`, and `HEAD` where there is `GET`.
pub(super) fn reading() -> impl Filter<Extract = (), Error = Rejection> + Copy {
    warp::get().or(warp::head()).unify()
}

/// The first that takes a request serves it.
pub(super) fn first_of(routes: Vec<BoxedFilter<(Response,)>>) -> BoxedFilter<(Response,)> {
    let nothing = warp::any().and_then(|| async { Err::<Response, _>(warp::reject::not_found()) }).boxed();
    routes.into_iter().rev().fold(nothing, |rest, route| route.or(rest).unify().boxed())
}

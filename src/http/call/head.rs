//! The head of a request: everything but its body.

use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;
use std::sync::Arc;

use warp::http::{HeaderMap, Method};
use warp::{Filter, Rejection};

use super::address::{self, Peer};
use super::query::{self, Query};
use crate::http::answer::problem::Problem;
use crate::http::state::Gateway;

/// What every route may want to know of its request. Cheap enough to clone once a call.
#[derive(Clone)]
pub struct Call {
    /// Everything that routes work with.
    pub gateway: Arc<Gateway>,
    /// `HEAD` is told apart from `GET`, though the same routes serve both.
    pub method: Method,
    /// All of them, as they came.
    pub headers: HeaderMap,
    /// What stands after the question mark.
    pub query: Query,
    /// The other end of the connection, which may be a proxy.
    pub peer: IpAddr,
}

impl Call {
    /// The client's address, as trusted proxies tell it.
    pub fn address(&self) -> IpAddr {
        address::client(self.peer, &self.headers, &self.gateway.options.trusted_proxies)
    }
}

/// Takes the head of a request.
pub fn call(gateway: &Arc<Gateway>) -> impl Filter<Extract = (Call,), Error = Rejection> + Clone + use<> {
    let gateway = Arc::clone(gateway);
    warp::method().and(warp::header::headers_cloned()).and(query::query()).and(warp::ext::optional::<Peer>()).map(
        move |method, headers, query, peer: Option<Peer>| {
            let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
            Call { gateway: Arc::clone(&gateway), method, headers, query, peer }
        },
    )
}

/// An id in an address: what is no UUID names nothing.
pub fn id<Id: FromStr>(segment: &str) -> Result<Id, Problem> {
    segment.parse().map_err(|_| Problem::not_found())
}

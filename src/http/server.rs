//! The accept loop. warp routes; the connections are ours, because what protects them (time limits for heads and
//! stuck writes, limits on connections, a shutdown that ends) is not warp's.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use anyhow::Context;
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use ipnet::IpNet;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use warp::filters::BoxedFilter;
use warp::http::Request;
use warp::reply::Response;

use super::address::Peer;
use super::connections::{Connections, Place};
use super::stuck::Impatient;
use crate::config::Config;

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// What the kernel keeps for one connection that does not read; its own default grows to megabytes.
const SEND_BUFFER: usize = 256 * 1024;
/// Connections that may wait to be accepted, if the kernel's own limit allows it. A thousand clients that come at once
/// must not fill it: what does not fit is tried again by the client's kernel, a second later.
const BACKLOG: u32 = 4096;
/// The pause after a failed accept (no file descriptors left: some must close first).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How a listener treats its connections.
#[derive(Clone, Debug)]
pub struct Options {
    /// Its name in metrics.
    pub listener: &'static str,
    /// All connections; 0 means no limit.
    pub connections: usize,
    /// Connections of one address; 0 means no limit.
    pub connections_per_address: usize,
    /// Proxies, which are not counted by address.
    pub trusted_proxies: Vec<IpNet>,
    /// How long a head may take, and how long a connection may be silent between requests.
    pub header_timeout: Duration,
    /// How long a write may be stuck.
    pub write_timeout: Duration,
}

impl Options {
    /// The readers' listener.
    #[must_use]
    pub fn readers(config: &Config) -> Self {
        Self {
            listener: "readers",
            connections: config.limits.connections,
            connections_per_address: config.limits.connections_per_address as usize,
            trusted_proxies: config.http.trusted_proxies.clone(),
            header_timeout: config.http.header_timeout,
            write_timeout: config.http.write_timeout,
        }
    }

    /// The operators' listener, which is private and counts nobody.
    #[must_use]
    pub fn operators(config: &Config) -> Self {
        Self { listener: "operators", connections_per_address: 0, ..Self::readers(config) }
    }
}

/// Listens on an address.
pub fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listen = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    listen().with_context(|| format!("failed to listen on {address}"))
}

/// Serves until `stop`; then no connection is taken, each ends with the request it is busy with, and those that are
/// left `hard_stop_after` later are cut.
pub async fn run(
    listener: TcpListener,
    filter: BoxedFilter<(Response,)>,
    options: Options,
    stop: CancellationToken,
    hard_stop_after: Duration,
) {
    let proxies = options.trusted_proxies.clone();
    let connections = Connections::new(options.listener, options.connections, options.connections_per_address, proxies);
    let mut serving = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = serving.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let peer = peer.ip().to_canonical();
                    if let Some(place) = connections.admit(peer) {
                        serving.spawn(serve(stream, peer, place, filter.clone(), options.clone(), stop.clone()));
                    }
                }
                Err(error) => {
                    tracing::warn!(error.cause = %error, http.listener = options.listener, "failed to accept a connection");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    let drained = async { while serving.join_next().await.is_some() {} };
    if tokio::time::timeout(hard_stop_after, drained).await.is_err() {
        tracing::warn!(http.listener = options.listener, http.connections = serving.len(), "cutting connections");
        serving.shutdown().await;
    }
}

async fn serve(
    stream: TcpStream,
    peer: IpAddr,
    place: Place,
    filter: BoxedFilter<(Response,)>,
    options: Options,
    stop: CancellationToken,
) {
    let _held_until_the_end = place;
    // Both only tune; a socket that refuses them fails on its own soon enough.
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER);
    let io = TokioIo::new(Impatient::new(stream, options.write_timeout));
    let service = FromPeer { peer, inner: TowerToHyperService::new(warp::service(filter)) };
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(options.header_timeout)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(io, service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(error.cause = %error, "a connection broke");
    }
}

/// Notes in every request who is at the other end.
struct FromPeer<Inner> {
    peer: IpAddr,
    inner: Inner,
}

impl<Inner> Service<Request<Incoming>> for FromPeer<Inner>
where
    Inner: Service<Request<Incoming>, Response = Response, Error = Infallible>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Inner::Future;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(Peer(self.peer));
        self.inner.call(request)
    }
}

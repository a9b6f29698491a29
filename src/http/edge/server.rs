//! The accept loop. warp routes; the connections are ours, because what protects them (time limits for heads and
//! stuck writes, limits on connections, a shutdown that ends) is not warp's.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use anyhow::Context;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use ipnet::IpNet;
use rustix::io::Errno;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use warp::filters::BoxedFilter;
use warp::http::{Method, Request, StatusCode, Uri};
use warp::reply::{Reply, Response};

use super::address::Peer;
use super::connections::{ConnectionPermit, Connections};
use crate::http;
use crate::http::edge::stalled_write::WriteTimeout;

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// What the kernel keeps for one connection that does not read; its own default grows to megabytes.
const SEND_BUFFER: usize = 256 * 1024;
/// Connections that may wait to be accepted, if the kernel's own limit allows it. A thousand clients that come at once
/// must not fill it: what does not fit is tried again by the client's kernel, a second later.
const BACKLOG: u32 = 4096;
/// The pause after an accept for which there was no room: something must close first.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How a listener treats its connections.
#[derive(Clone, Debug)]
pub struct ListenerOptions {
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
    /// How long a write may be stuck, or stay unacknowledged.
    pub write_timeout: Duration,
}

impl ListenerOptions {
    /// The readers' listener, with limits on its connections, all and of one address.
    #[must_use]
    pub fn readers(options: &http::Options, connections: usize, connections_per_address: usize) -> Self {
        Self {
            listener: "readers",
            connections,
            connections_per_address,
            trusted_proxies: options.trusted_proxies.clone(),
            header_timeout: options.header_timeout,
            write_timeout: options.write_timeout,
        }
    }

    /// The operators' listener, which is private and counts nobody.
    #[must_use]
    pub fn operators(options: &http::Options, connections: usize) -> Self {
        Self { listener: "operators", ..Self::readers(options, connections, 0) }
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
    options: ListenerOptions,
    stop: CancellationToken,
    hard_stop_after: Duration,
) {
    let proxies = options.trusted_proxies.clone();
    let connections = Connections::new(options.listener, options.connections, options.connections_per_address, proxies);
    let (mut serving, changes) = (JoinSet::new(), TaskTracker::new());
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = serving.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let peer = peer.ip().to_canonical();
                    if let Some(permit) = connections.admit(peer) {
                        let service = FromPeer { peer, filter: filter.clone(), changes: changes.clone() };
                        let connection = connect(stream, service, &options);
                        serving.spawn(serve(connection, permit, stop.clone()));
                    }
                }
                Err(error) => {
                    tracing::warn!(error.cause = %error, http.listener = options.listener, "failed to accept a connection");
                    if lacks_room(&error) {
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                }
            },
        }
    }
    drop(listener);
    changes.close();
    let drained = async {
        while serving.join_next().await.is_some() {}
        changes.wait().await;
    };
    if tokio::time::timeout(hard_stop_after, drained).await.is_err() {
        tracing::warn!(http.listener = options.listener, http.connections = serving.len(), "cutting connections");
        serving.shutdown().await;
    }
}

/// Whether the process or the system has no room for one more connection; anything else is the connection's own trouble.
fn lacks_room(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE | Errno::NOBUFS | Errno::NOMEM))
}

/// Holds a connection and its permit until it ends. There may be thousands that are silent, so nothing else is kept.
#[expect(clippy::manual_async_fn, reason = "the body of an `async fn` moves its arguments, and would keep them twice")]
fn serve(
    mut connection: Connection,
    permit: ConnectionPermit,
    stop: CancellationToken,
) -> impl Future<Output = ()> + Send {
    async move {
        let ended = tokio::select! {
            ended = &mut connection => ended,
            () = stop.cancelled() => {
                Pin::new(&mut connection).graceful_shutdown();
                (&mut connection).await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(error.cause = %error, "a connection broke");
        }
        drop(permit);
    }
}

type Connection = http1::Connection<TokioIo<WriteTimeout<TcpStream>>, FromPeer>;

fn connect(stream: TcpStream, service: FromPeer, options: &ListenerOptions) -> Connection {
    // All of these only tune; a socket that refuses them fails on its own soon enough.
    let socket = SockRef::from(&stream);
    let _ = socket.set_tcp_nodelay(true);
    let _ = socket.set_send_buffer_size(SEND_BUFFER);
    // A peer that vanished without a word never fills that buffer with heartbeats: the kernel must give it up.
    let _ = socket.set_tcp_user_timeout(Some(options.write_timeout));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(options.header_timeout)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(WriteTimeout::new(stream, options.write_timeout)), service)
}

/// Notes in every request who is at the other end.
struct FromPeer {
    peer: IpAddr,
    filter: BoxedFilter<(Response,)>,
    /// Calls that change something, each a task of its own: hyper drops a future whose client has gone, and what was
    /// begun must be carried through (a session that has ended must end its streams, too).
    changes: TaskTracker,
}

impl Service<Request<Incoming>> for FromPeer {
    type Response = Response;
    type Error = Infallible;
    /// Boxed: hyper keeps room for a future as long as the connection lives, and a stream's request is over at once.
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(Peer(self.peer));
        // `CONNECT` names a host and no path, which no filter reckons with: it is refused as any other wrong method
        if request.uri().path_and_query().is_none() {
            *request.uri_mut() = Uri::from_static("/");
        }
        let only_reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let answer = TowerToHyperService::new(warp::service(self.filter.clone())).call(request);
        if only_reads {
            return answer.boxed();
        }
        let broke_off = |_| Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response());
        self.changes.spawn(answer).map(move |answer| answer.unwrap_or_else(broke_off)).boxed()
    }
}

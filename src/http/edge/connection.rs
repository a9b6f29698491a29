//! One connection: what protects it, the requests that it brings, and its end.

use std::convert::Infallible;
use std::net::IpAddr;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use socket2::SockRef;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, Span, error_span};
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, Method, Request, StatusCode, Uri};
use warp::reply::{Reply, Response};

use super::connections::ConnectionPermit;
use super::options::ListenerOptions;
use super::request_id;
use super::stalled_write::WriteTimeout;
use crate::http::call::address::Peer;

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// What the kernel keeps for one connection that does not read; its own default grows to megabytes.
const SEND_BUFFER: usize = 256 * 1024;
pub(super) type Connection = http1::Connection<TokioIo<WriteTimeout<TcpStream>>, FromPeer>;

pub(super) fn connect(stream: TcpStream, service: FromPeer, options: &ListenerOptions) -> Connection {
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

/// Holds a connection and its permit until it ends. There may be thousands that are silent, so nothing else is kept.
#[expect(clippy::manual_async_fn, reason = "the body of an `async fn` moves its arguments, and would keep them twice")]
pub(super) fn serve(
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

/// Notes in every request who is at the other end.
pub(super) struct FromPeer {
    pub(super) peer: IpAddr,
    pub(super) filter: BoxedFilter<(Response,)>,
    /// Calls that change something, each a task of its own: hyper drops a future whose client has gone, and what was
    /// begun must be carried through (a session that has ended must end its streams, too).
    pub(super) changes: TaskTracker,
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
        let span = span(request.headers_mut());
        let answer = TowerToHyperService::new(warp::service(self.filter.clone())).call(request).instrument(span);
        if only_reads {
            return answer.boxed();
        }
        let broke_off = |_| Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response());
        self.changes.spawn(answer).map(move |answer| answer.unwrap_or_else(broke_off)).boxed()
    }
}

/// Where every line that a request logs belongs; the access log adds the route. A span of the highest level, so that no
/// filter which lets a line through takes its place away.
fn span(headers: &mut HeaderMap) -> Span {
    let id = request_id::settle(headers);
    error_span!("request", request.id = %id, http.route = tracing::field::Empty)
}

//! One connection: what protects it, the requests that it brings, the stream that may take it over, and its end.

use std::convert::Infallible;
use std::future::{pending, poll_fn};
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hyper::body::{Body, Incoming};
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
use super::handover::{Handover, Leaving};
use super::host::{self, UnclearHost};
use super::options::ListenerOptions;
use super::request_id;
use super::stalled_write::WriteTimeout;
use crate::http::answer::event_stream;
use crate::http::call::address::Peer;
use crate::stream::Outlet;

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// What the kernel keeps for one connection that does not read; its own default grows to megabytes.
const SEND_BUFFER: usize = 256 * 1024;
type Http1 = http1::Connection<TokioIo<WriteTimeout<TcpStream>>, FromPeer>;

/// One connection, from its first byte on.
pub(super) struct Connection {
    /// Boxed: a stream needs a small part of the room that requests do.
    http: Box<Http1>,
    handover: Arc<Handover>,
    write_timeout: Duration,
    permit: ConnectionPermit,
}

/// What the requests of all connections of a listener go to.
#[derive(Clone)]
pub(super) struct Routes {
    pub(super) filter: BoxedFilter<(Response,)>,
    /// Calls that change something, each a task of its own: hyper drops a future whose connection has gone, and what
    /// was begun must be carried through (a session that has ended must end its streams, too).
    pub(super) changes: TaskTracker,
}

impl Connection {
    pub(super) fn new(
        stream: TcpStream,
        peer: IpAddr,
        routes: Routes,
        permit: ConnectionPermit,
        options: &ListenerOptions,
    ) -> Self {
        let write_timeout = options.write_timeout;
        // All of these only tune; a socket that refuses them fails on its own soon enough.
        let socket = SockRef::from(&stream);
        let _ = socket.set_tcp_nodelay(true);
        let _ = socket.set_send_buffer_size(SEND_BUFFER);
        // A peer that vanished without a word never fills that buffer with heartbeats: the kernel must give it up.
        let _ = socket.set_tcp_user_timeout(Some(write_timeout));
        let io = WriteTimeout::new(stream, write_timeout);
        let handover = Handover::new(io.is_flushed());
        let service = FromPeer { peer, routes, handover: Arc::clone(&handover) };
        let http = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(options.header_timeout)
            .max_buf_size(LARGEST_HEAD)
            // who has said everything may still wait for the answer
            .half_close(true)
            .serve_connection(TokioIo::new(io), service);
        Self { http: Box::new(http), handover, write_timeout, permit }
    }

    /// Serves its requests, and the stream that one of them may open, until it ends.
    pub(super) async fn serve(self, stop: CancellationToken) {
        let Self { http, handover, write_timeout, permit } = self;
        if let Some((socket, leaving)) = requests(http, handover, stop).await {
            let Leaving { head, framing, stream } = leaving;
            stream.deliver(Outlet { socket, head, framing, write_timeout }).await;
        }
        drop(permit);
    }
}

/// Serves requests: until there are no more, or an event stream takes the socket over.
async fn requests(
    mut http: Box<Http1>,
    handover: Arc<Handover>,
    stop: CancellationToken,
) -> Option<(TcpStream, Leaving)> {
    let mut stopping = pin!(stop.cancelled_owned().fuse());
    let mut is_stopping = false;
    let leaving = loop {
        let served = poll_fn(|context| match http.poll_unpin(context) {
            Poll::Ready(ended) => Poll::Ready(Served::Ended(ended)),
            Poll::Pending => handover.take().map_or(Poll::Pending, |leaving| Poll::Ready(Served::Leaves(leaving))),
        });
        tokio::select! {
            served = served => match served {
                Served::Leaves(leaving) => break leaving,
                Served::Ended(ended) => {
                    if let Err(error) = ended {
                        tracing::debug!(error.cause = %error, "a connection broke");
                    }
                    return None;
                }
            },
            () = &mut stopping, if !is_stopping => {
                is_stopping = true;
                Pin::new(&mut *http).graceful_shutdown();
            }
        }
    };
    // with what the client sent beyond its request, which is not answered
    let socket = http.into_parts().io.into_inner().into_inner();
    Some((socket, leaving))
}

enum Served {
    Ended(hyper::Result<()>),
    Leaves(Leaving),
}

/// Notes in every request who is at the other end.
struct FromPeer {
    peer: IpAddr,
    routes: Routes,
    handover: Arc<Handover>,
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
        if host::is_unclear(request.version(), request.headers()) {
            request.extensions_mut().insert(UnclearHost);
        }
        let only_reads = matches!(*request.method(), Method::GET | Method::HEAD);
        // what is not read of a request would stand between its answer and the end of the connection
        let may_leave = only_reads && request.body().is_end_stream();
        let version = request.version();
        let span = span(request.headers_mut());
        let answer = TowerToHyperService::new(warp::service(self.routes.filter.clone())).call(request).instrument(span);
        if !only_reads {
            let broke_off = |_| Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response());
            return self.routes.changes.spawn(answer).map(move |answer| answer.unwrap_or_else(broke_off)).boxed();
        }
        let handover = Arc::clone(&self.handover);
        let read = async move {
            let mut response = answer.await?;
            match event_stream::detach(&mut response) {
                None => Ok(response),
                Some(stream) if !may_leave => Ok(event_stream::with_frames(response, stream)),
                Some(stream) => {
                    handover.leave(version, &response.into_parts().0, stream);
                    pending().await
                }
            }
        };
        read.boxed()
    }
}

/// Where every line that a request logs belongs; the access log adds the route. A span of the highest level, so that no
/// filter which lets a line through takes its place away.
fn span(headers: &mut HeaderMap) -> Span {
    let id = request_id::settle(headers);
    error_span!("request", request.id = %id, http.route = tracing::field::Empty)
}

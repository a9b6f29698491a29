//! The accept loop. warp routes; the connections ([`super::connection`]) are ours, because what protects them (time
//! limits for heads and stuck writes, limits on connections, a shutdown that ends) is not warp's.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use rustix::io::Errno;
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use warp::filters::BoxedFilter;
use warp::reply::Response;

use super::connection::{Connection, Routes};
use super::connections::Connections;
use super::options::ListenerOptions;

/// Connections that may wait to be accepted, if the kernel's own limit allows it. A thousand clients that come at once
/// must not fill it: what does not fit is tried again by the client's kernel, a second later.
const BACKLOG: u32 = 4096;
/// The pause after an accept for which there was no room: something must close first.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Listens on an address, whose port may be 0: then the system chooses one.
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
    let mut serving = JoinSet::new();
    let routes = Routes { filter, changes: TaskTracker::new() };
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = serving.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let peer = peer.ip().to_canonical();
                    if let Some(permit) = connections.admit(peer) {
                        let connection = Connection::new(stream, peer, routes.clone(), permit, &options);
                        serving.spawn(connection.serve(stop.clone()));
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
    routes.changes.close();
    let drained = async {
        while serving.join_next().await.is_some() {}
        routes.changes.wait().await;
    };
    if tokio::time::timeout(hard_stop_after, drained).await.is_err() {
        tracing::warn!(http.listener = options.listener, http.connections = serving.len(), "cutting connections");
        serving.shutdown().await;
    }
}

/// Whether the process or the system has no room for one more connection; anything else is the connection's own
/// trouble.
fn lacks_room(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE | Errno::NOBUFS | Errno::NOMEM))
}

//! The limits on readers at their full size, against the real binary in a process of its own.

use std::net::SocketAddr;

use futures_util::future::join_all;
use reqwest::{Method, Response, StatusCode};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpSocket, TcpStream};

use super::checks::{SILENT, connect, eventually, is_served, started, throttled, wish};
use crate::kit::{Process, Reader};

/// Raises this process's own limit on open files, which both ends of a crowd need.
fn make_room() {
    let allowed = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: allowed.maximum, ..allowed }).unwrap();
}

/// KiB that a process has in memory.
fn memory(process: &Process) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse().unwrap()
}

/// A metric's value by the beginning of its line.
async fn metric(process: &Process, name: &str) -> Option<u64> {
    let text = reqwest::get(format!("{}/metrics", process.operators)).await.unwrap().text().await.unwrap();
    text.lines().find(|line| line.starts_with(name))?.rsplit(' ').next()?.parse().ok()
}

/// So many connections at once from 127.0.0.1; those that are served.
async fn arrive(base: &str, count: usize) -> Vec<TcpStream> {
    let one = async || {
        let mut stream = connect(base).await;
        is_served(&mut stream).await.then_some(stream)
    };
    join_all((0..count).map(|_| one())).await.into_iter().flatten().collect()
}

/// Whether somebody at 127.0.0.2 is served.
async fn is_served_elsewhere(base: &str) -> bool {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let address: SocketAddr = base.strip_prefix("http://").unwrap().parse().unwrap();
    is_served(&mut socket.connect(address).await.unwrap()).await
}

#[tokio::test]
async fn one_address_gets_its_share_of_connections() {
    make_room();
    let folder = tempfile::tempdir().unwrap();
    // those who are served stay, silent, for as long as the test runs
    let process = Process::serve(folder.path(), &[("HTTP__HEADER_TIMEOUT", "10m")]).await;
    let mut served = arrive(&process.readers, 250).await;
    served.extend(arrive(&process.readers, 250).await);
    assert_eq!(served.len(), 256);
    let before = memory(&process);
    for _ in 0..38 {
        assert_eq!(arrive(&process.readers, 250).await.len(), 0);
        assert!(is_served_elsewhere(&process.readers).await);
    }
    let grown = memory(&process).saturating_sub(before);
    assert!(grown < 4 * 1024, "{grown} KiB for connections that were refused");
    let refused = metric(&process, "tale_http_connections_refused_total{reason=\"connections_per_address\"}").await;
    assert_eq!(refused, Some(10_000 - 256));
    for stream in &mut served {
        assert!(is_served(stream).await, "those who are in stay in");
    }
    drop(served);
    eventually(async || is_served(&mut connect(&process.readers).await).await.then_some(())).await;
    let reader = Reader::guest(&process.readers).await;
    let id = reader.wish(&wish()).await;
    assert_eq!(reader.whole(&id).await.last().unwrap().kind, "story.completed");
    assert!(process.terminate().await.success());
}

#[tokio::test]
async fn sixteen_of_a_guests_thousand_streams_open() {
    make_room();
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve(folder.path(), &[SILENT, ("LIMITS__CONNECTIONS_PER_ADDRESS", "0")]).await;
    let reader = Reader::guest(&process.readers).await;
    let id = reader.wish(&wish()).await;
    started(&reader, &id).await;
    let stream = async || {
        let request = reader.request(Method::GET, &format!("/v1/stories/{id}/events"));
        request.header("accept", "text/event-stream").send().await.unwrap()
    };
    // the stream by which the start was seen is on its way out
    eventually(async || (metric(&process, "tale_streams ").await == Some(0)).then_some(())).await;
    let (mut open, mut refused): (Vec<Response>, usize) = (Vec::new(), 0);
    for _ in 0..10 {
        for answer in join_all((0..100).map(|_| stream())).await {
            if answer.status() == StatusCode::OK {
                open.push(answer);
            } else {
                throttled(answer, "too_many_streams", "streams", 16).await;
                refused += 1;
            }
        }
    }
    assert_eq!((open.len(), refused), (16, 984));
    assert_eq!(metric(&process, "tale_streams ").await, Some(16));
    drop(open);
    eventually(async || (stream().await.status() == StatusCode::OK).then_some(())).await;
    assert!(process.terminate().await.success());
}

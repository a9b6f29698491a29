//! Signing out while something else is on its way: whoever has left sees nothing more, whatever came in between.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use reqwest::Method;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::checks::{SILENT, connect, refused, says_when_to_come_back, started, wish};
use crate::kit::tamper::{Tamper, tampered};
use crate::kit::{PATIENCE, Reader, Server};

/// Holds calls of one kind, once they had their effect, until the test lets them go.
struct Held {
    call: &'static str,
    is_on: AtomicBool,
    reached: Semaphore,
    released: Semaphore,
}

#[async_trait]
impl Tamper for Held {
    async fn told(&self, call: &'static str) {
        if call == self.call && self.is_on.load(Ordering::SeqCst) {
            self.reached.add_permits(1);
            self.released.acquire().await.unwrap().forget();
        }
    }
}

impl Held {
    /// Waits until a call is held.
    async fn reached(&self) {
        timeout(PATIENCE, self.reached.acquire()).await.expect("the call is made").unwrap().forget();
    }

    fn release(&self) {
        self.is_on.store(false, Ordering::SeqCst);
        self.released.add_permits(1);
    }
}

/// A reader of a story that is being told, on a server whose calls are held from now on.
async fn reading(call: &'static str) -> (TempDir, Server, Arc<Held>, Reader, String) {
    let (reached, released) = (Semaphore::new(0), Semaphore::new(0));
    let held = Arc::new(Held { call, is_on: AtomicBool::new(false), reached, released });
    let (folder, tamper) = (tempfile::tempdir().unwrap(), Arc::clone(&held) as Arc<dyn Tamper>);
    let server = Server::start_on(folder.path(), &[SILENT], move |parts| tampered(parts, &tamper)).await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    started(&reader, &id).await;
    held.is_on.store(true, Ordering::SeqCst);
    (folder, server, held, reader, format!("/v1/stories/{id}/events"))
}

#[tokio::test]
async fn no_stream_opens_after_signing_out() {
    let (_folder, _server, held, reader, path) = reading("head").await;
    let asked = reader.request(Method::GET, &path).header("accept", "text/event-stream").send();
    let leaving = async {
        // the caller is known, the stream is not yet there
        held.reached().await;
        assert_eq!(reader.request(Method::POST, "/v1/auth/logout").send().await.unwrap().status(), 204);
        held.release();
    };
    let (answer, ()) = tokio::join!(asked, leaving);
    refused(answer.unwrap(), 401, "invalid_token").await;
}

#[tokio::test]
async fn signing_out_needs_no_client_that_waits() {
    let (_folder, server, held, reader, path) = reading("revoke").await;
    let stream = reader.request(Method::GET, &path).header("accept", "text/event-stream").send().await.unwrap();
    let logout =
        format!("POST /v1/auth/logout HTTP/1.1\r\nhost: here\r\nauthorization: Bearer {}\r\n\r\n", reader.token);
    let mut client = connect(&server.readers).await;
    client.write_all(logout.as_bytes()).await.unwrap();
    held.reached().await;
    drop(client);
    held.release();
    let text = timeout(PATIENCE, stream.text()).await.expect("the stream ends").unwrap();
    assert!(says_when_to_come_back(&text), "{text}");
}

//! Between page and service stands somebody who loses an answer.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use super::{IS_COMPLETED, wish};
use crate::kit::{Browser, Process};

const RENEWAL: &[u8] = b"POST /v1/auth/refresh";

/// Hands everything on but the answer to one renewal, once it is told to lose one; where it listens.
async fn forgetful_proxy(service: &str, loses: Arc<AtomicBool>) -> String {
    let service = service.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(hand_on(client, service.clone(), Arc::clone(&loses)));
        }
    });
    address
}

async fn hand_on(client: TcpStream, service: String, loses: Arc<AtomicBool>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_service, mut to_service) = TcpStream::connect(service).await.unwrap().into_split();
    let lost = CancellationToken::new();
    let is_lost = lost.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = copy(&mut from_service, &mut to_client) => {}
            // the service answers, and nobody hears of it or of an end
            () = is_lost.cancelled() => pending().await,
        }
    });
    let mut chunk = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from_client.read(&mut chunk).await {
        if chunk[..read].starts_with(RENEWAL) && loses.swap(false, Ordering::SeqCst) {
            lost.cancel();
        }
        if to_service.write_all(&chunk[..read]).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_lost_renewal_costs_no_library() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[("AUTH__ACCESS_TTL", "4s")]).await;
    let loses = Arc::new(AtomicBool::new(false));
    let page = forgetful_proxy(&server.readers, Arc::clone(&loses)).await;
    browser.goto(format!("{page}/")).await.unwrap();
    wish(&browser, "a fox who is afraid of the dark").await;
    browser.until(IS_COMPLETED).await;
    browser.until("JSON.parse(localStorage['ai-tale.session']).until < Date.now() - 200").await;
    loses.store(true, Ordering::SeqCst);
    browser.goto(format!("{page}/")).await.unwrap();
    browser.until("document.querySelectorAll('.spine').length === 1").await;
    assert!(!loses.load(Ordering::SeqCst), "an answer was lost");
    browser.close().await;
}

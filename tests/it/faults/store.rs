//! A store or objects that can't write for a while: writes wait and go on, nothing is lost or doubled.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::sqlite::SqliteStore;
use async_trait::async_trait;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::kit::tamper::{Tamper, tampered};
use crate::kit::{Reader, Server};
use crate::kit::{TINY, assert_complete, quiet_pages, until};

/// Fails every call of these kinds while it is down, and every third one after its effect while it is shaky.
#[derive(Default)]
struct Outage {
    kinds: &'static [&'static str],
    is_down: AtomicBool,
    is_shaky: AtomicBool,
    failed: AtomicUsize,
    calls: AtomicUsize,
}

#[async_trait]
impl Tamper for Outage {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        if self.kinds.contains(&call) && self.is_down.load(Ordering::SeqCst) {
            self.failed.fetch_add(1, Ordering::SeqCst);
            return Err("told to be down");
        }
        Ok(())
    }

    async fn after(&self, call: &'static str) -> Result<(), &'static str> {
        let is_due = self.kinds.contains(&call) && self.is_shaky.load(Ordering::SeqCst);
        if is_due && self.calls.fetch_add(1, Ordering::SeqCst).is_multiple_of(3) {
            return Err("the answer was lost");
        }
        Ok(())
    }
}

async fn server(folder: &Path, outage: &Arc<Outage>) -> Server {
    let tamper: Arc<dyn Tamper> = outage.clone();
    Server::start_on(folder, &TINY, move |parts| tampered(parts, &tamper)).await
}

#[tokio::test]
async fn stories_wait_until_stores_write_again() {
    for kinds in [&["append", "save_work", "claim"] as &[_], &["put"]] {
        let folder = tempfile::tempdir().unwrap();
        let outage = Arc::new(Outage { kinds, ..Outage::default() });
        outage.is_down.store(true, Ordering::SeqCst);
        let server = server(folder.path(), &outage).await;
        let reader = server.guest().await;
        let id = reader.wish_for_scenes(2).await;
        until("writes were tried again", async || outage.failed.load(Ordering::SeqCst) >= 3).await;
        outage.is_down.store(false, Ordering::SeqCst);
        let events = reader.whole(&id).await;
        assert_complete(&events, 2);
        assert!(quiet_pages(&events).is_empty());
        server.stop().await;
    }
}

#[tokio::test]
async fn answers_that_are_lost_double_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let outage = Arc::new(Outage { kinds: &["append", "save_work", "claim", "put"], ..Outage::default() });
    outage.is_shaky.store(true, Ordering::SeqCst);
    let server = server(folder.path(), &outage).await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(3).await;
    assert_complete(&reader.whole(&id).await, 3);
    server.stop().await;
}

#[tokio::test]
async fn a_full_disk_loses_no_accepted_wish() {
    let folder = tempfile::tempdir().unwrap();
    let full = Options { max_pages: Some(120), ..Options::default() };
    let settings: Vec<_> = TINY.into_iter().chain([("HTTP__SHUTDOWN_GRACE", "1s")]).collect();
    let small = Server::start_on(folder.path(), &settings, |mut parts| {
        parts.store = SqliteStore::open(parts.data_dir.path(), full).unwrap().unsealed_by(&parts.keys);
        parts
    })
    .await;
    let reader = small.guest().await;
    let wish = json!({ "theme": "a duck who counts stars ".repeat(20), "scenes": 4 });
    let mut accepted = Vec::new();
    until("the disk is full", async || {
        let answer = reader.post("/v1/stories", &wish).await;
        match answer.status() {
            StatusCode::ACCEPTED => {
                let body: Value = answer.json().await.unwrap();
                accepted.push(body["id"].as_str().unwrap().to_owned());
                false
            }
            status => {
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
                true
            }
        }
    })
    .await;
    assert!(!accepted.is_empty());
    small.stop().await;
    let roomy = Server::start_on(folder.path(), &TINY, |parts| parts).await;
    let reader = Reader { base: roomy.readers.clone(), ..reader };
    for id in &accepted {
        assert_complete(&reader.whole(id).await, 4);
    }
    roomy.stop().await;
}

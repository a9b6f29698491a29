//! How an event stream leaves hyper: the connection's service hands it over here and answers no more; the connection's
//! task takes the socket, once everything that was answered before is written.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use headers::{Date, Header};
use warp::http::response::Parts;
use warp::http::{HeaderValue, Version};

use crate::domain::Timestamp;
use crate::stream::{Framing, OpenStream};

/// What a connection's service and its task share.
#[derive(Default)]
pub(super) struct Handover {
    leaving: Mutex<Option<Leaving>>,
    /// Whether everything that hyper wrote is flushed, as its socket sees it.
    is_flushed: Arc<AtomicBool>,
}

/// A stream that leaves.
pub(super) struct Leaving {
    pub(super) head: Bytes,
    pub(super) framing: Framing,
    pub(super) stream: OpenStream,
}

impl Handover {
    /// For a socket that says in `is_flushed` whether all is written.
    pub(super) fn new(is_flushed: Arc<AtomicBool>) -> Arc<Self> {
        Arc::new(Self { leaving: Mutex::default(), is_flushed })
    }

    /// The service's last word: it must not answer after it.
    pub(super) fn leave(&self, version: Version, answer: &Parts, stream: OpenStream) {
        let framing = if version == Version::HTTP_10 { Framing::UntilClose } else { Framing::Chunked };
        let leaving = Leaving { head: head(framing, answer), framing, stream };
        *self.leaving.lock().unwrap_or_else(PoisonError::into_inner) = Some(leaving);
    }

    /// The stream that takes the socket over now. To be asked when hyper has done what it can.
    pub(super) fn take(&self) -> Option<Leaving> {
        if !self.is_flushed.load(Ordering::Relaxed) {
            return None;
        }
        self.leaving.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The head as hyper would write it.
fn head(framing: Framing, answer: &Parts) -> Bytes {
    let (version, encoding) = match framing {
        Framing::Chunked => ("1.1", "transfer-encoding: chunked\r\n"),
        Framing::UntilClose => ("1.0", ""),
    };
    let mut head = format!("HTTP/{version} {}\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(encoding.as_bytes());
    head.extend_from_slice(b"connection: close\r\ndate: ");
    let mut now = Vec::with_capacity(1);
    let since_1970 = Duration::from_millis(Timestamp::now().as_millis().unsigned_abs());
    Date::from(UNIX_EPOCH + since_1970).encode(&mut now);
    head.extend(now.iter().flat_map(HeaderValue::as_bytes));
    head.extend_from_slice(b"\r\n\r\n");
    head.into()
}

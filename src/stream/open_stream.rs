//! A stream that was opened for a reader and is on its way to them: over a socket of its own ([`OpenStream::deliver`]),
//! or frame by frame through something else that writes.

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use metrics::counter;

use super::cursor::{Cursor, Turn};
use super::framing::HEARTBEAT;
use super::writer::{Outlet, Writer};
use crate::metrics::STREAM_FRAMES;

/// An open stream. It is counted as its reader's until it is dropped.
pub struct OpenStream {
    cursor: Box<Cursor>,
}

impl OpenStream {
    pub(super) fn new(cursor: Box<Cursor>) -> Self {
        Self { cursor }
    }

    /// Sends everything to a reader who was promised it: until the stream ends, or its reader leaves.
    pub fn deliver(self, outlet: Outlet) -> impl Future<Output = ()> + Send {
        Writer::new(self.cursor, outlet).run()
    }

    /// Its frames, one by one, comments among them; the last may be a `retry:` line.
    #[must_use]
    pub fn into_frames(self) -> BoxStream<'static, Bytes> {
        stream::unfold(Some(self.cursor), next).boxed()
    }
}

async fn next(cursor: Option<Box<Cursor>>) -> Option<(Bytes, Option<Box<Cursor>>)> {
    let mut cursor = cursor?;
    match cursor.turn().await {
        Turn::Frames => {
            let sent = cursor.advance()?;
            counter!(STREAM_FRAMES).increment(1);
            Some((sent.frame(), Some(cursor)))
        }
        Turn::Heartbeat => Some((Bytes::from_static(HEARTBEAT), Some(cursor))),
        Turn::End(ending) => {
            ending.count();
            ending.retry().map(|line| (line, None))
        }
    }
}

//! The trait: a broadcast channel within the process, and a task each for what goes out and what comes in.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinSet;
use tokio_stream::wrappers::BroadcastStream;
use uuid::Uuid;

use super::{incoming, outgoing};
use crate::backends::bus::Carrier;
use crate::backends::wakeups::{Heard, Wakeup, Wakeups};

/// Wake-ups of one node of a cluster. Dropped, it sends and hears nothing more.
pub struct BusWakeups {
    heard: broadcast::Sender<Heard>,
    outgoing: mpsc::Sender<Wakeup>,
    /// Whether some found no room since the others were last told.
    some_dropped: Arc<AtomicBool>,
    _tasks: JoinSet<()>,
}

impl BusWakeups {
    /// Begins to listen. Until the bus answers, hints stay on this node.
    #[must_use]
    pub fn start(carrier: Arc<dyn Carrier>) -> Self {
        let (node, heard) = (Uuid::now_v7(), broadcast::Sender::new(outgoing::CAPACITY));
        let (outgoing, waiting) = mpsc::channel(outgoing::CAPACITY);
        let (some_dropped, mut tasks) = (Arc::new(AtomicBool::new(false)), JoinSet::new());
        tasks.spawn(outgoing::send_all(Arc::clone(&carrier), node, waiting, Arc::clone(&some_dropped)));
        tasks.spawn(incoming::hear_all(carrier, node, heard.clone()));
        Self { heard, outgoing, some_dropped, _tasks: tasks }
    }
}

impl Wakeups for BusWakeups {
    fn send(&self, wakeup: Wakeup) {
        // an error says that nobody listens
        let _ = self.heard.send(Heard::Wakeup(wakeup));
        if self.outgoing.try_send(wakeup).is_err() {
            self.some_dropped.store(true, Ordering::Relaxed);
        }
    }

    fn listen(&self) -> BoxStream<'static, Heard> {
        let heard = BroadcastStream::new(self.heard.subscribe());
        // the only error is that of a listener that was overtaken
        heard.map(|next| next.unwrap_or(Heard::Missed)).boxed()
    }
}

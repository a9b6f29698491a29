//! Wake-ups within one process: a broadcast channel, which overwrites what slow listeners have not heard.

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;

use super::{Heard, Wakeup, Wakeups};

/// Hints that a listener may be behind, in about 40 KiB for all of them together; beyond that it looks at everything.
pub const CAPACITY: usize = 1024;

/// Wake-ups of a process that is the whole cluster.
pub struct LocalWakeups {
    sender: broadcast::Sender<Wakeup>,
}

impl LocalWakeups {
    /// Nobody listens yet.
    #[must_use]
    pub fn new() -> Self {
        Self { sender: broadcast::Sender::new(CAPACITY) }
    }
}

impl Default for LocalWakeups {
    fn default() -> Self {
        Self::new()
    }
}

impl Wakeups for LocalWakeups {
    fn send(&self, wakeup: Wakeup) {
        // an error says that nobody listens
        let _ = self.sender.send(wakeup);
    }

    fn listen(&self) -> BoxStream<'static, Heard> {
        let heard = BroadcastStream::new(self.sender.subscribe());
        // the only error is that of a listener that was overtaken
        heard.map(|next| next.map_or(Heard::Missed, Heard::Wakeup)).boxed()
    }
}

//! A task's way to its run: its events go into the log through it, and what it has to report.

use ractor::ActorRef;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::actors::measure::story_calls::Recorder;
use crate::actors::run::message::RunMessage;
use crate::actors::run::stop::PenLost;
use crate::domain::{Attempts, Event};

/// The one pen of a story, as tasks hold it. The run has one append in flight, and writes what waits behind it
/// together. Cheap to clone.
#[derive(Clone)]
pub struct Pen {
    run: ActorRef<RunMessage>,
}

impl Pen {
    /// The pen of a run.
    pub fn new(run: ActorRef<RunMessage>) -> Self {
        Self { run }
    }

    /// Logs an event; returns once it is durable.
    pub async fn write(&self, event: Event) -> Result<(), PenLost> {
        let (written, wait) = oneshot::channel();
        self.run.cast(RunMessage::Write { event, written }).map_err(|_| PenLost)?;
        wait.await.map_err(|_| PenLost)
    }

    /// Hands a scene whose words came to the run, which lives it.
    pub fn scene_written(&self, scene: u32, permit: OwnedSemaphorePermit) -> Result<(), PenLost> {
        self.run.cast(RunMessage::SceneWritten { scene, permit }).map_err(|_| PenLost)
    }

    /// Tells the run something.
    pub fn tell(&self, message: RunMessage) -> Result<(), PenLost> {
        self.run.cast(message).map_err(|_| PenLost)
    }

    /// Remembers, for the next run, which attempts at a scene's picture failed.
    pub fn attempted(&self, scene: u32, attempts: Attempts) {
        // an error says that the run has ended
        let _ = self.run.cast(RunMessage::Attempted { scene, attempts });
    }
}

impl Recorder for Pen {
    fn record(&self) -> oneshot::Receiver<()> {
        let (recorded, wait) = oneshot::channel();
        // an error says that the run has ended: then what is told is dropped, too
        let _ = self.run.cast(RunMessage::Record(recorded));
        wait
    }
}

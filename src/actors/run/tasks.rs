//! The tasks that a run spawns, and the guard that tells it of a lost one.

use std::sync::Arc;

use ractor::ActorRef;
use tokio::sync::OwnedSemaphorePermit;
use tracing::{Instrument, Span, error_span};

use super::actor::RunState;
use super::message::{RunMessage, Task};
use super::telling::Stop;
use super::{scene_life, writing};
use crate::actors::measure::model_call::Cause;

impl RunState {
    /// Where every line that this run logs belongs. A span of the highest level, so that no filter which lets a line
    /// through takes its place away.
    pub(super) fn span(&self) -> Span {
        error_span!(parent: None, "story", story.id = %self.story.id, epoch = self.epoch)
    }

    pub(super) fn spawn_writing(&mut self, run: &ActorRef<RunMessage>, cause: Cause) {
        let telling = Arc::clone(&self.telling);
        let report = run.clone();
        let guard = LostGuard::new(run, Task::Writing);
        let write = async move {
            let result = match writing::write(telling, cause).await {
                Ok(total) => {
                    let _ = report.cast(RunMessage::WordsEnded(total));
                    Ok(())
                }
                Err(stop) => Err(stop),
            };
            guard.done(result);
        };
        self.writing = Some(self.tasks.spawn(write.instrument(self.span())));
    }

    /// Lives a scene from where it is: its words may be logged already, and its picture begun before, for this `cause`.
    pub(super) fn spawn_life(
        &mut self,
        run: &ActorRef<RunMessage>,
        scene: u32,
        permit: Option<OwnedSemaphorePermit>,
        cause: Cause,
    ) {
        let telling = Arc::clone(&self.telling);
        let is_logged = self.story.scenes.len() >= scene as usize;
        let attempts = self.work.attempts.get(&scene).copied().unwrap_or(0);
        let guard = LostGuard::new(run, Task::Scene(scene));
        self.lives += 1;
        let span = error_span!(parent: &self.span(), "scene", scene);
        let life = async move {
            let permit = match permit {
                None if is_logged => Arc::clone(&telling.window).acquire_owned().await.ok(),
                // a lost scene goes on without one: those behind it may hold them all and wait for its words
                given => given,
            };
            let result = if is_logged {
                scene_life::relive(telling, scene, attempts, cause, permit).await
            } else {
                scene_life::live(telling, scene, cause, permit).await
            };
            guard.done(result);
        };
        self.tasks.spawn(life.instrument(span));
    }
}

/// Tells the run when a task is dropped or panics before it could say how it ended.
struct LostGuard {
    run: ActorRef<RunMessage>,
    task: Option<Task>,
}

impl LostGuard {
    fn new(run: &ActorRef<RunMessage>, task: Task) -> Self {
        Self { run: run.clone(), task: Some(task) }
    }

    fn done(mut self, result: Result<(), Stop>) {
        if let Some(task) = self.task.take() {
            // an error says that the run has ended
            let _ = self.run.cast(RunMessage::Done(task, result));
        }
    }
}

impl Drop for LostGuard {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            // an error says that the run has ended
            let _ = self.run.cast(RunMessage::Lost(task));
        }
    }
}

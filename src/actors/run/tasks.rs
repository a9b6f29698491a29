//! The tasks that a run spawns: the writing, each scene's life, and what is done for better pictures. A guard tells
//! the run of one that is lost.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use ractor::ActorRef;
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::{AbortHandle, JoinSet};
use tracing::{Instrument, error_span};

use super::criticism::gallery::Page;
use super::message::{RunMessage, RunTask};
use super::stop::Stop;
use super::telling::Telling;
use super::words::writing;
use super::{criticism, scene_life};
use crate::domain::{Attempts, Cause};

/// How often one task of a run is begun before its story fails.
const MAX_ATTEMPTS: u32 = 4;

/// The tasks of one run.
pub struct RunTasks {
    telling: Arc<Telling>,
    run: ActorRef<RunMessage>,
    running: JoinSet<()>,
    writing: Option<AbortHandle>,
    /// What is done for better pictures, and the time that it has.
    criticism: Vec<AbortHandle>,
    /// Scenes whose life goes on.
    lives: usize,
    /// How often each task that was lost had been begun.
    attempts: HashMap<RunTask, u32>,
}

/// Where a scene's life begins.
pub enum Birth {
    /// With its words, and its place in the window where it has one: one that was lost goes on without, because those
    /// behind it may hold them all and wait for its words.
    Words(Option<OwnedSemaphorePermit>),
    /// With its picture, which failed so often before.
    Picture(Attempts),
}

impl RunTasks {
    pub fn new(telling: Arc<Telling>, run: ActorRef<RunMessage>) -> Self {
        Self {
            telling,
            run,
            running: JoinSet::new(),
            writing: None,
            criticism: Vec::new(),
            lives: 0,
            attempts: HashMap::new(),
        }
    }

    /// Whether a scene's life goes on.
    pub const fn is_living(&self) -> bool {
        self.lives > 0
    }

    /// Begins the writing, or begins it again for this `cause`.
    pub fn write(&mut self, cause: Cause) {
        let (telling, run) = (Arc::clone(&self.telling), self.run.clone());
        let guard = LostGuard::new(&self.run, RunTask::Writing);
        let write = async move {
            let result = writing::write(&telling, cause).await.map(|total| {
                // an error says that the run has ended
                let _ = run.cast(RunMessage::WordsEnded(total));
            });
            guard.done(result);
        };
        self.writing = Some(self.running.spawn(write.instrument(self.telling.span())));
    }

    /// Lives a scene from where it is, for this `cause` where it has begun before.
    pub fn live(&mut self, scene: u32, birth: Birth, cause: Cause) {
        let telling = Arc::clone(&self.telling);
        let guard = LostGuard::new(&self.run, RunTask::Scene(scene));
        self.lives += 1;
        let span = error_span!(parent: &self.telling.span(), "scene", scene);
        let life = async move {
            let result = match birth {
                Birth::Words(place) => scene_life::live(&telling, scene, cause, place).await,
                Birth::Picture(attempts) => scene_life::relive(&telling, scene, cause, attempts).await,
            };
            guard.done(result);
        };
        self.running.spawn(life.instrument(span));
    }

    /// Looks at a page, and paints it again where it is bad.
    pub fn criticise(&mut self, page: Page) {
        let scene = page.picture.scene;
        let telling = Arc::clone(&self.telling);
        self.look(RunTask::Critique(scene), async move { criticism::page::criticise(&telling, page).await });
    }

    /// Looks at all pages beside each other, and paints those again that do not belong to the rest.
    pub fn criticise_book(&mut self, pages: Vec<Page>) {
        let telling = Arc::clone(&self.telling);
        self.look(RunTask::BookCritique, async move { criticism::book::criticise(&telling, pages).await });
    }

    fn look(&mut self, task: RunTask, look: impl Future<Output = Result<(), Stop>> + Send + 'static) {
        let guard = LostGuard::new(&self.run, task);
        let look = async move { guard.done(look.await) };
        self.criticism.push(self.running.spawn(look.instrument(self.telling.span())));
    }

    /// Tells the run when the time for better pictures is over.
    pub fn count_grace(&mut self, grace: Duration) {
        let run = self.run.clone();
        let count = async move {
            tokio::time::sleep(grace).await;
            // an error says that the run has ended
            let _ = run.cast(RunMessage::GraceOver);
        };
        self.criticism.push(self.running.spawn(count));
    }

    /// Ends the work on better pictures.
    pub fn stop_criticism(&mut self) {
        self.criticism.drain(..).for_each(|task| task.abort());
    }

    /// Moves the pictures of an unread story back.
    pub fn watch_for_readers(&mut self) {
        let telling = Arc::clone(&self.telling);
        let watch = async move { telling.urgency.watch_for_readers().await };
        self.running.spawn(watch.instrument(self.telling.span()));
    }

    /// A task has ended, well or not.
    pub fn ended(&mut self, task: RunTask) {
        if matches!(task, RunTask::Scene(_)) {
            self.lives = self.lives.checked_sub(1).expect("a life that ends has begun");
        }
    }

    /// A task was lost: whether it may be begun again.
    pub fn may_retry(&mut self, task: RunTask) -> bool {
        let attempt = self.attempts.entry(task).or_default();
        *attempt += 1;
        tracing::warn!(?task, attempt = *attempt, "a task was lost");
        *attempt < MAX_ATTEMPTS
    }

    /// Ends the writing; scenes whose words came are lived on.
    pub fn stop_writing(&self) {
        if let Some(writing) = &self.writing {
            writing.abort();
        }
    }

    /// Ends every task. Each tells the run that it is lost.
    pub fn abort(&mut self) {
        self.running.abort_all();
    }

    /// Makes room for what comes.
    pub fn reap(&mut self) {
        while self.running.try_join_next().is_some() {}
    }

    /// Ends every task, and waits for that.
    pub async fn shutdown(&mut self) {
        self.running.shutdown().await;
    }
}

/// Tells the run when a task is dropped or panics before it could say how it ended.
struct LostGuard {
    run: ActorRef<RunMessage>,
    task: Option<RunTask>,
}

impl LostGuard {
    fn new(run: &ActorRef<RunMessage>, task: RunTask) -> Self {
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

//! One answer for all who ask: whatever is dear to find out is found out once at a time, however many want to know, and
//! told again for a while.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::task::JoinError;
use tokio::time::Instant;

/// A question that many ask. Cheap to clone; all clones share the answer.
pub struct SingleFlight<Answer> {
    fresh: Duration,
    last: Arc<Mutex<Option<(Instant, Answer)>>>,
}

impl<Answer: Clone + Send + 'static> SingleFlight<Answer> {
    /// A question whose answer is told again for `fresh` after it was found.
    #[must_use]
    pub fn new(fresh: Duration) -> Self {
        Self { fresh, last: Arc::default() }
    }

    /// The last answer while it is fresh, or what `find` says; who asks meanwhile waits for that. It runs in a task of
    /// its own: hanging up must not be a way to have it asked again. An error says that it panicked, and then the next
    /// who asks asks anew.
    pub async fn ask<Finding>(&self, find: impl FnOnce() -> Finding + Send + 'static) -> Result<Answer, JoinError>
    where
        Finding: Future<Output = Answer> + Send,
    {
        let Self { fresh, last } = self.clone();
        tokio::spawn(async move {
            let mut last = last.lock().await;
            if let Some((_, answer)) = last.as_ref().filter(|(found, _)| found.elapsed() < fresh) {
                return answer.clone();
            }
            let answer = find().await;
            *last = Some((Instant::now(), answer.clone()));
            answer
        })
        .await
    }
}

impl<Answer> Clone for SingleFlight<Answer> {
    fn clone(&self) -> Self {
        Self { fresh: self.fresh, last: Arc::clone(&self.last) }
    }
}

//! Waiting for a judgement: nothing unjudged goes on, and nothing that was written is thrown away for want of a judge.

use std::time::Duration;

use crate::actors::run::stop::{Failure, Stop};
use crate::actors::scene::Objection;
use crate::domain::Category;
use crate::flow::backoff::Backoff;
use crate::flow::pool::WorkerLost;

/// The first wait and the longest one before the judge is asked again.
const RETRY: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(10));
/// How often in a row a check may lose its worker: it is made here, so that is a defect or a machine in trouble.
const MAX_LOSSES: u32 = 6;

/// The attempts at one judgement.
pub struct JudgementPolicy {
    outage: Backoff,
    losses: Backoff,
}

impl JudgementPolicy {
    pub fn new() -> Self {
        Self { outage: Backoff::new(RETRY.0, RETRY.1), losses: Backoff::new(RETRY.0, RETRY.1) }
    }

    /// What came of one attempt; `None`, after a wait: it has to be made again. A judge that can't be reached is waited
    /// for without end, and shows that the worker who asked it is well.
    pub async fn verdict<T>(
        &mut self,
        answer: Result<Result<T, Objection>, WorkerLost>,
    ) -> Result<Option<Result<T, Category>>, Stop> {
        match answer {
            Ok(Ok(safe)) => return Ok(Some(Ok(safe))),
            Ok(Err(Objection::Unsafe(category))) => return Ok(Some(Err(category))),
            Ok(Err(Objection::Unjudged(error))) => {
                tracing::warn!(%error, "what was written waits for its judge");
                self.losses.reset();
                self.outage.wait_at_least(error.outage().unwrap_or_default()).await;
            }
            Err(WorkerLost) if self.losses.attempts() + 1 >= MAX_LOSSES => return Err(Failure::SceneFailed.into()),
            Err(WorkerLost) => self.losses.wait().await,
        }
        Ok(None)
    }
}

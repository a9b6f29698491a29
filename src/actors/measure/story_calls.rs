//! The calls that one story makes of models: each is in its log, and what they used is added up.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use metrics::{counter, histogram};
use tokio::sync::oneshot;

use super::meter::{Family, Meter, ModelInference};
use super::model_call::ModelCall;
use super::purse::Purse;
use super::spending::Spending;
use crate::backends::models::{Answer, ModelError};
use crate::domain::{CallId, CallLog, CallOutcome, StoryId, Timestamp, Usage, Work};
use crate::metrics::{MODEL_CALLS, MODEL_COST, MODEL_SECONDS, label};

/// Who makes a story's calls durable.
pub trait Recorder: Send + Sync {
    /// Saves the calls as they are by now. Told once that is durable; dropped where nothing can be saved any more.
    fn record(&self) -> oneshot::Receiver<()>;
}

/// Counts the calls of one story. Cheap to clone; all clones add to one log.
#[derive(Clone)]
pub struct StoryCalls {
    story: StoryId,
    meter: Meter,
    purse: Purse,
    /// `None`: nobody keeps them before they have ended.
    recorder: Option<Arc<dyn Recorder>>,
    spending: Arc<Mutex<Spending>>,
}

impl StoryCalls {
    /// Counts on from what earlier runs of the story asked for. No call leaves the process before it is recorded.
    #[must_use]
    pub fn of_run(story: StoryId, meter: Meter, purse: Purse, work: &Work, recorder: Arc<dyn Recorder>) -> Self {
        let spending = Spending::after(work, purse.currency());
        Self { story, meter, purse, recorder: Some(recorder), spending: Arc::new(Mutex::new(spending)) }
    }

    /// Counts calls for which no run is there.
    #[must_use]
    pub fn new(story: StoryId, meter: Meter, purse: Purse) -> Self {
        let spending = Arc::new(Mutex::new(Spending::new(purse.currency())));
        Self { story, meter, purse, recorder: None, spending }
    }

    /// Every call by now, those on their way at the most that they may use: whatever becomes of them, they are asked
    /// and paid for.
    #[must_use]
    pub fn log(&self) -> CallLog {
        self.spending().log()
    }

    /// Whether a call that costs at most so much may be made.
    #[must_use]
    pub fn affords(&self, at_most: &Usage) -> bool {
        let story = self.spending().cost();
        self.purse.affords(today(), story, at_most.cost_micros)
    }

    /// Makes a call and counts it, however it ends.
    pub async fn measured<T>(
        &self,
        call: ModelCall<'_>,
        answer: impl Future<Output = Result<Answer<T>, ModelError>>,
    ) -> Result<T, ModelError> {
        let call = self.begin(call).await?;
        call.answered(answer.await)
    }

    /// A call that may be sent now. Its clock runs.
    ///
    /// # Errors
    ///
    /// The budget does not allow it, or its story is another run's by now: then it must not be sent.
    pub async fn begin<'a>(&self, call: ModelCall<'a>) -> Result<CallInFlight<'a>, ModelError> {
        let id = self.take(call).ok_or(ModelError::OverBudget)?;
        let mut in_flight = CallInFlight { calls: self.clone(), call, id, state: CallState::Waiting };
        if call.is_remote
            && let Some(recorder) = &self.recorder
        {
            recorder.record().await.map_err(|_| abandoned())?;
        }
        in_flight.state = CallState::Sent;
        in_flight.resume();
        Ok(in_flight)
    }

    fn take(&self, call: ModelCall<'_>) -> Option<CallId> {
        let (mut spending, day) = (self.spending(), today());
        let (story, cost) = (spending.cost(), call.at_most.cost_micros);
        self.purse.take(day, story, cost, call.kind).then(|| spending.begin(call.on(day)))
    }

    fn assume(&self, id: CallId, usage: Usage) {
        let change = self.spending().assume(id, usage);
        self.purse.correct(change);
    }

    fn withdraw(&self, id: CallId) {
        let change = self.spending().withdraw(id);
        self.purse.correct(change);
    }

    fn end(&self, call: ModelCall<'_>, id: CallId, outcome: CallOutcome) {
        let (took, usage) = self.spending().end(id, outcome);
        self.report(call, outcome, took, usage);
    }

    fn report(&self, call: ModelCall<'_>, outcome: CallOutcome, took: Duration, usage: Usage) {
        let (kind, model, outcome_of) = (call.kind.metric(), call.model, outcome.as_str());
        counter!(
            MODEL_CALLS,
            label::KIND => kind,
            label::MODEL => model.to_owned(),
            label::OUTCOME => outcome_of,
            label::CAUSE => call.cause.as_str(),
        )
        .increment(1);
        histogram!(MODEL_SECONDS, label::KIND => kind, label::MODEL => model.to_owned()).record(took.as_secs_f64());
        counter!(MODEL_COST, label::KIND => kind, label::MODEL => model.to_owned()).increment(usage.cost_micros);
        let story_id = Some(self.story);
        self.meter.model_inference(ModelInference {
            kind,
            model,
            duration: took,
            usage,
            outcome: outcome_of,
            story_id,
        });
        if outcome.is_error() {
            self.meter.error(Family::Model, outcome_of, None, story_id);
        }
    }

    fn spending(&self) -> MutexGuard<'_, Spending> {
        self.spending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn today() -> i64 {
    Timestamp::now().day()
}

fn abandoned() -> ModelError {
    ModelError::Unavailable { reason: "its story is not this run's any more".to_owned(), retry_after: None }
}

/// A call that has begun. It is counted also when it is dropped.
pub struct CallInFlight<'a> {
    calls: StoryCalls,
    call: ModelCall<'a>,
    id: CallId,
    state: CallState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CallState {
    /// It is being recorded, and not sent yet.
    Waiting,
    Sent,
    Ended,
}

impl CallInFlight<'_> {
    /// It leaves this process.
    #[must_use]
    pub const fn is_remote(&self) -> bool {
        self.call.is_remote
    }

    /// It has used so much.
    pub fn assume(&self, usage: Usage) {
        self.calls.assume(self.id, usage);
    }

    /// Its clock stands: what comes is not the model's time.
    pub fn pause(&self) {
        self.calls.spending().pause(self.id);
    }

    /// Its clock runs again.
    pub fn resume(&self) {
        self.calls.spending().resume(self.id);
    }

    /// It ended with this answer, for which it is counted.
    pub fn answered<T>(self, answer: Result<Answer<T>, ModelError>) -> Result<T, ModelError> {
        match answer {
            Ok(answer) => {
                self.ended(CallOutcome::Ok, Some(answer.usage));
                Ok(answer.value)
            }
            Err(error @ ModelError::Declined { .. }) => {
                self.withdrawn();
                Err(error)
            }
            Err(error) => {
                let is_billed = self.call.is_remote && error.may_be_billed();
                self.ended(error.outcome(), (!is_billed).then(Usage::default));
                Err(error)
            }
        }
    }

    /// Nobody was asked: as if it had never begun.
    pub fn withdrawn(mut self) {
        self.state = CallState::Waiting;
    }

    /// It ended. `None`: it used what was assumed of it last, or else the most that it may.
    pub fn ended(mut self, outcome: CallOutcome, usage: Option<Usage>) {
        self.state = CallState::Ended;
        if let Some(usage) = usage {
            self.calls.assume(self.id, usage);
        }
        self.calls.end(self.call, self.id, outcome);
    }
}

impl Drop for CallInFlight<'_> {
    fn drop(&mut self) {
        match self.state {
            CallState::Waiting => self.calls.withdraw(self.id),
            CallState::Sent => self.calls.end(self.call, self.id, CallOutcome::Dropped),
            CallState::Ended => {}
        }
    }
}

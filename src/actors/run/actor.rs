//! [`StoryRun`]: the actor that alone writes one story's log. Its handlers await nothing; the writing, each scene's
//! life and the one append in flight are tasks in its state, which report to it by message.

use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};

use super::course::Course;
use super::log::fenced_log::FencedLog;
use super::log::pen::Pen;
use super::log::writer::LogWriter;
use super::message::{Purpose, RunArguments, RunMessage};
use super::state::{Phase, RunState};
use super::tasks::RunTasks;
use super::telling::Telling;
use crate::domain::{Cause, Record, Story};

/// The run of one story.
pub struct StoryRun;

/// A run as its actor holds it.
pub struct Run {
    state: RunState,
    /// Until it has begun.
    assignment: Option<Assignment>,
}

/// What it is claimed for.
struct Assignment {
    purpose: Purpose,
    again: Cause,
    /// The log as it was claimed, until readers have it.
    told_before: Vec<Record>,
}

impl Actor for StoryRun {
    type Msg = RunMessage;
    type State = Run;
    type Arguments = RunArguments;

    /// A log that can't be folded stops the run here: a start is counted against its story, which fails after its
    /// budget.
    async fn pre_start(&self, run: ActorRef<RunMessage>, arguments: RunArguments) -> Result<Run, ActorProcessingErr> {
        let RunArguments { context, mut claimed, purpose, again, on_growth } = arguments;
        let story = match purpose {
            Purpose::Tell => Story::fold(&claimed.log),
            Purpose::Cancel | Purpose::Fail => Story::salvage(&claimed.log),
        };
        let story = story.ok_or("a log must begin with story.created")?;
        let telling = Arc::new(Telling::new(&story, &claimed, context, Pen::new(run.clone())));
        let log = FencedLog::new(story, &claimed);
        let writer = LogWriter::new(Arc::clone(&telling), run.clone());
        let tasks = RunTasks::new(Arc::clone(&telling), run.clone());
        let (phase, total) = (Phase::Telling, None);
        let is_to_end = !matches!(purpose, Purpose::Tell);
        let course = Course::default();
        let state = RunState { run, telling, log, writer, tasks, phase, is_to_end, total, course, on_growth };
        let told_before = std::mem::take(&mut claimed.log);
        Ok(Run { state, assignment: Some(Assignment { purpose, again, told_before }) })
    }

    /// On the run's own time: the supervisor waits for what comes before.
    async fn post_start(&self, _run: ActorRef<RunMessage>, run: &mut Run) -> Result<(), ActorProcessingErr> {
        if let Some(Assignment { purpose, again, told_before }) = run.assignment.take() {
            let state = &mut run.state;
            state.telling.context.hub.run_started(state.telling.story, &told_before);
            let span = state.telling.span();
            span.in_scope(|| state.begin(purpose, again));
        }
        Ok(())
    }

    async fn handle(
        &self,
        _run: ActorRef<RunMessage>,
        message: RunMessage,
        run: &mut Run,
    ) -> Result<(), ActorProcessingErr> {
        let state = &mut run.state;
        state.tasks.reap();
        state.writer.reap();
        let span = state.telling.span();
        span.in_scope(|| state.take(message));
        Ok(())
    }

    async fn post_stop(&self, _run: ActorRef<RunMessage>, run: &mut Run) -> Result<(), ActorProcessingErr> {
        let state = &mut run.state;
        state.tasks.shutdown().await;
        state.writer.shutdown().await;
        state.telling.context.hub.run_ended(state.telling.story);
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _run: ActorRef<RunMessage>,
        _event: SupervisionEvent,
        _state: &mut Run,
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}

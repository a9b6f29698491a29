//! One running story: [`StoryRun`] is the actor that alone writes its log; the tasks that it runs are the writing
//! (`writing`) and each scene's life (`scene_life`).
//!
//! Reading order: [`context`] (what every run works with), `message` (what a run is told), `actor` and `state` (what it
//! does), `fenced_log` and `log_writer` (its pen, with `durable`), `tasks` (what it spawns); then what the tasks share
//! (`telling`: `pen`, `book`, `scene_order`, `story_models`, `urgency` by [`schedule`]), and what they do (`writing`
//! and `scene_life` with its `approval`; both by `text_call`, `retry_policy` and `judgement`, until they `stop`).

mod actor;
mod approval;
mod book;
pub mod context;
mod durable;
mod fenced_log;
mod judgement;
mod log_writer;
mod message;
mod pen;
mod progress;
mod retry_policy;
mod scene_life;
mod scene_order;
pub mod schedule;
mod state;
mod stop;
mod story_models;
mod tasks;
mod telling;
mod text_call;
mod urgency;
mod writing;

pub use actor::StoryRun;
pub use message::{Ending, Purpose, RunArguments, RunMessage};

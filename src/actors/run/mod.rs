//! One running story: [`StoryRun`] is the actor that alone writes its log; the tasks that it runs are the writing
//! (`words`) and each scene's life (`scene_life`).
//!
//! Reading order: [`context`] (what every run works with), `message` (what a run is told), `actor` and `state` (what it
//! does), `log` (what it writes, by one pen), `tasks` (what it spawns); then `telling` (what the tasks share, with
//! `story_models` and the [`order`] of scenes and pictures), and what they do: `words` and `scene_life`, until they
//! `stop`; at last what is done for better pictures:
//! `criticism`, its `course`, and when the run begins and ends it (`criticise`).

mod actor;
pub mod context;
mod course;
mod criticise;
mod criticism;
mod log;
mod message;
pub mod order;
mod scene_life;
mod state;
mod stop;
mod storing;
mod story_models;
mod tasks;
mod telling;
mod words;

pub use actor::StoryRun;
pub use message::{Ending, Purpose, RunArguments, RunMessage};

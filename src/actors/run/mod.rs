//! One running story: [`StoryRun`] is the actor that alone writes its log; the tasks that it runs are the writing
//! (`writing`) and each scene's life (`scene_life`).
//!
//! Reading order: [`context`] (what every run works with), `message` (what a run is told), `actor` (what it does),
//! `writes` (its pen), `tasks` (what it spawns); then what the tasks share (`telling`, `pen`), do (`writing`,
//! `scene_life`, both by `retry_policy`), when ([`schedule`]), and where they go on (`resume`).

mod actor;
pub mod context;
mod message;
mod pen;
mod progress;
mod resume;
mod retry_policy;
mod scene_life;
pub mod schedule;
mod tasks;
mod telling;
mod writes;
mod writing;

pub use actor::StoryRun;
pub use message::{Ending, Purpose, RunArguments, RunMessage};

//! One running story: [`StoryRun`] is the actor that alone writes its log; the tasks that it runs are the writing
//! (`writing`) and each scene's life (`scene_life`).
//!
//! Reading order: `message` (what a run is told), `actor` (what it does), `writes` (its pen), `tasks` (what it spawns);
//! then what the tasks share (`telling`, `pen`), do (`writing`, `scene_life`, both by `asking`), and where they go on
//! (`resume`).

mod actor;
mod asking;
mod message;
mod pen;
mod resume;
mod scene_life;
mod tasks;
mod telling;
mod writes;
mod writing;

pub use actor::StoryRun;
pub use message::{Ending, Purpose, RunArguments, RunMessage};

//! One running story: [`StoryRun`] is the actor that alone writes its log; the tasks that it runs are the writing
//! (`writing`) and each scene's life (`scene_life`).

mod actor;
mod pen;
mod resume;
mod scene_life;
mod telling;
mod writing;

pub use actor::{Ending, Purpose, RunArguments, RunMessage, StoryRun};

//! What stands beside each model as a decorator of its trait: whoever asks a model asks the outermost guard, and can't
//! tell the difference. `deadline` ends calls that take too long.

mod deadline;

pub use deadline::{Deadlines, TimeLimits, guard_moderator, guard_painter, guard_storyteller};

//! The instructions of storytellers.

use super::template::Template;

/// What a storyteller is told in every call. Slots: `age`, `task`, `canary`.
pub const STORY: Template = Template::new(include_str!("story/story.txt"));
/// The task of a story that begins.
pub const BEGIN: Template = Template::new(include_str!("story/begin.txt"));
/// The task of a story that goes on.
pub const CONTINUE: Template = Template::new(include_str!("story/continue.txt"));
/// The task of one scene that is written anew. Slot: `why`.
pub const REWRITE: Template = Template::new(include_str!("story/rewrite.txt"));

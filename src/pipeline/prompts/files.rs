//! The instructions of storytellers, of models that judge, and of painters.

use super::template::Template;

/// What a storyteller is told in every call. Slots: `age`, `task`, `canary`.
pub const STORY: Template = Template::new(include_str!("story/story.txt"));
/// The task of a story that begins.
pub const BEGIN: Template = Template::new(include_str!("story/begin.txt"));
/// The task of a story that goes on.
pub const CONTINUE: Template = Template::new(include_str!("story/continue.txt"));
/// The task of one scene that is written anew. Slot: `why`.
pub const REWRITE: Template = Template::new(include_str!("story/rewrite.txt"));

/// What a model is told that judges texts.
pub const JUDGE_WORDS: Template = Template::new(include_str!("judge/words.txt"));
/// What a model is told that judges a picture.
pub const JUDGE_PICTURE: Template = Template::new(include_str!("judge/picture.txt"));

/// What a painter is told of a page. Slots: `ages`, `style`, `scene`, `light`, `who`, `things`, `feeling`,
/// `composition`.
pub const PAGE: Template = Template::new(include_str!("picture/page.txt"));
/// What a painter is told of the heroes' own pictures that go along with a page's prompt. Slot: `who`.
pub const REFERENCES: Template = Template::new(include_str!("picture/references.txt"));

//! What models elsewhere are told, in files: each has a version in its first line and named slots, and nothing that was
//! typed ever stands in one that writes or judges ([`story_prompt`](super::story_prompt) sends the wish beside it, as
//! data; a painter has no such field, and is told the sheets of heroes, which were judged).
//!
//! `template` reads such a file, `files` are all of them, `ages` says whom a story is for, `leak` finds
//! instructions in what a model wrote.

mod ages;
mod files;
mod leak;
mod template;

pub use ages::age_guidance;
pub use files::{BEGIN, CONTINUE, JUDGE_PICTURE, JUDGE_WORDS, PAGE, REFERENCES, REWRITE, STORY};
pub use leak::{Canary, is_leak};
pub use template::Template;

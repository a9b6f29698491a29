//! The words of one story: asked for, cut into scenes, checked, and written anew where they may not be shown.
//!
//! Reading order: `book` (the words so far), `writing` (from the plan to the last word), `approval` (one scene's words
//! until they may be shown), `level` (until its readers can take them); all by `text_call` (one call to a storyteller),
//! `retry_policy` (whom, and how often) and `judgement` (nothing unjudged goes on).

pub mod approval;
pub mod book;
mod judgement;
pub mod level;
mod retry_policy;
mod text_call;
pub mod writing;

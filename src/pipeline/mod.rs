//! What happens to a story: one file for each transformation, in the order in which a story meets them.
//! Pure or nearly so; [`crate::actors`] decides who does it, when, and how often.

pub mod critic_prompt;
pub mod critique;
pub mod elements;
pub mod field_error;
pub mod help;
pub mod illustration;
pub mod judge_prompt;
pub mod language;
pub mod levels;
pub mod metadata;
pub mod palette;
pub mod postprocess;
pub mod prompts;
pub mod request;
pub mod rescue;
pub mod safety;
pub mod segmenter;
pub mod story_prompt;

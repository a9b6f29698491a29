//! The notification stage tells readers what happened to their stories, by every [`Channel`] that there is: [`InApp`] a
//! notice for each story that was completed or has failed, [`StoryMail`] a mail where it was wished for. What is told
//! carries the id of its fact, so that a fact handed over twice is told once.
//!
//! Capacity: as many facts at once as relays hand over, a page of 256 for each shard of each outbox: written together,
//! they share a few group commits of the store.

mod actor;
mod channel;
mod in_app;
mod story_mail;

pub use actor::{LIMIT, Notification, Tell};
pub use channel::Channel;
pub use in_app::InApp;
pub use story_mail::StoryMail;

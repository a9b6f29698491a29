//! `/v1/stories`: [`collection`] (asking for one, listing them), [`story`] (one: reading, cancelling, deleting it),
//! [`progress`] (where the reader is in it), [`events`] (its log).

pub mod collection;
pub mod events;
pub mod progress;
pub mod story;

//! `/v1/stories`: [`story`] (asking for one, reading, leaving), [`events`] (its log).

pub mod events;
pub mod story;

//! `/v1/admin`, on the operators' listener alone: [`pools`] (how busy, how large), [`analytics`] (what happened),
//! [`stories`] and [`spend`] (what it cost). Each call needs a token with the scope of what it touches.

pub mod analytics;
mod money;
pub mod pools;
pub mod spend;
pub mod stories;

//! `/v1/admin`, on the operators' listener alone: [`pools`] (how busy, how large), [`analytics`] and [`daily`] (what
//! happened), [`stories`] and [`spend`] (what it cost). Each call needs a token with the scope of what it touches.

pub mod analytics;
pub mod daily;
mod money;
pub mod pools;
pub mod spend;
pub mod stories;

//! Models: what a store must answer, step by step, in every order of steps.

pub mod creations;
pub mod jobs;
pub mod log;
pub mod outbox;
pub mod spend;

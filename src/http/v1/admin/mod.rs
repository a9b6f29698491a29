//! `/v1/admin`, on the operators' listener alone: [`pools`] (how busy, how large), [`analytics`] (what happened). Each
//! call needs a token with the scope of what it touches.

pub mod analytics;
pub mod pools;

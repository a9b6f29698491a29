//! What is promised, and what says so: [`openapi`] and [`docs`] (the document), [`jwks`] (our
//! public keys), [`health`], [`metrics`].

pub mod docs;
pub mod health;
pub mod jwks;
pub mod metrics;
pub mod openapi;
mod problems;

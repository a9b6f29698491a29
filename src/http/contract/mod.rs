//! What is promised, and what says so: [`openapi`] (the document of each listener) and [`docs`], [`jwks`] (our
//! public keys), [`health`], [`metrics`].

pub mod docs;
pub mod health;
pub mod jwks;
pub mod metrics;
pub mod openapi;
mod problems;
mod requests;

//! What is promised, and what says so: [`routes`] (the table), [`openapi`] and [`docs`] (the document), [`jwks`] (our
//! public keys), [`health`] with [`readiness`], [`metrics`].

pub mod docs;
pub(super) mod examples;
pub mod health;
pub mod jwks;
pub mod metrics;
pub mod openapi;
mod problems;
pub mod readiness;
pub mod routes;

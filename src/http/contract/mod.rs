//! What is promised, and what says so: [`routes`] (the table), [`openapi`] and [`docs`] (the document), [`schemas`],
//! [`jwks`] (our public keys), [`health`].

pub mod docs;
pub mod health;
pub mod jwks;
pub mod openapi;
pub mod routes;
pub mod schemas;

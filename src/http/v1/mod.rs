//! The calls of version 1; folders and files mirror the addresses, and each file has its routes, the shapes of their
//! bodies, and the words of the `OpenAPI` document.
//!
//! What all a new call needs is listed in `CONTRIBUTING.md`, *Add a call*.

pub mod admin;
pub mod auth;
pub(super) mod examples;
pub mod me;
pub mod stories;

//! The calls of version 1; folders and files mirror the addresses, and each file has its routes, the shapes of their
//! bodies, and the words of the `OpenAPI` document.
//!
//! To add a call: write its file (the problems that only it knows go into `x-problems`), list it in
//! [`super::contract::routes`] and in [`super::contract::openapi`], assemble it in [`super`], and write the committed
//! document anew (`UPDATE_OPENAPI=1 cargo test --test it -- the_committed_document`).

pub mod admin;
pub mod auth;
pub mod me;
pub mod stories;

//! The calls of version 1; folders and files mirror the addresses, and each file has its routes, the shapes of their
//! bodies, and the words of the `OpenAPI` document.

pub mod admin;
pub mod auth;
pub mod me;
pub mod stories;

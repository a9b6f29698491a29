//! The calls of version 1; folders and files mirror the addresses.

pub mod admin;
pub mod auth;
pub mod me;
pub mod stories;

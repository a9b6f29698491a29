//! The public contract, as a client sees it: real HTTP against a whole app in this process, one module per resource.

#![expect(clippy::unwrap_used, reason = "in a test, an error is a failure")]

mod auth;
mod bad_input;
pub mod checks;
mod connections;
mod costs;
mod crowds;
mod damage;
mod events;
mod help;
mod leaving;
mod limits;
mod login;
mod lost;
mod notifications;
mod openapi;
mod operators;
mod own_account;
mod pictures;
mod recovery;
mod registration;
mod renewal;
mod rot;
mod sockets;
mod stories;
mod strangers;

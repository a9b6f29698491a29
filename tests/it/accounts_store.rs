//! The accounts' store, as every engine must behave. `conformance`, `members`, `sign_ins`, `mails` and `outbox` hold
//! the promises, each a sentence that takes fresh [`Accounts`](ai_tale::backends::accounts::Accounts), `model` what
//! sessions and their tokens are compared with; `sqlite` runs all on the embedded engine and adds its own.

#![expect(clippy::unwrap_used, reason = "in a test, an error is a failure")]

pub mod conformance;
pub mod mails;
pub mod members;
mod model;
mod outbox;
pub mod sign_ins;
mod sqlite;

//! The embedded accounts: `accounts.sqlite` on the engine of [`crate::backends::sqlite`]. The files hold the statements
//! of one concern each, `migrations/` the tables.

mod accounts;
mod mails;
mod refresh_tokens;
mod sessions;
mod users;

pub use accounts::{DATABASE, SealedAccounts, SqliteAccounts};

//! The embedded accounts: `accounts.sqlite` on the engine of [`crate::backends::sqlite`]. The files hold the statements
//! of one concern each, `migrations/` the tables.

mod accounts;
mod attempts;
mod mails;
mod member_rows;
mod members;
mod one_time_tokens;
mod preferences;
mod refresh_tokens;
mod sessions;
mod sign_ins;
mod users;

pub use accounts::{DATABASE, SealedAccounts, SqliteAccounts};

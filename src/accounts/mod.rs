//! Who a reader is: guests, sessions, tokens. The rules; storage is [`crate::backends::store::Accounts`].
//!
//! Reading order: `key_files` (secrets on disk), `secrets`, `tokens` (what a caller shows), `verified` (what was
//! shown before), `sessions` (whether it still holds), `service` (signing in, staying in, leaving).

mod key_files;
mod secrets;
mod service;
mod sessions;
mod tokens;
mod verified;

pub use key_files::KeyFileError;
pub use secrets::Secrets;
pub use service::{Accounts, AccountsError, SessionGrant};
pub use tokens::{OperatorToken, ReaderToken, Scope, TokenError, TokenOptions, Tokens};

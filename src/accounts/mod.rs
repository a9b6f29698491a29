//! Who a reader is: guests, sessions, tokens. The rules; storage is [`crate::backends::accounts`].
//!
//! Reading order: `token_keys`, `tokens` (how what a caller shows is signed and read), `access_tokens` and
//! `operator_tokens` (what it says), `verified` (what was shown before), `sessions` (whether it still holds), `service`
//! (signing in, staying in, leaving).

mod access_tokens;
mod operator_tokens;
mod options;
mod service;
mod sessions;
mod token_keys;
mod tokens;
mod verified;

pub use access_tokens::ReaderToken;
pub use operator_tokens::{OperatorToken, Scope};
pub use options::Options;
pub use service::{Accounts, AccountsError, SessionGrant};
pub use tokens::{TokenError, TokenOptions, Tokens};

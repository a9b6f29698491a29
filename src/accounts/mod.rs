//! Who a reader is: guests, sessions, tokens. The rules; storage is [`crate::backends::accounts`].
//!
//! Reading order: `token_keys`, `tokens` (how what a caller shows is signed and read), `access_tokens`,
//! `operator_tokens`, `refresh_tokens`, `one_time_tokens` and `unsubscribe_tokens` (what it says), `verified` (what was
//! shown before), `session_cache` (whether it still holds), `authenticator` (signing in, staying in, leaving),
//! `credential` (who was let in, and by which right), `access` (what they may reach).

mod access;
mod access_tokens;
mod authenticator;
mod credential;
mod one_time_tokens;
mod operator_tokens;
mod options;
mod refresh_tokens;
mod session_cache;
mod token_keys;
mod tokens;
mod unsubscribe_tokens;
mod verified;

pub use access::{Plans, own_story};
pub use access_tokens::ReaderToken;
pub use authenticator::{AccountsError, Authenticator, SessionGrant};
pub use credential::{Credential, Reader};
pub use one_time_tokens::OneTimeTokens;
pub use operator_tokens::{OperatorToken, Scope};
pub use options::Options;
pub use refresh_tokens::ShownRefreshToken;
pub use tokens::{TokenError, TokenOptions, Tokens};
pub use unsubscribe_tokens::UnsubscribeTokens;

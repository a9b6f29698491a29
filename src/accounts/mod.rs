//! Who a reader is: guests and members, sessions, tokens. The rules; storage is [`crate::backends::accounts`].
//!
//! Reading order: `token_keys`, `tokens` (how what a caller shows is signed and read), `access_tokens`,
//! `operator_tokens`, `refresh_tokens`, `one_time_tokens` and `unsubscribe_tokens` (what it says), `verified` (what was
//! shown before), `session_cache` (whether it still holds), `authenticator` (signing in, staying in, leaving),
//! `credential` (who was let in, and by which right), `access` (what they may reach). Of readers who sign up: `email`,
//! `password` and `password_hasher` (what they sign in by), `known_devices`, and `membership` (all that they can do).

mod access;
mod access_tokens;
mod authenticator;
mod credential;
mod email;
mod known_devices;
mod membership;
mod one_time_tokens;
mod operator_tokens;
mod options;
mod password;
mod password_hasher;
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
pub use email::Email;
pub use membership::{Admission, MemberDetails, Membership, MembershipError, SignUp, Visitor};
pub use one_time_tokens::OneTimeTokens;
pub use operator_tokens::{OperatorToken, Scope};
pub use options::{Argon2Options, Options};
pub use password::{PASSWORD_LENGTH, Password, WeakPassword};
pub use password_hasher::PasswordHasher;
pub use refresh_tokens::ShownRefreshToken;
pub use tokens::{TokenError, TokenOptions, Tokens};
pub use unsubscribe_tokens::UnsubscribeTokens;

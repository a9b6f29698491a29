//! What readers do who sign up: `registration`, `sign_in` (with `pace`: how often it may be tried), `recovery` (links
//! that come by mail), `own_account` (what is theirs to see and to change). `visitor` says from where they come.

mod error;
mod handle;
mod own_account;
mod pace;
mod recovery;
mod registration;
mod sign_in;
mod visitor;

pub use error::MembershipError;
pub use handle::Membership;
pub use own_account::MemberDetails;
pub use registration::{Admission, SignUp};
pub use visitor::Visitor;

//! Who asks.

use serde::{Deserialize, Serialize};

use super::{Tier, Timestamp, UserId};

/// A reader with an account; guests have one too, without a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: UserId,
    /// What they may do.
    pub tier: Tier,
    /// When the account was made.
    pub created_at: Timestamp,
}

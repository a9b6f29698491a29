//! Who asked, noted on an answer: the way out of the gateway measures and logs it, and knows nothing of tokens.

use crate::domain::{Tier, UserId};

/// An extension of the answer to a caller who is known.
#[derive(Clone, Debug)]
pub struct Identity {
    /// In the line of the log.
    pub user: UserId,
    /// In the measurement, as the plan whose limits held.
    pub tier: Tier,
}

//! How much a caller may ask for.

use serde::{Deserialize, Serialize};

/// The name of the plan that applies to a caller: `guest`, `free`, or a paid plan of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tier(pub String);

/// The least that anybody may: a guest's.
impl Default for Tier {
    fn default() -> Self {
        Self::guest()
    }
}

impl Tier {
    /// The tier of a reader who has not signed up.
    #[must_use]
    pub fn guest() -> Self {
        Self("guest".to_owned())
    }

    /// The tier of a reader who has signed up and pays nothing.
    #[must_use]
    pub fn free() -> Self {
        Self("free".to_owned())
    }

    /// Its name, as in the configuration and in metrics.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The limits of one plan. Zero means no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanLimits {
    /// Requests a minute to `/v1`, counted on each node.
    pub requests_per_minute: u32,
    /// Stories accepted on one UTC day; failed ones don't count.
    pub stories_per_day: u32,
    /// Stories that have not ended.
    pub stories_at_once: u32,
}

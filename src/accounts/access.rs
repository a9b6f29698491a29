//! Who may do what: whose a story is, and what a plan allows. These rules stand here and nowhere else.

use std::collections::HashMap;

use crate::backends::store::{Head, Log, StoreError, StoreErrorKind};
use crate::domain::{StoryId, Tier, UserId};

/// The head of a reader's own story; `None` for one that there is not, that was deleted, or that is another's: nobody
/// learns which. One whose owner can't be read is nobody's.
pub async fn own_story(log: &dyn Log, reader: UserId, story: StoryId) -> Result<Option<Head>, StoreError> {
    match log.head(story).await {
        Err(error) if error.kind == StoreErrorKind::Corrupt => Ok(None),
        head => Ok(head?.filter(|head| head.owner == reader)),
    }
}

/// What each plan stands for; a plan that left the configuration counts as a guest's.
#[derive(Clone, Debug)]
pub struct Plans<T> {
    guest: T,
    others: HashMap<Tier, T>,
}

impl<T> Plans<T> {
    /// By the plans' names in the configuration; `None` unless the guests' is among them.
    #[must_use]
    pub fn new(named: impl IntoIterator<Item = (String, T)>) -> Option<Self> {
        let mut others: HashMap<Tier, T> = named.into_iter().map(|(name, plan)| (Tier(name), plan)).collect();
        let guest = others.remove(&Tier::guest())?;
        Some(Self { guest, others })
    }

    /// What counts for a reader of this plan.
    #[must_use]
    pub fn of(&self, tier: &Tier) -> &T {
        self.others.get(tier).unwrap_or(&self.guest)
    }

    /// Something else for each plan.
    #[must_use]
    pub fn map<Other>(&self, change: impl Fn(&T) -> Other) -> Plans<Other> {
        let others = self.others.iter().map(|(tier, plan)| (tier.clone(), change(plan))).collect();
        Plans { guest: change(&self.guest), others }
    }
}

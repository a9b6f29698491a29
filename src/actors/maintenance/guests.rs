//! Guests who stay away are forgotten, and all that is theirs. Sessions have ended by then, so nobody comes back while
//! it goes on; stories go first and the account last, so that a crash between them leaves an account that says what is
//! still to be done.

use super::{Maintenance, MaintenanceError};
use crate::backends::store::Intent;
use crate::domain::{Timestamp, UserId};

/// Guests of one pass, so that a crowd of them keeps nothing else waiting for long.
const BATCH: usize = 1_000;
/// Stories of one step.
const STORIES: usize = 64;

impl Maintenance {
    /// Deletes the stories of guests who were away for too long; the account of one who has none left goes, a pass
    /// later at the soonest.
    pub async fn forget_guests(&self, now: Timestamp) -> Result<(), MaintenanceError> {
        let (mut deleted, mut removed) = (0, 0);
        for guest in self.accounts.users.absent_guests(now.minus(self.guests_kept), now, BATCH).await? {
            let stories = self.delete_stories(guest, now).await?;
            if stories == 0 {
                self.accounts.users.remove(guest).await?;
                removed += 1;
            }
            deleted += stories;
        }
        if deleted > 0 {
            self.erasing.notify_one();
        }
        if deleted + removed > 0 {
            tracing::info!(stories = deleted, guests = removed, "guests who stayed away were forgotten");
        }
        Ok(())
    }

    /// Deletes every story of an owner, as by their own hand, readable or not; how many there were.
    async fn delete_stories(&self, owner: UserId, now: Timestamp) -> Result<usize, MaintenanceError> {
        let mut deleted = 0;
        loop {
            // a deleted story is not among them, so the next page is the first one again
            let page = self.store.lists.owned(owner, STORIES).await?;
            for story in &page {
                self.store.claims.intend(*story, Intent::Delete, now).await?;
            }
            deleted += page.len();
            if page.len() < STORIES {
                return Ok(deleted);
            }
        }
    }
}

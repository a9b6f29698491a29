//! Erasing deleted stories whose logs have ended: pictures first, rows after, so that a crash between them leaves a
//! tombstone that says what is still to be done.

use std::collections::HashSet;

use super::pictures::remove_all_but;
use super::{Maintenance, MaintenanceError};
use crate::backends::store::Tombstone;

/// Stories of one step.
const BATCH: usize = 64;

impl Maintenance {
    /// Erases every story that waits for it. One whose pictures can't be removed now keeps no other waiting.
    pub async fn erase(&self) -> Result<(), MaintenanceError> {
        let (mut after, mut outcome) = (None, Ok(()));
        loop {
            let tombstones = self.store.erasure.to_erase(after, BATCH).await?;
            let Some(last) = tombstones.last() else { return outcome };
            after = Some(last.story_id);
            let mut emptied = Vec::new();
            for Tombstone { story_id, .. } in &tombstones {
                match remove_all_but(&*self.objects, *story_id, &HashSet::new()).await {
                    Ok(_) => emptied.push(*story_id),
                    Err(error) => outcome = outcome.and(Err(error)),
                }
            }
            if !emptied.is_empty() {
                self.store.erasure.erase(&emptied).await?;
                tracing::info!(stories = emptied.len(), "deleted stories were erased");
            }
        }
    }
}

//! The walk over all pictures, for those of stories that nobody knows, such as those of a store that was put back to an
//! older day. It goes by the stories' folders, one bounded step after the other: what is deleted meanwhile waits for no
//! walk, and one that a storage interrupted goes on where it was.
//!
//! **It removes nothing where it could be wrong as a whole**: beside objects that carry another cluster's id or none,
//! in a store's first day, and where more is unknown than `objects.walk_percent`: that waits for an operator.

use std::collections::VecDeque;
use std::time::Duration;

use metrics::{counter, gauge};

use super::pictures::Pages;
use super::{Maintenance, MaintenanceError};
use crate::backends::keys::Cluster;
use crate::backends::store::StoreErrorKind;
use crate::domain::{Bucket, ObjectKey, ObjectPrefix, StoryId, Timestamp};
use crate::metrics::{OBJECTS_HELD, OBJECTS_SWEPT};

/// Folders of one listing. A disk's folder is read whole for each: sixteen times for a million stories, and no more
/// than some megabytes of names at once.
const LISTED: usize = 1 << 16;
/// Folders of one step: a look at the store for each.
const STEP: usize = 1_000;
/// A store that was made a moment ago may be about to be put back from a backup.
const FIRST_DAY: Duration = Duration::from_hours(24);

/// A walk as far as it has come: it looks at every folder, and only then removes.
#[derive(Debug, Default)]
pub struct Walk {
    /// Named and not yet looked at.
    listed: VecDeque<ObjectPrefix>,
    /// The last one that was looked at.
    after: Option<ObjectPrefix>,
    /// How many were looked at.
    seen: usize,
    /// Those that hold old pictures of no known story.
    unknown: Vec<ObjectPrefix>,
    /// Whether all were looked at, and what is unknown may go.
    removes: bool,
}

impl Maintenance {
    /// Goes one step on; `true`: the walk has ended. After an error the next step goes on where this one stopped.
    pub async fn walk(&self, walk: &mut Walk, now: Timestamp) -> Result<bool, MaintenanceError> {
        if walk.removes {
            return self.remove_some(walk, now).await;
        }
        if walk.seen == 0 && !self.may_walk(now).await? {
            return Ok(true);
        }
        if self.look_at_some(walk, now).await? {
            return Ok(false);
        }
        walk.removes = self.is_plausible(walk);
        Ok(!walk.removes)
    }

    async fn may_walk(&self, now: Timestamp) -> Result<bool, MaintenanceError> {
        let Cluster { id, began_at } = self.store.cluster;
        if now < began_at.plus(FIRST_DAY) {
            return Ok(false);
        }
        let are_ours = self.objects.belong_to(id).await?;
        if !are_ours {
            tracing::warn!(cluster.id = %id, "the objects don't carry this cluster's id: no unknown one is removed");
        }
        Ok(are_ours)
    }

    /// `false`: there were no more.
    async fn look_at_some(&self, walk: &mut Walk, now: Timestamp) -> Result<bool, MaintenanceError> {
        if walk.listed.is_empty() {
            let after = walk.after.as_ref();
            walk.listed = self.objects.folders(Bucket::Illustrations, after, LISTED).await?.into();
        }
        if walk.listed.is_empty() {
            return Ok(false);
        }
        for _ in 0..STEP {
            let Some(folder) = walk.listed.front() else { break };
            let is_unknown =
                !self.is_known(folder.of_story()).await? && !self.old_pictures(folder, now).await?.is_empty();
            walk.seen += 1;
            walk.after = walk.listed.pop_front();
            walk.unknown.extend(walk.after.clone().filter(|_| is_unknown));
        }
        Ok(true)
    }

    /// Whether a folder may be somebody's: one whose row can't be read is.
    async fn is_known(&self, story: Option<StoryId>) -> Result<bool, MaintenanceError> {
        let Some(story) = story else { return Ok(false) };
        match self.store.log.head(story).await {
            Ok(head) => Ok(head.is_some()),
            Err(error) if error.kind == StoreErrorKind::Unavailable => Err(error.into()),
            Err(_) => Ok(true),
        }
    }

    async fn old_pictures(&self, folder: &ObjectPrefix, now: Timestamp) -> Result<Vec<ObjectKey>, MaintenanceError> {
        let before = now.minus(self.options.grace);
        let (mut old, mut pages) = (Vec::new(), Pages::of(&*self.objects, folder.clone()));
        while let Some(page) = pages.next().await? {
            old.extend(page.into_iter().filter(|object| object.modified < before).map(|object| object.key));
        }
        Ok(old)
    }

    /// Whether so little is unknown that it may be removed.
    fn is_plausible(&self, walk: &Walk) -> bool {
        let (unknown, seen, percent) = (walk.unknown.len(), walk.seen, self.options.walk_percent);
        let is_plausible = unknown * 100 <= seen * usize::from(percent);
        let held = if is_plausible { 0 } else { u32::try_from(unknown).unwrap_or(u32::MAX) };
        gauge!(OBJECTS_HELD).set(held);
        if !is_plausible {
            tracing::warn!(
                stories.unknown = unknown,
                stories.seen = seen,
                objects.walk_percent = percent,
                "pictures of too many stories belong to none that the store knows: none is removed; is this the right \
                store? if so, raise objects.walk_percent"
            );
        }
        is_plausible
    }

    /// `true`: nothing is left. What can't be removed keeps nothing else waiting, and waits for the next walk.
    async fn remove_some(&self, walk: &mut Walk, now: Timestamp) -> Result<bool, MaintenanceError> {
        let mut outcome = Ok(());
        for _ in 0..STEP {
            let Some(folder) = walk.unknown.pop() else { return outcome.map(|()| true) };
            if let Err(error) = self.remove_old(&folder, now).await {
                outcome = outcome.and(Err(error));
            }
        }
        outcome.map(|()| false)
    }

    async fn remove_old(&self, folder: &ObjectPrefix, now: Timestamp) -> Result<(), MaintenanceError> {
        let keys = self.old_pictures(folder, now).await?;
        let removed = self.objects.delete_many(&keys).await;
        let left = removed.as_ref().err().map_or(0, |error| error.left.len());
        counter!(OBJECTS_SWEPT).increment((keys.len() - left) as u64);
        Ok(removed?)
    }
}

//! The walk over all pictures, for those of stories that nobody knows, such as those of a store that was put back to an
//! older day.

use std::collections::HashMap;

use metrics::counter;

use super::pictures::Pages;
use super::{Maintenance, MaintenanceError};
use crate::domain::{Bucket, ObjectKey, ObjectPrefix, StoryId, Timestamp};
use crate::metrics::OBJECTS_SWEPT;

impl Maintenance {
    /// Removes what is older than the grace and belongs to no known story. What can't be removed now keeps nothing else
    /// waiting.
    pub async fn walk(&self, now: Timestamp) -> Result<(), MaintenanceError> {
        let before = now.minus(self.grace);
        let mut outcome = Ok(());
        let mut pages = Pages::of(&*self.objects, ObjectPrefix::bucket(Bucket::Illustrations));
        while let Some(page) = pages.next().await? {
            let old = page.into_iter().filter(|object| object.modified < before).map(|object| object.key);
            for (story, keys) in by_story(old) {
                if let Some(story) = story
                    && self.store.log.head(story).await?.is_some()
                {
                    continue;
                }
                match self.objects.delete_many(&keys).await {
                    Ok(()) => counter!(OBJECTS_SWEPT).increment(keys.len() as u64),
                    Err(error) => {
                        counter!(OBJECTS_SWEPT).increment((keys.len() - error.left.len()) as u64);
                        outcome = outcome.and(Err(error.into()));
                    }
                }
            }
        }
        outcome
    }
}

/// Under `None`, the keys that name no story.
fn by_story(keys: impl Iterator<Item = ObjectKey>) -> HashMap<Option<StoryId>, Vec<ObjectKey>> {
    let mut by_story: HashMap<_, Vec<_>> = HashMap::new();
    for key in keys {
        by_story.entry(key.story()).or_default().push(key);
    }
    by_story
}

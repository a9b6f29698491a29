//! Pictures, as tidying goes through them.

use std::collections::HashSet;

use super::MaintenanceError;
use crate::backends::objects::{ObjectError, ObjectMeta, Objects};
use crate::domain::{ObjectKey, ObjectPrefix, StoryId};

/// Pictures of one page of a listing.
const PAGE: usize = 1_000;

/// Removes a story's pictures but for these; returns how many.
pub(super) async fn remove_all_but(
    objects: &dyn Objects,
    story: StoryId,
    kept: &HashSet<ObjectKey>,
) -> Result<u64, MaintenanceError> {
    let mut removed = 0;
    let mut pages = Pages::of(objects, ObjectPrefix::story(story));
    while let Some(page) = pages.next().await? {
        let spare: Vec<_> = page.into_iter().map(|object| object.key).filter(|key| !kept.contains(key)).collect();
        objects.delete_many(&spare).await?;
        removed += spare.len() as u64;
    }
    Ok(removed)
}

/// A listing, page by page.
pub(super) struct Pages<'a> {
    objects: &'a dyn Objects,
    prefix: ObjectPrefix,
    after: Option<ObjectKey>,
    is_at_end: bool,
}

impl<'a> Pages<'a> {
    pub(super) fn of(objects: &'a dyn Objects, prefix: ObjectPrefix) -> Self {
        Self { objects, prefix, after: None, is_at_end: false }
    }

    /// `None` after the last page. What was removed meanwhile changes nothing for the next.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<ObjectMeta>>, ObjectError> {
        if self.is_at_end {
            return Ok(None);
        }
        let page = self.objects.list(&self.prefix, self.after.as_ref(), PAGE).await?;
        self.is_at_end = page.next.is_none();
        self.after = page.next;
        Ok(Some(page.objects))
    }
}

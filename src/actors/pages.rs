//! How many pages a book has: it may be planned shorter than it was wished, and end shorter than it was planned.

use crate::backends::store::{Head, Log, StoreError};
use crate::domain::{Event, StoryId};

/// A plan stands among the first events: after `story.created` and `story.started`.
const BEGINNING: usize = 3;

/// The pages of a story: how many it has, is planned to have, or was wished to have. `None`: it was deleted meanwhile.
///
/// # Errors
///
/// The store's.
pub async fn pages(log: &dyn Log, story: StoryId, head: &Head) -> Result<Option<u32>, StoreError> {
    if head.status.has_ended() {
        let Some(last) = log.read(story, head.seq.saturating_sub(1), 1).await? else { return Ok(None) };
        if let Some(pages) = last.first().and_then(|record| pages_by(&record.event)) {
            return Ok(Some(pages));
        }
    }
    let Some(beginning) = log.read(story, 0, BEGINNING).await? else { return Ok(None) };
    Ok(beginning.iter().rev().find_map(|record| pages_by(&record.event)))
}

/// What an event says of it; `None` when it is about something else.
fn pages_by(event: &Event) -> Option<u32> {
    match event {
        Event::StoryCreated { request } => Some(request.scenes),
        Event::StoryOutlined(outline) => Some(outline.scenes),
        Event::StoryCompleted { scenes, .. } => Some(*scenes),
        _ => None,
    }
}

//! In-app notices, with the ids of their facts.

use std::sync::Arc;

use async_trait::async_trait;

use super::channel::Channel;
use crate::backends::store::{Notice, Notices, StoreError};
use crate::domain::BusEvent;

/// Puts a notice for each story that ended by itself.
pub struct InApp(pub Arc<dyn Notices>);

#[async_trait]
impl Channel for InApp {
    async fn tell(&self, event: &BusEvent) -> Result<(), StoreError> {
        match notice(event) {
            Some(notice) => self.0.put(notice).await,
            None => Ok(()),
        }
    }
}

/// The notice of a fact; `None` for those that readers are not told of.
fn notice(event: &BusEvent) -> Option<Notice> {
    if !matches!(event.kind.as_str(), "story.completed" | "story.failed") {
        return None;
    }
    Some(Notice {
        id: event.event_id,
        user: event.user_id?,
        kind: event.kind.clone(),
        story_id: event.story_id,
        at: event.at,
        read: false,
    })
}

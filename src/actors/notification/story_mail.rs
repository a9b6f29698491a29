//! "Your story is ready", by mail: where the wish said `notify`, the reader's address is theirs, and nobody saw the
//! story end. No word of the story is in it.

use std::sync::Arc;

use async_trait::async_trait;

use super::channel::Channel;
use crate::backends::accounts::{MailKind, MailQueue, QueuedMail};
use crate::backends::store::{Log, StoreError, StoreErrorKind};
use crate::domain::{BusEvent, Event, MailId, StoryId, StoryRequest};
use crate::stream::Hub;

/// Queues a mail for each completed story that was to be told of.
pub struct StoryMail {
    /// What was wished for stands in the story's log.
    pub log: Arc<dyn Log>,
    pub mails: Arc<dyn MailQueue>,
    /// Knows who watches a story.
    pub hub: Hub,
}

#[async_trait]
impl Channel for StoryMail {
    async fn tell(&self, event: &BusEvent) -> Result<(), StoreError> {
        let (Some(user), Some(story)) = (event.user_id, event.story_id) else { return Ok(()) };
        if event.kind != "story.completed" || self.hub.was_watched_to_its_end(story) {
            return Ok(());
        }
        let Some(request) = self.wish(story).await?.filter(|request| request.notify) else { return Ok(()) };
        let recipient = self.mails.recipient(user).await?;
        if !recipient.is_some_and(|recipient| recipient.is_verified && !recipient.is_unsubscribed) {
            return Ok(());
        }
        // the fact's id: a fact that comes again queues no second mail
        let id = MailId::from_bytes(*event.event_id.as_bytes());
        let (kind, language) = (MailKind::StoryCompleted { story }, request.language);
        self.mails.put(QueuedMail { id, user, kind, language, at: event.at }).await
    }
}

impl StoryMail {
    /// What was wished for; `None`: the story is deleted, or can't be read.
    async fn wish(&self, story: StoryId) -> Result<Option<StoryRequest>, StoreError> {
        let first = match self.log.read(story, 0, 1).await {
            Err(error) if error.kind == StoreErrorKind::Unavailable => return Err(error),
            read => read.ok().flatten().unwrap_or_default().into_iter().next(),
        };
        Ok(first.and_then(|record| match record.event {
            Event::StoryCreated { request } => Some(request),
            _ => None,
        }))
    }
}

//! What the gateway and the command line ask of the pipeline. One cheap handle; every call answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::{Notify, oneshot};
use tracing::Span;

use super::request::WishJudge;
use super::request::message::Submit;
pub use super::request::{Refusal, Submission};
use crate::accounts::own_story;
use crate::actors::dispatch::DispatchMessage;
use crate::actors::mending::Mending;
use crate::actors::pages::pages;
use crate::actors::run::context::SharedContext;
use crate::actors::stage::{PoolStatus, Stage};
use crate::backends::store::{Bookmark, Intent, StoreError};
use crate::domain::{BusEvent, Device, EventId, ObjectKey, StoryId, StoryRequest, StoryWish, Tier, Timestamp, UserId};
use crate::flow::supervise::Address;

/// Why a story was not cancelled.
#[derive(Debug)]
pub enum CancelRefusal {
    /// There is no such story of this caller.
    Unknown,
    /// It has ended already.
    Ended,
    /// The store did not take the intent.
    Store(StoreError),
}

/// Why a reader's place was not kept.
#[derive(Debug)]
pub enum ProgressRefusal {
    /// There is no such story of this caller.
    Unknown,
    /// The book has fewer pages, or is to have fewer.
    BeyondBook {
        /// How many pages it has, or is planned or wished to have.
        pages: u32,
    },
    /// The store did not answer, or did not take it.
    Store(StoreError),
}

impl From<StoreError> for ProgressRefusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The pipeline's front door. Cheap to clone.
#[derive(Clone)]
pub struct StoryService {
    pub(super) context: SharedContext,
    pub(super) requests: Address<Submit>,
    pub(super) judge: WishJudge,
    pub(super) stories: Address<DispatchMessage>,
    pub(super) erasing: Arc<Notify>,
    pub(super) mending: Mending,
    pub(super) draining: Arc<AtomicBool>,
}

impl StoryService {
    /// Accepts a wish: when this returns a story's id, the story is durable.
    pub async fn submit(&self, submission: Submission) -> Result<StoryId, Refusal> {
        let (answer, answered) = oneshot::channel();
        if !self.requests.send(Submit { submission, answer, span: Span::current() }) {
            return Err(Refusal::Unavailable);
        }
        answered.await.unwrap_or(Err(Refusal::Unavailable))
    }

    /// Refuses a wish in which a child may be asking for help, and lets pass every other: for who has no requests left.
    pub async fn listen(&self, wish: &StoryWish) -> Result<(), Refusal> {
        self.judge.listen(wish).await.inspect_err(Refusal::count)
    }

    /// Refuses a language in which no stories are told to readers of this plan.
    pub fn check_language(&self, tier: &Tier, request: &StoryRequest) -> Result<(), Refusal> {
        self.judge.check_language(tier, request)
    }

    /// Ends a story of `owner`, soon.
    pub async fn cancel(&self, owner: UserId, story: StoryId) -> Result<(), CancelRefusal> {
        let store = &self.context.store;
        let head = own_story(&*store.log, owner, story).await.map_err(CancelRefusal::Store)?;
        let head = head.ok_or(CancelRefusal::Unknown)?;
        if head.status.has_ended() {
            return Err(CancelRefusal::Ended);
        }
        store.claims.intend(story, Intent::Cancel, Timestamp::now()).await.map_err(CancelRefusal::Store)?;
        self.stories.send(DispatchMessage::Intended(story));
        Ok(())
    }

    /// Deletes a story of `owner`: nothing of it is readable when this returns. `false`: there is no such story.
    pub async fn delete(&self, owner: UserId, story: StoryId) -> Result<bool, StoreError> {
        let store = &self.context.store;
        let Some(head) = own_story(&*store.log, owner, story).await? else { return Ok(false) };
        store.claims.intend(story, Intent::Delete, Timestamp::now()).await?;
        self.context.hub.deleted(story);
        if !head.status.has_ended() {
            self.stories.send(DispatchMessage::Intended(story));
        }
        self.erasing.notify_one();
        Ok(true)
    }

    /// Lets a picture whose file is damaged be painted anew.
    pub fn mend(&self, picture: &ObjectKey) {
        self.mending.ask(picture);
    }

    /// Keeps the reader's bookmark, on whatever device they read, and steers what is painted next.
    pub async fn progress(
        &self,
        reader: UserId,
        story: StoryId,
        scene: u32,
        device: Device,
    ) -> Result<(), ProgressRefusal> {
        let store = &self.context.store;
        let head = own_story(&*store.log, reader, story).await?.ok_or(ProgressRefusal::Unknown)?;
        let pages = pages(&*store.log, story, &head).await?.ok_or(ProgressRefusal::Unknown)?;
        if scene > pages {
            return Err(ProgressRefusal::BeyondBook { pages });
        }
        let at = Timestamp::now();
        let viewed = BusEvent {
            event_id: EventId::new(),
            kind: "story.viewed".to_owned(),
            at,
            user_id: Some(reader),
            story_id: Some(story),
            node: self.context.claimant.node,
            data: serde_json::json!({ "scene": scene, "device": device }),
        };
        store.bookmarks.keep(Bookmark { reader, story_id: story, scene, at }, viewed).await?;
        self.context.outbox.wake();
        self.stories.send(DispatchMessage::ReaderAt(story, scene));
        Ok(())
    }

    /// Every pool as it stands.
    #[must_use]
    pub fn pools(&self) -> Vec<PoolStatus> {
        Stage::ALL.into_iter().map(|stage| PoolStatus::of(stage, self.context.pool(stage))).collect()
    }

    /// Resizes a pool, 1 to 1,024 workers; nothing that runs or waits is lost.
    pub fn resize(&self, stage: Stage, size: usize) {
        self.context.pool(stage).resize(size);
        tracing::info!(stage = stage.as_str(), size, "a pool was resized");
    }

    /// Whether wishes are taken now.
    #[must_use]
    pub fn is_accepting(&self) -> bool {
        !self.draining.load(Ordering::Relaxed)
    }
}

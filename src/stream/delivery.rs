//! From log records to what a reader gets: object keys become signed addresses, the same within a signing window, so
//! that a replay equals the first showing in all but `url`.

use bytes::Bytes;

use super::addresses::Addresses;
use super::view::{EventBody, EventView, IllustrationView, SceneView, SourceView, StoryView};
use crate::domain::{Event, Illustration, Record, Story, StoryFailure, Timestamp, ToldScene};

/// Cheap to clone.
#[derive(Clone)]
pub struct Delivery {
    addresses: Addresses,
}

impl Delivery {
    /// Delivers with these addresses, or with this service's own, signed.
    #[must_use]
    pub fn new(addresses: impl Into<Addresses>) -> Self {
        Self { addresses: addresses.into() }
    }

    /// The same, with addresses of this service alone: it looks at each picture, and mends what is lost.
    #[must_use]
    pub fn of_this_service(&self) -> Self {
        Self { addresses: self.addresses.of_this_service() }
    }

    /// What other origin than this service's a page gets pictures from.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        self.addresses.origin()
    }

    /// The signing window that contains `now`.
    #[must_use]
    pub fn window(&self, now: Timestamp) -> u64 {
        self.addresses.window(now)
    }

    /// An event in a list, with its type.
    #[must_use]
    pub fn event(&self, record: &Record, now: Timestamp) -> EventView {
        EventView { kind: Some(record.event.kind()), ..self.data(record, now) }
    }

    /// One server-sent event, whole.
    ///
    /// # Panics
    ///
    /// Never: only a map with other keys than text can't be written as JSON.
    #[must_use]
    pub fn frame(&self, record: &Record, now: Timestamp) -> Bytes {
        let data =
            serde_json::to_string(&self.data(record, now)).expect("an event has no map with other keys than text");
        Bytes::from(format!("id: {}\nevent: {}\ndata: {data}\n\n", record.seq, record.event.kind()))
    }

    /// The whole story as it stands.
    #[must_use]
    pub fn story(&self, story: &Story, now: Timestamp) -> StoryView {
        let outline = story.outline.clone();
        let (title, summary, planned_scenes) = match &outline {
            Some(outline) => (Some(outline.title.clone()), Some(outline.summary.clone()), Some(outline.scenes)),
            None => (None, None, None),
        };
        let (tags, characters) = outline.map(|outline| (outline.tags, outline.characters)).unwrap_or_default();
        StoryView {
            id: story.id,
            status: story.status,
            request: story.request.clone(),
            title,
            summary,
            tags,
            characters,
            planned_scenes,
            scenes: story.scenes.iter().map(|told| self.told_scene(told, now)).collect(),
            failure: story.failure.clone(),
            last_event: story.last_event,
            created_at: story.created_at,
        }
    }

    /// The `data:` object of an event.
    fn data(&self, record: &Record, now: Timestamp) -> EventView {
        let body = match &record.event {
            Event::StoryCreated { request } => EventBody::Created { request: request.clone() },
            Event::StoryStarted | Event::StoryCancelled => EventBody::Nothing {},
            Event::StoryOutlined(outline) => EventBody::Outlined(outline.clone()),
            Event::SceneCreated(scene) => EventBody::Scene(scene.clone()),
            Event::IllustrationCreated(illustration) => EventBody::Illustration {
                scene: illustration.scene,
                revision: illustration.revision,
                illustration: self.illustration(illustration, now),
            },
            Event::StoryCompleted { scenes, duration_ms } => {
                EventBody::Completed { scenes: *scenes, duration_ms: *duration_ms }
            }
            Event::StoryFailed { code, detail, retryable } => {
                EventBody::Failed(StoryFailure { code: code.clone(), detail: detail.clone(), retryable: *retryable })
            }
        };
        EventView { kind: None, story_id: record.story_id, seq: record.seq, at: record.at, body }
    }

    fn told_scene(&self, told: &ToldScene, now: Timestamp) -> SceneView {
        let illustration = told.illustration.as_ref().map(|illustration| self.illustration(illustration, now));
        SceneView { words: told.words.clone(), illustration }
    }

    fn illustration(&self, illustration: &Illustration, now: Timestamp) -> IllustrationView {
        let window = self.addresses.window(now);
        let sources = illustration.sources.iter().map(|source| SourceView {
            url: self.addresses.url(&source.key, window),
            media_type: source.media_type.clone(),
            width: source.width,
        });
        IllustrationView {
            scene: illustration.scene,
            revision: illustration.revision,
            alt: illustration.alt.clone(),
            placeholder: illustration.placeholder.clone(),
            width: illustration.width,
            height: illustration.height,
            sources: sources.collect(),
            fallback: illustration.fallback,
        }
    }
}

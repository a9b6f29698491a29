//! From log records to what a reader gets: object keys become signed addresses, the same within a signing window, so
//! that a replay equals the first showing in all but `url`.

use bytes::Bytes;
use serde_json::{Value, json};

use super::signer::Signer;
use crate::domain::{Event, Illustration, Record, Story, Timestamp, ToldScene};

/// Cheap to clone.
#[derive(Clone)]
pub struct Delivery {
    signer: Signer,
}

impl Delivery {
    /// Delivers with addresses signed by `signer`.
    #[must_use]
    pub fn new(signer: Signer) -> Self {
        Self { signer }
    }

    /// The signing window that contains `now`.
    #[must_use]
    pub fn window(&self, now: Timestamp) -> u64 {
        self.signer.window(now)
    }

    /// The `data:` object of an event.
    #[must_use]
    pub fn event(&self, record: &Record, now: Timestamp) -> Value {
        let mut data = match &record.event {
            Event::StoryCreated { request } => json!({ "request": request }),
            Event::StoryStarted | Event::StoryCancelled => json!({}),
            Event::StoryOutlined(outline) => json!(outline),
            Event::SceneCreated(scene) => json!(scene),
            Event::IllustrationCreated(illustration) => json!({
                "scene": illustration.scene,
                "revision": illustration.revision,
                "illustration": self.illustration(illustration, now),
            }),
            Event::StoryCompleted { scenes, duration_ms } => json!({ "scenes": scenes, "duration_ms": duration_ms }),
            Event::StoryFailed { code, detail, retryable } => {
                json!({ "code": code, "detail": detail, "retryable": retryable })
            }
        };
        data["story_id"] = json!(record.story_id);
        data["seq"] = json!(record.seq);
        data["at"] = json!(record.at);
        data
    }

    /// One server-sent event, whole.
    #[must_use]
    pub fn frame(&self, record: &Record, now: Timestamp) -> Bytes {
        let data = self.event(record, now);
        Bytes::from(format!("id: {}\nevent: {}\ndata: {data}\n\n", record.seq, record.event.kind()))
    }

    /// The whole story as it stands.
    #[must_use]
    pub fn story(&self, story: &Story, now: Timestamp) -> Value {
        let outline = story.outline.as_ref();
        let scenes: Vec<Value> = story.scenes.iter().map(|told| self.told_scene(told, now)).collect();
        json!({
            "id": story.id,
            "status": story.status,
            "request": story.request,
            "title": outline.map(|outline| &outline.title),
            "summary": outline.map(|outline| &outline.summary),
            "tags": outline.map_or(&[][..], |outline| &outline.tags),
            "characters": outline.map_or(&[][..], |outline| &outline.characters),
            "planned_scenes": outline.map(|outline| outline.scenes),
            "scenes": scenes,
            "failure": story.failure,
            "last_event": story.last_event,
            "created_at": story.created_at,
        })
    }

    fn told_scene(&self, told: &ToldScene, now: Timestamp) -> Value {
        json!({
            "scene": told.words.scene,
            "text": told.words.text,
            "words": told.words.words,
            "palette": told.words.palette,
            "illustration": told.illustration.as_ref().map(|illustration| self.illustration(illustration, now)),
        })
    }

    fn illustration(&self, illustration: &Illustration, now: Timestamp) -> Value {
        let window = self.signer.window(now);
        let sources: Vec<Value> = illustration
            .sources
            .iter()
            .map(|source| {
                json!({
                    "url": self.signer.url(source.key.as_str(), window),
                    "type": source.media_type,
                    "width": source.width,
                })
            })
            .collect();
        json!({
            "scene": illustration.scene,
            "revision": illustration.revision,
            "alt": illustration.alt,
            "placeholder": illustration.placeholder,
            "width": illustration.width,
            "height": illustration.height,
            "sources": sources,
            "fallback": illustration.fallback,
        })
    }
}

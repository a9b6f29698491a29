//! What leaves for analytics: ids, counts, durations and enumerated values, never a child's name, theme or text.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Event, EventId, NodeId, Record, StoryId, StoryRequest, Tier, Timestamp, UserId};

/// Where a bus event goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    #[strum(serialize = "tale-content")]
    Content,
    /// Readers and what they do.
    #[strum(serialize = "tale-users")]
    Users,
    /// Requests and calls to models.
    #[strum(serialize = "tale-performance")]
    Performance,
    #[strum(serialize = "tale-errors")]
    Errors,
}

impl Topic {
    pub const ALL: [Self; 4] = [Self::Content, Self::Users, Self::Performance, Self::Errors];

    /// The topic's name on the bus.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The one envelope of everything on the bus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BusEvent {
    /// The fact's own id: the same however often it is delivered.
    pub event_id: EventId,
    /// `story.created`, `api.request`, ...
    #[serde(rename = "type")]
    pub kind: String,
    pub at: Timestamp,
    /// Whose doing, where that is known.
    pub user_id: Option<UserId>,
    /// About which story, where it is about one.
    pub story_id: Option<StoryId>,
    pub node: NodeId,
    /// The rest, by kind.
    pub data: Value,
}

/// Whose story a record is of, and what analytics counts it under.
#[derive(Clone, Copy, Debug)]
pub struct StoryOf<'a> {
    pub owner: UserId,
    /// The owner's plan when they wished.
    pub tier: &'a Tier,
    pub request: &'a StoryRequest,
}

impl BusEvent {
    /// The bus event of a story's log event; `None` for those that only readers need. Its id is the record's.
    #[must_use]
    pub fn of_record(record: &Record, story: StoryOf<'_>, node: NodeId) -> Option<Self> {
        let mut data = match &record.event {
            Event::StoryCreated { request } => {
                json!({ "scenes": request.scenes, "characters": request.characters.len() })
            }
            Event::IllustrationCreated(illustration) => json!({
                "scene": illustration.scene, "revision": illustration.revision, "fallback": illustration.fallback,
                "sources": illustration.sources.len(),
            }),
            Event::StoryCompleted { scenes, duration_ms } => json!({ "scenes": scenes, "duration_ms": duration_ms }),
            Event::StoryFailed { code, retryable, .. } => json!({ "code": code, "retryable": retryable }),
            Event::StoryCancelled => json!({}),
            Event::StoryStarted | Event::StoryOutlined(_) | Event::SceneCreated(_) => return None,
        };
        let StoryOf { owner, tier, request } = story;
        data["tier"] = json!(tier);
        data["age_group"] = json!(request.age_group);
        data["style"] = json!(request.style);
        data["language"] = json!(request.language);
        Some(Self {
            event_id: record.event_id,
            kind: record.event.kind().to_owned(),
            at: record.at,
            user_id: Some(owner),
            story_id: Some(record.story_id),
            node,
            data,
        })
    }

    /// The topic it is published to.
    #[must_use]
    pub fn topic(&self) -> Topic {
        match self.kind.split_once('.').map_or(self.kind.as_str(), |(family, _)| family) {
            "error" => Topic::Errors,
            "api" | "model" => Topic::Performance,
            "user" => Topic::Users,
            _ if self.kind == "story.viewed" || self.kind == "story.shared" => Topic::Users,
            _ => Topic::Content,
        }
    }

    /// How many of its type it stands for: one, but for what is added up and told once a minute.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.data.get("count").and_then(Value::as_u64).unwrap_or(1)
    }

    /// What is the same for events that stay in their order: all of one story, or of one reader.
    #[must_use]
    pub fn key(&self) -> String {
        match (self.story_id, self.user_id) {
            (Some(story), _) => story.to_string(),
            (None, Some(user)) => user.to_string(),
            (None, None) => self.node.to_string(),
        }
    }
}

//! What readers get of a story, as types: the answers are made from them, and so is the `OpenAPI` document. Their docs
//! are read by people who write clients.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{Character, Outline, Scene, StoryFailure, StoryId, StoryRequest, StoryStatus, Timestamp};

/// A story as it stands: everything that its events have said so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Story)]
pub struct StoryView {
    /// Names the story in every address.
    #[schema(value_type = String, format = Uuid, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    pub id: StoryId,
    /// How far it has come.
    pub status: StoryStatus,
    /// What was wished, completed with what the wish left open.
    pub request: StoryRequest,
    /// What stands on the cover; `null` until the story is outlined.
    #[schema(example = "Mira and the Lantern")]
    pub title: Option<String>,
    /// The story in one or two sentences; `null` until it is outlined.
    #[schema(example = "A fox learns that the dark is full of friends.")]
    pub summary: Option<String>,
    /// A few lower-case words; empty until it is outlined.
    #[schema(example = json!(["courage", "night"]))]
    pub tags: Vec<String>,
    /// Everybody in the story, also those whom nobody wished for; empty until it is outlined.
    pub characters: Vec<Character>,
    /// How many scenes there will be; `null` until it is outlined. A book may end with fewer.
    #[schema(example = 6)]
    pub planned_scenes: Option<u32>,
    /// The pages whose words are there, in order.
    pub scenes: Vec<SceneView>,
    /// Why it could not be told; `null` unless its status is `failed`.
    pub failure: Option<StoryFailure>,
    /// The number of the last event in this answer: following the events after it misses nothing and repeats nothing.
    #[schema(example = 15)]
    pub last_event: u64,
    /// When the wish was accepted.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T18:30:00.000Z")]
    pub created_at: Timestamp,
}

/// A page of the book: its words, and its picture once that is finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ToldScene)]
pub struct SceneView {
    /// What the page says, and its colours.
    #[serde(flatten)]
    pub words: Scene,
    /// The page's picture; `null` while it is being painted. Show the palette meanwhile.
    pub illustration: Option<IllustrationView>,
}

/// A finished picture, in every size and encoding that there is of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Illustration)]
pub struct IllustrationView {
    /// The scene that it belongs to, counted from 1.
    #[schema(example = 1)]
    pub scene: u32,
    /// 1 for a scene's first picture; one with a greater number replaces it.
    #[schema(minimum = 1, example = 1)]
    pub revision: u32,
    /// What the picture shows, for readers who can't see it: use it as `alt`.
    #[schema(example = "A small fox with a red scarf looks into a dark forest.")]
    pub alt: String,
    /// A blurred preview of a few bytes: a [ThumbHash](https://evanw.github.io/thumbhash/) in base64.
    #[schema(example = "1QcSHQRnh493V4dIh4eXh1h4kJUI")]
    pub placeholder: String,
    /// How wide the largest source is, in pixels.
    #[schema(example = 1024)]
    pub width: u32,
    /// How high the largest source is, in pixels.
    #[schema(example = 768)]
    pub height: u32,
    /// The same picture in several widths, widest last: made for `srcset`.
    pub sources: Vec<SourceView>,
    /// `true` for a quiet page: it was drawn in the picture's place because no picture could be had.
    #[schema(example = false)]
    pub fallback: bool,
}

/// One size and encoding of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Source)]
pub struct SourceView {
    /// Where it is, relative to this service; works without a header for an hour at least. When it has expired
    /// (`picture_expired`), read the story anew.
    #[schema(
        example = "/pictures/illustrations/0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e/1/5f2b0c9d41e87a36-512.webp?expires=1777669200&signature=k3Jv0b1mQq7nYw2hS5tXc8eZ4rUa6pLdGfIoVxNyBEs"
    )]
    pub url: String,
    /// Its media type, as for `<source type>`.
    #[serde(rename = "type")]
    #[schema(example = "image/webp")]
    pub media_type: String,
    /// How wide it is, in pixels.
    #[schema(example = 512)]
    pub width: u32,
}

/// One fact of a story. The numbers of a story's events are 1, 2, 3 ... without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventView {
    /// What happened. In a stream it stands in the line `event:` instead.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "scene.created")]
    pub kind: Option<&'static str>,
    /// The story that it happened to.
    #[schema(value_type = String, format = Uuid, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    pub story_id: StoryId,
    /// Its number in the story, from 1; in a stream also in the line `id:`.
    #[schema(example = 4)]
    pub seq: u64,
    /// When it happened, by the clock of the node that told it.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T18:30:04.250Z")]
    pub at: Timestamp,
    /// The rest depends on the type.
    #[serde(flatten)]
    pub body: EventBody,
}

/// What an event says besides its number and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum EventBody {
    /// `story.created`: the wish is accepted and durable. Always the first event.
    Created {
        /// What was wished, completed with what the wish left open.
        request: StoryRequest,
    },
    /// `story.outlined`: it is known what the story will be.
    Outlined(Outline),
    /// `scene.created`: the words of the next page are there, in the order of the pages.
    Scene(Scene),
    /// `illustration.created`: a page's picture is finished, in any order.
    Illustration {
        /// The scene that it belongs to, counted from 1.
        scene: u32,
        /// 1 for the scene's first picture; one with a greater number replaces it.
        revision: u32,
        /// The picture, in every size and encoding.
        illustration: IllustrationView,
    },
    /// `story.completed`: every page has its picture. Always the last event.
    Completed {
        /// How many scenes there are.
        scenes: u32,
        /// How long the telling took since the wish was accepted, in milliseconds.
        duration_ms: u64,
    },
    /// `story.failed`: the story could not be told; what exists stays readable. Always the last event.
    Failed(StoryFailure),
    /// `story.started` (a pipeline took it) and `story.cancelled` (its reader does not want it any more; always the
    /// last event) say nothing more.
    Nothing {},
}

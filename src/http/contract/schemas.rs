//! The shapes of answers, for the `OpenAPI` document. What the gateway makes itself is made from these types; stories
//! and events are made by [`crate::stream::Delivery`] and only described here.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::SessionGrant;
use crate::backends::store::{Notice, StorySummary};
use crate::domain::{Character, Scene, StoryFailure, StoryRequest, StoryStatus, User};

/// Where the tokens of a new session go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionMode {
    /// Into the body.
    #[default]
    Token,
    /// Into cookies that no script can read.
    Cookie,
}

/// The body of `POST /v1/auth/guest`; may be left out.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestCall {
    /// Where the tokens go.
    #[serde(default)]
    pub session: SessionMode,
}

/// The body of `POST /v1/auth/refresh`; may be left out when the cookie is sent.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshCall {
    /// The token to use up.
    #[serde(default)]
    pub refresh_token: Option<String>,
    /// Where the tokens go; unless said, where the old one came from. Not `token` when that was a cookie.
    #[serde(default)]
    pub session: Option<SessionMode>,
}

/// A session, new or renewed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// For `Authorization: Bearer`; not with cookies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// Works once; not with cookies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Seconds until the access token ends.
    pub expires_in: u64,
    /// Who this is.
    pub user: UserView,
}

impl SessionView {
    /// With its tokens, or without them when cookies carry them.
    #[must_use]
    pub fn of(admission: &SessionGrant, mode: SessionMode) -> Self {
        let shown = |token: &String| (mode == SessionMode::Token).then(|| token.clone());
        Self {
            access_token: shown(&admission.access_token),
            refresh_token: shown(&admission.refresh_token),
            expires_in: admission.access_ttl.as_secs(),
            user: UserView::of(&admission.user),
        }
    }
}

/// A reader.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserView {
    /// Names them.
    #[schema(format = Uuid)]
    pub id: String,
    /// Their plan.
    pub tier: String,
    /// When the account was made.
    #[schema(format = DateTime)]
    pub created_at: String,
}

impl UserView {
    /// The view of a reader.
    #[must_use]
    pub fn of(user: &User) -> Self {
        Self { id: user.id.to_string(), tier: user.tier.as_str().to_owned(), created_at: user.created_at.to_string() }
    }
}

/// Where to go on with a story.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoryLinks {
    /// The story as it stands.
    #[serde(rename = "self")]
    pub itself: String,
    /// Its log.
    pub events: String,
}

impl StoryLinks {
    /// The links of a story.
    #[must_use]
    pub fn of(id: impl std::fmt::Display) -> Self {
        Self { itself: format!("/v1/stories/{id}"), events: format!("/v1/stories/{id}/events") }
    }
}

/// An accepted wish.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accepted {
    /// The story's id.
    #[schema(format = Uuid)]
    pub id: String,
    /// Where it is.
    pub status: StoryStatus,
    /// Where to go on.
    pub links: StoryLinks,
}

/// A story that will end.
#[derive(Debug, Serialize, ToSchema)]
pub struct CancelledView {
    /// The story's id.
    #[schema(format = Uuid)]
    pub id: String,
    /// Where to see how it ended.
    pub links: StoryLinks,
}

/// A story in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoryItem {
    /// Names it.
    #[schema(format = Uuid)]
    pub id: String,
    /// Where it is.
    pub status: StoryStatus,
    /// Once outlined.
    pub title: Option<String>,
    /// What was wished.
    pub request: StoryRequest,
    /// The number of its last event.
    pub last_event: u64,
    /// When it was accepted.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Where to go on.
    pub links: StoryLinks,
}

impl StoryItem {
    /// The view of a summary.
    #[must_use]
    pub fn of(summary: StorySummary) -> Self {
        Self {
            id: summary.story_id.to_string(),
            status: summary.status,
            title: summary.title,
            request: summary.request,
            last_event: summary.last_event,
            created_at: summary.created_at.to_string(),
            links: StoryLinks::of(summary.story_id),
        }
    }
}

/// A page of stories.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoryPage {
    /// Newest first.
    pub items: Vec<StoryItem>,
    /// What to ask for next.
    pub next_cursor: Option<String>,
}

/// A page of a story's events: each is the `data:` object of the stream with its `type`.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventPage {
    /// In order.
    pub items: Vec<serde_json::Value>,
    /// What to ask for next; `null` at the log's present end.
    pub next_cursor: Option<String>,
}

/// The whole story as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoryView {
    /// Names it.
    #[schema(format = Uuid)]
    pub id: String,
    /// Where it is.
    pub status: StoryStatus,
    /// What was wished.
    pub request: StoryRequest,
    /// Once outlined.
    pub title: Option<String>,
    /// Once outlined.
    pub summary: Option<String>,
    /// Once outlined.
    pub tags: Vec<String>,
    /// Once outlined.
    pub characters: Vec<Character>,
    /// Once outlined: how many scenes there will be.
    pub planned_scenes: Option<u32>,
    /// What is told.
    pub scenes: Vec<SceneView>,
    /// Why it could not be told, when it failed.
    pub failure: Option<StoryFailure>,
    /// The number of the last event in this answer.
    pub last_event: u64,
    /// When it was accepted.
    #[schema(format = DateTime)]
    pub created_at: String,
}

/// A page of the book.
#[derive(Debug, Serialize, ToSchema)]
pub struct SceneView {
    /// The words.
    #[serde(flatten)]
    pub words: Scene,
    /// Once finished.
    pub illustration: Option<IllustrationView>,
}

/// A finished picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct IllustrationView {
    /// The scene it belongs to.
    pub scene: u32,
    /// 1 for a scene's first picture. A later one with 2, 3, ... replaces it.
    #[schema(minimum = 1)]
    pub revision: u32,
    /// What a reader who can't see it is told.
    pub alt: String,
    /// A `ThumbHash`, in base64.
    pub placeholder: String,
    /// Pixels of the largest source.
    pub width: u32,
    /// Pixels of the largest source.
    pub height: u32,
    /// Widest last.
    pub sources: Vec<SourceView>,
    /// True for a quiet page: no picture could be had.
    pub fallback: bool,
}

/// One size and encoding of a picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceView {
    /// Signed; good for at least an hour.
    pub url: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Pixels.
    pub width: u32,
}

/// The body of `POST /v1/stories/{id}/progress`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressCall {
    /// The scene being read; 1 to 32.
    #[schema(minimum = 1, maximum = 32)]
    pub scene: u32,
}

/// An in-app notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// Names it.
    #[schema(format = Uuid)]
    pub id: String,
    /// `story.completed`, `story.failed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// About which story.
    #[schema(format = Uuid)]
    pub story_id: Option<String>,
    /// When it happened.
    #[schema(format = DateTime)]
    pub at: String,
    /// Whether it was read.
    pub read: bool,
}

impl NoticeView {
    /// The view of a notice.
    #[must_use]
    pub fn of(notice: Notice) -> Self {
        Self {
            id: notice.id.to_string(),
            kind: notice.kind,
            story_id: notice.story_id.map(|id| id.to_string()),
            at: notice.at.to_string(),
            read: notice.read,
        }
    }
}

/// A page of notices.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticePage {
    /// Newest first.
    pub items: Vec<NoticeView>,
    /// What to ask for next.
    pub next_cursor: Option<String>,
}

/// Whether a node is ready, part by part.
#[derive(Debug, Serialize, ToSchema)]
pub struct HealthView {
    /// `ok`, `draining` or `unavailable`.
    pub status: &'static str,
    /// `ok`, or what is wrong, by part.
    pub parts: std::collections::BTreeMap<&'static str, &'static str>,
}

/// A pool as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct PoolView {
    /// Which.
    pub stage: &'static str,
    /// Jobs it may do at once.
    pub size: usize,
    /// Jobs it does.
    pub busy: usize,
    /// Jobs that wait.
    pub queued: usize,
    /// How long the first of them has waited.
    pub oldest_wait_ms: u64,
    /// Workers started again.
    pub restarts: u64,
}

/// The body of `PATCH /v1/admin/pools/{stage}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResizeCall {
    /// 1 to 1,024.
    #[schema(minimum = 1, maximum = 1024)]
    pub size: usize,
}

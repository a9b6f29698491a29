//! Everything durable but the pictures: stories and their logs, bookmarks, notices, the outbox.
//!
//! The promises are written so that an engine without transactions over several partitions can keep them: what must be
//! atomic lies in one story's partition ([`Log`], [`Claims`]), one owner's ([`Quotas`], [`Idempotency`]) or one job's,
//! what spans them is made of steps that mend each other ([`Creations`]), and every write may be repeated. [`sqlite`]
//! is the embedded engine.

mod bookmarks;
mod claims;
mod clock;
pub(crate) mod creations;
mod erasure;
mod idempotency;
mod jobs;
mod lists;
mod log;
mod nodes;
mod notices;
mod quotas;
mod spend;
pub mod sqlite;
mod vault;

use std::sync::Arc;

use serde::Deserialize;

use super::keys::{Cluster, Keys};

pub use super::error::{StoreError, StoreErrorKind};
pub use super::health::Health;
pub use super::outbox::{Backlog, Outbox, OutboxPosition, PendingFact};
pub use bookmarks::{Bookmark, Bookmarks};
pub use claims::{Claimed, Claims, Intent, OpenStory};
pub use clock::Clock;
pub use creations::{Creation, Creations, InSteps, NewStory};
pub use erasure::{Erasure, Tombstone};
pub use idempotency::{Begun, Idempotency, IdempotencyKey, KeyUse, KeyedWish};
pub use jobs::{Job, JobName, Jobs, Lease, NewJob, Retry};
pub use lists::{Lists, StorySummary};
pub use log::{Append, Appended, Beginning, Head, Log};
pub use nodes::{Nodes, Pulse};
pub use notices::{Notice, Notices};
pub use quotas::{Quotas, Reservation, Reserved};
pub use spend::Spend;
pub use vault::{SealError, SealedPlace, StoryKey, Vault, WrappedKey};

/// The engines that keep stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A database file in the data directory.
    Sqlite,
}

/// The store, as its parts: each handle is cheap to clone and safe to share.
#[derive(Clone)]
pub struct Store {
    /// Which cluster's this is, and since when there is one.
    pub cluster: Cluster,
    /// How wishes become stories.
    pub creations: Arc<dyn Creations>,
    /// Stories' events, under their fences.
    pub log: Arc<dyn Log>,
    /// Who works on which story.
    pub claims: Arc<dyn Claims>,
    /// The time as it was last known.
    pub clock: Arc<dyn Clock>,
    pub lists: Arc<dyn Lists>,
    /// What is to be erased, swept and forgotten.
    pub erasure: Arc<dyn Erasure>,
    /// What owners may have.
    pub quotas: Arc<dyn Quotas>,
    /// What models cost, by day and by story.
    pub spend: Arc<dyn Spend>,
    /// Which keys made which stories.
    pub idempotency: Arc<dyn Idempotency>,
    /// Where readers are in their books.
    pub bookmarks: Arc<dyn Bookmarks>,
    /// Facts on their way to the bus.
    pub outbox: Arc<dyn Outbox>,
    /// Which processes are alive.
    pub nodes: Arc<dyn Nodes>,
    /// Work that is done once in a cluster.
    pub jobs: Arc<dyn Jobs>,
    pub notices: Arc<dyn Notices>,
    /// The cluster's keys, wrapped.
    pub keys: Arc<dyn Keys>,
    /// Whether the engine answers.
    pub health: Arc<dyn Health>,
}

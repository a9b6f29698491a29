//! Everything durable but the pictures: stories and their logs, readers, the outbox, analytics.
//!
//! The promises are written so that an engine without transactions over several rows can keep them: what must be
//! atomic lives in one story's partition ([`Stories::append`]) or under one reader ([`Stories::create`]), and every
//! write may be repeated. [`sqlite`] is the embedded engine.

mod accounts;
mod analytics;
mod bookmarks;
mod error;
mod outbox;
pub mod sqlite;
mod stories;

use std::sync::Arc;

pub use accounts::{Accounts, RefreshToken, Rotation, Session, UNUSED_TOKENS};
pub use analytics::{Analytics, Delivery};
pub use bookmarks::{Bookmark, Bookmarks};
pub use error::{StoreError, StoreErrorKind};
pub use outbox::{Notice, Notices, Outbox};
pub use stories::{
    Append, Appended, Claimed, Creation, Cursor, Head, IdempotencyKey, Intent, NewStory, OpenStory, Stories,
    StorySummary, Tombstone,
};

/// The store, as its parts: each handle is cheap to clone and safe to share.
#[derive(Clone)]
pub struct Store {
    /// Stories and their logs.
    pub stories: Arc<dyn Stories>,
    /// Where readers are in their books.
    pub bookmarks: Arc<dyn Bookmarks>,
    /// Readers and their sessions.
    pub accounts: Arc<dyn Accounts>,
    /// Facts on their way to the bus.
    pub outbox: Arc<dyn Outbox>,
    /// In-app notices.
    pub notices: Arc<dyn Notices>,
    /// What the analytics actor has seen.
    pub analytics: Arc<dyn Analytics>,
}

//! Ids are UUIDv7: unique without coordination, and ordered by the time they were made.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A UUIDv7 that knows what it names, so that a story's id is never passed where a user's is wanted.
pub struct Id<Of>(Uuid, PhantomData<fn() -> Of>);

/// What a [`StoryId`] names.
pub enum OfStory {}
/// What a [`UserId`] names.
pub enum OfUser {}
/// What an [`EventId`] names.
pub enum OfEvent {}
/// What a [`NodeId`] names.
pub enum OfNode {}
/// What a [`StartId`] names.
pub enum OfStart {}
/// What a [`LeaseId`] names.
pub enum OfLease {}
/// What a [`ClusterId`] names.
pub enum OfCluster {}
/// What a [`SessionId`] names.
pub enum OfSession {}
/// What a [`MailId`] names.
pub enum OfMail {}
/// What a [`OneTimeTokenId`] names.
pub enum OfOneTimeToken {}

pub type StoryId = Id<OfStory>;
/// Names one reader or operator.
pub type UserId = Id<OfUser>;
/// Names one fact, in a story's log and on the bus.
pub type EventId = Id<OfEvent>;
/// Names one data directory, and so the process that holds its lock.
pub type NodeId = Id<OfNode>;
/// Names one start of a node: a process, from its beginning to its end.
pub type StartId = Id<OfStart>;
/// Names one worker's turn at a job.
pub type LeaseId = Id<OfLease>;
/// Names one store with all that belongs to it, from its first start on: whatever carries another is none of its own.
pub type ClusterId = Id<OfCluster>;
/// Names one family of refresh tokens: everything that descends from one sign-in.
pub type SessionId = Id<OfSession>;
/// Names one mail, however often it is tried.
pub type MailId = Id<OfMail>;
/// Names one token that works once: a link in a mail.
pub type OneTimeTokenId = Id<OfOneTimeToken>;

impl<Of> Id<Of> {
    /// A new id, later than those made before it on this machine.
    #[must_use]
    pub fn new() -> Self {
        Self(Uuid::now_v7(), PhantomData)
    }

    /// The id with these bytes (as [`Id::as_bytes`] gave them).
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes), PhantomData)
    }

    /// The 16 bytes of the id, big-endian, so that their order is the order of time.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl<Of> Default for Id<Of> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Of> Clone for Id<Of> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Of> Copy for Id<Of> {}

impl<Of> PartialEq for Id<Of> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<Of> Eq for Id<Of> {}

impl<Of> PartialOrd for Id<Of> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<Of> Ord for Id<Of> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<Of> std::hash::Hash for Id<Of> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<Of> fmt::Display for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl<Of> fmt::Debug for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<Of> FromStr for Id<Of> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(Uuid::try_parse(text)?, PhantomData))
    }
}

impl<Of> Serialize for Id<Of> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, Of> Deserialize<'de> for Id<Of> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

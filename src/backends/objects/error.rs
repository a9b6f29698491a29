//! What can go wrong with objects.

use crate::domain::ObjectKey;

/// Why an object could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// What was to be stored contradicts itself: a body that is longer or shorter than it says, a media type that is
    /// not its key's. Nothing was stored, and nothing will be: don't try again.
    #[error("not to be stored: {0}")]
    Refused(&'static str),
    /// What lies under the key is not what was put there: nobody gets it. It stays so until that is put anew.
    #[error("the object is damaged")]
    Damaged,
    /// The storage can't be reached or can't write now: wait and try again.
    #[error("the objects are unavailable: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ObjectError {
    /// The storage can't do it now, because of this.
    pub fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Unavailable(cause.into())
    }
}

/// Some objects could not be removed: wait and try again.
#[derive(Debug, thiserror::Error)]
#[error("{} objects were not removed: {source}", left.len())]
pub struct Undeleted {
    /// Those that may be there still; any other that was asked for is gone.
    pub left: Vec<ObjectKey>,
    /// What the first of them met.
    #[source]
    pub source: ObjectError,
}

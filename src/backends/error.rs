//! What can go wrong with a store: a kind to branch on, and the engine's own error to log.

use std::error::Error;

/// Whether asking the store again may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// The engine can't be reached or can't write now (disk full, folder gone, locked). Wait and try again:
    /// whether the write happened is unknown.
    Unavailable,
    /// What is stored is sealed under a key that is not here now. Wait and try again: it says nothing of the engine.
    KeyAway,
    /// What is stored can't be understood. Waiting does not help.
    Corrupt,
    /// What is stored was written by a newer version of the program: it is whole, and left to that one.
    Newer,
    /// The program's own command is at fault (it panicked, or asked for what may not be). It says nothing of what is
    /// stored, and nothing was written.
    Defect,
}

impl StoreErrorKind {
    /// The kind's name in metrics and log lines.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::KeyAway => "key_away",
            Self::Corrupt => "corrupt",
            Self::Newer => "newer",
            Self::Defect => "defect",
        }
    }
}

/// A call that the store could not carry out.
#[derive(Debug, thiserror::Error)]
#[error("the store is {}: {source}", .kind.as_str())]
pub struct StoreError {
    pub kind: StoreErrorKind,
    #[source]
    pub source: Box<dyn Error + Send + Sync>,
}

impl StoreError {
    /// The engine can't be reached or can't write now.
    pub fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: StoreErrorKind::Unavailable, source: source.into() }
    }

    /// What is stored can't be understood.
    pub fn corrupt(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: StoreErrorKind::Corrupt, source: source.into() }
    }

    /// The program's own command is at fault.
    pub fn defect(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: StoreErrorKind::Defect, source: source.into() }
    }
}

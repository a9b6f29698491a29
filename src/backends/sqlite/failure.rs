//! What goes wrong inside the engine, before it becomes a [`StoreError`]. No text of a stored row gets into it.

use rusqlite::ErrorCode;

use crate::backends::error::{StoreError, StoreErrorKind};

/// What a command or a query comes to.
pub(crate) type Fallible<T> = Result<T, Failure>;

/// The engine's own error, or a row that can't be understood.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Engine(#[from] rusqlite::Error),
    /// A stored value that this program can't read; says which kind of value, never its text.
    #[error("a stored {0} can't be understood")]
    Row(String),
    /// A stored value that a newer version of the program wrote; says which kind of value.
    #[error("a stored {0} was written by a newer version")]
    Newer(&'static str),
    /// The key that a stored value needs is not there now.
    #[error("{0}")]
    Away(String),
    /// Somebody has seen that the file is malformed.
    #[error("the database file is malformed")]
    Malformed,
    /// The command itself is at fault.
    #[error("{0}")]
    Command(&'static str),
}

impl Failure {
    /// A malformed file says nothing of the rows that were asked for: it is waited out, until it is put back.
    fn kind(&self) -> StoreErrorKind {
        use ErrorCode::{ConstraintViolation, TooBig, TypeMismatch};
        match self {
            Self::Engine(rusqlite::Error::SqliteFailure(error, _)) => match error.code {
                ConstraintViolation | TypeMismatch | TooBig => StoreErrorKind::Corrupt,
                _ => StoreErrorKind::Unavailable,
            },
            Self::Engine(_) if !self.is_of_one_row() => StoreErrorKind::Unavailable,
            Self::Engine(_) | Self::Row(_) | Self::Malformed => StoreErrorKind::Corrupt,
            Self::Away(_) => StoreErrorKind::KeyAway,
            Self::Newer(_) => StoreErrorKind::Newer,
            Self::Command(_) => StoreErrorKind::Defect,
        }
    }

    /// Whether a new connection may do better than the one on which this happened.
    pub(super) fn breaks_connection(&self) -> bool {
        use ErrorCode::{ConstraintViolation, DatabaseBusy, DatabaseLocked, DiskFull, TooBig, TypeMismatch};
        match self {
            Self::Engine(rusqlite::Error::SqliteFailure(error, _)) => !matches!(
                error.code,
                DiskFull | DatabaseBusy | DatabaseLocked | ConstraintViolation | TypeMismatch | TooBig
            ),
            _ => false,
        }
    }

    /// Whether it lies with one row alone, whose neighbours can be read.
    pub(crate) fn is_of_one_row(&self) -> bool {
        match self {
            // keys are stories' own, and so are the keys that wrapped them, as far as anybody can tell
            Self::Row(_) | Self::Newer(_) | Self::Away(_) => true,
            Self::Engine(error) => matches!(
                error,
                rusqlite::Error::FromSqlConversionFailure(..)
                    | rusqlite::Error::IntegralValueOutOfRange(..)
                    | rusqlite::Error::Utf8Error(..)
                    | rusqlite::Error::InvalidColumnType(..)
            ),
            Self::Malformed | Self::Command(_) => false,
        }
    }

    /// Whether the disk has no room for it.
    pub(super) fn is_of_a_full_disk(&self) -> bool {
        matches!(self, Self::Engine(rusqlite::Error::SqliteFailure(error, _)) if error.code == ErrorCode::DiskFull)
    }

    /// Whether it says that the file is malformed.
    pub(super) fn is_of_the_file(&self) -> bool {
        use ErrorCode::{DatabaseCorrupt, NotADatabase};
        matches!(self, Self::Engine(rusqlite::Error::SqliteFailure(error, _))
            if matches!(error.code, DatabaseCorrupt | NotADatabase))
    }

    /// Whether it lies with one command or row alone: the connection and its transaction are as they were.
    pub(super) fn spares_neighbours(&self) -> bool {
        !matches!(self, Self::Engine(rusqlite::Error::SqliteFailure(..)))
    }

    /// The same for another command of the same batch.
    pub(super) fn to_error(&self) -> StoreError {
        StoreError { kind: self.kind(), source: self.to_string().into() }
    }
}

/// Where in a document the reading stopped; `serde_json`'s own text may quote the document.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Row(format!("document ({:?} error in column {})", error.classify(), error.column()))
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        Self { kind: failure.kind(), source: Box::new(failure) }
    }
}

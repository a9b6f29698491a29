//! What went wrong with the cluster, in words that help an operator.

use std::path::PathBuf;
use std::time::Duration;

use fluvio::dataplane::link::ErrorCode;
use fluvio_socket::SocketError;

use crate::backends::bus::BusError;

/// What a call met.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the topic {0} does not exist: `ai-tale migrate` makes it")]
    NoTopic(String),
    #[error("the topic {topic} has {found} partitions, and bus.fluvio.partitions says {wanted}")]
    OtherPartitions { topic: String, found: u32, wanted: u32 },
    #[error("partition {1} of the topic {0} has no broker that leads it now")]
    NoLeader(String, u32),
    #[error("the topic {topic} can't be made: {reason}")]
    NotMade { topic: String, reason: String },
    #[error("{} can't be read: {reason}", .file.display())]
    Unreadable { file: PathBuf, reason: String },
    #[error("nothing can be reached at {address}: {reason}")]
    Unreachable { address: String, reason: String },
    #[error("the connection to {address} broke off: {reason}")]
    BrokenOff { address: String, reason: String },
    #[error("no answer within {0:?}")]
    Slow(Duration),
    #[error("the cluster does not know a call that is needed; it is of another version")]
    Unsupported,
    #[error("the broker refuses: {0}")]
    Refused(ErrorCode),
    #[error("the broker's answer can't be understood: {0}")]
    Unintelligible(String),
    #[error("an event can't be written: {0}")]
    Unwritable(String),
}

impl Failure {
    pub(super) fn broken_off(address: &str, error: &SocketError) -> Self {
        Self::BrokenOff { address: address.to_owned(), reason: error.to_string() }
    }

    /// Whether what is known of the cluster may be out of date.
    pub(super) fn is_of_an_old_map(&self) -> bool {
        match self {
            Self::NoTopic(_)
            | Self::NoLeader(..)
            | Self::Unreachable { .. }
            | Self::BrokenOff { .. }
            | Self::Slow(_)
            | Self::Unsupported => true,
            Self::Refused(code) => !matches!(code, ErrorCode::PartitionFull { .. } | ErrorCode::MessageTooLarge),
            Self::Unreadable { .. }
            | Self::OtherPartitions { .. }
            | Self::NotMade { .. }
            | Self::Unintelligible(_)
            | Self::Unwritable(_) => false,
        }
    }
}

impl From<Failure> for BusError {
    fn from(failure: Failure) -> Self {
        Self::because(failure)
    }
}

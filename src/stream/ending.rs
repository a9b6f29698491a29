//! What ends a stream. Unless nothing can follow, its reader is told when to come back: each a little later or earlier
//! than the others, so that those who lost their streams together do not return together.

use bytes::Bytes;
use metrics::counter;
use rand::Rng;

use crate::metrics::{STREAMS_ENDED, label};

/// What a reader is told to wait before it comes back, in milliseconds: between the two, by chance.
const RETRY_MS: std::ops::RangeInclusive<u32> = 1_000..=4_000;

/// What ended a stream; a reader who leaves ends none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The last event was sent.
    StoryEnded,
    /// The story is damaged: it has ended without a last event, or nothing more of it can be read.
    Damaged,
    /// Nothing of the story may be seen any more.
    Deleted,
    /// The reader's session has ended.
    SignedOut,
    /// The reader's token has ended.
    Expired,
    /// The node stops, so that another one must be asked, or this one again later.
    Draining,
}

impl Ending {
    /// Its word in metrics and logs.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::StoryEnded => "story_ended",
            Self::Damaged => "damaged",
            Self::Deleted => "deleted",
            Self::SignedOut => "signed_out",
            Self::Expired => "expired",
            Self::Draining => "draining",
        }
    }

    /// Counts a stream that ended so.
    pub(super) fn count(self) {
        counter!(STREAMS_ENDED, label::REASON => self.reason()).increment(1);
    }

    /// The stream's last line: when to come back, if there may be more.
    pub(super) fn retry(self) -> Option<Bytes> {
        match self {
            Self::StoryEnded | Self::Damaged | Self::Deleted => None,
            Self::SignedOut | Self::Expired | Self::Draining => {
                Some(format!("retry: {}\n\n", rand::rng().random_range(RETRY_MS)).into())
            }
        }
    }
}

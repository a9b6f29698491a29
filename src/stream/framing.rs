//! How the body of a stream's answer is framed on its connection (RFC 9112, sections 6 and 7).

use bytes::Bytes;

use super::hub::{Encoded, chunk};

/// Says how a reader knows where pieces begin and the body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Every piece says how long it is: HTTP/1.1.
    Chunked,
    /// The body ends with the connection: HTTP/1.0.
    UntilClose,
}

/// A comment line, which clients skip.
pub(super) const HEARTBEAT: &[u8] = b":\n\n";
/// The same as a chunk.
const HEARTBEAT_CHUNK: &[u8] = b"3\r\n:\n\n\r\n";
const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

impl Framing {
    pub(super) fn bytes(self, frame: &Encoded) -> &[u8] {
        match self {
            Self::Chunked => &frame.chunk,
            Self::UntilClose => frame.piece(),
        }
    }

    pub(super) fn owned(self, frame: &Encoded) -> Bytes {
        match self {
            Self::Chunked => frame.chunk.clone(),
            Self::UntilClose => frame.frame(),
        }
    }

    pub(super) const fn heartbeat(self) -> Bytes {
        Bytes::from_static(match self {
            Self::Chunked => HEARTBEAT_CHUNK,
            Self::UntilClose => HEARTBEAT,
        })
    }

    /// The end of the body, behind a last piece.
    pub(super) fn end(self, last: Option<Bytes>) -> Bytes {
        match (self, last) {
            (Self::Chunked, Some(last)) => [&chunk(&last)[..], LAST_CHUNK].concat().into(),
            (Self::Chunked, None) => Bytes::from_static(LAST_CHUNK),
            (Self::UntilClose, last) => last.unwrap_or_default(),
        }
    }
}

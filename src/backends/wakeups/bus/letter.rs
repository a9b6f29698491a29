//! What goes through the topic: who says it, and what.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::backends::wakeups::{Heard, Wakeup};

/// A hint on its way, or the word that some were lost.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Letter {
    /// The start of a process: it has heard its own hints already.
    pub(super) from: Uuid,
    /// `None`: some were not sent.
    pub(super) wakeup: Option<Wakeup>,
}

impl Letter {
    pub(super) fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("ids and numbers can always be written")
    }

    /// What a node hears of it; `None`: nothing, it is its own. What can't be read was written by a newer program.
    pub(super) fn heard(bytes: &[u8], by: Uuid) -> Option<Heard> {
        match serde_json::from_slice::<Self>(bytes) {
            Ok(letter) if letter.from == by => None,
            Ok(letter) => Some(letter.wakeup.map_or(Heard::Missed, Heard::Wakeup)),
            Err(_) => Some(Heard::Missed),
        }
    }
}

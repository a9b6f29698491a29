//! What readers say of themselves, in a type that no log line and no error can show: whoever wants to see it says so.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A text that is its reader's. It goes where it is sealed, to its reader, and into mails to them.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidential(String);

impl Confidential {
    /// From now on nobody sees it by accident.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for whom it is meant.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Confidential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Confidential")
    }
}

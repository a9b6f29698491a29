//! The section of a part that has nothing to set but its engine.

use serde::Deserialize;

/// Which of a part's engines is used.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineChoice<Kind> {
    pub kind: Kind,
}

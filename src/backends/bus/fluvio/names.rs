//! What topics are called on the cluster.

use crate::domain::Topic;

/// The topic of hints between nodes.
const WAKEUPS: &str = "tale-wakeups";

/// Names of topics that begin so.
#[derive(Clone)]
pub(super) struct Names {
    prefix: String,
}

impl Names {
    pub(super) fn new(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned() }
    }

    pub(super) fn of(&self, topic: Topic) -> String {
        format!("{}{}", self.prefix, topic.as_str())
    }

    pub(super) fn wakeups(&self) -> String {
        format!("{}{WAKEUPS}", self.prefix)
    }
}

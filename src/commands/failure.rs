//! How a command ends that did not do what it was asked to.

/// Why a command did not do what it was asked to.
pub(super) enum Failure {
    /// No command of ours; the whole explanation, with the way out.
    Syntax(String),
    Usage(anyhow::Error),
    Failed(anyhow::Error),
    /// Somebody may be asking for help: words that care, to be said as they are.
    Help(String),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

//! What `check` found, a line for each part.

use anyhow::anyhow;

use super::console;
use super::failure::Failure;

/// What was tried, and which parts do not work.
#[derive(Default)]
pub(super) struct Report {
    failed: Vec<&'static str>,
}

impl Report {
    /// Says how a part does, and remembers one that fails.
    pub(super) fn line(
        &mut self,
        (part, kind): (&'static str, &str),
        result: anyhow::Result<()>,
    ) -> Result<(), Failure> {
        match result {
            Ok(()) => console::print(&format!("{part:<14} ok ({kind})")),
            Err(error) => {
                self.failed.push(part);
                console::print(&format!("{part:<14} FAILED ({kind}): {}", console::sentence(&error)))
            }
        }
    }

    /// Fails where a part did.
    pub(super) fn end(self) -> Result<(), Failure> {
        if self.failed.is_empty() {
            return Ok(());
        }
        Err(anyhow!("not every part works: {}", self.failed.join(", ")).into())
    }
}

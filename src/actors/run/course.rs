//! How far the criticism of a story has come in this run: which pages are being looked at, whether the whole book is,
//! and whether its time is over.

use std::collections::HashSet;

use super::message::RunTask;

/// What is still done for better pictures in this run.
#[derive(Default)]
pub(super) struct Course {
    /// Pages whose critique was begun in this run.
    pub(super) begun: HashSet<u32>,
    /// Tasks that have not ended yet.
    pub(super) running: HashSet<RunTask>,
    /// The whole book was looked at, or is.
    pub(super) is_book_begun: bool,
    pub(super) has_grace: bool,
    /// Nothing is begun any more, and nothing is waited for.
    pub(super) is_over: bool,
}

impl Course {
    /// Whether a task was one of these. It has ended, however it did.
    pub(super) fn ended(&mut self, task: RunTask) -> bool {
        self.running.remove(&task);
        matches!(task, RunTask::Critique(_) | RunTask::BookCritique)
    }
}

//! What a run does for better pictures, and when it ends that. Without a critic there is nothing of it, and nothing
//! waits.

use std::time::Duration;

use super::criticism::book::FEWEST_PAGES;
use super::criticism::gallery::Page;
use super::message::RunTask;
use super::state::{Phase, RunState};
use crate::domain::Timestamp;

impl RunState {
    /// Begins what a critic can do by now.
    pub(super) fn criticise(&mut self) {
        if self.phase != Phase::Telling || self.course.is_over || self.telling.models.critic().is_none() {
            return;
        }
        for page in self.pages() {
            let scene = page.picture.scene;
            if self.course.begun.insert(scene) {
                self.course.running.insert(RunTask::Critique(scene));
                self.tasks.criticise(page);
            }
        }
        if !self.is_illustrated() {
            return;
        }
        if !std::mem::replace(&mut self.course.has_grace, true) {
            self.tasks.count_grace(self.grace_left());
        }
        if self.course.running.is_empty() && !std::mem::replace(&mut self.course.is_book_begun, true) {
            self.criticise_book();
        }
    }

    /// Whether something goes on for which the end waits.
    pub(super) fn is_being_criticised(&self) -> bool {
        !self.course.is_over && !self.course.running.is_empty()
    }

    /// Ends all criticism: the book is as it is.
    pub(super) fn end_criticism(&mut self) {
        self.course.is_over = true;
        self.tasks.stop_criticism();
    }

    fn criticise_book(&mut self) {
        let pages = self.pages();
        if pages.len() < FEWEST_PAGES || self.log.work.criticism.has_seen_book {
            return;
        }
        self.course.running.insert(RunTask::BookCritique);
        self.tasks.criticise_book(pages);
    }

    /// Pages with a picture that somebody painted: a quiet page shows nobody who could be known.
    fn pages(&self) -> Vec<Page> {
        let past_of = |scene| self.log.work.criticism.pages.get(&scene).cloned().unwrap_or_default();
        let pictures = self.log.story.scenes.iter().filter_map(|told| told.illustration.clone());
        let painted = pictures.filter(|picture| !picture.fallback);
        painted.map(|picture| Page { past: past_of(picture.scene), picture }).collect()
    }

    /// What is left of the time after the last first picture. A clock that was set back gives no more than all of it.
    fn grace_left(&self) -> Duration {
        let grace = self.telling.context.options.critic_grace;
        let last = self.log.last_first_picture.unwrap_or_else(Timestamp::now);
        grace.saturating_sub(Timestamp::now().since(last))
    }
}

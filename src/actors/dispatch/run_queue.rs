//! Who waits to be told on this node, and who is next. Stories with a history of deaths wait in lines of their own (see
//! [`Circle`]), for each other alone: nobody else waits for them, and while they wait they take no place.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use ractor::ActorRef;

use super::circles::{Circle, Turns};
use super::message::Pending;
use crate::actors::run::{Purpose, RunMessage};
use crate::domain::StoryId;

/// Where a story is on this node.
pub(super) enum Standing {
    /// In one of the lines.
    Waiting,
    /// On its way to the store.
    Claiming(Purpose),
    /// It has a run.
    Running(Running),
    /// It is damaged, and is being ended without a run.
    Closing,
    /// It rests before it is claimed again.
    Cooling,
    /// A newer program wrote it, and is left to tell it.
    Left,
}

/// A story with a run.
pub(super) struct Running {
    pub(super) run: ActorRef<RunMessage>,
    /// The fence of its claim.
    pub(super) epoch: u64,
    pub(super) purpose: Purpose,
    /// Its reader does not want it any more.
    pub(super) is_unwanted: bool,
}

/// Every story that this node has to do with, and the order in which they are told.
#[derive(Default)]
pub(super) struct RunQueue {
    standings: HashMap<StoryId, Standing>,
    counts: Counts,
    /// Each in the order in which they came, and each of [`Standing::Waiting`].
    all: VecDeque<Pending>,
    few: VecDeque<Pending>,
    alone: VecDeque<Pending>,
    turns: Turns,
}

/// How many stories are where: kept as they move, because every message asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Told, or claimed for it.
    pub(super) told: usize,
    /// Running, whatever for.
    pub(super) running: usize,
    /// Waiting here to be claimed.
    pub(super) waiting: usize,
    /// On their way to the store, or claimed already.
    pub(super) busy: usize,
}

impl Counts {
    fn count(&mut self, standing: &Standing, change: impl Fn(&mut usize)) {
        match standing {
            Standing::Waiting => change(&mut self.waiting),
            Standing::Claiming(purpose) => {
                change(&mut self.busy);
                self.count_told(*purpose, change);
            }
            Standing::Running(running) => {
                change(&mut self.busy);
                change(&mut self.running);
                self.count_told(running.purpose, change);
            }
            Standing::Closing | Standing::Cooling | Standing::Left => {}
        }
    }

    fn count_told(&mut self, purpose: Purpose, change: impl Fn(&mut usize)) {
        if purpose == Purpose::Tell {
            change(&mut self.told);
        }
    }
}

impl RunQueue {
    /// A story waits to be claimed, unless it is known already.
    pub(super) fn enter(&mut self, pending: Pending) {
        if self.standings.contains_key(&pending.story) {
            return;
        }
        self.put(pending.story, Standing::Waiting);
        let line = match pending.circle {
            Circle::All => &mut self.all,
            Circle::Few => &mut self.few,
            Circle::Alone(_) => &mut self.alone,
        };
        line.push_back(pending);
    }

    /// A story is told no more: it leaves its line, and its slot is free.
    pub(super) fn withdraw(&mut self, story: StoryId) {
        for line in [&mut self.all, &mut self.few, &mut self.alone] {
            line.retain(|pending| pending.story != story);
        }
    }

    /// The story that should be told next, in a process that has been up for so long and tells so many at once: who
    /// waits for a turn, when one is free, else who came first.
    pub(super) fn next(&mut self, up: Duration, places: usize) -> Option<Pending> {
        let next = if self.turns.leave_a_place(places) { self.next_suspect(up) } else { None };
        next.or_else(|| self.all.pop_front())
    }

    fn next_suspect(&mut self, up: Duration) -> Option<Pending> {
        self.next_alone(up).or_else(|| self.next_of_few())
    }

    fn next_of_few(&mut self) -> Option<Pending> {
        let next = self.turns.is_free_for_few().then(|| self.few.pop_front()).flatten()?;
        self.turns.take(next.story, next.circle);
        Some(next)
    }

    /// The one that has died least often.
    fn next_alone(&mut self, up: Duration) -> Option<Pending> {
        if !self.turns.is_free_for_one() {
            return None;
        }
        let due = self.alone.iter().enumerate().filter_map(|(place, pending)| match pending.circle {
            Circle::Alone(calm) if up >= calm => Some((calm, place)),
            _ => None,
        });
        let (_, place) = due.min()?;
        let next = self.alone.remove(place)?;
        self.turns.take(next.story, next.circle);
        Some(next)
    }

    /// Whether a story has a turn among those that died.
    pub(super) fn has_turn(&self, story: StoryId) -> bool {
        self.turns.has(story)
    }

    /// A story's log grew, or it has left.
    pub(super) fn end_turn(&mut self, story: StoryId) {
        self.turns.give_back(story);
    }

    pub(super) fn put(&mut self, story: StoryId, standing: Standing) {
        self.counts.count(&standing, |count| *count += 1);
        if let Some(left) = self.standings.insert(story, standing) {
            self.counts.count(&left, |count| *count -= 1);
        }
    }

    pub(super) fn take(&mut self, story: StoryId) -> Option<Standing> {
        let left = self.standings.remove(&story)?;
        self.counts.count(&left, |count| *count -= 1);
        Some(left)
    }

    pub(super) fn standing(&mut self, story: StoryId) -> Option<&mut Standing> {
        self.standings.get_mut(&story)
    }

    pub(super) fn runs(&self) -> impl Iterator<Item = &Running> {
        self.standings.values().filter_map(|standing| match standing {
            Standing::Running(running) => Some(running),
            _ => None,
        })
    }

    /// How many stories are where.
    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// Forgets who waits to be claimed.
    pub(super) fn close(&mut self) {
        self.all.clear();
        self.few.clear();
        self.alone.clear();
        let waiting = self.standings.extract_if(|_, standing| matches!(standing, Standing::Waiting));
        for (_, standing) in waiting {
            self.counts.count(&standing, |count| *count -= 1);
        }
    }
}

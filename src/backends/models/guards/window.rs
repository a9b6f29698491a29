//! How many calls there were lately, and how many of them were marked: in ten slots, of which the oldest is forgotten
//! as time goes on.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// Slots of a window: what is forgotten at once is a tenth of it.
const SLOTS: u32 = 10;

/// Counts over the last while.
#[derive(Debug)]
pub(super) struct Window {
    since: Instant,
    slot: Duration,
    slots: VecDeque<Slot>,
}

/// What a window holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Every call of the window, marked or not.
    pub all: u64,
    pub marked: u64,
}

#[derive(Debug)]
struct Slot {
    number: u128,
    counts: Counts,
}

impl Window {
    pub(super) fn new(length: Duration) -> Self {
        Self { since: Instant::now(), slot: (length / SLOTS).max(Duration::from_millis(1)), slots: VecDeque::new() }
    }

    /// Counts one more call, as of now.
    pub(super) fn add(&mut self, is_marked: bool) {
        let number = self.forget_old();
        if self.slots.back().is_none_or(|slot| slot.number != number) {
            self.slots.push_back(Slot { number, counts: Counts::default() });
        }
        let last = self.slots.back_mut().expect("it was just put there");
        last.counts.all += 1;
        last.counts.marked += u64::from(is_marked);
    }

    /// What is in it now.
    pub(super) fn counts(&mut self) -> Counts {
        self.forget_old();
        self.slots.iter().fold(Counts::default(), |sum, Slot { counts, .. }| Counts {
            all: sum.all + counts.all,
            marked: sum.marked + counts.marked,
        })
    }

    /// When the oldest of what is in it will be forgotten: after so long.
    pub(super) fn until_forgotten(&mut self) -> Duration {
        let number = self.forget_old();
        let oldest = self.slots.front().map_or(number, |slot| slot.number);
        let slots = u32::try_from(oldest + u128::from(SLOTS) - number).unwrap_or(SLOTS);
        let into_slot = self.since.elapsed().as_nanos() % self.slot.as_nanos();
        (self.slot * slots).saturating_sub(Duration::from_nanos(u64::try_from(into_slot).unwrap_or(0)))
    }

    /// Forgets every call of the window.
    pub(super) fn clear(&mut self) {
        self.slots.clear();
    }

    /// Forgets what is too old; returns the number of the slot of now.
    fn forget_old(&mut self) -> u128 {
        let now = self.since.elapsed().as_nanos() / self.slot.as_nanos();
        while self.slots.front().is_some_and(|slot| slot.number + u128::from(SLOTS) <= now) {
            self.slots.pop_front();
        }
        now
    }
}

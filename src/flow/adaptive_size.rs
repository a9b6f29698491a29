//! How large a pool may be while those whom its jobs ask are quick: a controller by delay, in the manner of TCP Vegas.
//!
//! Jobs are looked at in rounds, all begun at the present size. While a round takes about as long as one at a small
//! size did, nobody queues at the other end and the pool grows; once it takes much longer, more at once only wait
//! there, and it shrinks to what fits; in between it stays (the gap between both keeps it from swinging). Whoever is
//! turned away or times out shrinks it at once, by a quarter, and that size is not tried again for a while. Where
//! shrinking makes nobody quicker, it was not the pool: then that is the new measure of quick.

use std::time::Duration;

use tokio::time::Instant;

/// Jobs of a round at least: as many as tell a slower provider from chance.
const LEAST_JOBS: usize = 12;
/// So much longer than the quick time is still quick ...
const QUICK: f64 = 1.2;
/// ... and this is slow: more than what the next larger size could add.
const SLOW: f64 = 1.6;
/// What a quick round is worth in what is known as quick.
const WEIGHT: f64 = 0.25;
/// Where shrinking leaves more of a round's time than this, it was no help.
const NO_HELP: f64 = 0.9;
/// How long a size that was too large is not tried again: the first time, and at most.
const CEILING: (Duration, Duration) = (Duration::from_mins(10), Duration::from_hours(2));

/// The bounds of a pool that adapts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// At least 1, and where it begins.
    pub min: usize,
    pub max: usize,
}

/// What a job says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Its job was answered, in whatever time.
    Answered,
    /// It was turned away, or waited in vain.
    Overloaded,
}

/// Why a size changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Quick,
    Slow,
    Overloaded,
}

impl Reason {
    /// Its name in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Slow => "slow",
            Self::Overloaded => "overloaded",
        }
    }
}

/// A pool's size as it adapts.
#[derive(Debug)]
pub struct AdaptiveSize {
    bounds: Bounds,
    size: usize,
    /// Seconds of a job while nobody queues; `None` before the first round.
    quick: Option<f64>,
    ceiling: Option<Ceiling>,
    /// How long a job took before the pool shrank, in this round's first judgement.
    before_shrinking: Option<f64>,
    round: Round,
}

/// A size that was too large, until it may be tried again.
#[derive(Clone, Copy, Debug)]
struct Ceiling {
    size: usize,
    until: Instant,
    lasts: Duration,
}

#[derive(Debug)]
struct Round {
    since: Instant,
    seconds: f64,
    answered: usize,
    overloaded: usize,
    /// Jobs at whose end the pool had no room left: only then its size matters.
    full: usize,
}

impl Round {
    fn begin() -> Self {
        Self { since: Instant::now(), seconds: 0.0, answered: 0, overloaded: 0, full: 0 }
    }
}

impl AdaptiveSize {
    /// Begins at its smallest.
    #[must_use]
    pub fn new(bounds: Bounds) -> Self {
        let size = bounds.min;
        Self { bounds, size, quick: None, ceiling: None, before_shrinking: None, round: Round::begin() }
    }

    /// How large the pool is to be.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// A job that began then has ended, while the pool was full or was not. The new size, where it changes.
    pub fn ended(&mut self, begun: Instant, finding: Finding, is_full: bool) -> Option<(usize, Reason)> {
        // of a larger or smaller pool it says nothing about this one
        if begun < self.round.since {
            return None;
        }
        match finding {
            Finding::Overloaded => self.round.overloaded += 1,
            Finding::Answered => {
                self.round.answered += 1;
                self.round.seconds += begun.elapsed().as_secs_f64();
            }
        }
        self.round.full += usize::from(is_full);
        if self.round.overloaded >= (self.size / 8).max(2) {
            return self.shrink(0.75, Reason::Overloaded);
        }
        // as long as nothing was slow yet it is in a hurry
        let jobs = if self.ceiling.is_none() { self.size } else { self.size * 2 };
        if self.round.answered + self.round.overloaded < jobs.max(LEAST_JOBS) || self.round.answered == 0 {
            return None;
        }
        self.judge()
    }

    /// What a whole round says.
    #[expect(clippy::cast_precision_loss, reason = "a mean over a round of at most some thousand jobs")]
    fn judge(&mut self) -> Option<(usize, Reason)> {
        let mean = self.round.seconds / self.round.answered as f64;
        let was_full = self.round.full * 2 >= self.round.answered;
        if let Some(before) = self.before_shrinking.take()
            && mean > before * NO_HELP
        {
            (self.quick, self.ceiling) = (Some(mean), None);
        }
        let quick = *self.quick.get_or_insert(mean);
        let slowness = mean / quick;
        if slowness >= SLOW {
            self.before_shrinking = Some(mean);
            return self.shrink((QUICK / slowness).max(0.5), Reason::Slow);
        }
        if slowness > QUICK {
            self.round = Round::begin();
            return None;
        }
        self.quick = Some(quick + (mean - quick) * WEIGHT);
        let size = if was_full { self.larger() } else { self.size };
        self.change(size, Reason::Quick)
    }

    /// Twice as large at first, then by one; not as large as was too large.
    fn larger(&self) -> usize {
        let step = if self.ceiling.is_none() { self.size } else { 1 };
        let ceiling = self.ceiling.filter(|ceiling| Instant::now() < ceiling.until);
        let most = ceiling.map_or(self.bounds.max, |ceiling| ceiling.size.min(self.bounds.max));
        (self.size + step).min(most).max(self.size)
    }

    fn shrink(&mut self, to: f64, reason: Reason) -> Option<(usize, Reason)> {
        let smaller = (self.size - 1).max(self.bounds.min);
        let (size, lasts) = match self.ceiling {
            // it was tried again, by one more, and is still too large
            Some(ceiling) if ceiling.size == smaller => (smaller, (ceiling.lasts * 2).min(CEILING.1)),
            _ => (part(self.size, to).clamp(self.bounds.min, smaller), CEILING.0),
        };
        self.ceiling = Some(Ceiling { size: smaller, until: Instant::now() + lasts, lasts });
        self.change(size, reason)
    }

    fn change(&mut self, size: usize, reason: Reason) -> Option<(usize, Reason)> {
        self.round = Round::begin();
        (size != self.size).then(|| {
            self.size = size;
            (size, reason)
        })
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a size of at most 1,024"
)]
fn part(size: usize, of_it: f64) -> usize {
    (size as f64 * of_it).round() as usize
}

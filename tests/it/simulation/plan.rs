//! What a seed decides.

use std::time::Duration;

use ai_tale::domain::{AgeGroup, Style, UserId};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One simulation.
pub struct Plan {
    pub seed: u64,
    pub stories: Vec<StoryPlan>,
    /// All but the last, which goes on until every story has ended.
    pub lives: Vec<LifePlan>,
    /// How often a call fails before it had an effect.
    pub failing: f64,
    /// How often an answer is lost after its call had an effect.
    pub losing: f64,
    /// The longest that a call hangs back.
    pub slowest: Duration,
}

/// One story.
pub struct StoryPlan {
    pub owner: UserId,
    pub scenes: u32,
    /// When it is wished for, from the start of the first life.
    pub wished_after: Duration,
    /// When its owner has enough of it, from the start of a life.
    pub cancelled_after: Option<Duration>,
    /// When its owner deletes it, ended or not, from the start of a life.
    pub deleted_after: Option<Duration>,
    pub readers: usize,
}

/// How long a process lives, and how it ends.
#[derive(Clone, Copy)]
pub struct LifePlan {
    pub length: Duration,
    pub is_killed: bool,
}

impl Plan {
    pub fn of(seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let stories = (0..random.random_range(2..=5)).map(|_| story(&mut random)).collect();
        let lives = (0..random.random_range(0..=3)).map(|_| life(&mut random)).collect();
        let (failing, losing) = (random.random_range(0.0..0.15), random.random_range(0.0..0.1));
        let slowest = seconds(&mut random, 0.0..3.0);
        Self { seed, stories, lives, failing, losing, slowest }
    }

    /// Where a seed decides more: by the number of a life.
    pub fn seed_for(&self, life: u64) -> u64 {
        self.seed.wrapping_mul(1_000_003).wrapping_add(life)
    }
}

impl StoryPlan {
    /// How a story is told apart by what models are told: no two have the same.
    pub fn looks(number: usize) -> (Style, AgeGroup) {
        (Style::ALL[number % Style::ALL.len()], AgeGroup::ALL[number / Style::ALL.len()])
    }

    /// The number of the story with this look.
    pub fn number(style: Style, age_group: AgeGroup) -> usize {
        let all = Style::ALL.len() * AgeGroup::ALL.len();
        (0..all).find(|number| Self::looks(*number) == (style, age_group)).expect("every look is a story's")
    }
}

pub fn seconds(random: &mut ChaCha8Rng, between: std::ops::Range<f64>) -> Duration {
    Duration::from_secs_f64(random.random_range(between))
}

fn story(random: &mut ChaCha8Rng) -> StoryPlan {
    StoryPlan {
        owner: UserId::new(),
        scenes: random.random_range(1..=5),
        wished_after: seconds(random, 0.0..40.0),
        cancelled_after: random.random_bool(0.2).then(|| seconds(random, 0.0..90.0)),
        deleted_after: random.random_bool(0.3).then(|| seconds(random, 0.0..150.0)),
        readers: random.random_range(1..=3),
    }
}

fn life(random: &mut ChaCha8Rng) -> LifePlan {
    LifePlan { length: seconds(random, 1.0..120.0), is_killed: random.random_bool(0.7) }
}

//! What a seed does to the parts outside, and what they were asked for meanwhile. Each kind of call draws from numbers
//! of its own, so that one call more or less changes nothing for the others.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::domain::PictureSpec;
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::time::{Instant, sleep};

use super::plan::{Plan, StoryPlan, seconds};
use crate::kit::tamper::Tamper;

/// A part of the calls fail, are slow, or lose their answers, until all is calm.
pub struct Chaos {
    /// Where each kind of call begins to draw.
    seed: u64,
    random: Mutex<BTreeMap<&'static str, ChaCha8Rng>>,
    failing: f64,
    losing: f64,
    slowest: Duration,
    is_calm: AtomicBool,
    told: Mutex<Vec<StoryCall>>,
    painted: Mutex<Vec<(usize, u32)>>,
    asked: Mutex<Vec<(Instant, &'static str)>>,
    /// Of all lives together.
    pub sold: Arc<Sold>,
}

/// What the painter elsewhere was asked for, and will bill.
#[derive(Default)]
pub struct Sold {
    pub pictures: AtomicU64,
    pub micros: AtomicU64,
}

impl Chaos {
    /// As the plan says, for one of its lives.
    pub fn of(plan: &Plan, life: u64, sold: &Arc<Sold>) -> Self {
        Self {
            seed: plan.seed_for(life),
            random: Mutex::default(),
            failing: plan.failing,
            losing: plan.losing,
            slowest: plan.slowest,
            is_calm: AtomicBool::new(false),
            told: Mutex::default(),
            painted: Mutex::default(),
            asked: Mutex::default(),
            sold: Arc::clone(sold),
        }
    }

    /// From now on everything works.
    pub fn calm_down(&self) {
        self.is_calm.store(true, Ordering::SeqCst);
    }

    pub fn is_calm(&self) -> bool {
        self.is_calm.load(Ordering::SeqCst)
    }

    /// What the storytellers were asked.
    pub fn told(&self) -> Vec<StoryCall> {
        self.told.lock().unwrap().clone()
    }

    /// The pictures that a painter gave: story and scene.
    pub fn painted(&self) -> Vec<(usize, u32)> {
        self.painted.lock().unwrap().clone()
    }

    /// A painter gave a picture.
    pub fn paints(&self, spec: &PictureSpec) {
        self.painted.lock().unwrap().push((StoryPlan::number(spec.style, spec.age_group), spec.scene));
    }

    /// Every call so far, with its moment in virtual time.
    pub fn asked(&self) -> Vec<(Instant, &'static str)> {
        self.asked.lock().unwrap().clone()
    }

    /// Whether it comes to this for a kind of call, so often.
    pub fn happens(&self, what_for: &'static str, often: f64) -> bool {
        !self.is_calm() && self.draw(what_for, |random| random.random_bool(often))
    }

    /// How long a kind of call takes this time.
    pub fn some_time(&self, what_for: &'static str, between: std::ops::Range<f64>) -> Duration {
        self.draw(what_for, |random| seconds(random, between))
    }

    fn draw<A>(&self, what_for: &'static str, draw: impl FnOnce(&mut ChaCha8Rng) -> A) -> A {
        let first = || {
            ChaCha8Rng::seed_from_u64(
                what_for.bytes().fold(self.seed, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into())),
            )
        };
        draw(self.random.lock().unwrap().entry(what_for).or_insert_with(first))
    }
}

#[async_trait]
impl Tamper for Chaos {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        self.asked.lock().unwrap().push((Instant::now(), call));
        if self.happens(call, 0.2) && !self.slowest.is_zero() {
            sleep(self.some_time(call, 0.0..self.slowest.as_secs_f64())).await;
        }
        if self.happens(call, self.failing) { Err("told to fail") } else { Ok(()) }
    }

    async fn after(&self, call: &'static str) -> Result<(), &'static str> {
        // a painter's lost answer is a picture that nobody has, and may be painted again
        if call != "paint" && self.happens(call, self.losing) { Err("told to lose the answer") } else { Ok(()) }
    }

    fn telling(&self, call: &StoryCall) {
        self.told.lock().unwrap().push(call.clone());
    }

    fn holds_the_clock(&self) -> bool {
        true
    }
}

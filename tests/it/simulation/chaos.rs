//! What a seed does to the parts outside, and what they were asked for meanwhile.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ai_tale::domain::PictureSpec;
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use tokio::time::sleep;

use super::plan::{Plan, StoryPlan, seconds};
use crate::kit::tamper::Tamper;

/// A part of the calls fail, are slow, or lose their answers, until all is calm.
pub struct Chaos {
    random: Mutex<ChaCha8Rng>,
    failing: f64,
    losing: f64,
    slowest: Duration,
    is_calm: AtomicBool,
    told: Mutex<Vec<StoryCall>>,
    painted: Mutex<Vec<(usize, u32)>>,
}

impl Chaos {
    /// As the plan says, for one of its lives.
    pub fn of(plan: &Plan, life: u64) -> Self {
        Self {
            random: Mutex::new(plan.random(life)),
            failing: plan.failing,
            losing: plan.losing,
            slowest: plan.slowest,
            is_calm: AtomicBool::new(false),
            told: Mutex::default(),
            painted: Mutex::default(),
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

    /// Whether it comes to this, so often.
    pub fn happens(&self, often: f64) -> bool {
        !self.is_calm() && self.random.lock().unwrap().random_bool(often)
    }

    /// Some time.
    pub fn some_time(&self, between: std::ops::Range<f64>) -> Duration {
        seconds(&mut self.random.lock().unwrap(), between)
    }
}

#[async_trait]
impl Tamper for Chaos {
    async fn before(&self, _: &'static str) -> Result<(), &'static str> {
        if self.happens(0.2) && !self.slowest.is_zero() {
            sleep(self.some_time(0.0..self.slowest.as_secs_f64())).await;
        }
        if self.happens(self.failing) { Err("told to fail") } else { Ok(()) }
    }

    async fn after(&self, call: &'static str) -> Result<(), &'static str> {
        // a painter's lost answer is a picture that nobody has, and may be painted again
        if call != "paint" && self.happens(self.losing) { Err("told to lose the answer") } else { Ok(()) }
    }

    fn telling(&self, call: &StoryCall) {
        self.told.lock().unwrap().push(call.clone());
    }

    fn holds_the_clock(&self) -> bool {
        true
    }
}

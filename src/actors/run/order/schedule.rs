//! When a reader will need a picture: the rank by which the illustration gate grants its credits.
//!
//! The deadline of scene *i* is the moment when scene 1's words were ready plus the reading time of the scenes
//! before it, moved by what the reader reports. In simulations this halves the wait for first pictures against
//! first-come order, with few stalls at page turns (`benches/schedule.rs`).

use std::collections::HashMap;
use std::time::Duration;

use serde::Deserialize;
use tokio::time::Instant;

use crate::domain::AgeGroup;

/// Added to the rank of a picture that is painted again: a century, so that it comes after all first ones.
const AGAIN: i64 = 100 * 365 * 24 * 60 * 60 * 1_000;

/// In which order pictures are painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// As readers will need the pictures.
    Deadline,
    /// First scenes first, then as they came.
    FirstScene,
    /// As they came.
    Fifo,
}

/// When each scene of one story is needed.
#[derive(Clone, Debug)]
pub struct Schedule {
    policy: Policy,
    /// Milliseconds that a word takes to be read.
    word_ms: f64,
    /// Words by scene, first scene first.
    words: Vec<u32>,
    /// When each scene's picture was finished.
    painted_ms: HashMap<u32, i64>,
    /// When a reader whom nothing keeps waiting is at `anchor_scene`; milliseconds since [`Schedule::ranks_from`].
    anchor_ms: i64,
    anchor_scene: u32,
    /// When the reader came to `anchor_scene`, where they said so: later than `anchor_ms` if a picture was late.
    turned_ms: Option<i64>,
    /// Added while nobody reads the story.
    delay_ms: i64,
    ranks_from: Instant,
}

impl Schedule {
    /// A schedule for readers of this age. `ranks_from` is the node's: ranks of different stories must be comparable.
    #[must_use]
    pub fn new(policy: Policy, age_group: AgeGroup, ranks_from: Instant) -> Self {
        let word_ms = 60_000.0 / f64::from(age_group.words_per_minute());
        Self {
            policy,
            word_ms,
            words: Vec::new(),
            painted_ms: HashMap::new(),
            anchor_ms: 0,
            anchor_scene: 1,
            turned_ms: None,
            delay_ms: 0,
            ranks_from,
        }
    }

    /// The next scene's words are ready, `ago` before now. Scene 1's readiness anchors the schedule.
    pub fn scene_ready(&mut self, words: u32, ago: Duration) {
        self.words.push(words);
        if self.words.len() == 1 {
            self.anchor_ms = self.now_ms() - millis(ago);
        }
    }

    /// A scene's picture is finished.
    pub fn painted(&mut self, scene: u32) {
        let now = self.now_ms();
        self.painted_ms.entry(scene).or_insert(now);
    }

    /// The reader is at `scene` now, at most one beyond those that are written. A reader who is ahead needs everything
    /// sooner, one who dawdles needs it later; but one who is late because pictures were late does not: else a late
    /// story would be late at every page. Told again of the same scene (a second tab), nothing moves.
    pub fn reader_at(&mut self, scene: u32) {
        self.somebody_reads();
        let written = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let (now, scene) = (self.now_ms(), scene.clamp(1, written.saturating_add(1)));
        if self.turned_ms.is_some() && scene == self.anchor_scene {
            return;
        }
        let reading = self.reading_ms(scene);
        let expected = self.anchor_ms + reading;
        let finished_reading = self.turned_ms.map_or(expected, |turned| turned + reading);
        let could_turn = self.painted_ms.get(&scene).map_or(finished_reading, |painted| finished_reading.max(*painted));
        let dawdled = (now - could_turn).max(0);
        self.anchor_ms = now.min(expected + dawdled);
        self.anchor_scene = scene;
        self.turned_ms = Some(now);
    }

    /// Somebody reads it again: what waits is as urgent as it was.
    pub fn somebody_reads(&mut self) {
        self.delay_ms = 0;
    }

    /// Nobody reads it: everything that waits is moved back, once.
    pub fn nobody_reads(&mut self, delay: Duration) {
        self.delay_ms = millis(delay);
    }

    /// The rank of a scene's picture: smaller is painted first. A page that the reader has passed is needed as soon as
    /// one that lies as far ahead.
    #[must_use]
    pub fn rank(&self, scene: u32) -> i64 {
        match self.policy {
            Policy::Fifo => 0,
            Policy::FirstScene => i64::from(scene != 1),
            Policy::Deadline => self.anchor_ms + self.delay_ms + self.reading_ms(scene).abs(),
        }
    }

    /// The rank under which a scene waits at the gate: one that has its picture, and is painted again, comes after all
    /// that have none.
    #[must_use]
    pub fn waiting_rank(&self, scene: u32) -> i64 {
        let rank = self.rank(scene);
        if self.painted_ms.contains_key(&scene) { rank.saturating_add(AGAIN) } else { rank }
    }

    /// From the anchor's scene to this one; negative for scenes that the reader has passed.
    fn reading_ms(&self, scene: u32) -> i64 {
        let words_before = |scene: u32| -> u32 { self.words.iter().take(scene.saturating_sub(1) as usize).sum() };
        let words = f64::from(words_before(scene)) - f64::from(words_before(self.anchor_scene));
        #[expect(clippy::cast_possible_truncation, reason = "at most 32 scenes of a few hundred words")]
        let milliseconds = (words * self.word_ms) as i64;
        milliseconds
    }

    fn now_ms(&self) -> i64 {
        millis(Instant::now().duration_since(self.ranks_from))
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

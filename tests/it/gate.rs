//! The gate that orders all waiting, against a simple model of itself; and the deadlines that are its ranks.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use ai_tale::actors::run::schedule::Schedule;
use ai_tale::config::Policy;
use ai_tale::domain::{AgeGroup, StoryId};
use ai_tale::flow::gate::{Credit, Gate, Load, Need};
use futures_util::FutureExt;
use proptest::prelude::*;
use tokio::time::{Instant, advance};

const PATIENCE: Duration = Duration::from_secs(30);

type Waiting = Pin<Box<dyn Future<Output = Credit> + Send>>;

fn need(rank: i64) -> Need {
    Need { story: StoryId::new(), scene: 1, rank }
}

fn waits(gate: &Gate, need: Need) -> Waiting {
    let gate = gate.clone();
    let mut waiting: Waiting = Box::pin(async move { gate.acquire(need).await });
    assert!((&mut waiting).now_or_never().is_none(), "it was to wait");
    waiting
}

fn now(waiting: &mut Waiting) -> Option<Credit> {
    waiting.now_or_never()
}

fn load(size: usize, busy: usize, waiting: usize) -> Load {
    Load { size, busy, waiting, oldest_wait: Duration::ZERO }
}

#[tokio::test(start_paused = true)]
async fn the_most_urgent_is_granted_first_and_ties_as_they_came() {
    let gate = Gate::new("test", 1, PATIENCE);
    let mut credit = gate.acquire(need(0)).await;
    let mut queue: Vec<(&str, Waiting)> = [("late", 9), ("first of two", 3), ("second of two", 3), ("urgent", -1)]
        .map(|(name, rank)| (name, waits(&gate, need(rank))))
        .into();
    let mut order = Vec::new();
    while !queue.is_empty() {
        drop(credit);
        let granted = queue.iter_mut().enumerate().find_map(|(at, (_, waiting))| Some((at, now(waiting)?)));
        let (at, next) = granted.expect("a free credit is granted");
        order.push(queue.remove(at).0);
        credit = next;
    }
    assert_eq!(order, ["urgent", "first of two", "second of two", "late"]);
    assert_eq!(gate.load(), load(1, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_waiter_gives_up_its_place() {
    let gate = Gate::new("test", 1, PATIENCE);
    let credit = gate.acquire(need(0)).await;
    let urgent = waits(&gate, need(1));
    let mut other = waits(&gate, need(2));
    drop(urgent);
    assert_eq!(gate.load(), load(1, 1, 1));
    drop(credit);
    assert!(now(&mut other).is_some());
    assert_eq!(gate.load(), load(1, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_grant_to_somebody_who_left_goes_on_to_the_next() {
    let gate = Gate::new("test", 1, PATIENCE);
    let credit = gate.acquire(need(0)).await;
    let first = waits(&gate, need(1));
    let mut second = waits(&gate, need(2));
    drop(credit);
    // granted, and not yet taken
    assert_eq!(gate.load(), load(1, 1, 1));
    drop(first);
    assert!(now(&mut second).is_some());
    assert_eq!(gate.load(), load(1, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn nobody_overtakes_who_waits_for_a_credit_that_is_free() {
    let gate = Gate::new("test", 1, PATIENCE);
    let credit = gate.acquire(need(0)).await;
    let mut waiting = waits(&gate, need(5));
    drop(credit);
    let mut late = waits(&gate, need(-5));
    let granted = now(&mut waiting).expect("it was granted before the late one came");
    assert!(now(&mut late).is_none());
    drop(granted);
    assert!(now(&mut late).is_some());
}

#[tokio::test(start_paused = true)]
async fn shrinking_lets_running_jobs_finish_and_growing_lets_waiting_ones_in() {
    let gate = Gate::new("test", 3, PATIENCE);
    let mut running = vec![gate.acquire(need(0)).await, gate.acquire(need(0)).await, gate.acquire(need(0)).await];
    let mut waiting = waits(&gate, need(0));
    gate.resize(1);
    assert_eq!(gate.load(), load(1, 3, 1));
    running.truncate(1);
    assert!(now(&mut waiting).is_none());
    assert_eq!(gate.load(), load(1, 1, 1));
    gate.resize(2);
    assert!(now(&mut waiting).is_some());
}

#[tokio::test(start_paused = true)]
async fn the_oldest_wait_is_told() {
    let gate = Gate::new("test", 1, PATIENCE);
    let _credit = gate.acquire(need(0)).await;
    let _old = waits(&gate, need(9));
    advance(Duration::from_secs(3)).await;
    let _new = waits(&gate, need(1));
    advance(Duration::from_secs(2)).await;
    assert_eq!(gate.load(), Load { size: 1, busy: 1, waiting: 2, oldest_wait: Duration::from_secs(5) });
}

#[tokio::test(start_paused = true)]
async fn a_story_that_became_urgent_is_granted_before_others() {
    let gate = Gate::new("test", 1, PATIENCE);
    let credit = gate.acquire(need(0)).await;
    let mut other = waits(&gate, need(10));
    let story = StoryId::new();
    let mut scenes: Vec<Waiting> =
        [1, 2].map(|scene| waits(&gate, Need { story, scene, rank: 20 + i64::from(scene) })).into();
    gate.rerank(story, |scene| -i64::from(scene));
    drop(credit);
    let second = now(&mut scenes[1]).expect("its new rank is the smallest");
    assert!(now(&mut scenes[0]).is_none() && now(&mut other).is_none());
    drop(second);
    drop(now(&mut scenes[0]).expect("it is next"));
    assert!(now(&mut other).is_some());
}

/// What happens to a gate.
#[derive(Clone, Debug)]
enum Step {
    Acquire {
        story: usize,
        scene: u32,
        rank: i64,
    },
    /// Frees one of the credits in use.
    Free(usize),
    /// Somebody who waits, or was granted and did not look yet, leaves.
    Leave(usize),
    Resize(usize),
    Rerank {
        story: usize,
        factor: i64,
    },
    /// Everybody who waits looks whether it was granted.
    Look,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, 1..6_u32, -3..4_i64).prop_map(|(story, scene, rank)| Step::Acquire { story, scene, rank }),
        3 => any::<usize>().prop_map(Step::Free),
        2 => any::<usize>().prop_map(Step::Leave),
        1 => (1..6_usize).prop_map(Step::Resize),
        1 => (0..3_usize, -2..3_i64).prop_map(|(story, factor)| Step::Rerank { story, factor }),
        2 => Just(Step::Look),
    ]
}

/// The gate as a list: who waits, who was granted and did not look, who holds a credit.
#[derive(Default)]
struct Model {
    size: usize,
    next: u64,
    /// By rank and arrival: story and scene.
    waiting: BTreeMap<(i64, u64), (usize, u32)>,
    granted: Vec<u64>,
    held: Vec<u64>,
}

impl Model {
    fn busy(&self) -> usize {
        self.granted.len() + self.held.len()
    }

    fn grant(&mut self) {
        while self.busy() < self.size {
            let Some(((_, who), _)) = self.waiting.pop_first() else { return };
            self.granted.push(who);
        }
    }

    fn leave(&mut self, who: u64) {
        self.waiting.retain(|(_, ticket), _| *ticket != who);
        self.granted.retain(|ticket| *ticket != who);
        self.held.retain(|ticket| *ticket != who);
        self.grant();
    }
}

/// The gate itself beside its model.
struct Pair {
    gate: Gate,
    model: Model,
    stories: [StoryId; 3],
    waiting: Vec<(u64, Waiting)>,
    credits: Vec<(u64, Credit)>,
}

impl Pair {
    fn take(&mut self, step: &Step) {
        match *step {
            Step::Acquire { story, scene, rank } => self.acquire(story, scene, rank),
            Step::Free(which) if !self.credits.is_empty() => {
                let (who, credit) = self.credits.remove(which % self.credits.len());
                drop(credit);
                self.model.leave(who);
            }
            Step::Leave(which) if !self.waiting.is_empty() => {
                let (who, waiting) = self.waiting.remove(which % self.waiting.len());
                drop(waiting);
                self.model.leave(who);
            }
            Step::Free(_) | Step::Leave(_) => {}
            Step::Resize(size) => {
                self.gate.resize(size);
                self.model.size = size;
                self.model.grant();
            }
            Step::Rerank { story, factor } => {
                self.gate.rerank(self.stories[story], |scene| i64::from(scene) * factor);
                let moved = std::mem::take(&mut self.model.waiting).into_iter().map(|((rank, who), (whose, scene))| {
                    ((if whose == story { i64::from(scene) * factor } else { rank }, who), (whose, scene))
                });
                self.model.waiting = moved.collect();
            }
            Step::Look => self.look(),
        }
        let wanted = load(self.model.size, self.model.busy(), self.model.waiting.len());
        assert_eq!(Load { oldest_wait: Duration::ZERO, ..self.gate.load() }, wanted);
    }

    fn acquire(&mut self, story: usize, scene: u32, rank: i64) {
        let gate = self.gate.clone();
        let need = Need { story: self.stories[story], scene, rank };
        let mut waiting: Waiting = Box::pin(async move { gate.acquire(need).await });
        let who = self.model.next;
        self.model.next += 1;
        let is_free = self.model.busy() < self.model.size;
        if let Some(credit) = now(&mut waiting) {
            assert!(is_free, "granted beyond the size");
            self.model.held.push(who);
            self.credits.push((who, credit));
        } else {
            assert!(!is_free, "made to wait before a free credit");
            self.model.waiting.insert((rank, who), (story, scene));
            self.waiting.push((who, waiting));
        }
    }

    fn look(&mut self) {
        let mut still = Vec::new();
        for (who, mut waiting) in self.waiting.drain(..) {
            match now(&mut waiting) {
                Some(credit) => {
                    assert!(self.model.granted.contains(&who), "granted out of order");
                    self.model.granted.retain(|granted| *granted != who);
                    self.model.held.push(who);
                    self.credits.push((who, credit));
                }
                None => still.push((who, waiting)),
            }
        }
        assert_eq!(self.model.granted, [0; 0], "a grant was not handed out");
        self.waiting = still;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn the_gate_grants_as_its_model(size in 1..5_usize, steps in proptest::collection::vec(step(), 1..120)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let _inside = runtime.as_ref().expect("a runtime").enter();
        let mut pair = Pair {
            gate: Gate::new("test", size, PATIENCE),
            model: Model { size, ..Model::default() },
            stories: [StoryId::new(), StoryId::new(), StoryId::new()],
            waiting: Vec::new(),
            credits: Vec::new(),
        };
        for step in &steps {
            pair.take(step);
        }
        pair.waiting.clear();
        pair.credits.clear();
        let left = pair.gate.load();
        prop_assert_eq!((left.busy, left.waiting), (0, 0));
    }
}

/// Milliseconds that a child of six to eight takes for a word.
fn word_ms() -> i64 {
    60_000 / i64::from(AgeGroup::SixToEight.words_per_minute())
}

fn schedule(policy: Policy, epoch: Instant) -> Schedule {
    Schedule::new(policy, AgeGroup::SixToEight, epoch)
}

/// Ready scenes of so many words each.
fn with_scenes(mut schedule: Schedule, words: &[u32], ago: Duration) -> Schedule {
    for words in words {
        schedule.scene_ready(*words, ago);
    }
    schedule
}

#[tokio::test(start_paused = true)]
async fn a_scene_is_due_when_the_scenes_before_it_are_read() {
    let epoch = Instant::now();
    advance(Duration::from_secs(100)).await;
    let schedule = with_scenes(schedule(Policy::Deadline, epoch), &[60, 30, 45], Duration::ZERO);
    let speed = i64::from(AgeGroup::SixToEight.words_per_minute());
    let due = |words: i64| 100_000 + words * 60_000 / speed;
    // a scene beyond the last one is due after all that is known
    for (scene, words) in [(1, 0), (2, 60), (3, 90), (4, 135)] {
        let rank = schedule.rank(scene);
        assert!((rank - due(words)).abs() <= 1, "scene {scene}: {rank}, not {}", due(words));
    }
}

#[tokio::test(start_paused = true)]
async fn only_the_first_scene_anchors_the_schedule() {
    let epoch = Instant::now();
    let mut schedule = schedule(Policy::Deadline, epoch);
    schedule.scene_ready(10, Duration::ZERO);
    advance(Duration::from_secs(50)).await;
    schedule.scene_ready(10, Duration::ZERO);
    assert_eq!(schedule.rank(1), 0);
    assert!(schedule.rank(2) < 50_000 && schedule.rank(2) >= 10 * word_ms());
}

#[tokio::test(start_paused = true)]
async fn a_reader_who_moves_moves_the_deadlines() {
    let epoch = Instant::now();
    let mut schedule = with_scenes(schedule(Policy::Deadline, epoch), &[60, 60, 60], Duration::ZERO);
    let page = schedule.rank(2) - schedule.rank(1);
    advance(Duration::from_secs(7)).await;
    schedule.reader_at(2);
    // a page that was passed is needed as soon as one as far ahead
    assert_eq!([1, 2, 3].map(|scene| schedule.rank(scene)), [7_000 + page, 7_000, 7_000 + page]);
    schedule.reader_at(0);
    assert_eq!(schedule.rank(1), 7_000);
}

#[tokio::test(start_paused = true)]
async fn a_reader_who_says_they_are_far_ahead_is_no_more_urgent_than_one_who_waits_for_words() {
    let mut schedule = with_scenes(schedule(Policy::Deadline, Instant::now()), &[60, 60], Duration::ZERO);
    let page = schedule.rank(2) - schedule.rank(1);
    advance(Duration::from_secs(7)).await;
    schedule.reader_at(32);
    assert_eq!([1, 2, 3].map(|scene| schedule.rank(scene)), [7_000 + 2 * page, 7_000 + page, 7_000]);
}

#[tokio::test(start_paused = true)]
async fn a_reader_who_was_kept_waiting_is_not_kept_waiting_at_every_page() {
    let epoch = Instant::now();
    let mut schedule = with_scenes(schedule(Policy::Deadline, epoch), &[60, 60, 60], Duration::ZERO);
    let page = schedule.rank(2) - schedule.rank(1);
    // the first picture is late by 30 s, and the reader turns to it at once: the next ones stay as urgent as they were
    advance(Duration::from_secs(30)).await;
    schedule.painted(1);
    schedule.reader_at(1);
    assert_eq!([1, 2, 3].map(|scene| schedule.rank(scene)), [0, page, 2 * page]);
    // they read the page in its time, and turn to a picture that is there: late still, but not through them
    schedule.painted(2);
    advance(Duration::from_millis(u64::try_from(page).unwrap())).await;
    schedule.reader_at(2);
    assert_eq!([2, 3].map(|scene| schedule.rank(scene)), [page, 2 * page]);
    // told again of the same page, nothing moves
    advance(Duration::from_millis(u64::try_from(page).unwrap())).await;
    schedule.reader_at(2);
    assert_eq!(schedule.rank(3), 2 * page);
    // a reader who lingers for 5 s beyond the page's time gives those who wait that much
    schedule.painted(3);
    advance(Duration::from_secs(5)).await;
    schedule.reader_at(3);
    assert_eq!(schedule.rank(3), 2 * page + 5_000);
}

#[tokio::test(start_paused = true)]
async fn an_unread_story_is_moved_back_once_until_somebody_reads_it() {
    let mut schedule = with_scenes(schedule(Policy::Deadline, Instant::now()), &[60, 60], Duration::ZERO);
    let before = schedule.rank(2);
    schedule.nobody_reads(Duration::from_mins(10));
    schedule.nobody_reads(Duration::from_mins(10));
    assert_eq!(schedule.rank(2), before + 600_000);
    schedule.reader_at(1);
    assert_eq!(schedule.rank(2), before);
    schedule.nobody_reads(Duration::from_mins(10));
    schedule.somebody_reads();
    assert_eq!(schedule.rank(2), before);
}

#[tokio::test(start_paused = true)]
async fn a_restarted_story_keeps_the_deadlines_that_it_had() {
    let epoch = Instant::now();
    let first = with_scenes(schedule(Policy::Deadline, epoch), &[60, 40], Duration::ZERO);
    advance(Duration::from_secs(30)).await;
    let again = with_scenes(schedule(Policy::Deadline, epoch), &[60, 40], Duration::from_secs(30));
    assert_eq!([1, 2, 3].map(|scene| again.rank(scene)), [1, 2, 3].map(|scene| first.rank(scene)));
    // ready before this node started: due before everything that it began
    let older = with_scenes(schedule(Policy::Deadline, epoch), &[60], Duration::from_secs(90));
    assert_eq!(older.rank(1), -60_000);
}

#[tokio::test(start_paused = true)]
async fn the_other_policies_know_no_deadlines() {
    for (policy, ranks) in [(Policy::Fifo, [0, 0, 0]), (Policy::FirstScene, [0, 1, 1])] {
        let mut schedule = with_scenes(schedule(policy, Instant::now()), &[60, 60, 60], Duration::ZERO);
        advance(Duration::from_secs(5)).await;
        schedule.reader_at(3);
        schedule.nobody_reads(Duration::from_mins(10));
        assert_eq!([1, 2, 3].map(|scene| schedule.rank(scene)), ranks);
    }
}

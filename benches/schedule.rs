//! How long readers wait under each order of painting: through the real gate and the real schedule, in virtual time.
//!
//! Stories arrive at random so that 8 painters are busy 90 % of the time; each has 6 scenes, whose words are ready
//! 1.5 s apart; pictures take lognormal 8 s (mean; sigma 0.6); a page takes 28 s to read. A reader begins with the
//! first picture and stalls at a page whose picture is missing. Wait = time to the first picture + all stalls. The same
//! draws under every order; 20 fixed seeds pooled.
//!
//! The goals are for the orders alone: every written scene waits at the gate. A second table has the window that the
//! product has by default, 4 scenes written and unpainted: under `fifo` the last two scenes then come to the gate
//! later, so that the window does a part of what the deadlines do.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "statistics of small counts"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::actors::run::order::schedule::{Policy, Schedule};
use ai_tale::actors::stage::PageKey;
use ai_tale::domain::{AgeGroup, StoryId};
use ai_tale::flow::gate::{Gate, Need};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, sleep, sleep_until};

const SLOTS: usize = 8;
const SCENES: usize = 6;
/// Scenes of a story that may be written and not yet painted: all, and the product's default.
const WINDOWS: [usize; 2] = [SCENES, 4];
const PICTURE_MEAN: f64 = 8.0;
const SIGMA: f64 = 0.6;
const LOAD: f64 = 0.9;
const PAGE: Duration = Duration::from_secs(28);
const SCENE_WORDS_READY: Duration = Duration::from_millis(1500);
/// Long enough that the queue of a system at 90 % load is as long as it gets: about two hours of arrivals.
const STORIES: usize = 1_000;
/// The first ones meet an empty system and are not counted.
const WARM_UP: usize = 100;
const SEEDS: u64 = 20;
/// So that a page takes 28 s at the speed of 6 to 8 year olds.
const WORDS: u32 = 42;

struct Draw {
    arrives: Duration,
    pictures: [Duration; SCENES],
}

#[derive(Default)]
struct Measured {
    first_picture: Vec<f64>,
    waits: Vec<f64>,
    stalls: f64,
    reading: f64,
}

/// What one reader waited, in seconds.
struct Told {
    first: f64,
    stalls: f64,
}

impl Measured {
    fn add(&mut self, told: &Told) {
        self.first_picture.push(told.first);
        self.waits.push(told.first + told.stalls);
        self.stalls += told.stalls;
        self.reading += PAGE.as_secs_f64() * SCENES as f64;
    }

    fn pool(&mut self, other: Self) {
        self.first_picture.extend(other.first_picture);
        self.waits.extend(other.waits);
        self.stalls += other.stalls;
        self.reading += other.reading;
    }
}

fn main() {
    println!("order of painting, {SEEDS} seeds x {STORIES} stories, {SLOTS} slots, {:.0} % load", LOAD * 100.0);
    for window in WINDOWS {
        println!("\nwindow of {window} scenes");
        compare(window);
    }
    println!("\ngoal, window of {SCENES}: deadline at most 0.50 / 0.65 of fifo's, stalls at most 1.5 %");
}

fn compare(window: usize) {
    println!("{:<12} {:>10} {:>10} {:>10} {:>10} {:>9}", "policy", "first p50", "wait p50", "wait p99", "stalls %", "");
    let mut baseline: Option<(f64, f64)> = None;
    for (name, policy) in [("fifo", Policy::Fifo), ("first_scene", Policy::FirstScene), ("deadline", Policy::Deadline)]
    {
        let mut pooled = Measured::default();
        for seed in 0..SEEDS {
            pooled.pool(simulate(policy, window, &draws(seed)));
        }
        let (p50, p99) = (quantile(&mut pooled.waits, 0.5), quantile(&mut pooled.waits, 0.99));
        let (base50, base99) = *baseline.get_or_insert((p50, p99));
        println!(
            "{name:<12} {:>9.1}s {p50:>9.1}s {p99:>9.1}s {:>9.2}%   {:.2} / {:.2} of fifo's p50 / p99",
            quantile(&mut pooled.first_picture, 0.5),
            100.0 * pooled.stalls / pooled.reading,
            p50 / base50,
            p99 / base99,
        );
    }
}

fn draws(seed: u64) -> Vec<Draw> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let rate = LOAD * f64::from(SLOTS as u32) / (SCENES as f64 * PICTURE_MEAN);
    let mut clock = 0.0;
    (0..STORIES)
        .map(|_| {
            clock += -(1.0 - chance.random::<f64>()).ln() / rate;
            let pictures = std::array::from_fn(|_| Duration::from_secs_f64(lognormal(&mut chance)));
            Draw { arrives: Duration::from_secs_f64(clock), pictures }
        })
        .collect()
}

/// Box and Muller's method.
fn lognormal(chance: &mut ChaCha8Rng) -> f64 {
    let (first, second): (f64, f64) = (1.0 - chance.random::<f64>(), chance.random());
    let normal = (-2.0 * first.ln()).sqrt() * (std::f64::consts::TAU * second).cos();
    (PICTURE_MEAN.ln() - SIGMA * SIGMA / 2.0 + SIGMA * normal).exp()
}

fn simulate(policy: Policy, window: usize, draws: &[Draw]) -> Measured {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime without I/O needs nothing from the system").block_on(async {
        let gate = Gate::new("illustration", SLOTS, Duration::MAX);
        let measured = Arc::new(Mutex::new(Measured::default()));
        let epoch = Instant::now();
        let mut stories = tokio::task::JoinSet::new();
        for (number, draw) in draws.iter().enumerate() {
            let (arrives, pictures) = (epoch + draw.arrives, draw.pictures);
            let (gate, measured) = (gate.clone(), Arc::clone(&measured));
            stories.spawn(async move {
                sleep_until(arrives).await;
                let told = read(&gate, (policy, window), epoch, pictures).await;
                if number >= WARM_UP {
                    measured.lock().expect("no story panics").add(&told);
                }
            });
        }
        while stories.join_next().await.is_some() {}
        std::mem::take(&mut *measured.lock().expect("no story panics"))
    })
}

/// One reader and their story.
async fn read(
    gate: &Gate<PageKey>,
    (policy, window): (Policy, usize),
    epoch: Instant,
    pictures: [Duration; SCENES],
) -> Told {
    let story = StoryId::new();
    let schedule = Arc::new(Mutex::new(Schedule::new(policy, AgeGroup::SixToEight, epoch)));
    let painted: Arc<[watch::Sender<bool>; SCENES]> = Arc::new(std::array::from_fn(|_| watch::Sender::new(false)));
    let begun = Instant::now();
    let writing = {
        let (gate, schedule, painted) = (gate.clone(), Arc::clone(&schedule), Arc::clone(&painted));
        tokio::spawn(async move { write(gate, story, schedule, window, (painted, pictures)).await })
    };
    let (mut first, mut stalls) = (0.0, 0.0);
    for page in 0..SCENES {
        let turned = Instant::now();
        wait_for(&painted[page]).await;
        if page == 0 {
            first = begun.elapsed().as_secs_f64();
        } else {
            stalls += turned.elapsed().as_secs_f64();
        }
        {
            let mut schedule = schedule.lock().expect("no story panics");
            schedule.reader_at(page as u32 + 1);
            gate.rerank(|page| (page.story == story).then(|| schedule.rank(page.scene)));
        }
        sleep(PAGE).await;
    }
    writing.await.expect("no story panics");
    Told { first, stalls }
}

async fn write(
    gate: Gate<PageKey>,
    story: StoryId,
    schedule: Arc<Mutex<Schedule>>,
    window: usize,
    (painted, pictures): (Arc<[watch::Sender<bool>; SCENES]>, [Duration; SCENES]),
) {
    let window = Arc::new(Semaphore::new(window));
    let mut painting = tokio::task::JoinSet::new();
    for (index, takes) in pictures.into_iter().enumerate() {
        let place = Arc::clone(&window).acquire_owned().await.expect("the window is never closed");
        sleep(SCENE_WORDS_READY).await;
        schedule.lock().expect("no story panics").scene_ready(WORDS, Duration::ZERO);
        let (gate, schedule, painted) = (gate.clone(), Arc::clone(&schedule), Arc::clone(&painted));
        painting.spawn(async move {
            let scene = index as u32 + 1;
            let rank = schedule.lock().expect("no story panics").rank(scene);
            let credit = gate.acquire(Need { key: PageKey { story, scene }, rank }).await;
            sleep(takes).await;
            drop(credit);
            schedule.lock().expect("no story panics").painted(scene);
            painted[index].send_replace(true);
            drop(place);
        });
    }
    while painting.join_next().await.is_some() {}
}

async fn wait_for(painted: &watch::Sender<bool>) {
    painted.subscribe().wait_for(|painted| *painted).await.expect("the story holds its sender");
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * share).round() as usize]
}

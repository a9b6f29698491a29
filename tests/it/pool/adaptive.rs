//! A pool that adapts, before a provider with a knee: it takes so many at once and has others wait, or turns them away.
//! In virtual time, with as much to do as there is room for.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::sync::Arc;
use std::time::Duration;

use ai_tale::flow::adaptive_size::{Bounds, Finding};
use ai_tale::flow::pool::{Options, Pool};
use ai_tale::flow::supervise::Supervisor;
use ractor::Actor;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::need;

/// What a picture takes while nobody waits for it.
const PICTURE: Duration = Duration::from_secs(8);

/// A provider with so much room.
#[derive(Clone)]
struct Provider {
    room: Arc<Semaphore>,
    /// What it does with those for whom it has none.
    turns_away: bool,
}

impl Provider {
    async fn paint(&self) -> Finding {
        let room = if self.turns_away {
            match self.room.try_acquire() {
                Ok(room) => room,
                Err(_) => return Finding::Overloaded,
            }
        } else {
            self.room.acquire().await.unwrap()
        };
        sleep(PICTURE).await;
        drop(room);
        Finding::Answered
    }
}

/// A pool between 2 and 64 workers before such a provider, and its sizes after each picture.
async fn sizes(provider: &Provider, pictures: usize) -> (Vec<usize>, Vec<Instant>) {
    let (root, _) = Actor::spawn(None, Supervisor, CancellationToken::new()).await.unwrap();
    let options = Options { size: 2.try_into().unwrap(), max_wait: Duration::from_hours(9) };
    let pool: Pool<u32> = Pool::start("test", options, root.get_cell()).await.unwrap();
    pool.adapt(Bounds { min: 2, max: 64 });
    let mut jobs = JoinSet::new();
    // more readers than there will ever be room for
    let left = Arc::new(Semaphore::new(pictures));
    for _ in 0..100 {
        let (pool, provider, left) = (pool.clone(), provider.clone(), Arc::clone(&left));
        jobs.spawn(async move {
            let mut painted = Vec::new();
            while let Ok(picture) = left.try_acquire() {
                picture.forget();
                while pool.run(need(), paint(pool.clone(), provider.clone())).await.unwrap() == Finding::Overloaded {
                    sleep(PICTURE).await;
                }
                painted.push((Instant::now(), pool.load().size));
            }
            painted
        });
    }
    let mut painted: Vec<(Instant, usize)> = jobs.join_all().await.into_iter().flatten().collect();
    painted.sort_by_key(|(at, _)| *at);
    root.stop(None);
    (painted.iter().map(|(_, size)| *size).collect(), painted.iter().map(|(at, _)| *at).collect())
}

async fn paint(pool: Pool<u32>, provider: Provider) -> Finding {
    let begun = Instant::now();
    let finding = provider.paint().await;
    pool.found(begun, finding);
    finding
}

fn changes(sizes: &[usize]) -> usize {
    sizes.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

#[tokio::test(start_paused = true)]
async fn a_provider_with_a_knee_is_kept_busy() {
    for knee in [3, 8, 20] {
        let provider = Provider { room: Arc::new(Semaphore::new(knee)), turns_away: false };
        let begun = Instant::now();
        let (sizes, painted) = sizes(&provider, 3_000).await;
        let best = PICTURE * u32::try_from(3_000 / knee).unwrap();
        let took = painted[2_999] - begun;
        assert!(took.mul_f64(0.9) <= best, "knee {knee}: {took:?}, where the best fixed size takes {best:?}");
        let settled = &sizes[1_000..];
        assert!(changes(settled) <= 4, "knee {knee}: {} changes once settled", changes(settled));
        assert!(settled.iter().all(|size| (knee..=knee * 2).contains(size)), "knee {knee}: {:?}", sizes.last());
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_turns_away_is_left_room() {
    for knee in [3, 8, 20] {
        let provider = Provider { room: Arc::new(Semaphore::new(knee)), turns_away: true };
        let (sizes, painted) = sizes(&provider, 3_000).await;
        let settled = (&sizes[1_000..], painted[2_999] - painted[1_000]);
        let best = PICTURE * u32::try_from(1_999 / knee).unwrap();
        assert!(settled.1.mul_f64(0.9) <= best, "knee {knee}: {:?}, at best {best:?}", settled.1);
        assert!(changes(settled.0) <= 8, "knee {knee}: {} changes once settled", changes(settled.0));
        assert!(settled.0.iter().all(|size| *size <= knee + 1), "knee {knee}");
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_resizes_a_pool_has_the_last_word() {
    let (root, _) = Actor::spawn(None, Supervisor, CancellationToken::new()).await.unwrap();
    let options = Options { size: 2.try_into().unwrap(), max_wait: Duration::from_hours(9) };
    let pool: Pool<u32> = Pool::start("test", options, root.get_cell()).await.unwrap();
    pool.adapt(Bounds { min: 2, max: 64 });
    pool.resize(5);
    for _ in 0..100 {
        pool.found(Instant::now(), Finding::Overloaded);
    }
    assert_eq!(pool.load().size, 5);
    root.stop(None);
}

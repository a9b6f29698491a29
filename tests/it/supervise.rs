//! Who dies is started again under the same address; when the budget is used up, the process is told to end.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::flow::supervise::{Address, Child, Supervisor, SupervisorMessage};
use futures_util::FutureExt;
use ractor::{Actor, ActorCell, ActorProcessingErr, ActorRef};
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::kit::fakes::until;

/// Restarts before a supervisor gives up.
const BUDGET: usize = 10;

struct Mortal;

enum Order {
    Panic,
    Fail,
    Stop,
    Answer(oneshot::Sender<()>),
}

impl Actor for Mortal {
    type Msg = Order;
    type State = ();
    /// Whether it panics at once.
    type Arguments = bool;

    async fn pre_start(&self, _myself: ActorRef<Order>, is_doomed: bool) -> Result<(), ActorProcessingErr> {
        assert!(!is_doomed, "told to panic at the start");
        Ok(())
    }

    async fn handle(&self, myself: ActorRef<Order>, order: Order, (): &mut ()) -> Result<(), ActorProcessingErr> {
        match order {
            Order::Panic => panic!("told to panic"),
            Order::Fail => return Err("told to fail".into()),
            Order::Stop => myself.stop(None),
            Order::Answer(answer) => answer.send(()).unwrap(),
        }
        Ok(())
    }
}

/// A supervisor with one child, which may be doomed to panic at every start but its first.
struct Family {
    address: Address<Order>,
    fatal: CancellationToken,
    starts: Arc<Mutex<Vec<Instant>>>,
    supervisor: ActorRef<SupervisorMessage>,
}

impl Family {
    async fn new(is_doomed_after: usize) -> Self {
        let fatal = CancellationToken::new();
        let (supervisor, _) = Actor::spawn(None, Supervisor, fatal.clone()).await.unwrap();
        let address = Address::default();
        let starts = Arc::<Mutex<Vec<Instant>>>::default();
        let (told, started_at, count) = (address.clone(), Arc::clone(&starts), AtomicUsize::new(0));
        let start = Box::new(move |supervisor: ActorCell| {
            started_at.lock().unwrap().push(Instant::now());
            let is_doomed = count.fetch_add(1, Ordering::SeqCst) >= is_doomed_after;
            let told: Address<Order> = told.clone();
            async move {
                let (actor, _) = Actor::spawn_linked(None, Mortal, is_doomed, supervisor).await?;
                told.set(actor.clone());
                Ok(actor.get_cell())
            }
            .boxed()
        });
        let (adopted, is_adopted) = oneshot::channel();
        supervisor.cast(SupervisorMessage::Adopt(Child { name: "mortal", start }, adopted)).unwrap();
        is_adopted.await.unwrap();
        Self { address, fatal, starts, supervisor }
    }

    fn starts(&self) -> usize {
        self.starts.lock().unwrap().len()
    }

    async fn answers(&self) -> bool {
        let (answer, answered) = oneshot::channel();
        self.address.send(Order::Answer(answer)) && answered.await.is_ok()
    }
}

#[tokio::test(start_paused = true)]
async fn a_dead_actor_keeps_its_address() {
    let family = Family::new(usize::MAX).await;
    for (starts, order) in [(2, Order::Panic), (3, Order::Fail)] {
        assert!(family.address.send(order));
        until("a restart", || family.starts() == starts).await;
        assert!(family.answers().await);
    }
    family.address.get().unwrap().kill();
    until("a restart", || family.starts() == 4).await;
    assert!(family.answers().await);
    assert!(!family.fatal.is_cancelled());
}

#[tokio::test(start_paused = true)]
async fn restarts_wait_longer_each_time() {
    let family = Family::new(usize::MAX).await;
    let mut waits = Vec::new();
    for starts in 2..=6 {
        let died = Instant::now();
        family.address.send(Order::Panic);
        until("a restart", || family.starts() == starts).await;
        waits.push(family.starts.lock().unwrap()[starts - 1] - died);
    }
    for (failure, wait) in waits.iter().enumerate() {
        let whole = Duration::from_millis(100) * 2_u32.pow(u32::try_from(failure).unwrap());
        // the clock of timers has a grain of a millisecond
        assert!(*wait >= whole / 2 && *wait <= whole + Duration::from_millis(10), "{waits:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_used_up_budget_ends_the_process() {
    let family = Family::new(1).await;
    family.address.send(Order::Panic);
    family.fatal.cancelled().await;
    assert_eq!(family.starts(), 1 + BUDGET);
}

#[tokio::test(start_paused = true)]
async fn a_long_life_gives_the_budget_back() {
    let family = Family::new(usize::MAX).await;
    for starts in 2..=3 * BUDGET {
        tokio::time::sleep(Duration::from_secs(121)).await;
        family.address.send(Order::Panic);
        until("a restart", || family.starts() == starts).await;
    }
    assert!(!family.fatal.is_cancelled());
}

#[tokio::test(start_paused = true)]
async fn a_normal_stop_is_no_death() {
    let family = Family::new(usize::MAX).await;
    family.address.send(Order::Stop);
    family.address.get().unwrap().wait(None).await.unwrap();
    tokio::time::sleep(Duration::from_hours(1)).await;
    assert_eq!(family.starts(), 1);
    assert!(!family.fatal.is_cancelled());
    assert!(!family.address.send(Order::Stop), "nobody is there");
}

#[tokio::test(start_paused = true)]
async fn an_irreplaceable_actor_s_loss_ends_the_process() {
    let family = Family::new(usize::MAX).await;
    let (stranger, _) = Actor::spawn_linked(None, Mortal, false, family.supervisor.get_cell()).await.unwrap();
    stranger.cast(Order::Panic).unwrap();
    family.fatal.cancelled().await;
}

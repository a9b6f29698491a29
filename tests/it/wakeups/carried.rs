//! Wake-ups that the bus's engine carries, over one in memory and, where there is one, over a cluster.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::backends::bus::{BusError, Carried, Carrier};
use ai_tale::backends::wakeups::bus::BusWakeups;
use ai_tale::backends::wakeups::{Heard, Wakeup, Wakeups};
use ai_tale::domain::StoryId;
use async_trait::async_trait;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt};
use tokio::time::{Instant, sleep, timeout};

use super::conformance::{self, Nodes};
#[cfg(feature = "fluvio")]
use crate::bus::fluvio::{cluster, opened, options, removed};
use crate::kit::fakes::lock;

/// A topic in memory.
#[derive(Default)]
struct FakeCarrier {
    all: Mutex<Vec<Vec<u8>>>,
    is_away: AtomicBool,
    /// Offsets that are left out.
    hidden: Mutex<Vec<u64>>,
}

impl FakeCarrier {
    fn set_away(&self, is_away: bool) {
        self.is_away.store(is_away, Ordering::SeqCst);
    }

    fn answer(&self) -> Result<(), BusError> {
        if self.is_away.load(Ordering::SeqCst) { Err(BusError::because("told to fail")) } else { Ok(()) }
    }
}

#[async_trait]
impl Carrier for FakeCarrier {
    async fn send(&self, all: Vec<Vec<u8>>) -> Result<(), BusError> {
        self.answer()?;
        lock(&self.all).extend(all);
        Ok(())
    }

    async fn end(&self) -> Result<u64, BusError> {
        self.answer()?;
        Ok(lock(&self.all).len() as u64)
    }

    async fn receive(&self, offset: u64, limit: usize) -> Result<Vec<Carried>, BusError> {
        self.answer()?;
        let all = lock(&self.all).clone();
        if offset > all.len() as u64 {
            return Err(BusError::because("it was lost"));
        }
        let (skip, hidden) = (usize::try_from(offset).unwrap(), lock(&self.hidden));
        let carried = all.into_iter().zip(0..).skip(skip).map(|(bytes, offset)| Carried { offset, bytes });
        Ok(carried.filter(|carried| !hidden.contains(&carried.offset)).take(limit).collect())
    }
}

/// Two nodes that hear each other.
async fn nodes(carriers: [Arc<dyn Carrier>; 2]) -> Nodes {
    let nodes = carriers.map(|carrier| Arc::new(BusWakeups::start(carrier)) as Arc<dyn Wakeups>);
    for (from, to) in [(0, 1), (1, 0)] {
        let mut listener = nodes[to].listen();
        for head in 0.. {
            let hint = grew(head);
            nodes[from].send(hint);
            let heard = async { while listener.next().await != Some(Heard::Wakeup(hint)) {} };
            if timeout(Duration::from_secs(1), heard).await.is_ok() {
                break;
            }
            assert!(head < 60, "they never hear each other");
        }
    }
    nodes
}

async fn on_a_fake() -> (Arc<FakeCarrier>, Nodes) {
    let carrier = Arc::new(FakeCarrier::default());
    (carrier.clone(), nodes([carrier.clone(), carrier]).await)
}

async fn until_missed(listener: &mut BoxStream<'static, Heard>) {
    let missed = async { while listener.next().await.unwrap() != Heard::Missed {} };
    timeout(Duration::from_secs(30), missed).await.expect("it is told");
}

fn grew(head: u64) -> Wakeup {
    Wakeup::LogGrew { story: StoryId::new(), head }
}

/// What was heard already, without waiting.
fn heard(listener: &mut BoxStream<'static, Heard>) -> Vec<Heard> {
    std::iter::from_fn(|| listener.next().now_or_never().flatten()).collect()
}

#[tokio::test(start_paused = true)]
async fn carried_hints_reach_everybody() {
    conformance::every_listener_on_every_node_hears(on_a_fake().await.1).await;
    conformance::a_listener_that_left_changes_nothing(on_a_fake().await.1).await;
}

#[tokio::test(start_paused = true)]
async fn carried_hints_hold_nobody_up() {
    conformance::nobody_needs_to_listen(on_a_fake().await.1).await;
    conformance::a_slow_listener_knows_that_it_missed(on_a_fake().await.1).await;
}

#[tokio::test(start_paused = true)]
async fn a_hint_is_heard_once_and_soon() {
    let (_, nodes) = on_a_fake().await;
    let [mut here, mut there] = [nodes[0].listen(), nodes[1].listen()];
    let (hint, began) = (grew(1), Instant::now());
    nodes[0].send(hint);
    assert_eq!(heard(&mut here), [Heard::Wakeup(hint)], "at once, without the bus");
    assert_eq!(there.next().await, Some(Heard::Wakeup(hint)));
    assert!(began.elapsed() <= Duration::from_millis(200), "{:?}", began.elapsed());
    sleep(Duration::from_secs(10)).await;
    assert_eq!(heard(&mut here), [], "not again by way of the bus");
    assert_eq!(heard(&mut there), []);
}

#[tokio::test(start_paused = true)]
async fn old_hints_are_not_heard() {
    let (carrier, nodes) = on_a_fake().await;
    nodes[0].send(grew(1));
    sleep(Duration::from_secs(1)).await;
    let late = BusWakeups::start(carrier);
    let mut listener = late.listen();
    sleep(Duration::from_secs(1)).await;
    assert_eq!(heard(&mut listener), [Heard::Missed]);
}

#[tokio::test(start_paused = true)]
async fn who_was_cut_off_looks_at_everything() {
    let (carrier, nodes) = on_a_fake().await;
    let [mut here, mut there] = [nodes[0].listen(), nodes[1].listen()];
    carrier.set_away(true);
    let hints: Vec<_> = (0..10).map(grew).collect();
    for hint in &hints {
        nodes[0].send(*hint);
    }
    sleep(Duration::from_mins(1)).await;
    assert_eq!(heard(&mut here), hints.iter().copied().map(Heard::Wakeup).collect::<Vec<_>>());
    assert_eq!(heard(&mut there), [], "nobody waits, nobody is told what is not so");
    carrier.set_away(false);
    until_missed(&mut there).await;
    sleep(Duration::from_mins(1)).await;
    there = nodes[1].listen();
    let after = grew(11);
    nodes[0].send(after);
    let mut told = there.next().await;
    while told == Some(Heard::Missed) {
        told = there.next().await;
    }
    assert_eq!(told, Some(Heard::Wakeup(after)));
}

#[tokio::test(start_paused = true)]
async fn a_skipped_hint_is_told_as_missed() {
    let (carrier, nodes) = on_a_fake().await;
    let mut there = nodes[1].listen();
    let next = carrier.end().await.unwrap();
    lock(&carrier.hidden).push(next);
    let [first, second] = [grew(1), grew(2)];
    nodes[0].send(first);
    nodes[0].send(second);
    assert_eq!(there.next().await, Some(Heard::Missed));
    assert_eq!(there.next().await, Some(Heard::Wakeup(second)));
}

#[tokio::test(start_paused = true)]
async fn a_hint_of_a_newer_program_is_missed() {
    let (carrier, nodes) = on_a_fake().await;
    let mut there = nodes[1].listen();
    carrier.send(vec![b"{\"from\":\"nobody\"}".to_vec()]).await.unwrap();
    assert_eq!(there.next().await, Some(Heard::Missed));
}

#[tokio::test(start_paused = true)]
async fn a_lost_topic_s_successor_is_followed() {
    let (carrier, nodes) = on_a_fake().await;
    nodes[0].send(grew(1));
    sleep(Duration::from_secs(1)).await;
    let mut there = nodes[1].listen();
    lock(&carrier.all).clear();
    until_missed(&mut there).await;
    let hint = grew(2);
    nodes[0].send(hint);
    assert_eq!(there.next().await, Some(Heard::Wakeup(hint)));
}

#[cfg(feature = "fluvio")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hints_travel_over_a_cluster() {
    let Some(cluster) = cluster() else { return };
    let options = options(&cluster, 1);
    let bus = opened(&options).await;
    let carriers = || [Arc::new(bus.hints()) as Arc<dyn Carrier>, Arc::new(bus.hints())];
    conformance::every_listener_on_every_node_hears(nodes(carriers()).await).await;
    conformance::a_listener_that_left_changes_nothing(nodes(carriers()).await).await;
    conformance::nobody_needs_to_listen(nodes(carriers()).await).await;
    conformance::a_slow_listener_knows_that_it_missed(nodes(carriers()).await).await;
    let nodes = nodes(carriers()).await;
    let (mut there, hint, began) = (nodes[1].listen(), grew(1), Instant::now());
    nodes[0].send(hint);
    while there.next().await != Some(Heard::Wakeup(hint)) {}
    println!("heard after {:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    removed(&options).await;
}
